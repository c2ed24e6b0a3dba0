/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-duplicates-view.h"

#include "present/foyer-format.h"
#include "present/foyer-request-words.h"
#include "store/foyer-patients.h"
#include "ui/foyer-patient-finder-row.h"
#include "ui/foyer-widgets.h"

#include <glib/gi18n-lib.h>

/**
 * FoyerDuplicatesView:
 *
 * Asks of each patient who is much like the one being saved whether they are one person, and
 * says what agrees.
 */
struct _FoyerDuplicatesView
{
  AdwBin parent_instance;

  GArray *not_same; /* (owned) of gint64: said to be other people */
  guint   n_open;   /* not answered yet */

  /* Template children */
  GtkLabel   *subject_label;
  GtkListBox *list;
  GtkButton  *back_button;
};

enum
{
  SAME,
  CLEARED,
  BACK,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FoyerDuplicatesView, foyer_duplicates_view, ADW_TYPE_BIN)

static gint64
id_of (GtkWidget *row)
{
  return *(gint64 *) g_object_get_data (G_OBJECT (row), "patient");
}

static void
same_clicked_cb (GtkWidget *row)
{
  GtkWidget *self = gtk_widget_get_ancestor (row, FOYER_TYPE_DUPLICATES_VIEW);

  g_signal_emit (self, signals[SAME], 0, id_of (row));
}

static void
not_same_clicked_cb (GtkWidget *row)
{
  FoyerDuplicatesView *self =
      FOYER_DUPLICATES_VIEW (gtk_widget_get_ancestor (row, FOYER_TYPE_DUPLICATES_VIEW));
  gint64 id = id_of (row);

  g_array_append_val (self->not_same, id);
  gtk_widget_set_sensitive (row, FALSE);
  if (--self->n_open == 0)
    g_signal_emit (self, signals[CLEARED], 0);
}

static void
back_clicked_cb (FoyerDuplicatesView *self)
{
  g_signal_emit (self, signals[BACK], 0);
}

static GtkWidget *
new_answer (GtkWidget *row, const char *text, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_with_label (text);

  gtk_label_set_ellipsize (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))),
                           PANGO_ELLIPSIZE_END);
  g_signal_connect_swapped (button, "clicked", clicked, row);

  return button;
}

static GtkWidget *
new_row (FoyerPatientMatch *match, int today)
{
  GtkWidget       *row = gtk_list_box_row_new ();
  GtkWidget       *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget       *answers = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *name = foyer_format_person (match->row->family, match->row->given);
  g_autofree char *facts = foyer_patient_finder_row_dup_facts (match->row, today);
  g_autofree char *agreement = foyer_request_words_agreement (match->agreement);

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  foyer_widget_set_accessible_label (row, name);
  g_object_set_data_full (G_OBJECT (row), "patient",
                          g_memdup2 (&match->row->id, sizeof match->row->id), g_free);

  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 12);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_box_append (GTK_BOX (box), foyer_text_label_new (name, "heading"));
  gtk_box_append (GTK_BOX (box), foyer_text_label_new (facts, NULL));
  gtk_box_append (GTK_BOX (box), foyer_text_label_new (agreement, "dim-label"));

  gtk_widget_set_margin_top (answers, 6);
  gtk_box_set_homogeneous (GTK_BOX (answers), TRUE);
  gtk_box_append (GTK_BOX (answers), new_answer (row, _ ("This Is the Same Person"),
                                                 G_CALLBACK (same_clicked_cb)));
  gtk_box_append (GTK_BOX (answers), new_answer (row, _ ("Not the Same Person"),
                                                 G_CALLBACK (not_same_clicked_cb)));
  gtk_box_append (GTK_BOX (box), answers);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);

  return row;
}

static void
foyer_duplicates_view_dispose (GObject *object)
{
  FoyerDuplicatesView *self = FOYER_DUPLICATES_VIEW (object);

  foyer_bin_dispose_template (self, FOYER_TYPE_DUPLICATES_VIEW);
  g_clear_pointer (&self->not_same, g_array_unref);

  G_OBJECT_CLASS (foyer_duplicates_view_parent_class)->dispose (object);
}

static void
foyer_duplicates_view_class_init (FoyerDuplicatesViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_duplicates_view_dispose;

  /**
   * FoyerDuplicatesView::same:
   * @id: the patient
   *
   * Emitted when @id is the person being saved.
   */
  signals[SAME] = g_signal_new ("same", FOYER_TYPE_DUPLICATES_VIEW, G_SIGNAL_RUN_LAST, 0,
                                NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  /**
   * FoyerDuplicatesView::cleared:
   *
   * Emitted when none of them is the person being saved.
   */
  signals[CLEARED] =
      g_signal_new ("cleared", FOYER_TYPE_DUPLICATES_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 0);
  /**
   * FoyerDuplicatesView::back:
   *
   * Emitted when the person wants to change what was typed.
   */
  signals[BACK] = g_signal_new ("back", FOYER_TYPE_DUPLICATES_VIEW, G_SIGNAL_RUN_LAST, 0,
                                NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/foyerclinic/Foyer/ui/duplicates-view.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerDuplicatesView, subject_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerDuplicatesView, list);
  gtk_widget_class_bind_template_child (widget_class, FoyerDuplicatesView, back_button);
  gtk_widget_class_bind_template_callback (widget_class, back_clicked_cb);
}

static void
foyer_duplicates_view_init (FoyerDuplicatesView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  foyer_button_set_accessible_label (self->back_button);
  self->not_same = g_array_new (FALSE, FALSE, sizeof (gint64));
}

/**
 * foyer_duplicates_view_show:
 * @self: a view
 * @name: who is being saved
 * @matches: (element-type FoyerPatientMatch): whom the person may be, at least one
 * @today: the civil day, for ages
 */
void
foyer_duplicates_view_show (FoyerDuplicatesView *self,
                            const char          *name,
                            GPtrArray           *matches,
                            int                  today)
{
  g_autofree char *text = NULL;

  foyer_widget_empty (self->list);
  g_array_set_size (self->not_same, 0);
  self->n_open = matches->len;

  /* Translators: %s is the name of a patient */
  text = g_strdup_printf (
      _ ("%s has not been saved yet. A second record for one person splits the history "
         "in two, so please compare first."),
      name);
  gtk_label_set_label (self->subject_label, text);
  for (guint i = 0; i < matches->len; i++)
    gtk_list_box_append (self->list, new_row (g_ptr_array_index (matches, i), today));
}

/**
 * foyer_duplicates_view_dup_not_same:
 * @self: a view
 *
 * Returns: (transfer full) (element-type gint64): the patients who are other people
 */
GArray *
foyer_duplicates_view_dup_not_same (FoyerDuplicatesView *self)
{
  return g_array_copy (self->not_same);
}
