/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "endpoint/foyer-form-languages.h"
#include "endpoint/foyer-form.h"

G_BEGIN_DECLS

/**
 * FoyerFormNotice:
 * @FOYER_FORM_NOTICE_NONE:
 * @FOYER_FORM_NOTICE_EARLY: sent faster than anybody types
 * @FOYER_FORM_NOTICE_LATE: the page was open for too long
 * @FOYER_FORM_NOTICE_FOREIGN: the form does not come from our page
 * @FOYER_FORM_NOTICE_GARBLED: what was sent is no form
 * @FOYER_FORM_NOTICE_FLOOD: too many were sent
 * @FOYER_FORM_NOTICE_SENT: it was sent before, with something else in it
 * @FOYER_FORM_NOTICE_FAILED: it could not be stored
 *
 * Why a form was not taken, apart from what is in its fields.
 */
typedef enum
{
  FOYER_FORM_NOTICE_NONE,
  FOYER_FORM_NOTICE_EARLY,
  FOYER_FORM_NOTICE_LATE,
  FOYER_FORM_NOTICE_FOREIGN,
  FOYER_FORM_NOTICE_GARBLED,
  FOYER_FORM_NOTICE_FLOOD,
  FOYER_FORM_NOTICE_SENT,
  FOYER_FORM_NOTICE_FAILED,
} FoyerFormNotice;

/**
 * FoyerFormPage:
 * @languages: what the page can be shown in
 * @tag: what it is shown in
 * @path: where this page is
 * @clinic_name: (nullable): whom the form is for
 * @clinic_phone: (nullable): as it is written
 * @deposit: what is paid when a cosmetic consultation is booked, `$125`
 *
 * What all pages of the form have in common.
 */
typedef struct
{
  FoyerFormLanguages *languages;    /* (unowned) */
  const char         *tag;          /* (unowned) */
  const char         *path;         /* (unowned) */
  const char         *clinic_name;  /* (unowned) (nullable) */
  const char         *clinic_phone; /* (unowned) (nullable) */
  const char         *deposit;      /* (unowned) */
} FoyerFormPage;

char *foyer_form_page_ask (const FoyerFormPage *self,
                           const FoyerForm     *form,
                           FoyerFormNotice      notice,
                           gint64               now);
char *foyer_form_page_thank (const FoyerFormPage *self);
char *foyer_form_page_refuse (const FoyerFormPage *self, FoyerFormNotice notice);
char *foyer_form_page_dup_policy (void);

/* For the parts of a page; every text goes through the first of these. */
void foyer_form_html_add (GString *html, const char *format, ...) G_GNUC_PRINTF (2, 3);
void foyer_form_html_begin (GString             *html,
                            const FoyerFormPage *self,
                            const char          *title,
                            gboolean             has_problems);
void foyer_form_html_add_phone (GString *html, const FoyerFormPage *self);
void foyer_form_html_end (GString *html, const FoyerFormPage *self);

G_END_DECLS
