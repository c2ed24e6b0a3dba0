/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-referral-kind.h"

#include "model/foyer-referral.h"
#include "present/foyer-words.h"
#include "store/foyer-referrals.h"
#include "ui/foyer-catalogue-kinds.h"
#include "ui/foyer-date-row.h"
#include "ui/foyer-referrer-finder.h"
#include "ui/foyer-simple-rows.h"
#include "ui/foyer-text-row.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static GtkWidget *
add (FoyerRecordEditor   *editor,
     AdwPreferencesGroup *group,
     GtkWidget           *row,
     const char          *field)
{
  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (row), TRUE);

  return foyer_record_editor_add (editor, group, row, field);
}

static GtkWidget *
add_date (FoyerRecordEditor   *editor,
          AdwPreferencesGroup *group,
          const char          *title,
          const char          *field)
{
  GtkWidget *row = foyer_date_row_new (title, 0);

  g_object_set (row, "whole", TRUE, NULL);

  return add (editor, group, row, field);
}

static void
build_letter (FoyerRecordEditor *editor, AdwPreferencesPage *page)
{
  AdwPreferencesGroup *group = foyer_record_kind_add_group (page, _ ("Letter"));
  GtkWidget           *source = foyer_choice_row_new (C_ ("referral", "_Came by"));

  for (int i = FOYER_REFERRAL_SOURCE_FAX; i <= FOYER_REFERRAL_SOURCE_WALK_IN; i++)
    foyer_choice_row_add (FOYER_CHOICE_ROW (source), i,
                          foyer_words_source ((FoyerReferralSource) i));
  add (editor, group, source, "source");
  foyer_record_editor_keep (
      editor, "letter-date",
      add_date (editor, group, C_ ("referral", "_Date on the letter"), "letter-date"));
  foyer_record_editor_keep (
      editor, "received-on",
      add_date (editor, group, C_ ("referral", "R_eceived on"), "received-on"));
  add (editor, group,
       g_object_new (FOYER_TYPE_REFERRER_FINDER, "title", C_ ("referral", "_Referred by"),
                     NULL),
       "referrer-id");
}

static void
build_validity (FoyerRecordEditor *editor, AdwPreferencesPage *page)
{
  AdwPreferencesGroup *group =
      foyer_record_kind_add_group (page, _ ("Authorised Visits"));
  GtkWidget *visits = foyer_spin_row_new (C_ ("referral", "V_isits"), 0, 999);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (visits), _ ("0: no limit stated"));
  add_date (editor, group, C_ ("referral", "_Valid from"), "valid-from");
  add_date (editor, group, C_ ("referral", "Valid _until"), "valid-to");
  add (editor, group, visits, "visits-authorised");
  add (editor, group,
       foyer_entry_row_new (C_ ("referral", "_Number of the insurer’s authorisation")),
       "authorisation-number");
}

static void
build_question (FoyerRecordEditor *editor, AdwPreferencesPage *page)
{
  AdwPreferencesGroup *group = foyer_record_kind_add_group (page, _ ("What Is Asked"));
  GtkWidget *urgency = foyer_choice_row_new (C_ ("referral", "Ur_gency asked for"));

  for (int i = FOYER_URGENCY_ROUTINE; i <= FOYER_URGENCY_STAT; i++)
    foyer_choice_row_add (FOYER_CHOICE_ROW (urgency), i,
                          foyer_words_urgency ((FoyerUrgency) i));
  add (editor, group, foyer_text_row_new (C_ ("referral", "Rea_son")), "reason");
  add (editor, group, foyer_entry_row_new (C_ ("referral", "_Body site")), "body-site");
  add (editor, group, foyer_entry_row_new (C_ ("referral", "Since _when")),
       "problem-since");
  add (editor, group, foyer_text_row_new (C_ ("referral", "_Treated with")),
       "prior-treatment");
  add (editor, group, urgency, "requested-urgency");
  add (editor, group,
       foyer_switch_row_new (C_ ("referral", "Must be read _today (red flag)")),
       "red-flag");
}

static void
build_more (FoyerRecordEditor *editor, AdwPreferencesPage *page)
{
  AdwPreferencesGroup *group = foyer_record_kind_add_group (page, NULL);
  const struct
  {
    const char *field;
    const char *title;
  } flags[] = {
    { "immunosuppressed", C_ ("referral", "Immunosuppressed") },
    { "anticoagulated", C_ ("referral", "Takes blood thinners") },
    { "implanted-device", C_ ("referral", "Implanted device") },
    { "photos-attached", C_ ("referral", "Photographs are attached") },
    { "pathology-attached", C_ ("referral", "Pathology is attached") },
    { "interpreter", C_ ("referral", "Interpreter needed") },
    { "transport", C_ ("referral", "Transport needed") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    foyer_record_editor_add (editor, group, foyer_switch_row_new (flags[i].title),
                             flags[i].field);
}

static void
build (FoyerRecordEditor *editor, AdwPreferencesPage *page)
{
  build_letter (editor, page);
  build_question (editor, page);
  build_more (editor, page);
  build_validity (editor, page);
}

static gboolean
refuse (FoyerRecordEditor *editor, const char *key, const char *sentence)
{
  GtkWidget *row = foyer_record_editor_find (editor, key);

  foyer_entry_row_set_error (FOYER_ENTRY_ROW (row), sentence);
  gtk_widget_grab_focus (row);

  return FALSE;
}

/* Dates that contradict each other or the calendar; the rest the store knows. */
static gboolean
read_letter (FoyerRecordEditor *editor, FoyerSnapshot *snapshot, gboolean check)
{
  FoyerReferral   *referral = FOYER_REFERRAL (snapshot->record);
  FoyerSession    *session = foyer_record_editor_get_session (editor);
  g_autofree char *today = foyer_day_format (foyer_session_today (session));

  if (!check)
    return TRUE;
  if (referral->letter_date != NULL && strcmp (referral->letter_date, today) > 0)
    return refuse (editor, "letter-date",
                   _ ("This day has not come yet.  Look at the letter again."));
  if (referral->received_on != NULL && strcmp (referral->received_on, today) > 0)
    return refuse (editor, "received-on",
                   _ ("A letter cannot have come tomorrow or later."));
  if (referral->letter_date != NULL && referral->received_on != NULL &&
      strcmp (referral->letter_date, referral->received_on) > 0)
    return refuse (editor, "received-on", _ ("The letter was written after that day."));

  return TRUE;
}

static gboolean
save (FoyerDb *db, FoyerUser *actor, FoyerSnapshot *snapshot, GError **error)
{
  return foyer_referrals_save (db, actor, FOYER_REFERRAL (snapshot->record), error);
}

static char *
dup_title (gpointer record)
{
  return g_strdup (FOYER_REFERRAL (record)->number);
}

const FoyerRecordKind foyer_referral_kind = {
  .get_type = foyer_referral_get_type,
  .edit_title = N_ ("Edit Referral"),
  .build = build,
  .read = read_letter,
  .save = save,
  .dup_title = dup_title,
};
