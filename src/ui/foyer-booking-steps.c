/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-booking-steps.h"

#include "model/foyer-deposit.h"
#include "present/foyer-booking-words.h"
#include "present/foyer-format.h"
#include "present/foyer-words.h"
#include "ui/foyer-action.h"
#include "ui/foyer-cancel-dialog.h"
#include "ui/foyer-deposit-dialog.h"
#include "ui/foyer-widgets.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  GtkWidget        *widget; /* (owned) */
  FoyerUser        *actor;  /* (owned) */
  gint64            booking_id;
  FoyerBookingState to;
  char             *name; /* (owned) (nullable) of the patient */
} Step;

static void
step_free (gpointer data)
{
  Step *step = data;

  g_object_unref (step->widget);
  g_object_unref (step->actor);
  g_free (step->name);
  g_free (step);
}

/* Widgets belong to the main thread; the thread that writes gets what it needs. */
typedef struct
{
  FoyerUser        *actor; /* (owned) */
  gint64            booking_id;
  FoyerBookingState to;
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  g_object_unref (work->actor);
  g_free (work);
}

static Work *
work_new (Step *step)
{
  Work *work = g_new0 (Work, 1);

  work->actor = foyer_record_copy (FOYER_RECORD (step->actor));
  work->booking_id = step->booking_id;
  work->to = step->to;

  return work;
}

static gpointer
take_step (FoyerDb *db, gpointer data, GError **error)
{
  Work *work = data;

  return GINT_TO_POINTER (
      foyer_bookings_step (db, work->actor, work->booking_id, work->to, NULL, error));
}

static gpointer
undo_step (FoyerDb *db, gpointer data, GError **error)
{
  Work *work = data;

  return GINT_TO_POINTER (foyer_bookings_undo (db, work->actor, work->booking_id, error));
}

static void
step_taken_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Step *step = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (foyer_store_finish (FOYER_STORE (source), result, &error) == NULL)
    foyer_action_toast_error (step->widget, error);
  else
    {
      /* Translators: a patient’s name and the state of the visit, “Garcia, Maria: Arrived” */
      text = g_strdup_printf (C_ ("step taken", "%1$s: %2$s"), step->name,
                              foyer_words_booking_state (step->to));
      foyer_action_activate (step->widget, "win.toast-undo",
                             g_variant_new ("(sx)", text, step->booking_id));
    }
  step_free (step);
}

static void
undone_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Step *step = data;
  g_autoptr (GError) error = NULL;

  if (foyer_store_finish (FOYER_STORE (source), result, &error) == NULL)
    foyer_action_toast_error (step->widget, error);
  else
    foyer_action_toast (step->widget, _ ("The last step was taken back."));
  step_free (step);
}

static Step *
step_new (GtkWidget *widget, FoyerSession *session, gint64 booking_id)
{
  Step *step = g_new0 (Step, 1);

  step->widget = g_object_ref (widget);
  step->actor = g_object_ref (foyer_session_get_actor (session));
  step->booking_id = booking_id;

  return step;
}

/**
 * foyer_booking_steps_take:
 * @widget: where somebody asked for it
 * @session: the session, whose person acts
 * @row: which booking
 * @to: the state to reach
 *
 * Takes a step in the life of a booking: at once if nothing has to come with it, else through
 * the window or dialog that asks for what does.  Says what was done, with an undo, or why it
 * could not be.
 */
void
foyer_booking_steps_take (GtkWidget        *widget,
                          FoyerSession     *session,
                          FoyerBookingRow  *row,
                          FoyerBookingState to)
{
  const FoyerBookingState from = row->booking->state;
  const gint64            id = foyer_record_get_id (FOYER_RECORD (row->booking));
  Step                   *step;

  if (!foyer_booking_state_can (from, to))
    {
      g_autofree char *name = foyer_booking_words_patient (row);
      /* Translators: a patient’s name, the state of the visit and the one that was asked
       * for */
      g_autofree char *sentence = g_strdup_printf (
          _ ("%1$s is “%2$s” and cannot become “%3$s”."), name,
          foyer_words_booking_state (from), foyer_words_booking_state (to));

      if (from != to)
        foyer_action_toast (widget, sentence);
      return;
    }
  if (to == FOYER_BOOKING_STATE_CANCELLED)
    {
      foyer_window_present_over (widget, foyer_cancel_dialog_new (session, row));
      return;
    }
  if (to == FOYER_BOOKING_STATE_NO_SHOW && row->paid_minor > 0)
    {
      foyer_window_present_over (widget, foyer_cancel_dialog_new_no_show (session, row));
      return;
    }
  if (to == FOYER_BOOKING_STATE_BOOKED && !foyer_booking_state_is_promised (from))
    {
      foyer_booking_steps_move (widget, row, 0, 0);
      return;
    }

  step = step_new (widget, session, id);
  step->to = to;
  step->name = foyer_format_person (row->patient_family, row->patient_given);
  foyer_store_write_async (foyer_session_get_store (session), take_step, work_new (step),
                           work_free, NULL, NULL, step_taken_cb, step);
}

/**
 * foyer_booking_steps_move:
 * @widget: where somebody asked for it
 * @row: which booking
 * @clinician_id: with whom from now on; 0: not decided
 * @start_at: when from now on, seconds since 1970-01-01 UTC; 0: not decided
 *
 * Opens the booking window to go on with a hold, or to move a booking.
 */
void
foyer_booking_steps_move (GtkWidget       *widget,
                          FoyerBookingRow *row,
                          gint64           clinician_id,
                          gint64           start_at)
{
  GVariantBuilder draft = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{sx}"));

  g_variant_builder_add (&draft, "{sx}", "booking",
                         foyer_record_get_id (FOYER_RECORD (row->booking)));
  if (clinician_id != 0)
    g_variant_builder_add (&draft, "{sx}", "clinician", clinician_id);
  if (start_at != 0)
    g_variant_builder_add (&draft, "{sx}", "start", start_at);
  foyer_action_activate (widget, "win.book", g_variant_builder_end (&draft));
}

static gboolean
is_due (FoyerBookingRow *row)
{
  return !foyer_deposit_is_over (row->booking->state) &&
         row->booking->deposit_minor > row->paid_minor + row->waived_minor;
}

/* Money is held for a visit that will not take place. */
static gboolean
is_unsettled (FoyerBookingRow *row)
{
  return foyer_deposit_is_over (row->booking->state) && row->paid_minor > 0;
}

/**
 * foyer_booking_steps_take_deposit:
 * @widget: where somebody asked for it
 * @session: the session, whose person acts
 * @row: which booking
 *
 * Asks how what is due for a booking is paid, or what becomes of its deposit if it is over.
 */
void
foyer_booking_steps_take_deposit (GtkWidget       *widget,
                                  FoyerSession    *session,
                                  FoyerBookingRow *row)
{
  if (is_unsettled (row))
    foyer_window_present_over (widget, foyer_cancel_dialog_new_settle (session, row));
  else if (is_due (row))
    foyer_window_present_over (widget, foyer_deposit_dialog_new (session, row));
  else
    foyer_action_toast (widget, _ ("Nothing is due for this visit."));
}

/**
 * foyer_booking_steps_undo:
 * @widget: where somebody asked for it
 * @session: the session, whose person acts
 * @booking_id: which booking
 *
 * Takes back the last step of a booking, and says what became of it.
 */
void
foyer_booking_steps_undo (GtkWidget *widget, FoyerSession *session, gint64 booking_id)
{
  Step *step = step_new (widget, session, booking_id);

  foyer_store_write_async (foyer_session_get_store (session), undo_step, work_new (step),
                           work_free, NULL, NULL, undone_cb, step);
}

/**
 * foyer_booking_steps_new_menu:
 * @row: a booking
 *
 * Returns: (transfer full): what can be done with it, as actions `booking.…`
 */
GMenuModel *
foyer_booking_steps_new_menu (FoyerBookingRow *row)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) steps = g_menu_new ();
  g_autoptr (GMenu) changes = g_menu_new ();
  g_autoptr (GMenu) records = g_menu_new ();
  guint                         n_next;
  const FoyerBookingTransition *next =
      foyer_booking_state_get_next (row->booking->state, &n_next);

  for (guint i = 0; i < n_next; i++)
    {
      g_autofree char *action = NULL;

      if (next[i].to == FOYER_BOOKING_STATE_CANCELLED ||
          next[i].to == FOYER_BOOKING_STATE_ENTERED_IN_ERROR ||
          next[i].to == FOYER_BOOKING_STATE_WAITLISTED)
        continue;
      action =
          g_strdup_printf ("booking.step('%s')",
                           foyer_enum_to_nick (FOYER_TYPE_BOOKING_STATE, next[i].to));
      g_menu_append (steps, foyer_words_booking_step (next[i].to), action);
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (steps));

  if (foyer_booking_state_is_movable (row->booking->state))
    g_menu_append (changes, C_ ("booking", "Move…"), "booking.move");
  if (is_due (row))
    g_menu_append (changes, C_ ("booking", "Take Payment…"), "booking.deposit");
  if (is_unsettled (row))
    g_menu_append (changes, C_ ("booking", "Settle Deposit…"), "booking.deposit");
  if (foyer_booking_state_can (row->booking->state, FOYER_BOOKING_STATE_CANCELLED))
    g_menu_append (changes, C_ ("booking", "Cancel Visit…"), "booking.cancel");
  g_menu_append (changes, C_ ("booking", "Undo Last Step"), "booking.undo");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (changes));

  g_menu_append (records, C_ ("booking", "Open Patient"), "booking.open-patient");
  if (row->booking->referral_id != 0)
    g_menu_append (records, C_ ("booking", "Open Referral"), "booking.open-referral");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (records));

  return G_MENU_MODEL (menu);
}
