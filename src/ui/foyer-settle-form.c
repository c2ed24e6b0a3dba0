/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-settle-form.h"

#include "model/foyer-money.h"
#include "model/foyer-permission.h"
#include "present/foyer-deposit-words.h"
#include "present/foyer-format.h"
#include "ui/foyer-entry-row.h"
#include "ui/foyer-simple-rows.h"

#include <glib/gi18n-lib.h>

/**
 * FoyerSettleForm:
 *
 * Says what the rule of the clinic makes of a deposit, to the cent and tender by tender, and
 * lets a person confirm it, leave it for later, or decide otherwise with a reason.
 */
struct _FoyerSettleForm
{
  GtkBox parent_instance;

  FoyerSession         *session;  /* (owned) (nullable) */
  FoyerPaymentFile     *money;    /* (owned) (nullable) */
  FoyerDepositProposal *proposal; /* (owned) (nullable) of the rule; points into @money */
  FoyerDepositEvent     event;
  gboolean              showing; /* the program changes the form, not a person */

  /* Template children */
  GtkLabel       *held_label;
  GtkLabel       *rule_label;
  FoyerChoiceRow *outcome_row;
  FoyerEntryRow  *reason_row;
  FoyerEntryRow  *reference_row;
  GtkLabel       *lines_label;
};

G_DEFINE_FINAL_TYPE (FoyerSettleForm, foyer_settle_form, GTK_TYPE_BOX)

static FoyerDepositOutcome
get_outcome (FoyerSettleForm *self)
{
  return (FoyerDepositOutcome) foyer_choice_row_get_value (self->outcome_row);
}

static gboolean
may (FoyerSettleForm *self, FoyerAction action)
{
  return foyer_permission_allows (foyer_session_get_actor (self->session)->role, action);
}

static char *
dup_typed (FoyerEntryRow *row)
{
  g_autofree char *text = g_strstrip (g_strdup (foyer_entry_row_get_text (row)));

  return *text != '\0' && gtk_widget_get_visible (GTK_WIDGET (row))
             ? g_steal_pointer (&text)
             : NULL;
}

static void
show_lines (FoyerSettleForm *self)
{
  FoyerDepositOutcome outcome = get_outcome (self);
  g_autoptr (FoyerDepositProposal) lines =
      foyer_deposit_propose_outcome (self->money->deposit, outcome);
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean to_card = FALSE;

  for (guint i = 0; i < lines->lines->len; i++)
    {
      FoyerDepositLine *line = &g_array_index (lines->lines, FoyerDepositLine, i);
      g_autofree char  *words = foyer_deposit_words_line (
           line, foyer_session_get_currency (self->session),
           foyer_payment_file_find_card (self->money, line->gift_card_uid));

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", words);
      to_card = to_card || (line->kind == FOYER_LEDGER_KIND_REFUND &&
                            line->tender == FOYER_TENDER_CARD);
    }
  if (outcome == FOYER_DEPOSIT_OUTCOME_CARRY)
    g_string_assign (text, _ ("No money is moved now. The deposit waits under “Money to "
                              "settle” until somebody decides."));
  gtk_label_set_label (self->lines_label, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->reference_row), to_card);
  gtk_widget_set_visible (GTK_WIDGET (self->reason_row),
                          outcome != FOYER_DEPOSIT_OUTCOME_CARRY &&
                              outcome != self->proposal->outcome);
}

static void
outcome_chosen_cb (FoyerSettleForm *self)
{
  if (!self->showing && self->proposal != NULL)
    show_lines (self);
}

/* What looks like a card number is refused while it is typed. */
static void
reference_typed_cb (FoyerSettleForm *self)
{
  if (foyer_money_looks_like_card (foyer_entry_row_get_text (self->reference_row)))
    foyer_settle_form_check (self);
}

static void
foyer_settle_form_dispose (GObject *object)
{
  FoyerSettleForm *self = FOYER_SETTLE_FORM (object);

  self->showing = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (object), FOYER_TYPE_SETTLE_FORM);
  g_clear_pointer (&self->proposal, foyer_deposit_proposal_free);
  g_clear_pointer (&self->money, foyer_payment_file_free);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (foyer_settle_form_parent_class)->dispose (object);
}

static void
foyer_settle_form_class_init (FoyerSettleFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_settle_form_dispose;

  g_type_ensure (FOYER_TYPE_CHOICE_ROW);
  g_type_ensure (FOYER_TYPE_ENTRY_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/foyerclinic/Foyer/ui/settle-form.ui");
#define BIND(child)                                                                      \
  gtk_widget_class_bind_template_child (widget_class, FoyerSettleForm, child)
  BIND (held_label);
  BIND (rule_label);
  BIND (outcome_row);
  BIND (reason_row);
  BIND (reference_row);
  BIND (lines_label);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, outcome_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, reference_typed_cb);
}

static void
foyer_settle_form_init (FoyerSettleForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * foyer_settle_form_set_money:
 * @self: a form
 * @session: the session, whose person decides
 * @money: (transfer full): the money of the booking
 *
 * Says what there is to decide about; once.
 */
void
foyer_settle_form_set_money (FoyerSettleForm  *self,
                             FoyerSession     *session,
                             FoyerPaymentFile *money)
{
  g_return_if_fail (FOYER_IS_SETTLE_FORM (self) && self->money == NULL);

  self->session = g_object_ref (session);
  self->money = money;
}

/* Who may not decide otherwise confirms what the rule says, or leaves it to somebody else. */
static gboolean
is_offered (FoyerSettleForm *self, FoyerDepositOutcome outcome)
{
  if (outcome == FOYER_DEPOSIT_OUTCOME_CARRY)
    return TRUE;
  if (outcome == FOYER_DEPOSIT_OUTCOME_FORFEIT &&
      self->event == FOYER_DEPOSIT_EVENT_CLINIC_CANCELS)
    return FALSE;

  return may (self, outcome == self->proposal->outcome ? FOYER_ACTION_DEPOSIT_SETTLE
                                                       : FOYER_ACTION_MONEY_RETURN);
}

/**
 * foyer_settle_form_show:
 * @self: a form that has its money
 * @event: what happens to the visit
 * @start_at: when the visit would begin, seconds since 1970-01-01 UTC
 * @at: when it is, or was, given up
 *
 * Proposes what the rule of the clinic says about that.
 */
void
foyer_settle_form_show (FoyerSettleForm  *self,
                        FoyerDepositEvent event,
                        gint64            start_at,
                        gint64            at)
{
  FoyerClinic     *clinic = foyer_session_get_clinic (self->session);
  g_autofree char *held = foyer_format_money (self->money->deposit->held_minor,
                                              foyer_session_get_currency (self->session));
  g_autofree char *title = NULL;
  g_autofree char *rule = NULL;

  g_return_if_fail (FOYER_IS_SETTLE_FORM (self) && self->money != NULL);

  self->event = event;
  g_clear_pointer (&self->proposal, foyer_deposit_proposal_free);
  self->proposal =
      foyer_deposit_propose (self->money->deposit, clinic, event, start_at, at);
  /* Translators: %s is an amount of money that was paid for a visit. */
  title = g_strdup_printf (_ ("Deposit of %s"), held);
  rule = foyer_deposit_words_rule (self->proposal, event, clinic->cancel_cutoff_hours);
  gtk_label_set_label (self->held_label, title);
  gtk_label_set_label (self->rule_label, rule);

  self->showing = TRUE;
  foyer_choice_row_begin (self->outcome_row);
  for (int outcome = FOYER_DEPOSIT_OUTCOME_REFUND; outcome <= FOYER_DEPOSIT_OUTCOME_CARRY;
       outcome++)
    if (is_offered (self, (FoyerDepositOutcome) outcome))
      foyer_choice_row_add (self->outcome_row, outcome,
                            foyer_deposit_words_outcome ((FoyerDepositOutcome) outcome));
  foyer_choice_row_end (self->outcome_row);
  foyer_choice_row_set_value (self->outcome_row,
                              is_offered (self, self->proposal->outcome)
                                  ? self->proposal->outcome
                                  : FOYER_DEPOSIT_OUTCOME_CARRY);
  self->showing = FALSE;
  show_lines (self);
}

/**
 * foyer_settle_form_check:
 * @self: a form
 *
 * Says beside the field what is missing, if something is.
 *
 * Returns: whether the decision is complete
 */
gboolean
foyer_settle_form_check (FoyerSettleForm *self)
{
  g_autofree char *reason = dup_typed (self->reason_row);
  g_autofree char *reference = dup_typed (self->reference_row);

  g_return_val_if_fail (FOYER_IS_SETTLE_FORM (self), FALSE);

  if (self->proposal == NULL)
    return TRUE;
  if (gtk_widget_get_visible (GTK_WIDGET (self->reason_row)) && reason == NULL)
    {
      foyer_entry_row_set_error (self->reason_row,
                                 _ ("Say why, so that it can be understood later."));
      gtk_widget_grab_focus (GTK_WIDGET (self->reason_row));
      return FALSE;
    }
  if (gtk_widget_get_visible (GTK_WIDGET (self->reference_row)) &&
      (reference == NULL || foyer_money_looks_like_card (reference)))
    {
      foyer_entry_row_set_error (
          self->reference_row,
          reference == NULL
              ? _ ("Give the money back at the terminal and type the reference that it "
                   "printed, or choose “Decide later”.")
              : _ ("This looks like a card number.  Foyer keeps none: type the reference "
                   "that the terminal printed."));
      gtk_widget_grab_focus (GTK_WIDGET (self->reference_row));
      return FALSE;
    }

  return TRUE;
}

/**
 * foyer_settle_form_read:
 * @self: a form
 * @out_outcome: (out): what was decided
 * @out_reason: (out) (transfer full) (nullable): why
 * @out_reference: (out) (transfer full) (nullable): what the terminal gave for the refund
 *
 * Returns: `FALSE` if it is to be decided later
 */
gboolean
foyer_settle_form_read (FoyerSettleForm     *self,
                        FoyerDepositOutcome *out_outcome,
                        char               **out_reason,
                        char               **out_reference)
{
  g_return_val_if_fail (FOYER_IS_SETTLE_FORM (self), FALSE);

  *out_reason = NULL;
  *out_reference = NULL;
  if (self->proposal == NULL || get_outcome (self) == FOYER_DEPOSIT_OUTCOME_CARRY)
    return FALSE;
  *out_outcome = get_outcome (self);
  *out_reason = dup_typed (self->reason_row);
  *out_reference = dup_typed (self->reference_row);

  return TRUE;
}
