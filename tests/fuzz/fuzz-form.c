/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/fuzz/fuzz.h"

#include "endpoint/foyer-endpoint-validate.h"
#include "endpoint/foyer-form-appointment.h"
#include "endpoint/foyer-form-page.h"

#include <string.h>

/* 2026-11-23 17:00:00 UTC */
#define NOW G_GINT64_CONSTANT (1795453200)

static FoyerFormLanguages *languages;

/* A word of @list, which has a space around each of its words. */
static gboolean
is_listed (const char *list, const char *start, gsize length)
{
  g_autofree char *word = g_strdup_printf (" %.*s ", (int) length, start);

  return strstr (list, word) != NULL;
}

/* The page has our elements and attributes only: nothing that was typed has become one. */
static void
check_page (const char *html)
{
  static const char elements[] =
      " html head meta title style body header footer main nav h1 h2 p a ul ol li div "
      "form "
      "input label select option textarea fieldset legend span strong button ";
  static const char attributes[] =
      " lang dir charset name content class href hreflang aria-label aria-current method "
      "action novalidate accept-charset type value id for autocomplete required role "
      "inputmode maxlength rows min tabindex aria-hidden aria-describedby aria-required "
      "aria-invalid selected checked autofocus ";
  const char *at = strchr (html, '>') + 1; /* after <!DOCTYPE html> */

  g_assert_true (g_utf8_validate (html, -1, NULL));
  while ((at = strchr (at, '<')) != NULL)
    {
      const char *name = at + (at[1] == '/' ? 2 : 1);
      gsize       length = strcspn (name, " >");

      g_assert_true (is_listed (elements, name, length));
      at = name + length;
      while (*at == ' ' || *at == '\n')
        {
          at++;
          length = strcspn (at, "= >");
          if (length > 0)
            g_assert_true (is_listed (attributes, at, length));
          at += length;
          if (g_str_has_prefix (at, "=\""))
            {
              at = strchr (at + 2, '"');
              g_assert_nonnull (at);
              at++;
            }
          else if (*at == '=')
            at += strcspn (at, " >");
        }
      g_assert_cmpint (*at, ==, '>');
    }
}

/* What is taken has no card number and becomes an Appointment that the endpoint stores. */
static void
check_request (FoyerForm *form, FoyerRequest *request)
{
  g_autoptr (json_t) json = NULL;
  g_autoptr (FoyerEndpointDraft) draft = NULL;

  foyer_record_set_uid (FOYER_RECORD (request), "0d9f6f6c-2a52-4a3e-9d50-1f2a3b4c5d6e");
  json = foyer_form_appointment_encode (request);
  draft = foyer_endpoint_draft_new_for_json (json, NULL);
  g_assert_true (draft != NULL && foyer_endpoint_validate (draft, NULL));
  for (guint i = 0; i < FOYER_FORM_TRAP; i++)
    {
      g_assert_false (foyer_form_cut_cards (&form->typed[i]));
      if (foyer_form_get_max (i) > 0)
        g_assert_cmpint (g_utf8_strlen (form->typed[i], -1), <=, foyer_form_get_max (i));
    }
}

/* Whatever is sent as a form is refused or right, and can be shown again. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (FoyerForm) form = foyer_form_parse ((const char *) data, size);
  g_autoptr (FoyerRequest) request = NULL;
  FoyerFormPage    page = { .tag = "en", .path = "/request", .deposit = "$125" };
  g_autofree char *html = NULL;

  if (form == NULL)
    return 0;
  if (languages == NULL)
    languages = foyer_form_languages_new ("/nonexistent");
  page.languages = languages;

  request = foyer_form_check (form, NOW);
  g_assert_true ((request == NULL) == foyer_form_has_problems (form));
  html = foyer_form_page_ask (&page, form, FOYER_FORM_NOTICE_NONE, NOW);
  check_page (html);
  if (request != NULL)
    check_request (form, request);

  return 0;
}
