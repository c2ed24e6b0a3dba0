/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-referral-cell.h"

#include "present/foyer-due.h"
#include "present/foyer-format.h"
#include "present/foyer-words.h"
#include "ui/foyer-widgets.h"

#include <glib/gi18n-lib.h>

/**
 * FoyerReferralCell:
 *
 * A referral in a worklist: who, what for, from whom, and what presses.
 */
struct _FoyerReferralCell
{
  GtkBox parent_instance;

  /* Template children */
  GtkLabel *name_label;
  GtkLabel *urgency_label;
  GtkLabel *what_label;
  GtkLabel *from_label;
  GtkLabel *due_label;
};

G_DEFINE_FINAL_TYPE (FoyerReferralCell, foyer_referral_cell, GTK_TYPE_BOX)

static void
foyer_referral_cell_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), FOYER_TYPE_REFERRAL_CELL);

  G_OBJECT_CLASS (foyer_referral_cell_parent_class)->dispose (object);
}

static void
foyer_referral_cell_class_init (FoyerReferralCellClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = foyer_referral_cell_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/foyerclinic/Foyer/ui/referral-cell.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerReferralCell, name_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerReferralCell, urgency_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerReferralCell, what_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerReferralCell, from_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerReferralCell, due_label);
}

static void
foyer_referral_cell_init (FoyerReferralCell *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
foyer_referral_cell_new (void)
{
  return g_object_new (FOYER_TYPE_REFERRAL_CELL, NULL);
}

/* The urgency that counts: the clinic's once it has decided, the referrer's before. */
static void
show_urgency (FoyerReferralCell *self, FoyerReferral *referral)
{
  FoyerUrgency urgency = referral->decided_at != 0 ? referral->assigned_urgency
                                                   : referral->requested_urgency;
  const char  *css_class =
      referral->red_flag || urgency >= FOYER_URGENCY_URGENT ? "error" : "warning";

  gtk_label_set_label (self->urgency_label, referral->red_flag
                                                ? C_ ("referral", "Read today")
                                                : foyer_words_urgency (urgency));
  gtk_widget_set_css_classes (GTK_WIDGET (self->urgency_label),
                              (const char *[]){ "badge", css_class, NULL });
  gtk_widget_set_visible (GTK_WIDGET (self->urgency_label),
                          referral->red_flag || urgency != FOYER_URGENCY_ROUTINE);
}

/**
 * foyer_referral_cell_set_row:
 * @self: a cell
 * @row: a referral
 * @today: civil day
 *
 * Shows @row.
 */
void
foyer_referral_cell_set_row (FoyerReferralCell *self, FoyerReferralRow *row, int today)
{
  FoyerReferral   *referral = row->referral;
  FoyerDueTone     tone;
  g_autofree char *name = foyer_format_person (row->patient_family, row->patient_given);
  g_autofree char *due = foyer_due_describe_referral (row, today, &tone);
  g_autofree char *born = foyer_format_date (row->patient_birth_date);
  g_autofree char *from = NULL;
  g_autofree char *label = NULL;
  const char      *what = referral->reason;

  g_return_if_fail (FOYER_IS_REFERRAL_CELL (self));

  if (row->service_name != NULL && !foyer_referral_state_is_undecided (referral->state))
    what = row->service_name;
  from = row->referrer_name != NULL ? g_strdup_printf ("%s · %s · %s", referral->number,
                                                       born, row->referrer_name)
                                    : g_strdup_printf ("%s · %s", referral->number, born);

  gtk_label_set_label (self->name_label, name);
  show_urgency (self, referral);
  gtk_label_set_label (self->what_label, what != NULL ? what : _ ("No reason stated"));
  gtk_label_set_label (self->from_label, from);
  gtk_label_set_label (self->due_label, due);
  gtk_widget_set_css_classes (GTK_WIDGET (self->due_label),
                              (const char *[]){ "caption",
                                                tone == FOYER_DUE_OVER   ? "error"
                                                : tone == FOYER_DUE_SOON ? "warning"
                                                                         : "dim-label",
                                                NULL });

  label = g_strdup_printf ("%s, %s, %s, %s, %s", name,
                           gtk_widget_get_visible (GTK_WIDGET (self->urgency_label))
                               ? gtk_label_get_label (self->urgency_label)
                               : foyer_words_urgency (FOYER_URGENCY_ROUTINE),
                           gtk_label_get_label (self->what_label), from, due);
  if (gtk_widget_get_parent (GTK_WIDGET (self)) != NULL)
    foyer_widget_set_accessible_label (gtk_widget_get_parent (GTK_WIDGET (self)), label);
}
