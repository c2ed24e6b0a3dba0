/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/sync/simulation-private.h"

#include "store/foyer-bookings.h"
#include "store/foyer-catalogue.h"
#include "store/foyer-conflicts.h"
#include "store/foyer-dump.h"
#include "store/foyer-ledger.h"
#include "store/foyer-patients.h"
#include "store/foyer-referrals.h"
#include "store/foyer-referrers.h"
#include "store/foyer-requests.h"
#include "tests/unit/desk.h"

#include <string.h>

void
simulation_write_free (SimulationWrite *self)
{
  g_free (self->kind);
  g_free (self->uid);
  g_free (self->field);
  g_free (self->before);
  g_free (self->after);
  g_free (self);
}

void
simulation_mark_free (SimulationMark *self)
{
  g_free (self->type);
  g_free (self->id);
  g_free (self->url);
  g_free (self->value);
  g_free (self);
}

static int
draw (Simulation *self, int n)
{
  return g_rand_int_range (self->rand, 0, n);
}

char *
simulation_make_token (Simulation *self)
{
  return g_strdup_printf ("w%05u", ++self->n_token);
}

void
simulation_log_write (Simulation *self,
                      guint       desk,
                      const char *kind,
                      const char *uid,
                      const char *field,
                      const char *before,
                      const char *after,
                      gboolean    is_token)
{
  SimulationWrite *write = g_new0 (SimulationWrite, 1);

  write->step = self->step;
  write->desk = desk;
  write->kind = g_strdup (kind);
  write->uid = g_strdup (uid);
  write->field = g_strdup (field);
  write->before = g_strdup (before);
  write->after = g_strdup (after);
  write->is_token = is_token;
  g_ptr_array_add (self->writes, write);
}

static void
log_write (Simulation *self,
           guint       desk,
           gpointer    record,
           const char *field,
           const char *before,
           const char *after,
           gboolean    is_token)
{
  simulation_log_write (self, desk, FOYER_RECORD_GET_CLASS (record)->kind,
                        foyer_record_get_uid (record), field, before, after, is_token);
}

/* A record of @type, any, or NULL. */
gpointer
simulation_pick (SimulationDesk *desk, GType type)
{
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) error = NULL;
  gint64 n;

  foyer_dump_count (desk->db, type, &n, &error);
  g_assert_no_error (error);
  if (n == 0)
    return NULL;
  found = foyer_dump_list (desk->db, type, draw (desk->simulation, (int) n), 1, &error);
  g_assert_no_error (error);

  return found->len > 0 ? g_object_ref (g_ptr_array_index (found, 0)) : NULL;
}

static gint64
id_of (gpointer record)
{
  return foyer_record_get_id (FOYER_RECORD (record));
}

static const FoyerField *
find_field (gpointer record, const char *name)
{
  FoyerRecordClass *klass = FOYER_RECORD_GET_CLASS (record);

  for (guint i = 0; i < klass->n_fields; i++)
    if (g_str_equal (klass->fields[i].name, name))
      return &klass->fields[i];
  g_assert_not_reached ();
}

/* Rules of the clinic may refuse an act, and a record that was put back may be gone; nothing
 * else may go wrong. */
gboolean
simulation_was_done (SimulationDesk *desk, const char *what, GError **error)
{
  if (*error == NULL)
    {
      desk->simulation->result->n_acts++;
      return TRUE;
    }
  if (!g_error_matches (*error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_RULE) &&
      !g_error_matches (*error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_INVALID) &&
      !g_error_matches (*error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND))
    simulation_fail (desk->simulation, "act", "%s: %s: %s", desk->name, what,
                     (*error)->message);
  g_clear_error (error);

  return FALSE;
}

/* Gives one of @fields of @record a value that nothing else has. */
static const char *
change_text (Simulation        *self,
             gpointer           record,
             const char *const *fields,
             char             **out_before,
             char             **out_after)
{
  const char       *name = fields[draw (self, (int) g_strv_length ((char **) fields))];
  const FoyerField *field = find_field (record, name);
  g_autofree char  *token = simulation_make_token (self);

  *out_before = foyer_record_dup_field (record, field);
  *out_after = g_str_equal (name, "email") ? g_strconcat (token, "@example.org", NULL)
                                           : g_strconcat ("Text ", token, NULL);
  foyer_field_set_text (field, record, *out_after);

  return name;
}

static void
note_change (SimulationDesk *desk,
             gpointer        record,
             const char     *field,
             const char     *before,
             const char     *after)
{
  simulation_note (desk->simulation, "%s: %s %s %s: %s → %s", desk->name,
                   FOYER_RECORD_GET_CLASS (record)->kind, foyer_record_get_uid (record),
                   field, before != NULL ? before : "nothing", after);
  log_write (desk->simulation, desk->index, record, field, before, after, TRUE);
}

/* A uid that is the same in each run of the seed. */
char *
simulation_make_uid (Simulation *self)
{
  return g_strdup_printf ("%08x-%04x-4%03x-a%03x-%012x", g_rand_int (self->rand),
                          self->step % 0x10000, draw (self, 0x1000), draw (self, 0x1000),
                          ++self->n_token);
}

static void
add_patient (SimulationDesk *desk)
{
  static const char *const families[] = { "García-Núñez", "Okonkwo", "Smith", "李",
                                          "O'Brien" };
  Simulation              *self = desk->simulation;
  g_autoptr (FoyerPatient) patient = foyer_patient_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *token = simulation_make_token (self);
  gboolean         refused =
      (self->plan.events & SIMULATION_REFUSALS) != 0 && draw (self, 4) == 0;

  foyer_set_text (&patient->family,
                  refused ? "Refused"
                          : families[draw (self, (int) G_N_ELEMENTS (families))]);
  foyer_set_text (&patient->given, token);
  foyer_set_text (&patient->birth_date, draw (self, 2) == 0 ? "1984-03-12" : "1991");
  patient->gender = (FoyerGender) draw (self, FOYER_GENDER_OTHER + 1);
  if (draw (self, 2) == 0)
    foyer_set_text (&patient->seen_before_on, "2026-01-15");
  if (draw (self, 2) == 0)
    {
      FoyerPatientPhone *phone = foyer_patient_phone_new ();

      patient->phones = g_ptr_array_new_with_free_func (g_object_unref);
      foyer_set_text (&phone->number, "(805) 555-0142");
      g_ptr_array_add (patient->phones, phone);
    }
  foyer_patients_save (desk->db, desk->clerk, patient, &error);
  if (simulation_was_done (desk, "add patient", &error))
    note_change (desk, patient, "given", NULL, token);
}

static void
change_phone (Simulation   *self,
              FoyerPatient *patient,
              char        **out_before,
              char        **out_after)
{
  FoyerPatientPhone *phone;

  *out_after = g_strdup_printf ("(805) 555-%04u", ++self->n_token);
  if (patient->phones == NULL)
    patient->phones = g_ptr_array_new_with_free_func (g_object_unref);
  if (patient->phones->len == 0)
    g_ptr_array_add (patient->phones, foyer_patient_phone_new ());
  phone = g_ptr_array_index (patient->phones, 0);
  *out_before = g_strdup (phone->number);
  foyer_set_text (&phone->number, *out_after);
}

static void
edit_patient (SimulationDesk *desk)
{
  static const char *const fields[] = { "note",  "alert", "insurance", "preferred-name",
                                        "email", "city",  "given",     NULL };
  Simulation              *self = desk->simulation;
  g_autoptr (FoyerPatient) found = simulation_pick (desk, FOYER_TYPE_PATIENT);
  g_autoptr (FoyerPatient) patient = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  const char      *field = "phones";

  if (found == NULL)
    return;
  patient = foyer_patients_get (desk->db, id_of (found), &error);
  g_assert_no_error (error);
  if (draw (self, 5) == 0)
    change_phone (self, patient, &before, &after);
  else
    field = change_text (self, patient, fields, &before, &after);
  foyer_patients_save (desk->db, desk->clerk, patient, &error);
  if (simulation_was_done (desk, "edit patient", &error))
    note_change (desk, patient, field, before, after);
}

static void
add_referral (SimulationDesk *desk)
{
  g_autoptr (FoyerReferral) referral = foyer_referral_new ();
  g_autoptr (FoyerPatient) patient = simulation_pick (desk, FOYER_TYPE_PATIENT);
  g_autoptr (FoyerReferrer) referrer = simulation_pick (desk, FOYER_TYPE_REFERRER);
  g_autoptr (GError) error = NULL;
  g_autofree char *token = simulation_make_token (desk->simulation);

  if (patient == NULL)
    return;
  referral->patient_id = id_of (patient);
  if (referrer != NULL)
    referral->referrer_id = id_of (referrer);
  referral->state = FOYER_REFERRAL_STATE_RECEIVED;
  foyer_set_text (&referral->received_on, "2026-11-20");
  foyer_set_text (&referral->reason, token);
  foyer_referrals_save (desk->db, desk->clerk, referral, &error);
  if (simulation_was_done (desk, "add referral", &error))
    note_change (desk, referral, "reason", NULL, token);
}

static void
edit_referral (SimulationDesk *desk)
{
  static const char *const fields[] = { "reason", "body-site", "prior-treatment",
                                        "restrictions", NULL };
  g_autoptr (FoyerReferral) referral = simulation_pick (desk, FOYER_TYPE_REFERRAL);
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  const char      *field;

  if (referral == NULL)
    return;
  field = change_text (desk->simulation, referral, fields, &before, &after);
  foyer_referrals_save (desk->db, desk->clerk, referral, &error);
  if (simulation_was_done (desk, "edit referral", &error))
    note_change (desk, referral, field, before, after);
}

static gint64
find_service (SimulationDesk *desk, const char *code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerService) service =
      foyer_catalogue_find_service (desk->db, code, &error);

  return service != NULL ? id_of (service) : 0;
}

static void
step_referral (SimulationDesk *desk)
{
  static const FoyerReferralState states[] = {
    FOYER_REFERRAL_STATE_ACCEPTED,   FOYER_REFERRAL_STATE_ACCEPTED,
    FOYER_REFERRAL_STATE_ACCEPTED,   FOYER_REFERRAL_STATE_TRIAGE,
    FOYER_REFERRAL_STATE_CONTACTING, FOYER_REFERRAL_STATE_DECLINED,
    FOYER_REFERRAL_STATE_WITHDRAWN,
  };
  Simulation       *self = desk->simulation;
  FoyerReferralStep step = {
    .to = states[draw (self, (int) G_N_ELEMENTS (states))],
    .reason = "because",
    .comment = "because",
    .decline_reason = FOYER_DECLINE_REASON_NO_CAPACITY,
    .service_id = find_service (desk, "new-patient"),
  };
  g_autoptr (FoyerReferral) referral = simulation_pick (desk, FOYER_TYPE_REFERRAL);
  g_autoptr (GError) error = NULL;
  const char *before;
  const char *after = foyer_enum_to_nick (FOYER_TYPE_REFERRAL_STATE, (int) step.to);

  if (referral == NULL || step.service_id == 0)
    return;
  before = foyer_enum_to_nick (FOYER_TYPE_REFERRAL_STATE, (int) referral->state);
  foyer_referrals_step (desk->db, desk->doctor, id_of (referral), &step, &error);
  if (!simulation_was_done (desk, "step referral", &error))
    return;
  simulation_note (self, "%s: referral %s: %s → %s", desk->name,
                   foyer_record_get_uid (FOYER_RECORD (referral)), before, after);
  log_write (self, desk->index, referral, "state", before, after, FALSE);
}

/* Two days of few clinicians, so that many wishes collide. */
static gint64
draw_time (Simulation *self)
{
  return desk_time (13, 0) + draw (self, 2) * 86400 + draw (self, 6) * 1800;
}

static char *
format_time (const FoyerBooking *booking)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, booking->start_at);
}

static gint64
find_usable_referral (SimulationDesk *desk, gint64 patient_id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows =
      foyer_referrals_list_for_patient (desk->db, patient_id, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++)
    {
      FoyerReferral *referral =
          ((FoyerReferralRow *) g_ptr_array_index (rows, i))->referral;

      if (referral->state == FOYER_REFERRAL_STATE_ACCEPTED ||
          referral->state == FOYER_REFERRAL_STATE_CONTACTING ||
          referral->state == FOYER_REFERRAL_STATE_BOOKED)
        return id_of (referral);
    }

  return 0;
}

FoyerBooking *
simulation_read_booking (SimulationDesk *desk, gint64 id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerBookingRow) row = foyer_bookings_get (desk->db, id, &error);

  g_assert_no_error (error);

  return g_object_ref (row->booking);
}

void
simulation_note_booking (SimulationDesk     *desk,
                         const char         *what,
                         gint64              id,
                         const FoyerBooking *before)
{
  Simulation *self = desk->simulation;
  g_autoptr (FoyerBooking) booking = simulation_read_booking (desk, id);
  g_autofree char *old_time = before != NULL ? format_time (before) : NULL;
  g_autofree char *time = format_time (booking);
  const char      *old_state =
      before != NULL ? foyer_enum_to_nick (FOYER_TYPE_BOOKING_STATE, (int) before->state)
                          : NULL;
  const char *state = foyer_enum_to_nick (FOYER_TYPE_BOOKING_STATE, (int) booking->state);

  simulation_note (self, "%s: %s booking %s: %s at %s, clinician %d", desk->name, what,
                   foyer_record_get_uid (FOYER_RECORD (booking)), state, time,
                   (int) booking->clinician_id);
  if (g_strcmp0 (old_state, state) != 0)
    log_write (self, desk->index, booking, "state", old_state, state, FALSE);
  if (g_strcmp0 (old_time, time) != 0)
    log_write (self, desk->index, booking, "start-at", old_time, time, FALSE);
}

/* A referral follows its bookings. */
static FoyerReferral *
read_referral (SimulationDesk *desk, gint64 id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerReferralRow) row =
      id != 0 ? foyer_referrals_get (desk->db, id, &error) : NULL;

  g_assert_no_error (error);

  return row != NULL ? g_object_ref (row->referral) : NULL;
}

static void
note_referral (SimulationDesk *desk, FoyerReferral *before)
{
  g_autoptr (FoyerReferral) after = NULL;

  if (before == NULL)
    return;
  after = read_referral (desk, foyer_record_get_id (FOYER_RECORD (before)));
  if (after->state != before->state)
    log_write (desk->simulation, desk->index, after, "state",
               foyer_enum_to_nick (FOYER_TYPE_REFERRAL_STATE, (int) before->state),
               foyer_enum_to_nick (FOYER_TYPE_REFERRAL_STATE, (int) after->state), FALSE);
}

/* What the service asks for, in cash. */
static GPtrArray *
pay_deposit (const FoyerService *service)
{
  GPtrArray *payments = foyer_payments_new (NULL);

  if (service->deposit_minor > 0)
    g_ptr_array_add (payments, foyer_payment_new_for (FOYER_TENDER_CASH,
                                                      service->deposit_minor, 0, NULL));

  return payments;
}

/* Holds or books a time; 0 if there is none. */
static gint64
book_service (SimulationDesk *desk, const char *code, gboolean holds)
{
  Simulation         *self = desk->simulation;
  FoyerBookingRequest request = { 0 };
  g_autoptr (FoyerPatient) patient = simulation_pick (desk, FOYER_TYPE_PATIENT);
  g_autoptr (FoyerClinician) clinician = simulation_pick (desk, FOYER_TYPE_CLINICIAN);
  g_autoptr (FoyerService) service = NULL;
  g_autoptr (FoyerReferral) referral = NULL;
  g_autoptr (GPtrArray) payments = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *token = simulation_make_token (self);
  gint64           id = 0;

  if (patient == NULL || clinician == NULL)
    return 0;
  request.patient_id = id_of (patient);
  request.clinician_id = id_of (clinician);
  service = foyer_catalogue_find_service (desk->db, code, NULL);
  request.referral_id = find_usable_referral (desk, request.patient_id);
  request.start_at = draw_time (self);
  request.reason = token;
  if (service == NULL)
    return 0;
  request.service_id = id_of (service);
  payments = pay_deposit (service);

  referral = read_referral (desk, request.referral_id);
  if (holds)
    foyer_bookings_hold (desk->db, desk->manager, &request, TRUE, &id, NULL, &error);
  else
    {
      request.payments = payments;
      foyer_bookings_make (desk->db, desk->clerk, &request, &id, NULL, &error);
    }
  if (!simulation_was_done (desk, "book", &error))
    return 0;
  simulation_note_booking (desk, "makes", id, NULL);
  note_referral (desk, referral);

  return id;
}

static void
book (SimulationDesk *desk)
{
  static const char *const services[] = { "follow-up", "new-patient", "skin-check",
                                          "cosmetic", "procedure" };
  Simulation              *self = desk->simulation;
  const char              *code = services[draw (self, (int) G_N_ELEMENTS (services))];

  book_service (desk, code, draw (self, 6) == 0);
}

/* Holds a visit for which a deposit is due; 0 if there is no time for it. */
gint64
simulation_hold (SimulationDesk *desk)
{
  return book_service (desk, "cosmetic", TRUE);
}

static void
move (SimulationDesk *desk)
{
  Simulation *self = desk->simulation;
  g_autoptr (FoyerBooking) booking = simulation_pick (desk, FOYER_TYPE_BOOKING);
  g_autoptr (FoyerClinician) clinician = simulation_pick (desk, FOYER_TYPE_CLINICIAN);
  g_autoptr (GError) error = NULL;
  FoyerBookingRequest request = { 0 };

  if (booking == NULL || clinician == NULL)
    return;
  request.booking_id = id_of (booking);
  request.clinician_id = id_of (clinician);
  request.start_at = draw_time (self);
  foyer_bookings_move (desk->db, desk->clerk, &request, NULL, &error);
  if (simulation_was_done (desk, "move", &error))
    simulation_note_booking (desk, "moves", request.booking_id, booking);
}

static void
cancel (SimulationDesk *desk)
{
  g_autoptr (FoyerBooking) booking = simulation_pick (desk, FOYER_TYPE_BOOKING);
  g_autoptr (FoyerReferral) referral = NULL;
  g_autoptr (GError) error = NULL;

  if (booking == NULL)
    return;
  referral = read_referral (desk, booking->referral_id);
  foyer_bookings_cancel (desk->db, desk->clerk, id_of (booking),
                         FOYER_CANCEL_REASON_PATIENT, "called", &error);
  if (!simulation_was_done (desk, "cancel", &error))
    return;
  simulation_note_booking (desk, "cancels", id_of (booking), booking);
  note_referral (desk, referral);
}

static void
step_booking (SimulationDesk *desk)
{
  Simulation *self = desk->simulation;
  g_autoptr (FoyerBooking) booking = simulation_pick (desk, FOYER_TYPE_BOOKING);
  g_autoptr (FoyerReferral) referral = NULL;
  g_autoptr (GError) error = NULL;
  const FoyerBookingTransition *next;
  guint                         n_next;

  if (booking == NULL)
    return;
  referral = read_referral (desk, booking->referral_id);
  if (draw (self, 6) == 0)
    {
      foyer_bookings_undo (desk->db, desk->manager, id_of (booking), &error);
      if (!simulation_was_done (desk, "undo", &error))
        return;
      simulation_note_booking (desk, "takes back a step of", id_of (booking), booking);
      note_referral (desk, referral);
      return;
    }
  next = foyer_booking_state_get_next (booking->state, &n_next);
  if (n_next == 0)
    return;
  foyer_bookings_step (desk->db, desk->manager, id_of (booking),
                       next[draw (self, (int) n_next)].to, "because", &error);
  if (!simulation_was_done (desk, "step booking", &error))
    return;
  simulation_note_booking (desk, "steps", id_of (booking), booking);
  note_referral (desk, referral);
}

static void
pay (SimulationDesk *desk)
{
  Simulation *self = desk->simulation;
  g_autoptr (FoyerPatient) patient = simulation_pick (desk, FOYER_TYPE_PATIENT);
  g_autoptr (FoyerLedgerEntry) entry = foyer_ledger_entry_new ();
  g_autoptr (FoyerLedgerEntry) old = simulation_pick (desk, FOYER_TYPE_LEDGER_ENTRY);
  g_autoptr (GError) error = NULL;
  g_autofree char *token = simulation_make_token (self);

  if (patient == NULL)
    return;
  if (old != NULL && draw (self, 4) == 0)
    {
      foyer_ledger_reverse (desk->db, desk->manager, id_of (old), token, &error);
      if (simulation_was_done (desk, "reverse", &error))
        simulation_note (self, "%s: reverses entry %s", desk->name,
                         foyer_record_get_uid (FOYER_RECORD (old)));
      return;
    }
  entry->kind = FOYER_LEDGER_KIND_PAYMENT;
  entry->patient_id = id_of (patient);
  entry->amount_minor = 100 * (1 + draw (self, 200)) + (draw (self, 2) == 0 ? 0 : 50);
  entry->tender = FOYER_TENDER_CARD;
  foyer_set_text (&entry->terminal_reference, token);
  foyer_ledger_add (desk->db, desk->clerk, entry, &error);
  if (simulation_was_done (desk, "pay", &error))
    note_change (desk, entry, "terminal-reference", NULL, token);
}

static void
edit_catalogue (SimulationDesk *desk)
{
  static const char *const names[] = { "name", NULL };
  static const char *const specialties[] = { "specialty", NULL };
  gboolean                 room = draw (desk->simulation, 2) == 0;
  g_autoptr (FoyerRecord) record =
      simulation_pick (desk, room ? FOYER_TYPE_ROOM : FOYER_TYPE_CLINICIAN);
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  const char      *field;

  if (record == NULL)
    return;
  field =
      change_text (desk->simulation, record, room ? names : specialties, &before, &after);
  foyer_catalogue_save (desk->db, desk->manager, record, &error);
  if (simulation_was_done (desk, "edit catalogue", &error))
    note_change (desk, record, field, before, after);
}

static void
edit_referrer (SimulationDesk *desk)
{
  static const char *const fields[] = { "given", "specialty", "email", NULL };
  Simulation              *self = desk->simulation;
  g_autoptr (FoyerReferrer) referrer = simulation_pick (desk, FOYER_TYPE_REFERRER);
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  const char      *field;

  if (referrer == NULL || draw (self, 3) == 0)
    {
      g_clear_object (&referrer);
      referrer = foyer_referrer_new ();
      foyer_set_text (&referrer->family, "Nwosu");
    }
  field = change_text (self, referrer, fields, &before, &after);
  foyer_referrers_save (desk->db, desk->clerk, referrer, &error);
  if (simulation_was_done (desk, "edit referrer", &error))
    note_change (desk, referrer, field, before, after);
}

static void
add_communication (SimulationDesk *desk)
{
  g_autoptr (FoyerCommunication) call = foyer_communication_new ();
  g_autoptr (FoyerPatient) patient = simulation_pick (desk, FOYER_TYPE_PATIENT);
  g_autoptr (GError) error = NULL;
  g_autofree char *token = simulation_make_token (desk->simulation);

  if (patient == NULL)
    return;
  call->patient_id = id_of (patient);
  foyer_set_text (&call->text, token);
  foyer_communications_add (desk->db, desk->clerk, call, &error);
  if (simulation_was_done (desk, "add communication", &error))
    note_change (desk, call, "text", NULL, token);
}

static void
add_document (SimulationDesk *desk)
{
  g_autoptr (FoyerDocument) document = foyer_document_new ();
  g_autoptr (FoyerReferral) referral = simulation_pick (desk, FOYER_TYPE_REFERRAL);
  g_autoptr (GBytes) content = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *token = simulation_make_token (desk->simulation);

  if (referral == NULL)
    return;
  content = g_bytes_new (token, strlen (token));
  document->referral_id = id_of (referral);
  document->patient_id = referral->patient_id;
  foyer_set_text (&document->title, token);
  foyer_set_text (&document->content_type, "text/plain");
  foyer_documents_add (desk->db, desk->clerk, document, content, &error);
  if (simulation_was_done (desk, "add document", &error))
    note_change (desk, document, "title", NULL, token);
}

static void
handle_request (SimulationDesk *desk)
{
  Simulation *self = desk->simulation;
  g_autoptr (FoyerRequest) request = simulation_pick (desk, FOYER_TYPE_REQUEST);
  g_autoptr (FoyerPatient) patient = simulation_pick (desk, FOYER_TYPE_PATIENT);
  g_autoptr (GError) error = NULL;
  g_autofree char *token = NULL;

  if (request == NULL || draw (self, 3) == 0)
    {
      token = simulation_make_token (self);
      g_clear_object (&request);
      request = foyer_request_new ();
      request->channel = FOYER_CHANNEL_PHONE;
      foyer_set_text (&request->family, "Smith");
      foyer_set_text (&request->phone, "(805) 555-0199");
      foyer_set_text (&request->message, token);
      foyer_requests_add (desk->db, desk->clerk, request, &error);
      if (simulation_was_done (desk, "add request", &error))
        note_change (desk, request, "message", NULL, token);
    }
  else if (patient != NULL && draw (self, 2) == 0)
    {
      foyer_requests_attach (desk->db, desk->clerk, id_of (request), id_of (patient),
                             &error);
      if (simulation_was_done (desk, "attach request", &error))
        simulation_note (self, "%s: attaches request %s", desk->name,
                         foyer_record_get_uid (FOYER_RECORD (request)));
    }
  else
    {
      foyer_requests_decline (desk->db, desk->clerk, id_of (request), "no time", NULL,
                              &error);
      if (simulation_was_done (desk, "decline request", &error))
        simulation_note (self, "%s: declines request %s", desk->name,
                         foyer_record_get_uid (FOYER_RECORD (request)));
    }
}

typedef struct
{
  guint weight;
  void (*func) (SimulationDesk *desk);
} Act;

static void
act_as (SimulationDesk *desk, const Act *acts, guint n_acts)
{
  guint total = 0;
  guint choice;

  for (guint i = 0; i < n_acts; i++)
    total += acts[i].weight;
  choice = (guint) draw (desk->simulation, (int) total);
  for (guint i = 0; i < n_acts; i++)
    {
      if (choice < acts[i].weight)
        {
          acts[i].func (desk);
          return;
        }
      choice -= acts[i].weight;
    }
}

/* One thing that somebody at the desk does. */
void
simulation_act (SimulationDesk *desk)
{
  static const Act acts[] = {
    { 12, add_patient },
    { 20, edit_patient },
    { 6, add_referral },
    { 6, edit_referral },
    { 8, step_referral },
    { 26, book },
    { 9, move },
    { 6, cancel },
    { 8, step_booking },
    { 5, pay },
    { 3, edit_catalogue },
    { 3, edit_referrer },
    { 2, add_document },
    { 3, add_communication },
    { 4, handle_request },
    { 14, simulation_handle_card },
    { 8, simulation_handle_article },
  };
  static const Act money_acts[] = {
    { 8, add_patient },  { 8, move }, { 3, cancel },
    { 4, step_booking }, { 3, pay },  { 82, simulation_handle_money },
  };

  if (!simulation_desk_look_around (desk))
    return;
  if ((desk->simulation->plan.events & SIMULATION_MONEY) != 0)
    act_as (desk, money_acts, G_N_ELEMENTS (money_acts));
  else
    act_as (desk, acts, G_N_ELEMENTS (acts));
}

/* Somebody decides what sync has left open at this desk. */
void
simulation_decide (SimulationDesk *desk)
{
  Simulation *self = desk->simulation;
  g_autoptr (GPtrArray) open = NULL;
  g_autoptr (GError) error = NULL;

  if (!simulation_desk_look_around (desk))
    return;
  open = foyer_conflicts_list_open (desk->db, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < open->len; i++)
    {
      FoyerConflict  *conflict = g_ptr_array_index (open, i);
      FoyerResolution resolution =
          draw (self, 2) == 0 ? FOYER_RESOLUTION_OURS : FOYER_RESOLUTION_THEIRS;

      /* Asking again and again for what is not there comes to no end. */
      if (self->is_quiet && conflict->kind == FOYER_CONFLICT_KIND_CARD_SPENT)
        resolution = FOYER_RESOLUTION_THEIRS;

      if (conflict->kind != FOYER_CONFLICT_KIND_FIELD &&
          conflict->kind != FOYER_CONFLICT_KIND_STATUS &&
          conflict->kind != FOYER_CONFLICT_KIND_CARD_SPENT &&
          (conflict->kind != FOYER_CONFLICT_KIND_GONE || self->deletions->len == 0))
        continue;
      foyer_conflicts_decide (desk->db, desk->manager, id_of (conflict), resolution,
                              &error);
      if (simulation_was_done (desk, "decide", &error))
        simulation_note (self, "%s: decides on %s of %s %d for %s", desk->name,
                         conflict->unit != NULL ? conflict->unit : "the loss",
                         conflict->record_kind, (int) conflict->record_id,
                         resolution == FOYER_RESOLUTION_OURS ? "ours" : "theirs");
      if (conflict->kind == FOYER_CONFLICT_KIND_GONE ||
          conflict->kind == FOYER_CONFLICT_KIND_CARD_SPENT)
        continue;
      /* Who decides has seen what is given up. */
      log_write (self, desk->index, conflict, conflict->unit,
                 resolution == FOYER_RESOLUTION_OURS ? conflict->theirs : conflict->mine,
                 NULL, FALSE);
    }
}

/* What the server refuses: patients of one name. */
const char *
simulation_rule (json_t *resource, gpointer data)
{
  json_t *name = json_array_get (json_object_get (resource, "name"), 0);

  return g_strcmp0 (json_string_value (json_object_get (name, "family")), "Refused") == 0
             ? "Patient.name[0].family"
             : NULL;
}

/* People correct what was refused. */
void
simulation_mend_refused (Simulation *self)
{
  for (guint i = 0; i < self->plan.n_desks; i++)
    {
      SimulationDesk *desk = &self->desks[i];
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) patients =
          foyer_dump_list (desk->db, FOYER_TYPE_PATIENT, 0, 10000, &error);

      g_assert_no_error (error);
      for (guint j = 0; j < patients->len; j++)
        {
          FoyerPatient *patient = g_ptr_array_index (patients, j);

          if (g_strcmp0 (patient->family, "Refused") != 0)
            continue;
          foyer_set_text (&patient->family, "Accepted");
          foyer_patients_save (desk->db, desk->clerk, patient, &error);
          if (simulation_was_done (desk, "mend", &error))
            simulation_note (self, "%s: mends patient %s", desk->name,
                             foyer_record_get_uid (FOYER_RECORD (patient)));
        }
    }
}
