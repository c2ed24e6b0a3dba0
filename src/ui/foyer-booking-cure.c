/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-booking-window-private.h"

#include "ui/foyer-accept-dialog.h"
#include "ui/foyer-action.h"
#include "ui/foyer-register-window.h"

/* What the buttons of the checklist do. */

static void
present (FoyerBookingWindow *self, GtkWidget *window)
{
  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (self));
  gtk_window_present (GTK_WINDOW (window));
}

static void
referral_registered_cb (FoyerBookingWindow *self, gint64 referral_id)
{
  self->wanted_referral_id = referral_id;
  foyer_booking_window_read (self);
}

static void
register_referral (FoyerBookingWindow *self)
{
  GtkWidget *window = foyer_register_window_new (self->session, self->patient_id);

  g_signal_connect_object (window, "registered", G_CALLBACK (referral_registered_cb),
                           self, G_CONNECT_SWAPPED);
  present (self, window);
}

static void
referral_accepted_cb (FoyerBookingWindow *self, FoyerAcceptDialog *dialog)
{
  self->wanted_referral_id =
      GPOINTER_TO_SIZE (g_object_get_data (G_OBJECT (dialog), "referral"));
  self->wanted_clinician_id = -1;
  foyer_booking_window_read (self);
}

static void
accept_referral (FoyerBookingWindow *self, gint64 id)
{
  FoyerReferralRow *row = foyer_booking_file_find_referral (self->file, id);
  GtkWidget        *dialog;

  if (row == NULL)
    return;
  dialog = foyer_accept_dialog_new (self->session, row);
  g_object_set_data (G_OBJECT (dialog), "referral", GSIZE_TO_POINTER (id));
  g_signal_connect_object (dialog, "accepted", G_CALLBACK (referral_accepted_cb), self,
                           G_CONNECT_SWAPPED);
  present (self, dialog);
}

static void
toggle_override (FoyerBookingWindow *self, FoyerGateRule rule)
{
  self->overrides ^= 1u << rule;
  gtk_widget_set_visible (self->override_list, self->overrides != 0);
  if (self->overrides != 0)
    gtk_widget_grab_focus (GTK_WIDGET (self->override_row));
  foyer_booking_window_queue_check (self);
}

/**
 * foyer_booking_window_cure:
 * @self: the window
 * @item: a line of the checklist
 * @cure: what mends it
 *
 * Does what mends a line of the checklist, or leads to where it is done.
 */
void
foyer_booking_window_cure (FoyerBookingWindow  *self,
                           const FoyerGateItem *item,
                           FoyerGateCure        cure)
{
  switch (cure)
    {
    case FOYER_GATE_CURE_CHOOSE_PATIENT:
      gtk_widget_activate (self->change_button);
      break;
    case FOYER_GATE_CURE_REVIEW_PATIENT:
    case FOYER_GATE_CURE_ADD_GUARDIAN:
      foyer_action_activate (GTK_WIDGET (self), "win.open-patient",
                             g_variant_new_int64 (self->patient_id));
      break;
    case FOYER_GATE_CURE_CHOOSE_SERVICE:
      gtk_widget_grab_focus (GTK_WIDGET (self->service_row));
      break;
    case FOYER_GATE_CURE_REGISTER_REFERRAL:
      register_referral (self);
      break;
    case FOYER_GATE_CURE_ACCEPT_REFERRAL:
      accept_referral (self, item->record_id);
      break;
    case FOYER_GATE_CURE_CHOOSE_REFERRAL:
      foyer_choice_row_set_value (self->referral_row, item->record_id);
      break;
    case FOYER_GATE_CURE_TAKE_DEPOSIT:
      foyer_deposit_form_choose (self->deposit, FOYER_DEPOSIT_CARD);
      break;
    case FOYER_GATE_CURE_WAIVE_DEPOSIT:
      foyer_deposit_form_choose (self->deposit, FOYER_DEPOSIT_WAIVE);
      break;
    case FOYER_GATE_CURE_CHOOSE_OTHER_DATE:
      foyer_slot_list_show_dates (self->slots);
      break;
    case FOYER_GATE_CURE_CHOOSE_OTHER_TIME:
    case FOYER_GATE_CURE_CHOOSE_ROOM:
      gtk_widget_grab_focus (GTK_WIDGET (self->slots));
      break;
    case FOYER_GATE_CURE_CHOOSE_CLINICIAN:
      if (item->reason == FOYER_GATE_REASON_OTHER_CLINICIAN)
        foyer_choice_row_set_value (self->clinician_row, item->record_id);
      else
        gtk_widget_grab_focus (GTK_WIDGET (self->clinician_row));
      break;
    case FOYER_GATE_CURE_ARRANGE_INTERPRETER:
      gtk_widget_set_visible (GTK_WIDGET (self->interpreter_row), TRUE);
      foyer_switch_row_set_active (self->interpreter_row, TRUE);
      break;
    case FOYER_GATE_CURE_OVERRIDE:
      toggle_override (self, item->rule);
      break;
    case FOYER_GATE_CURE_NONE:
    default:
      break;
    }
}
