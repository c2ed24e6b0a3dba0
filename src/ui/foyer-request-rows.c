/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-request-rows.h"

#include "present/foyer-format.h"
#include "present/foyer-request-words.h"
#include "ui/foyer-action.h"
#include "ui/foyer-patient-finder-row.h"
#include "ui/foyer-widgets.h"

#include <glib/gi18n-lib.h>

static void
copy_clicked_cb (GtkWidget *button)
{
  const char *text = g_object_get_data (G_OBJECT (button), "text");

  gdk_clipboard_set_text (gtk_widget_get_clipboard (button), text);
  foyer_action_toast (button, _ ("Copied"));
}

/**
 * foyer_request_rows_new_contact:
 * @text: a phone number or an e-mail address
 * @is_phone: which of them
 *
 * Returns: (transfer floating): a row that shows @text and copies it
 */
GtkWidget *
foyer_request_rows_new_contact (const char *text, gboolean is_phone)
{
  g_autofree char *isolated = foyer_isolate_figures (text);
  const char      *what =
      is_phone ? _ ("Copy the Phone Number") : _ ("Copy the E-Mail Address");
  GtkWidget *row = foyer_action_row_new (
      is_phone ? C_ ("request", "Phone") : C_ ("request", "E-mail"), isolated);
  GtkWidget *copy = foyer_icon_button_new ("edit-copy-symbolic", what);

  gtk_widget_add_css_class (row, "fact");
  gtk_widget_set_focusable (row, FALSE);
  gtk_widget_set_valign (copy, GTK_ALIGN_CENTER);
  gtk_widget_set_name (copy, is_phone ? "copy-phone" : "copy-email");
  g_object_set_data_full (G_OBJECT (copy), "text", g_strdup (text), g_free);
  g_signal_connect (copy, "clicked", G_CALLBACK (copy_clicked_cb), NULL);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), copy);

  return row;
}

static GtkWidget *
new_attach_button (FoyerPatientMatch *match, const char *name, gboolean first)
{
  GtkWidget       *button = gtk_button_new_with_label (_ ("This Is the Patient"));
  g_autofree char *widget_name =
      first ? g_strdup (FOYER_REQUEST_FIRST_CANDIDATE)
            : g_strdup_printf (FOYER_REQUEST_FIRST_CANDIDATE "-%" G_GINT64_FORMAT,
                               match->row->id);
  g_autofree char *spoken = NULL;

  /* Translators: a button, for a screen reader; %s is the name of a patient. */
  spoken = g_strdup_printf (C_ ("accessible name", "This is the patient: %s"), name);
  gtk_widget_set_name (button, widget_name);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "request.attach");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "x", match->row->id);
  foyer_widget_set_accessible_label (button, spoken);
  if (first && match->likeness == FOYER_LIKENESS_DUPLICATE)
    gtk_widget_add_css_class (button, "suggested-action");

  return button;
}

/**
 * foyer_request_rows_new_candidate:
 * @match: a patient who may be meant
 * @referral: (nullable): their best referral
 * @today: the civil day, for the age
 * @allowed: whether the request may be attached to them
 * @first: whether they are the best match
 *
 * Returns: (transfer floating): a row that says why, and attaches the request to them
 */
GtkWidget *
foyer_request_rows_new_candidate (FoyerPatientMatch *match,
                                  FoyerReferralRow  *referral,
                                  int                today,
                                  gboolean           allowed,
                                  gboolean           first)
{
  GtkWidget       *row = gtk_list_box_row_new ();
  GtkWidget       *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget       *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  g_autofree char *name = foyer_format_person (match->row->family, match->row->given);
  g_autofree char *facts = foyer_patient_finder_row_dup_facts (match->row, today);
  g_autofree char *why = foyer_request_words_agreement (match->agreement);
  g_autofree char *rests_on = foyer_request_words_referral (referral);

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  foyer_widget_set_accessible_label (row, name);
  gtk_widget_set_margin_top (box, 9);
  gtk_widget_set_margin_bottom (box, 9);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_hexpand (lines, TRUE);
  gtk_box_append (GTK_BOX (lines), foyer_text_label_new (name, "heading"));
  gtk_box_append (GTK_BOX (lines), foyer_text_label_new (facts, NULL));
  gtk_box_append (GTK_BOX (lines), foyer_text_label_new (why, NULL));
  gtk_box_append (GTK_BOX (lines), foyer_text_label_new (rests_on, "dim-label"));
  gtk_box_append (GTK_BOX (box), lines);
  if (allowed)
    gtk_box_append (GTK_BOX (box), new_attach_button (match, name, first));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);

  return row;
}

static GtkWidget *
new_link (const char *title, const char *subtitle, const char *action)
{
  GtkWidget       *row = foyer_action_row_new (title, subtitle);
  g_autofree char *spoken = g_strdup_printf ("%s, %s", title, subtitle);

  gtk_widget_set_name (row, action != NULL ? action : "link");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), action != NULL);
  gtk_widget_set_focusable (row, action != NULL);
  foyer_widget_set_accessible_label (row, spoken);
  if (action != NULL)
    {
      gtk_actionable_set_action_name (GTK_ACTIONABLE (row), action);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                                 gtk_image_new_from_icon_name ("go-next-symbolic"));
    }

  return row;
}

/**
 * foyer_request_rows_new_patient:
 * @row: a request that is attached to a patient
 * @is_new: whether they are new here
 * @today: the civil day, for the age
 *
 * Returns: (transfer floating): a row that opens the record
 */
GtkWidget *
foyer_request_rows_new_patient (FoyerRequestRow *row, gboolean is_new, int today)
{
  g_autofree char *name = foyer_format_person (row->patient_family, row->patient_given);
  g_autofree char *born = row->patient_birth_date != NULL
                              ? foyer_format_date (row->patient_birth_date)
                              : NULL;
  g_autofree char *age = foyer_format_age (row->patient_birth_date, today);
  GString         *facts = g_string_new (NULL);
  GtkWidget       *widget;

  if (born != NULL)
    g_string_append_printf (facts, "%s · ", born);
  if (age != NULL && *age != '\0')
    g_string_append_printf (facts, "%s · ", age);
  /* Translators: %s is the number of a patient. */
  g_string_append_printf (facts, _ ("No. %s"), row->patient_number);
  g_string_append_printf (
      facts, " · %s", is_new ? C_ ("patient", "New here") : C_ ("patient", "Known here"));
  widget = new_link (name, facts->str, "request.open-patient");
  g_string_free (facts, TRUE);

  return widget;
}

/**
 * foyer_request_rows_new_referral:
 * @referral: (nullable): what a visit would rest on
 *
 * Returns: (transfer floating): a row that opens the referral, or says that there is none
 */
GtkWidget *
foyer_request_rows_new_referral (FoyerReferralRow *referral)
{
  g_autofree char *text = foyer_request_words_referral (referral);
  const char      *from =
      referral != NULL && referral->referrer_name != NULL ? referral->referrer_name : "";

  return new_link (text, from, referral != NULL ? "request.open-referral" : NULL);
}
