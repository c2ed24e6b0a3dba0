/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "demo/foyer-demo-private.h"

#include "model/foyer-clinician.h"
#include "model/foyer-referral-event.h"
#include "model/foyer-service.h"
#include "store/foyer-bulk.h"

/* How many of each there are in a clinic of the usual size. */
static const struct
{
  FoyerReferralState state;
  int                n;
} worklists[] = {
  { FOYER_REFERRAL_STATE_EXPECTED, 6 },         { FOYER_REFERRAL_STATE_RECEIVED, 9 },
  { FOYER_REFERRAL_STATE_INCOMPLETE, 5 },       { FOYER_REFERRAL_STATE_TRIAGE, 8 },
  { FOYER_REFERRAL_STATE_ACCEPTED, 14 },        { FOYER_REFERRAL_STATE_CONTACTING, 5 },
  { FOYER_REFERRAL_STATE_DECLINED, 6 },         { FOYER_REFERRAL_STATE_WITHDRAWN, 4 },
  { FOYER_REFERRAL_STATE_UNREACHABLE, 3 },      { FOYER_REFERRAL_STATE_EXPIRED, 4 },
  { FOYER_REFERRAL_STATE_ENTERED_IN_ERROR, 2 },
};

/* The states that a referral went through on its way to @state, the first one first. */
static guint
list_path (FoyerReferralState state, FoyerReferralState out_path[8])
{
  static const FoyerReferralState usual[] = {
    FOYER_REFERRAL_STATE_RECEIVED, FOYER_REFERRAL_STATE_TRIAGE,
    FOYER_REFERRAL_STATE_ACCEPTED, FOYER_REFERRAL_STATE_BOOKED,
    FOYER_REFERRAL_STATE_ATTENDED, FOYER_REFERRAL_STATE_CLOSED
  };
  guint n_usual;
  guint n = 0;

  switch ((int) state)
    {
    case FOYER_REFERRAL_STATE_EXPECTED:
      n_usual = 0;
      break;

    case FOYER_REFERRAL_STATE_INCOMPLETE:
    case FOYER_REFERRAL_STATE_ENTERED_IN_ERROR:
      n_usual = 1;
      break;

    case FOYER_REFERRAL_STATE_DECLINED:
      n_usual = 2;
      break;

    case FOYER_REFERRAL_STATE_CONTACTING:
    case FOYER_REFERRAL_STATE_WITHDRAWN:
    case FOYER_REFERRAL_STATE_UNREACHABLE:
    case FOYER_REFERRAL_STATE_EXPIRED:
      n_usual = 3;
      break;

    default:
      n_usual = G_N_ELEMENTS (usual);
    }

  for (guint i = 0; i < n_usual; i++)
    {
      out_path[n++] = usual[i];
      if (usual[i] == state)
        return n;
    }
  out_path[n++] = state;

  return n;
}

static gboolean
add_events (
    Demo *demo, FoyerAct *act, FoyerReferral *referral, int received_day, GError **error)
{
  FoyerReferralState path[8];
  guint              n = list_path (referral->state, path);
  gint64 at = foyer_demo_instant (demo, received_day, foyer_demo_int (demo, 480, 700));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (FoyerReferralEvent) event = foyer_referral_event_new ();

      event->referral_id = foyer_record_get_id (FOYER_RECORD (referral));
      event->at = MIN (at, demo->now);
      event->staff_id = foyer_record_get_id (FOYER_RECORD (demo->actor));
      if (i > 0)
        foyer_set_text (&event->from_state, foyer_enum_to_nick (FOYER_TYPE_REFERRAL_STATE,
                                                                (int) path[i - 1]));
      foyer_set_text (&event->to_state,
                      foyer_enum_to_nick (FOYER_TYPE_REFERRAL_STATE, (int) path[i]));
      if (path[i] == FOYER_REFERRAL_STATE_WITHDRAWN)
        foyer_set_text (&event->reason, "The patient is being treated elsewhere");
      else if (path[i] == FOYER_REFERRAL_STATE_UNREACHABLE)
        foyer_set_text (&event->reason, "Three calls on different days, letter sent");
      else if (path[i] == FOYER_REFERRAL_STATE_ENTERED_IN_ERROR)
        foyer_set_text (&event->reason, "Meant for another clinic");
      if (!foyer_demo_add (demo, act, event, error))
        return FALSE;
      at += foyer_demo_int (demo, 3, 60) * FOYER_HOUR_SECONDS;
    }

  return TRUE;
}

static gboolean
add_letter (Demo *demo, FoyerAct *act, FoyerReferral *referral, GError **error)
{
  g_autoptr (FoyerDocument) document = foyer_document_new ();
  g_autoptr (GBytes) content = NULL;
  g_autofree char *title = g_strdup_printf ("%s.txt", referral->number);
  char            *text;

  text = g_strdup_printf ("Referral letter (sample)\n\nDate: %s\n\nDear colleague,\n\n"
                          "please see this patient: %s.\nSite: %s. Duration: %s.\n"
                          "Treated so far: %s.\n\nWith kind regards\n",
                          referral->letter_date, referral->reason, referral->body_site,
                          referral->problem_since,
                          referral->prior_treatment != NULL ? referral->prior_treatment
                                                            : "nothing yet");
  content = g_bytes_new_take (text, strlen (text));
  foyer_demo_give_uid (demo, document);
  document->patient_id = referral->patient_id;
  document->referral_id = foyer_record_get_id (FOYER_RECORD (referral));
  document->kind = FOYER_DOCUMENT_KIND_REFERRAL_LETTER;
  document->received_at = referral->created_at;
  foyer_set_text (&document->title, title);
  foyer_set_text (&document->content_type, "text/plain");

  return foyer_bulk_add_document (act, document, content, error);
}

static void
describe_problem (Demo *demo, FoyerReferral *referral)
{
  static const struct
  {
    const char *reason;
    const char *site;
  } problems[] = {
    { "Changing pigmented lesion", "Left shoulder" },
    { "Acne, not better after six months", "Face" },
    { "Itchy rash, suspected eczema", "Both forearms" },
    { "Psoriasis, wish for systemic treatment", "Scalp and elbows" },
    { "Suspicious nodule, pearly border", "Nose" },
    { "Hair loss in patches", "Scalp" },
    { "Full skin check, father had melanoma", "Whole skin" },
    { "Chronic hives", "Trunk" },
    { "Rosacea", "Face" },
    { "Warts, cryotherapy failed twice", "Right foot" },
    { "Actinic keratoses", "Forehead" },
    { "Hidradenitis", "Axillae" },
  };
  static const char *const durations[] = { "two weeks", "three months", "about a year",
                                           "since childhood" };
  static const char *const treatments[] = { "Hydrocortisone 1% cream", "Emollients",
                                            "Doxycycline for eight weeks",
                                            "Cryotherapy twice" };
  int                      i = foyer_demo_int (demo, 0, G_N_ELEMENTS (problems) - 1);

  foyer_set_text (&referral->reason, problems[i].reason);
  foyer_set_text (&referral->body_site, problems[i].site);
  foyer_set_text (&referral->problem_since,
                  foyer_demo_pick (demo, durations, G_N_ELEMENTS (durations)));
  if (foyer_demo_chance (demo, 0.6))
    foyer_set_text (&referral->prior_treatment,
                    foyer_demo_pick (demo, treatments, G_N_ELEMENTS (treatments)));

  referral->red_flag = i == 0 || i == 4;
  referral->requested_urgency = referral->red_flag               ? FOYER_URGENCY_URGENT
                                : foyer_demo_chance (demo, 0.15) ? FOYER_URGENCY_ASAP
                                                                 : FOYER_URGENCY_ROUTINE;
  referral->anticoagulated = foyer_demo_chance (demo, 0.08);
  referral->implanted_device = foyer_demo_chance (demo, 0.03);
  referral->immunosuppressed = foyer_demo_chance (demo, 0.04);
  referral->photos_attached = foyer_demo_chance (demo, 0.25);
}

static void
decide (Demo *demo, FoyerReferral *referral, int received_day)
{
  int              days = referral->requested_urgency >= FOYER_URGENCY_URGENT
                              ? (int) demo->clinic->target_days_urgent
                              : (int) demo->clinic->target_days_routine;
  g_autofree char *target = foyer_day_format (received_day + days);

  referral->assigned_urgency = referral->requested_urgency;
  referral->decided_by = foyer_record_get_id (FOYER_RECORD (demo->actor));
  referral->decided_at =
      MIN (foyer_demo_instant (demo, received_day + 1, 13 * 60), demo->now);
  foyer_set_text (&referral->target_date, target);
  referral->service_id = foyer_record_get_id (g_ptr_array_index (demo->services, 0));
  if (foyer_demo_chance (demo, 0.2))
    referral->clinician_id = foyer_record_get_id (g_ptr_array_index (
        demo->clinicians, foyer_demo_int (demo, 0, (int) demo->clinicians->len - 1)));
}

/**
 * foyer_demo_add_referral:
 * @demo: the run
 * @act: the action under way
 * @patient_id: for whom
 * @state: where it stands
 * @received_day: civil day on which it came
 * @error: return location for an error
 *
 * Makes a referral with its letter and the steps that led it to @state.
 *
 * Returns: (transfer full): the referral, or `NULL` on error
 */
FoyerReferral *
foyer_demo_add_referral (Demo              *demo,
                         FoyerAct          *act,
                         gint64             patient_id,
                         FoyerReferralState state,
                         int                received_day,
                         GError           **error)
{
  g_autoptr (FoyerReferral) referral = foyer_referral_new ();
  g_autofree char *letter_date =
      foyer_day_format (received_day - foyer_demo_int (demo, 0, 9));
  g_autofree char *received_on = foyer_day_format (received_day);
  g_autofree char *valid_to = foyer_day_format (foyer_day_add_months (received_day, 12));
  g_autofree char *number = foyer_bulk_next_number (act, "referral", "R-", error);

  if (number == NULL)
    return NULL;

  describe_problem (demo, referral);
  foyer_set_text (&referral->number, number);
  referral->patient_id = patient_id;
  referral->state = state;
  referral->source = foyer_demo_chance (demo, 0.6) ? FOYER_REFERRAL_SOURCE_FAX
                                                   : FOYER_REFERRAL_SOURCE_E_REFERRAL;
  referral->referrer_id = g_array_index (
      demo->referrers, gint64, foyer_demo_int (demo, 0, (int) demo->referrers->len - 1));
  foyer_set_text (&referral->letter_date, letter_date);
  referral->created_at = MIN (foyer_demo_instant (demo, received_day, 540), demo->now);
  referral->updated_at = referral->created_at;
  referral->assigned_urgency = referral->requested_urgency;
  if (state != FOYER_REFERRAL_STATE_EXPECTED)
    foyer_set_text (&referral->received_on, received_on);
  if (foyer_demo_chance (demo, 0.7))
    {
      foyer_set_text (&referral->valid_to, valid_to);
      referral->visits_authorised = foyer_demo_int (demo, 2, 6);
    }

  if (state == FOYER_REFERRAL_STATE_INCOMPLETE)
    foyer_set_text (&referral->missing_items,
                    "Pathology report\nPhone number of the patient");
  if (state == FOYER_REFERRAL_STATE_DECLINED)
    {
      referral->decline_reason = FOYER_DECLINE_REASON_OUT_OF_SCOPE;
      foyer_set_text (&referral->decision_comment,
                      "Better seen by allergy; advice sent to the referrer.");
    }
  if (state >= FOYER_REFERRAL_STATE_ACCEPTED && state <= FOYER_REFERRAL_STATE_CLOSED)
    decide (demo, referral, received_day);

  if (!foyer_demo_add (demo, act, referral, error) ||
      !add_events (demo, act, referral, received_day, error))
    return NULL;
  if (received_day > demo->today - 120 && state != FOYER_REFERRAL_STATE_EXPECTED &&
      !add_letter (demo, act, referral, error))
    return NULL;

  return g_steal_pointer (&referral);
}

static gboolean
fill_worklists (FoyerAct *act, gpointer data, GError **error)
{
  Demo *demo = data;
  int   scale = (int) CLAMP (demo->size->n_patients / FOYER_DEMO_PATIENTS, 1, 100);

  foyer_act_set_bulk (act, "{\"sample\":\"referrals\"}");

  for (guint i = 0; i < G_N_ELEMENTS (worklists); i++)
    for (int j = 0; j < worklists[i].n * scale; j++)
      {
        g_autoptr (FoyerReferral) referral = NULL;
        gint64 patient_id = 0;
        int    age_days = foyer_demo_int (demo, 0, 24);

        if (worklists[i].state == FOYER_REFERRAL_STATE_EXPIRED)
          age_days = 400;
        for (int tries = 0; patient_id == 0 && tries < 1000; tries++)
          patient_id =
              demo->patients[foyer_demo_int (demo, 0, (int) demo->size->n_patients - 1)];
        if (patient_id == 0)
          return TRUE;

        referral = foyer_demo_add_referral (demo, act, patient_id, worklists[i].state,
                                            demo->today - age_days, error);
        if (referral == NULL)
          return FALSE;
      }

  return TRUE;
}

/**
 * foyer_demo_add_worklists:
 *
 * Makes referrals in every state that no visit brings about.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_demo_add_worklists (Demo *demo, GError **error)
{
  return foyer_demo_batch (demo, NULL, fill_worklists, demo, error);
}
