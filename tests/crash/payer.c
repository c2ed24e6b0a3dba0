/* SPDX-License-Identifier: GPL-3.0-or-later */

/* payer PROFILE SEED STEP: looks after what was left open, takes split payments, and is killed
 * in the middle of a step of one of them.  It prints what the store has said is kept. */

#include "store/foyer-bookings.h"
#include "store/foyer-catalogue.h"
#include "store/foyer-gift-cards.h"
#include "store/foyer-patients.h"
#include "store/foyer-payments.h"
#include "store/foyer-slots.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* The steps of a split payment. */
enum
{
  STEP_HOLD,
  STEP_SELL,
  STEP_BEGIN,
  STEP_NOTE,
  STEP_TAKE,
};

typedef struct
{
  FoyerDb      *db;
  FoyerUser    *actor;
  FoyerService *service;
  GRand        *rand;
  int           last_step; /* of the last payment; -1: none of this one */
} Payer;

static gpointer
kill_soon (gpointer data)
{
  g_usleep (GPOINTER_TO_UINT (data));
  kill (getpid (), SIGKILL);

  return NULL;
}

/* The kill comes from beside, anywhere in the step. */
static void
enter (Payer *self, int step)
{
  if (step == self->last_step)
    g_thread_new ("kill", kill_soon,
                  GUINT_TO_POINTER ((guint) g_rand_int_range (self->rand, 0, 6000)));
}

static void
tell (const char *what, gint64 id)
{
  printf ("%s %" G_GINT64_FORMAT "\n", what, id);
  fflush (stdout);
}

static gint64
id_of (gpointer record)
{
  return foyer_record_get_id (FOYER_RECORD (record));
}

static gint64
pick_patient (Payer *self)
{
  for (int tries = 0; tries < 200; tries++)
    {
      g_autoptr (FoyerPatient) patient =
          foyer_patients_get (self->db, g_rand_int_range (self->rand, 1, 300), NULL);

      if (patient != NULL && patient->active && !patient->deceased &&
          patient->seen_before_on != NULL)
        return id_of (patient);
    }

  return 0;
}

static gint64
hold (Payer *self, GError **error)
{
  g_autoptr (FoyerSlotQuery) query = NULL;
  g_autoptr (GPtrArray) slots = NULL;
  FoyerBookingRequest request = { .patient_id = pick_patient (self),
                                  .service_id = id_of (self->service) };
  FoyerSlotTally      tally;
  FoyerSlot          *slot;
  gint64              id;

  query =
      foyer_slots_new_query (self->db, request.service_id, 0, request.patient_id, error);
  if (query == NULL)
    return 0;
  query->earliest_at =
      query->now + g_rand_int_range (self->rand, 1, 150) * 24 * FOYER_HOUR_SECONDS;
  query->limit = 5;
  slots = foyer_slots_find (self->db, query, &tally, error);
  if (slots == NULL || slots->len == 0)
    return 0;
  slot = slots->pdata[g_rand_int_range (self->rand, 0, (gint32) slots->len)];
  request.clinician_id = slot->clinician_id;
  request.start_at = slot->start_at;

  return foyer_bookings_hold (self->db, self->actor, &request, FALSE, &id, NULL, error)
             ? id
             : 0;
}

static gint64
sell (Payer *self, GError **error)
{
  const FoyerGiftPayment payment = { 4000, FOYER_TENDER_CASH, NULL };
  g_autofree char       *code = NULL;
  g_autoptr (FoyerGiftCard) card =
      foyer_gift_cards_sell (self->db, self->actor, &payment, 1, NULL, &code, error);

  return card != NULL ? id_of (card) : 0;
}

static FoyerPaymentAttempt *
begin (Payer *self, gint64 booking_id, gint64 card_id, GError **error)
{
  g_autoptr (GPtrArray) payments = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (payments,
                   foyer_payment_new_for (FOYER_TENDER_GIFT_CARD, 4000, card_id, NULL));
  g_ptr_array_add (payments, foyer_payment_new_for (FOYER_TENDER_CARD, 8500, 0, NULL));

  return foyer_payments_begin (self->db, self->actor, booking_id, payments, error);
}

static gboolean
pay (Payer *self, GError **error)
{
  g_autoptr (FoyerPaymentAttempt) attempt = NULL;
  FoyerBookingRequest request = { 0 };
  gint64              card_id;

  enter (self, STEP_HOLD);
  request.booking_id = hold (self, error);
  if (request.booking_id == 0)
    return *error == NULL;
  enter (self, STEP_SELL);
  card_id = sell (self, error);
  if (card_id == 0)
    return FALSE;
  enter (self, STEP_BEGIN);
  attempt = begin (self, request.booking_id, card_id, error);
  if (attempt == NULL)
    return FALSE;
  tell ("begun", id_of (attempt));
  enter (self, STEP_NOTE);
  if (!foyer_payments_note (self->db, self->actor, id_of (attempt->payments->pdata[1]),
                            "T-4711", error))
    return FALSE;
  tell ("noted", id_of (attempt));
  enter (self, STEP_TAKE);
  request.attempt_id = id_of (attempt);
  if (!foyer_bookings_make (self->db, self->actor, &request, NULL, NULL, error))
    return FALSE;
  tell ("taken", id_of (attempt));

  return TRUE;
}

/* What a person does after the program has died: the money that is there is taken, and what was
 * only going to be asked for is dropped. */
static gboolean
look_after (Payer *self, GError **error)
{
  g_autoptr (GPtrArray) open = foyer_payments_list_open (self->db, error);

  for (guint i = 0; open != NULL && i < open->len; i++)
    {
      FoyerPaymentAttempt *attempt = open->pdata[i];
      const FoyerPayment  *card = attempt->payments->pdata[1];
      const gboolean       received = card->received_at != 0;

      tell (received ? "open-received" : "open", id_of (attempt));
      if (!(received ? foyer_payments_finish (self->db, self->actor, id_of (attempt),
                                              NULL, error)
                     : foyer_payments_drop (self->db, self->actor, id_of (attempt), NULL,
                                            error)))
        return FALSE;
      tell (received ? "finished" : "dropped", id_of (attempt));
    }

  return open != NULL;
}

int
main (int argc, char **argv)
{
  Payer self = { 0 };
  g_autoptr (GError) error = NULL;
  int last_step;
  int n_before;

  if (argc != 4)
    return 2;

  last_step = atoi (argv[3]);
  self.rand = g_rand_new_with_seed ((guint32) atoi (argv[2]));
  self.last_step = -1;
  self.db = foyer_db_open (argv[1], FOYER_DB_WRITE, &error);
  if (self.db != NULL)
    self.actor = foyer_catalogue_get_default_actor (self.db, &error);
  if (self.actor != NULL)
    self.service = foyer_catalogue_find_service (self.db, "cosmetic", &error);
  if (self.service == NULL || !look_after (&self, &error))
    {
      fprintf (stderr, "payer: %s\n", error->message);
      return 3;
    }

  n_before = g_rand_int_range (self.rand, 0, 3);
  for (int n = 0; last_step >= 0 && error == NULL; n++)
    {
      self.last_step = n >= n_before ? last_step : -1;
      pay (&self, &error);
      /* Another visit of this patient may be in the way. */
      if (g_error_matches (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_RULE))
        g_clear_error (&error);
    }
  if (error != NULL)
    fprintf (stderr, "payer: %s\n", error->message);

  return error != NULL ? 3 : 0;
}
