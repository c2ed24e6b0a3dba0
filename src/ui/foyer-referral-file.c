/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-referral-file.h"

#include "present/foyer-due.h"
#include "present/foyer-format.h"
#include "present/foyer-words.h"
#include "store/foyer-catalogue.h"
#include "store/foyer-referrers.h"

#include <glib/gi18n-lib.h>

/**
 * foyer_referral_file_read:
 * @db: a connection
 * @id: a referral
 * @error: return location for an error
 *
 * Reads a referral with all that belongs to it.
 *
 * Returns: (transfer full): the file, or `NULL` on error
 */
FoyerReferralFile *
foyer_referral_file_read (FoyerDb *db, gint64 id, GError **error)
{
  g_autoptr (FoyerReferralFile) self = g_new0 (FoyerReferralFile, 1);

  if ((self->row = foyer_referrals_get (db, id, error)) == NULL ||
      (self->events = foyer_referrals_list_events (db, id, error)) == NULL ||
      (self->documents = foyer_documents_list_for_referral (db, id, error)) == NULL ||
      (self->staff = foyer_catalogue_list (db, FOYER_TYPE_USER, FALSE, error)) == NULL)
    return NULL;
  if (self->row->referral->referrer_id != 0 &&
      (self->referrer =
           foyer_referrers_get (db, self->row->referral->referrer_id, error)) == NULL)
    return NULL;
  if (self->referrer != NULL && self->referrer->practice_id != 0 &&
      (self->practice =
           foyer_referrers_get_practice (db, self->referrer->practice_id, error)) == NULL)
    return NULL;

  return g_steal_pointer (&self);
}

void
foyer_referral_file_free (FoyerReferralFile *self)
{
  g_clear_object (&self->row);
  g_clear_object (&self->referrer);
  g_clear_object (&self->practice);
  g_clear_pointer (&self->events, g_ptr_array_unref);
  g_clear_pointer (&self->documents, g_ptr_array_unref);
  g_clear_pointer (&self->staff, g_ptr_array_unref);
  g_free (self);
}

static const char *
name_staff (FoyerReferralFile *self, gint64 id)
{
  for (guint i = 0; i < self->staff->len; i++)
    if (foyer_record_get_id (self->staff->pdata[i]) == id)
      return FOYER_USER (self->staff->pdata[i])->name;

  return NULL;
}

static void
append (GString *text, gboolean wanted, const char *word)
{
  if (wanted)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", word);
}

static void
add_date (FoyerFactGrid *grid, const char *name, const char *date)
{
  g_autofree char *text = date != NULL ? foyer_format_date (date) : NULL;

  foyer_fact_grid_add (grid, name, text);
}

/* A phone number runs from left to right in every language. */
static void
add_number (FoyerFactGrid *grid, const char *name, const char *number)
{
  g_autofree char *text =
      number != NULL ? g_strdup_printf ("\u2066%s\u2069", number) : NULL;

  foyer_fact_grid_add (grid, name, text);
}

/**
 * foyer_referral_file_show_request:
 * @self: a file
 * @session: the session
 * @grid: a card
 *
 * Shows what the letter asks for.
 */
void
foyer_referral_file_show_request (FoyerReferralFile *self,
                                  FoyerSession      *session,
                                  FoyerFactGrid     *grid)
{
  FoyerReferral *referral = self->row->referral;
  g_autoptr (GString) cautions = g_string_new (NULL);
  g_autoptr (GString) needs = g_string_new (NULL);
  g_autofree char *came = NULL;

  append (cautions, referral->immunosuppressed,
          C_ ("patient of a referral", "Immunosuppressed"));
  append (cautions, referral->anticoagulated,
          C_ ("patient of a referral", "Takes blood thinners"));
  append (cautions, referral->implanted_device,
          C_ ("patient of a referral", "Implanted device"));
  append (needs, referral->interpreter, C_ ("patient of a referral", "Interpreter"));
  append (needs, referral->transport, C_ ("patient of a referral", "Transport"));
  if (referral->received_on != NULL)
    {
      g_autofree char *date = foyer_format_date (referral->received_on);
      g_autofree char *age =
          foyer_due_describe_age (referral->received_on, foyer_session_today (session));

      came = g_strdup_printf ("%s · %s · %s", foyer_words_source (referral->source), date,
                              age);
    }

  foyer_fact_grid_clear (grid);
  foyer_fact_grid_add (grid, C_ ("referral", "Reason"), referral->reason);
  foyer_fact_grid_add (grid, C_ ("referral", "Body site"), referral->body_site);
  foyer_fact_grid_add (grid, C_ ("referral", "Since"), referral->problem_since);
  foyer_fact_grid_add (grid, C_ ("referral", "Treated with"), referral->prior_treatment);
  foyer_fact_grid_add (grid, C_ ("referral", "Mind"), cautions->str);
  foyer_fact_grid_add (grid, C_ ("referral", "Patient needs"), needs->str);
  foyer_fact_grid_add (grid, C_ ("referral", "Urgency asked"),
                       foyer_words_urgency (referral->requested_urgency));
  add_date (grid, C_ ("referral", "Letter of"), referral->letter_date);
  foyer_fact_grid_add (grid, C_ ("referral", "Came by"), came);
  foyer_fact_grid_add (grid, C_ ("referral", "Missing"), referral->missing_items);
}

/**
 * foyer_referral_file_show_referrer:
 * @self: a file
 * @grid: a card
 *
 * Shows who referred and how they are reached.
 */
void
foyer_referral_file_show_referrer (FoyerReferralFile *self, FoyerFactGrid *grid)
{
  FoyerReferrer   *referrer = self->referrer;
  FoyerPractice   *practice = self->practice;
  g_autofree char *name = NULL;
  const char      *phone = NULL;
  const char      *fax = NULL;

  foyer_fact_grid_clear (grid);
  if (referrer == NULL)
    {
      foyer_fact_grid_add (grid, C_ ("referral", "Referrer"), _ ("Not known yet"));
      return;
    }

  name = foyer_format_person_full (referrer->prefix, referrer->given, referrer->family,
                                   referrer->credentials);
  phone = referrer->phone;
  fax = referrer->fax;
  if (phone == NULL && practice != NULL)
    phone = practice->phone;
  if (fax == NULL && practice != NULL)
    fax = practice->fax;
  foyer_fact_grid_add (grid, C_ ("referral", "Referrer"), name);
  foyer_fact_grid_add (grid, C_ ("referral", "Specialty"), referrer->specialty);
  foyer_fact_grid_add (grid, C_ ("referral", "Practice"),
                       practice != NULL ? practice->name : NULL);
  add_number (grid, C_ ("referral", "Phone"), phone);
  add_number (grid, C_ ("referral", "Fax"), fax);
}

static void
add_visits (FoyerReferralFile *self, FoyerFactGrid *grid)
{
  FoyerReferral   *referral = self->row->referral;
  g_autofree char *visits = foyer_format_visits (
      self->row->visits_used, self->row->visits_booked, referral->visits_authorised);
  g_autofree char *text = NULL;

  if (self->row->visits_used + self->row->visits_booked == 0)
    text =
        referral->visits_authorised == 0
            ? g_strdup (_ ("None yet, no limit stated"))
            /* Translators: how many visits a referral allows. */
            : g_strdup_printf (_ ("None yet of %d"), (int) referral->visits_authorised);
  else if (referral->visits_authorised == 0)
    /* Translators: %s are visits, 2+1: two used, one booked. */
    text = g_strdup_printf (_ ("%s, used + booked; no limit stated"), visits);
  else
    /* Translators: %s are visits, 2+1 of 4: two used, one booked. */
    text = g_strdup_printf (_ ("%s, used + booked"), visits);
  foyer_fact_grid_add (grid, C_ ("referral", "Visits"), text);
}

static void
add_validity (FoyerReferralFile *self, FoyerFactGrid *grid)
{
  FoyerReferral   *referral = self->row->referral;
  g_autofree char *from =
      referral->valid_from != NULL ? foyer_format_date (referral->valid_from) : NULL;
  g_autofree char *to =
      referral->valid_to != NULL ? foyer_format_date (referral->valid_to) : NULL;
  g_autofree char *text = NULL;

  if (from != NULL && to != NULL)
    /* Translators: two dates. */
    text = g_strdup_printf (_ ("From %1$s to %2$s"), from, to);
  else if (to != NULL)
    /* Translators: a date. */
    text = g_strdup_printf (C_ ("validity", "Until %s"), to);
  else if (from != NULL)
    /* Translators: a date. */
    text = g_strdup_printf (C_ ("validity", "From %s"), from);
  else
    text = g_strdup (_ ("No limit stated"));
  foyer_fact_grid_add (grid, C_ ("referral", "Valid"), text);
}

/**
 * foyer_referral_file_show_plan:
 * @self: a file
 * @session: the session
 * @grid: a card
 *
 * Shows what was decided and what is left of it.
 */
void
foyer_referral_file_show_plan (FoyerReferralFile *self,
                               FoyerSession      *session,
                               FoyerFactGrid     *grid)
{
  FoyerReferral   *referral = self->row->referral;
  gboolean         decided = referral->decided_at != 0;
  FoyerDueTone     tone;
  g_autofree char *target = foyer_due_describe_target (
      referral->target_date, foyer_session_today (session), &tone);
  g_autofree char *seen_by = NULL;

  foyer_fact_grid_clear (grid);
  if (decided)
    {
      const char      *who = name_staff (self, referral->decided_by);
      g_autofree char *when =
          foyer_format_when (foyer_session_get_zone (session), referral->decided_at);
      g_autofree char *text =
          who != NULL ? g_strdup_printf ("%s · %s", who, when) : g_strdup (when);

      foyer_fact_grid_add (grid, C_ ("referral", "Decided by"), text);
    }
  if (referral->decline_reason != FOYER_DECLINE_REASON_NONE)
    foyer_fact_grid_add (grid, C_ ("referral", "Declined"),
                         foyer_words_decline_reason (referral->decline_reason));
  foyer_fact_grid_add (grid, C_ ("referral", "Comment"), referral->decision_comment);
  if (decided && referral->decline_reason == FOYER_DECLINE_REASON_NONE)
    foyer_fact_grid_add (grid, C_ ("referral", "Urgency decided"),
                         foyer_words_urgency (referral->assigned_urgency));
  if (referral->target_date != NULL)
    {
      g_autofree char *date = foyer_format_date (referral->target_date);

      seen_by = target != NULL && foyer_referral_state_is_open (referral->state)
                    ? g_strdup_printf ("%s · %s", date, target)
                    : g_strdup (date);
    }
  foyer_fact_grid_add (grid, C_ ("referral", "To be seen by"), seen_by);
  foyer_fact_grid_add (grid, C_ ("referral", "Visit to book"), self->row->service_name);
  if (decided && self->row->service_name != NULL)
    foyer_fact_grid_add (grid, C_ ("referral", "Clinician"),
                         self->row->clinician_name != NULL ? self->row->clinician_name
                                                           : C_ ("clinician", "Any"));
  add_visits (self, grid);
  add_validity (self, grid);
  foyer_fact_grid_add (grid, C_ ("referral", "Authorisation"),
                       referral->authorisation_number);
  foyer_fact_grid_add (grid, C_ ("referral", "Restrictions"), referral->restrictions);
  foyer_fact_grid_add (grid, C_ ("referral", "For the desk"),
                       referral->desk_instructions);
  foyer_fact_grid_add (grid, C_ ("referral", "For the patient"),
                       referral->patient_instructions);
}

/**
 * foyer_referral_file_show_history:
 * @self: a file
 * @session: the session
 * @grid: a card
 *
 * Shows every step with who took it, when and why, the newest first.
 */
void
foyer_referral_file_show_history (FoyerReferralFile *self,
                                  FoyerSession      *session,
                                  FoyerFactGrid     *grid)
{
  foyer_fact_grid_clear (grid);
  for (guint i = self->events->len; i > 0; i--)
    {
      FoyerReferralEvent *event = self->events->pdata[i - 1];
      g_autofree char    *when =
          foyer_format_when (foyer_session_get_zone (session), event->at);
      const char *who = name_staff (self, event->staff_id);
      GString    *text = g_string_new (NULL);
      int         state;

      if (foyer_enum_from_nick (FOYER_TYPE_REFERRAL_STATE, event->to_state, &state))
        append (text, TRUE, foyer_words_referral_state ((FoyerReferralState) state));
      append (text, who != NULL, who);
      if (event->reason != NULL)
        g_string_append_printf (text, "\n%s", event->reason);
      if (event->comment != NULL)
        g_string_append_printf (text, "\n%s", event->comment);
      foyer_fact_grid_add (grid, when, text->str);
      g_string_free (text, TRUE);
    }
}
