/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "demo/foyer-demo-private.h"

#include "model/foyer-request.h"
#include "store/foyer-bulk.h"
#include "store/foyer-patients.h"
#include "store/foyer-referrals.h"

/* What people write and say.  A request without a name is by somebody whom the clinic knows, in
 * their own spelling. */
static const struct
{
  int                  hours_ago;
  FoyerChannel         channel;
  FoyerRequestCategory category;
  const char          *given;
  const char          *family;
  const char          *birth_date;
  const char          *phone;
  const char          *email;
  const char          *language;
  const char          *referrer;
  FoyerAnswer          referral_sent;
  FoyerAnswer          seen_before;
  const char          *days;
  const char          *times;
  const char          *message;
} requests[] = {
  { 2, FOYER_CHANNEL_WEB, FOYER_REQUEST_CATEGORY_MEDICAL, NULL, NULL, NULL, NULL, NULL,
    NULL, NULL, FOYER_ANSWER_UNKNOWN, FOYER_ANSWER_YES, "mon tue", "morning",
    "The rash on my arm has come back and the cream no longer helps." },
  { 5, FOYER_CHANNEL_WEB, FOYER_REQUEST_CATEGORY_COSMETIC, "Rebecca", "Ashdown",
    "1979-05-23", "(805) 555-0142", "r.ashdown@example.org", NULL, NULL, FOYER_ANSWER_NO,
    FOYER_ANSWER_NO, "thu fri", "afternoon",
    "I would like to talk about the sun spots on my hands before my daughter’s "
    "wedding." },
  { 20, FOYER_CHANNEL_WEB, FOYER_REQUEST_CATEGORY_MEDICAL, "Thomas", "Hargreave",
    "1991-11-02", "805 555 0167", "tom.hargreave@example.org", NULL, NULL,
    FOYER_ANSWER_NO, FOYER_ANSWER_NO, NULL, NULL,
    "A friend said I should have this mole looked at. Do I need a referral?" },
  { 26, FOYER_CHANNEL_PHONE, FOYER_REQUEST_CATEGORY_MEDICAL, "Eleanor", "Whitcombe",
    "1956-02-14", "(805) 555-0188", NULL, NULL, "Her GP, by fax on Friday",
    FOYER_ANSWER_YES, FOYER_ANSWER_NO, "wed", "morning",
    "Called; hard of hearing, please speak slowly." },
  { 30, FOYER_CHANNEL_WEB, FOYER_REQUEST_CATEGORY_MEDICAL, "Beatriz", "Navarro",
    "1988-08-30", "+1 805 555 0119", "beatriz.navarro@example.org", "es",
    "Dr. Chen, Harbor Family Practice", FOYER_ANSWER_YES, FOYER_ANSWER_NO, "mon wed fri",
    "afternoon", "Eczema on both hands since the summer. I can come after three." },
  { 49, FOYER_CHANNEL_PHONE, FOYER_REQUEST_CATEGORY_MEDICAL, NULL, NULL, NULL, NULL, NULL,
    NULL, NULL, FOYER_ANSWER_UNKNOWN, FOYER_ANSWER_YES, NULL, "afternoon",
    "Yearly skin check, no hurry." },
};

/* Somebody of the clinic who can be reached. */
static FoyerPatient *
pick_patient (Demo *demo, GError **error)
{
  for (int tries = 0; tries < 200; tries++)
    {
      g_autoptr (FoyerPatient) patient = NULL;
      gint64 id =
          demo->patients[foyer_demo_int (demo, 0, (int) demo->size->n_patients - 1)];

      if (id == 0)
        continue;
      patient = foyer_patients_get (demo->db, id, error);
      if (patient == NULL)
        return NULL;
      if (patient->active && !patient->deceased && patient->birth_date != NULL &&
          patient->given != NULL && patient->family != NULL && patient->phones->len > 0)
        return g_steal_pointer (&patient);
    }

  return foyer_patient_new ();
}

/* As people type their own name into a form on a phone. */
static gboolean
write_as_patient (Demo *demo, FoyerRequest *request, GError **error)
{
  g_autoptr (FoyerPatient) patient = pick_patient (demo, error);
  g_autofree char *given = NULL;
  g_autofree char *family = NULL;

  if (patient == NULL)
    return FALSE;
  given = g_utf8_strdown (patient->given != NULL ? patient->given : "x", -1);
  family = g_utf8_strdown (patient->family != NULL ? patient->family : "x", -1);
  foyer_set_text (&request->given, given);
  foyer_set_text (&request->family, family);
  foyer_set_text (&request->birth_date, patient->birth_date);
  foyer_set_text (&request->email, patient->email);
  if (patient->phones != NULL && patient->phones->len > 0)
    foyer_set_text (&request->phone,
                    FOYER_PATIENT_PHONE (patient->phones->pdata[0])->number);

  return TRUE;
}

static gboolean
add_request (Demo *demo, FoyerAct *act, guint i, GError **error)
{
  g_autoptr (FoyerRequest) request = foyer_request_new ();

  request->channel = requests[i].channel;
  request->category = requests[i].category;
  request->received_at = demo->now - requests[i].hours_ago * FOYER_HOUR_SECONDS;
  request->created_at = request->updated_at = request->received_at;
  request->referral_sent = requests[i].referral_sent;
  request->seen_before = requests[i].seen_before;
  foyer_set_text (&request->preferred_days, requests[i].days);
  foyer_set_text (&request->preferred_times, requests[i].times);
  foyer_set_text (&request->referrer_text, requests[i].referrer);
  foyer_set_text (&request->message, requests[i].message);
  foyer_set_text (&request->language, requests[i].language);
  if (requests[i].family == NULL)
    {
      if (!write_as_patient (demo, request, error))
        return FALSE;
    }
  else
    {
      foyer_set_text (&request->given, requests[i].given);
      foyer_set_text (&request->family, requests[i].family);
      foyer_set_text (&request->birth_date, requests[i].birth_date);
      foyer_set_text (&request->phone, requests[i].phone);
      foyer_set_text (&request->email, requests[i].email);
    }

  return foyer_demo_add (demo, act, request, error);
}

/* One that waits for a referral which is expected. */
static gboolean
add_waiting (Demo *demo, FoyerAct *act, GError **error)
{
  g_autoptr (GPtrArray) expected = foyer_referrals_list_by_state (
      demo->db, FOYER_REFERRAL_STATE_EXPECTED, 0, 1, error);
  g_autoptr (FoyerRequest) request = foyer_request_new ();
  FoyerReferralRow *row;

  if (expected == NULL)
    return FALSE;
  if (expected->len == 0)
    return TRUE;

  row = expected->pdata[0];
  request->channel = FOYER_CHANNEL_WEB;
  request->state = FOYER_REQUEST_STATE_AWAITING_REFERRAL;
  request->patient_id = row->referral->patient_id;
  request->referral_id = foyer_record_get_id (FOYER_RECORD (row->referral));
  foyer_set_text (&request->given, row->patient_given);
  foyer_set_text (&request->family, row->patient_family);
  foyer_set_text (&request->birth_date, row->patient_birth_date);
  foyer_set_text (&request->phone, "(805) 555-0123");
  foyer_set_text (&request->message, "My doctor is going to send you a letter.");
  request->received_at = demo->now - 4 * 24 * FOYER_HOUR_SECONDS;
  request->handled_by = foyer_record_get_id (FOYER_RECORD (demo->actor));
  request->handled_at = demo->now - 3 * 24 * FOYER_HOUR_SECONDS;
  request->created_at = request->received_at;
  request->updated_at = request->handled_at;

  return foyer_demo_add (demo, act, request, error);
}

static gboolean
fill_requests (FoyerAct *act, gpointer data, GError **error)
{
  Demo *demo = data;

  foyer_act_set_bulk (act, "{\"sample\":\"requests\"}");
  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    if (!add_request (demo, act, i, error))
      return FALSE;

  return add_waiting (demo, act, error);
}

/**
 * foyer_demo_add_requests:
 *
 * Makes requests of patients by the web form and by phone: of people who are known and of new
 * ones, with a referral and without, cosmetic, and one that waits.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_demo_add_requests (Demo *demo, GError **error)
{
  return foyer_demo_batch (demo, NULL, fill_requests, demo, error);
}
