/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/aggregates.h"

#include "model/foyer-absence.h"
#include "model/foyer-article.h"
#include "model/foyer-booking-event.h"
#include "model/foyer-booking-override.h"
#include "model/foyer-booking.h"
#include "model/foyer-clinic.h"
#include "model/foyer-clinician.h"
#include "model/foyer-communication.h"
#include "model/foyer-document.h"
#include "model/foyer-gift-card.h"
#include "model/foyer-handout.h"
#include "model/foyer-holiday.h"
#include "model/foyer-identifier.h"
#include "model/foyer-ledger-entry.h"
#include "model/foyer-patient.h"
#include "model/foyer-referral-event.h"
#include "model/foyer-referral.h"
#include "model/foyer-service.h"
#include "model/foyer-till.h"
#include "model/foyer-working-hours.h"

#include <string.h>

struct _Aggregates
{
  GHashTable *uids;   /* (owned) kind to GPtrArray of the uids made so far */
  int         n_made; /* what must be there once is counted */
};

Aggregates *
aggregates_new (void)
{
  Aggregates *self = g_new0 (Aggregates, 1);

  self->uids = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                      (GDestroyNotify) g_ptr_array_unref);

  return self;
}

void
aggregates_free (Aggregates *self)
{
  g_hash_table_unref (self->uids);
  g_free (self);
}

static const char *
pick (Aggregates *self, const char *kind)
{
  GPtrArray *uids = g_hash_table_lookup (self->uids, kind);

  return uids != NULL ? uids->pdata[g_test_rand_int_range (0, (int) uids->len)] : NULL;
}

static void
set_date (char **member, int first_year)
{
  g_autofree char *date = g_strdup_printf (
      "%04d-%02d-%02d", g_test_rand_int_range (first_year, first_year + 40),
      g_test_rand_int_range (1, 13), g_test_rand_int_range (1, 29));

  foyer_set_text (member, date);
}

static char *
make_text (void)
{
  static const char *const words[] = { "Ada",        "van der Berg", "Müller", "王小明",
                                       "O’Brien",    "a,b;c",        "  x ",   "%_'\"",
                                       "<b>no</b>",  "line\nbreak",  "محمد",   "🙂",
                                       "Łukasiewicz" };

  return g_strdup_printf ("%s %d", words[g_test_rand_int_range (0, G_N_ELEMENTS (words))],
                          g_test_rand_int_range (0, 1000));
}

/* Every field gets a value of its type, or none. */
static void
fill (Aggregates *self, gpointer record)
{
  FoyerRecordClass *klass = FOYER_RECORD_GET_CLASS (record);

  for (guint i = 0; i < klass->n_fields; i++)
    {
      const FoyerField *field = &klass->fields[i];
      const char       *kind = foyer_kind_of_field (field);

      if (kind != NULL)
        {
          if ((field->flags & FOYER_FIELD_ZERO_IS_NULL) == 0 || g_test_rand_bit ())
            foyer_record_set_link (record, field->name, pick (self, kind));
        }
      else if (field->type == G_TYPE_STRING)
        {
          g_autofree char *text = g_test_rand_bit () ? make_text () : NULL;

          foyer_field_set_text (field, record, text);
        }
      else if (field->type == G_TYPE_ENUM)
        {
          GEnumClass *values = g_type_class_peek_static (field->get_type ());

          if (values == NULL)
            values = g_type_class_ref (field->get_type ());
          foyer_field_set_integer (
              field, record,
              values->values[g_test_rand_int_range (0, (int) values->n_values)].value);
        }
      else
        foyer_field_set_integer (field, record,
                                 field->type == G_TYPE_BOOLEAN
                                     ? g_test_rand_bit ()
                                     : g_test_rand_int_range (0, 2000000000));
    }
}

static void
set_needed (char **member)
{
  g_autofree char *text = make_text ();

  foyer_set_text (member, text);
}

static void
set_counted (Aggregates *self, char **member, const char *prefix)
{
  g_autofree char *text = g_strdup_printf ("%s%d", prefix, ++self->n_made);

  foyer_set_text (member, text);
}

static void
fit_booking (Aggregates *self, FoyerBooking *booking)
{
  set_counted (self, &booking->number, "B-");
  booking->start_at = g_test_rand_int_range (0, 2000000000);
  booking->block_start_at = booking->start_at - g_test_rand_int_range (0, 600);
  booking->end_at = booking->start_at + g_test_rand_int_range (300, 7200);
  booking->block_end_at = booking->end_at + g_test_rand_int_range (0, 600);
  set_date (&booking->visit_date, 2020);
  foyer_record_set_link (booking, "clinician-id", pick (self, "clinician"));
  if (booking->state == FOYER_BOOKING_STATE_HELD)
    booking->held_until = booking->start_at;
  if (booking->cancel_reason == FOYER_CANCEL_REASON_NONE)
    booking->cancel_reason = FOYER_CANCEL_REASON_ERROR;
}

static void
fit_referral (Aggregates *self, FoyerReferral *referral)
{
  set_counted (self, &referral->number, "R-");
  set_date (&referral->valid_from, 1980);
  set_date (&referral->valid_to, 2021);
  referral->decline_reason = FOYER_DECLINE_REASON_OTHER;
  set_needed (&referral->decision_comment);
}

static void
fit_entry (FoyerLedgerEntry *entry)
{
  entry->kind = g_test_rand_bit () ? FOYER_LEDGER_KIND_REFUND : FOYER_LEDGER_KIND_WAIVER;
  entry->tender = FOYER_TENDER_CARD;
  entry->amount_minor++;
  set_needed (&entry->reason);
  set_needed (&entry->terminal_reference);
  foyer_set_text (&entry->currency, "USD");
  foyer_record_set_link (entry, "reverses-id", NULL);
}

static void
fit_gift_card (Aggregates *self, FoyerGiftCard *card)
{
  g_free (card->code_hash);
  card->code_hash = g_strdup_printf ("%064x", ++self->n_made);
  set_needed (&card->last_four);
  foyer_set_text (&card->currency, "USD");
}

static void
fit_till (Aggregates *self, FoyerTill *till)
{
  set_counted (self, &till->drawer, "A");
  set_needed (&till->reason);
  foyer_set_text (&till->currency, "USD");
  foyer_record_set_link (till, "opened-by", pick (self, "staff"));
  till->counted_at = till->state != FOYER_TILL_STATE_OPEN ? till->opened_at + 60 : 0;
  till->closed_at = till->state == FOYER_TILL_STATE_CLOSED ? till->opened_at + 70 : 0;
}

static void
fit_till_count (FoyerTillCount *count)
{
  count->denomination_minor++;
  count->pieces++;
}

static void
fit_article (FoyerArticle *article)
{
  set_needed (&article->slug);
  set_needed (&article->title);
  set_needed (&article->body);
  foyer_set_text (&article->language, "es");
  article->version++;
}

static void
fit_handout (FoyerHandout *handout)
{
  handout->ended_at = handout->state != FOYER_HANDOUT_STATE_QUEUED ? handout->at + 60 : 0;
}

static void
fit_service (Aggregates *self, FoyerService *service)
{
  set_counted (self, &service->code, "code-");
  set_needed (&service->name);
  service->duration_minutes = g_test_rand_int_range (5, 721);
  service->buffer_before_minutes = g_test_rand_int_range (0, 121);
  service->buffer_after_minutes = g_test_rand_int_range (0, 121);
  service->grid_minutes = 10;
  service->daily_limit = g_test_rand_int_range (0, 201);
}

static void
fit_clinic (FoyerClinic *clinic)
{
  set_needed (&clinic->name);
  foyer_set_text (&clinic->zone, "Europe/Berlin");
  foyer_set_text (&clinic->currency, "EUR");
  clinic->new_after_years = g_test_rand_int_range (0, 51);
  clinic->hold_minutes = g_test_rand_int_range (1, 1441);
  clinic->lead_minutes = g_test_rand_int_range (0, 43201);
  clinic->horizon_days = g_test_rand_int_range (1, 801);
  clinic->cancel_cutoff_hours = g_test_rand_int_range (0, 721);
  clinic->no_show_limit = g_test_rand_int_range (0, 101);
  clinic->urgent_release_hours = g_test_rand_int_range (0, 721);
  clinic->target_days_urgent = g_test_rand_int_range (0, 367);
  clinic->target_days_routine = g_test_rand_int_range (0, 367);
}

static void
fit_hours (FoyerWorkingHours *hours)
{
  hours->weekday = g_test_rand_int_range (1, 8);
  hours->start_minute = g_test_rand_int_range (0, 1400);
  hours->end_minute = g_test_rand_int_range ((int) hours->start_minute + 1, 1441);
  foyer_set_text (&hours->only_category, g_test_rand_bit () ? "cosmetic" : NULL);
  set_date (&hours->valid_from, 1980);
  set_date (&hours->valid_to, 2021);
}

static void
fit_patient (Aggregates *self, FoyerPatient *patient)
{
  set_counted (self, &patient->number, "");
  set_needed (&patient->family);
  set_date (&patient->birth_date, 1930);
}

/* Makes what fill() did acceptable to the CHECKs of the tables. */
static void
fit (Aggregates *self, gpointer record)
{
  if (FOYER_IS_BOOKING (record))
    fit_booking (self, record);
  else if (FOYER_IS_REFERRAL (record))
    fit_referral (self, record);
  else if (FOYER_IS_LEDGER_ENTRY (record))
    fit_entry (record);
  else if (FOYER_IS_GIFT_CARD (record))
    fit_gift_card (self, record);
  else if (FOYER_IS_TILL (record))
    fit_till (self, record);
  else if (FOYER_IS_TILL_COUNT (record))
    fit_till_count (record);
  else if (FOYER_IS_ARTICLE (record))
    fit_article (record);
  else if (FOYER_IS_HANDOUT (record))
    fit_handout (record);
  else if (FOYER_IS_SERVICE (record))
    fit_service (self, record);
  else if (FOYER_IS_CLINIC (record))
    fit_clinic (record);
  else if (FOYER_IS_WORKING_HOURS (record))
    fit_hours (record);
  else if (FOYER_IS_PATIENT (record))
    fit_patient (self, record);
  else if (FOYER_IS_ABSENCE (record))
    FOYER_ABSENCE (record)->end_at = FOYER_ABSENCE (record)->start_at + 60;
  else if (FOYER_IS_CLINICIAN (record))
    FOYER_CLINICIAN (record)->overlap_limit = g_test_rand_int_range (1, 5);
  else if (FOYER_IS_PATIENT_PHONE (record))
    set_counted (self, &FOYER_PATIENT_PHONE (record)->number, "805 555 0");
  else if (FOYER_IS_HOLIDAY (record))
    {
      g_autofree char *date = g_strdup_printf ("%04d-12-%02d", 2000 + self->n_made / 20,
                                               1 + self->n_made % 20);

      self->n_made++;
      foyer_set_text (&FOYER_HOLIDAY (record)->date, date);
    }
  else if (FOYER_IS_BOOKING_OVERRIDE (record))
    {
      foyer_set_text (&FOYER_BOOKING_OVERRIDE (record)->rule, "availability");
      set_needed (&FOYER_BOOKING_OVERRIDE (record)->reason);
    }
  else if (FOYER_IS_BOOKING_EVENT (record))
    foyer_set_text (&FOYER_BOOKING_EVENT (record)->to_state, "booked");
  else if (FOYER_IS_REFERRAL_EVENT (record))
    foyer_set_text (&FOYER_REFERRAL_EVENT (record)->to_state, "received");
  else if (FOYER_IS_DOCUMENT (record))
    {
      set_needed (&FOYER_DOCUMENT (record)->title);
      set_needed (&FOYER_DOCUMENT (record)->content_type);
    }
}

/* What every table wants to have: names, and an NPI of the right length. */
static void
fit_common (gpointer record)
{
  FoyerRecordClass *klass = FOYER_RECORD_GET_CLASS (record);

  for (guint i = 0; i < klass->n_fields; i++)
    {
      const FoyerField *field = &klass->fields[i];

      if (g_str_equal (field->name, "npi"))
        foyer_field_set_text (field, record, g_test_rand_bit () ? "1234567893" : NULL);
      else if (field->type == G_TYPE_STRING &&
               foyer_field_get_text (field, record) == NULL &&
               (g_str_equal (field->name, "name") ||
                (g_str_equal (field->name, "family") &&
                 !g_str_equal (klass->kind, "request"))))
        foyer_field_set_text (field, record, "Name");
    }
}

static void
add_parts (Aggregates *self, FoyerAggregate *aggregate, const char *kind)
{
  const FoyerKind *kinds;
  guint            n;

  kinds = foyer_kinds_list (&n);
  for (guint i = 0; i < n; i++)
    {
      int n_parts = g_test_rand_int_range (0, 4);

      if (g_strcmp0 (kinds[i].parent, kind) != 0)
        continue;
      while (n_parts-- > 0)
        {
          g_autofree char *uid = g_uuid_string_random ();
          gboolean         has_uid = !g_str_has_prefix (kinds[i].name, "patient_");
          gpointer         part =
              foyer_aggregate_add (aggregate, kinds[i].name, has_uid ? uid : NULL);

          fill (self, part);
          fit_common (part);
          fit (self, part);
          if (kinds[i].parent_field != NULL)
            foyer_record_set_link (part, kinds[i].parent_field, NULL);
        }
    }
}

/* A record that refers to those made before, which its table can hold; with @uid, or a new
 * one. */
FoyerAggregate *
aggregates_make (Aggregates *self, const char *kind, const char *uid)
{
  g_autofree char *random = g_uuid_string_random ();
  FoyerAggregate  *aggregate = foyer_aggregate_new (kind, uid != NULL ? uid : random);
  GPtrArray       *uids = g_hash_table_lookup (self->uids, kind);

  fill (self, aggregate->record);
  fit_common (aggregate->record);
  fit (self, aggregate->record);
  add_parts (self, aggregate, kind);
  if (g_str_equal (kind, "patient") || g_str_equal (kind, "practice"))
    for (int i = g_test_rand_int_range (0, 3); i > 0; i--)
      {
        FoyerIdentifier *identifier = foyer_identifier_new ();

        set_needed (&identifier->system);
        set_needed (&identifier->value);
        g_ptr_array_add (aggregate->identifiers, identifier);
      }
  if (g_str_equal (kind, "document"))
    aggregate->content = g_bytes_new (random, (gsize) g_test_rand_int_range (1, 30));

  if (uids == NULL)
    {
      uids = g_ptr_array_new_with_free_func (g_free);
      g_hash_table_insert (self->uids, (gpointer) g_intern_string (kind), uids);
    }
  if (uid == NULL)
    g_ptr_array_add (uids, g_steal_pointer (&random));

  return aggregate;
}

static void
assert_records_equal (gpointer one, gpointer other, gboolean with_uid)
{
  FoyerRecordClass *klass = FOYER_RECORD_GET_CLASS (one);

  g_assert_true (FOYER_RECORD_GET_CLASS (other) == klass);
  if (with_uid)
    g_assert_cmpstr (foyer_record_get_uid (one), ==, foyer_record_get_uid (other));
  for (guint i = 0; i < klass->n_fields; i++)
    {
      const FoyerField *field = &klass->fields[i];

      if (g_str_equal (field->name, "owner-id"))
        continue;
      if (foyer_kind_of_field (field) != NULL)
        g_assert_cmpstr (foyer_record_get_link (one, field->name), ==,
                         foyer_record_get_link (other, field->name));
      else if (!foyer_record_field_equal (one, other, field))
        {
          g_autofree char *a = foyer_record_dup_field (one, field);
          g_autofree char *b = foyer_record_dup_field (other, field);

          g_error ("%s.%s: “%s” became “%s”", klass->kind, field->name, a, b);
        }
    }
}

/* Fails unless both say the same to every desk. */
void
aggregates_assert_equal (FoyerAggregate *one, FoyerAggregate *other)
{
  assert_records_equal (one->record, other->record, TRUE);
  g_assert_cmpint (one->children->len, ==, other->children->len);
  for (guint i = 0; i < one->children->len; i++)
    {
      const char *kind = FOYER_RECORD_GET_CLASS (one->children->pdata[i])->kind;

      assert_records_equal (one->children->pdata[i], other->children->pdata[i],
                            !g_str_has_prefix (kind, "patient_"));
    }
  g_assert_cmpint (one->identifiers->len, ==, other->identifiers->len);
  for (guint i = 0; i < one->identifiers->len; i++)
    assert_records_equal (one->identifiers->pdata[i], other->identifiers->pdata[i],
                          FALSE);
  g_assert_true ((one->content == NULL) == (other->content == NULL));
  if (one->content != NULL)
    g_assert_true (g_bytes_equal (one->content, other->content));
}
