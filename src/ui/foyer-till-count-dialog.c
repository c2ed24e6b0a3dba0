/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-till-count-dialog.h"

#include "model/foyer-cash.h"
#include "model/foyer-money.h"
#include "present/foyer-format.h"
#include "present/foyer-words.h"
#include "store/foyer-catalogue.h"
#include "store/foyer-tills.h"
#include "ui/foyer-action.h"
#include "ui/foyer-simple-rows.h"
#include "ui/foyer-text-row.h"
#include "ui/foyer-widgets.h"

#include <glib/gi18n-lib.h>

/* More than a drawer holds. */
#define MAX_PIECES 100000

/**
 * FoyerTillCountDialog:
 *
 * Counts the cash of a till piece by piece.  What it should come to is said only once somebody
 * has counted: who knows it counts towards it.
 */
struct _FoyerTillCountDialog
{
  AdwWindow parent_instance;

  FoyerSession *session; /* (owned) */
  FoyerTill    *till;    /* (owned) */
  GPtrArray    *rows;    /* (owned) of FoyerSpinRow (unowned), one for each piece */
  const gint64 *pieces;  /* (unowned) static, as many as @rows */
  gboolean      is_second;

  /* Template children */
  GtkWidget    *step_button;
  GtkLabel     *effect_label;
  GtkListBox   *list;
  GtkLabel     *sum_label;
  GtkLabel     *difference_label;
  GtkWidget    *reason_list;
  FoyerTextRow *reason_row;
  GtkLabel     *problem_label;
};

G_DEFINE_FINAL_TYPE (FoyerTillCountDialog, foyer_till_count_dialog, ADW_TYPE_WINDOW)

/* A count on its way to the thread that writes. */
typedef struct
{
  FoyerUser *actor; /* (owned) */
  gint64     till_id;
  GArray    *pieces; /* (owned) of FoyerTillPieces */
  char      *reason; /* (owned) */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_object (&job->actor);
  g_array_unref (job->pieces);
  g_free (job->reason);
  g_free (job);
}

static gpointer
run (FoyerDb *db, gpointer data, GError **error)
{
  Job *job = data;

  return foyer_tills_count (db, job->actor, job->till_id,
                            (const FoyerTillPieces *) (gpointer) job->pieces->data,
                            job->pieces->len, job->reason, error)
             ? foyer_catalogue_get (db, FOYER_TYPE_TILL, job->till_id, error)
             : NULL;
}

static gint64
sum_up (FoyerTillCountDialog *self)
{
  gint64 sum = 0;

  for (guint i = 0; i < self->rows->len; i++)
    sum += foyer_spin_row_get_value (self->rows->pdata[i]) * self->pieces[i];

  return sum;
}

static void
show_problem (FoyerTillCountDialog *self, const char *sentence)
{
  gtk_label_set_label (self->problem_label, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), sentence != NULL);
}

static void
show_difference (FoyerTillCountDialog *self, gint64 expected_minor)
{
  gint64           difference = sum_up (self) - expected_minor;
  g_autofree char *amount = foyer_format_money (ABS (difference), self->till->currency);
  g_autofree char *expected = foyer_format_money (expected_minor, self->till->currency);
  g_autofree char *text = NULL;

  if (difference < 0)
    /* Translators: two amounts of money. */
    text =
        g_strdup_printf (_ ("%1$s are missing: there should be %2$s."), amount, expected);
  else
    /* Translators: two amounts of money. */
    text = g_strdup_printf (_ ("%1$s are too much: there should be %2$s."), amount,
                            expected);
  gtk_label_set_label (self->difference_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->difference_label), TRUE);
  gtk_widget_set_visible (self->reason_list, TRUE);
  foyer_text_row_set_error (
      self->reason_row,
      _ ("Count once more.  If it stays so, say why as far as you know."));
  gtk_widget_grab_focus (GTK_WIDGET (self->reason_row));
}

static void
piece_counted_cb (FoyerTillCountDialog *self)
{
  g_autofree char *amount = foyer_format_money (sum_up (self), self->till->currency);
  /* Translators: %s is an amount of money. */
  g_autofree char *text = g_strdup_printf (_ ("Counted: %s"), amount);

  gtk_label_set_label (self->sum_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->difference_label), FALSE);
  show_problem (self, NULL);
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerTillCountDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerTill) till = foyer_store_finish (FOYER_STORE (source), result, &error);

  if (self->problem_label == NULL)
    return;
  if (till == NULL)
    {
      g_autofree char *text = foyer_words_error (error);

      show_problem (self, text);
      gtk_widget_set_sensitive (self->step_button, TRUE);
      return;
    }
  foyer_action_toast (GTK_WIDGET (self),
                      till->state == FOYER_TILL_STATE_CLOSED
                          ? _ ("The till is closed")
                          : _ ("Counted.  Another person counts before it is closed"));
  gtk_window_close (GTK_WINDOW (self));
}

static void
write_count (FoyerTillCountDialog *self)
{
  Job *job = g_new0 (Job, 1);

  job->actor = foyer_record_copy (FOYER_RECORD (foyer_session_get_actor (self->session)));
  job->till_id = foyer_record_get_id (FOYER_RECORD (self->till));
  job->pieces = g_array_new (FALSE, FALSE, sizeof (FoyerTillPieces));
  job->reason = g_strstrip (foyer_text_row_dup_text (self->reason_row));
  for (guint i = 0; i < self->rows->len; i++)
    {
      FoyerTillPieces pieces = { self->pieces[i],
                                 foyer_spin_row_get_value (self->rows->pdata[i]) };

      if (pieces.pieces > 0)
        g_array_append_val (job->pieces, pieces);
    }
  foyer_store_write_async (foyer_session_get_store (self->session), run, job, job_free,
                           g_object_unref, NULL, counted_cb, g_object_ref (self));
}

static gpointer
read_expected (FoyerDb *db, gpointer data, GError **error)
{
  gint64 *expected = g_new0 (gint64, 1);

  if (foyer_tills_sum_cash (db, data, expected, error))
    return expected;
  g_free (expected);

  return NULL;
}

/* A difference is told before anything is written, and needs its reason. */
static void
expected_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerTillCountDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *expected = foyer_store_finish (FOYER_STORE (source), result, &error);
  g_autofree char   *reason = NULL;

  if (self->problem_label == NULL)
    return;
  if (expected == NULL)
    {
      g_autofree char *text = foyer_words_error (error);

      show_problem (self, text);
      gtk_widget_set_sensitive (self->step_button, TRUE);
      return;
    }
  reason = g_strstrip (foyer_text_row_dup_text (self->reason_row));
  if (!self->is_second && sum_up (self) != *expected && *reason == '\0')
    {
      show_difference (self, *expected);
      gtk_widget_set_sensitive (self->step_button, TRUE);
      return;
    }
  write_count (self);
}

static void
step_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerTillCountDialog *self = FOYER_TILL_COUNT_DIALOG (widget);

  if (!gtk_widget_get_sensitive (self->step_button))
    return;
  show_problem (self, NULL);
  foyer_text_row_set_error (self->reason_row, NULL);
  gtk_widget_set_sensitive (self->step_button, FALSE);
  foyer_store_read_async (foyer_session_get_store (self->session), read_expected,
                          foyer_record_copy (FOYER_RECORD (self->till)), g_object_unref,
                          g_free, NULL, expected_read_cb, g_object_ref (self));
}

static void
foyer_till_count_dialog_dispose (GObject *object)
{
  FoyerTillCountDialog *self = FOYER_TILL_COUNT_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), FOYER_TYPE_TILL_COUNT_DIALOG);
  g_clear_object (&self->session);
  g_clear_object (&self->till);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (foyer_till_count_dialog_parent_class)->dispose (object);
}

static void
foyer_till_count_dialog_class_init (FoyerTillCountDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_till_count_dialog_dispose;

  g_type_ensure (FOYER_TYPE_TEXT_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/foyerclinic/Foyer/ui/till-count-dialog.ui");
#define BIND(child)                                                                      \
  gtk_widget_class_bind_template_child (widget_class, FoyerTillCountDialog, child)
  BIND (step_button);
  BIND (effect_label);
  BIND (list);
  BIND (sum_label);
  BIND (difference_label);
  BIND (reason_list);
  BIND (reason_row);
  BIND (problem_label);
#undef BIND
  gtk_widget_class_install_action (widget_class, "dialog.step", NULL, step_cb);
}

static void
foyer_till_count_dialog_init (FoyerTillCountDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_ptr_array_new ();
}

static void
add_pieces (FoyerTillCountDialog *self)
{
  guint n_pieces;

  self->pieces = foyer_cash_get_pieces (self->till->currency, &n_pieces);
  for (guint i = 0; i < n_pieces; i++)
    {
      g_autofree char *title = foyer_format_money (self->pieces[i], self->till->currency);
      GtkWidget       *row = foyer_spin_row_new (title, 0, MAX_PIECES);

      /* The Tab key goes from number to number. */
      gtk_widget_set_focusable (row, FALSE);
      g_signal_connect_swapped (row, "notify::value", G_CALLBACK (piece_counted_cb),
                                self);
      gtk_list_box_append (self->list, row);
      g_ptr_array_add (self->rows, row);
    }
}

static const char *
get_effect (FoyerTillCountDialog *self)
{
  FoyerClinic *clinic = foyer_session_get_clinic (self->session);

  if (self->is_second)
    return _ (
        "This is the second count, by another person.  If it comes to the same as the "
        "first one, the till is closed.");
  if (clinic->till_second_count)
    return _ (
        "After this nothing more is taken into this till, and another person counts "
        "before it is closed.");

  return _ ("After this the till is closed: nothing in it changes any more.");
}

/**
 * foyer_till_count_dialog_new:
 * @session: the session
 * @till: a till that is not closed
 *
 * Returns: (transfer floating): a dialog, to be made transient and presented
 */
GtkWidget *
foyer_till_count_dialog_new (FoyerSession *session, FoyerTill *till)
{
  FoyerTillCountDialog *self = g_object_new (FOYER_TYPE_TILL_COUNT_DIALOG, NULL);

  self->session = g_object_ref (session);
  self->till = g_object_ref (till);
  self->is_second =
      till->state == FOYER_TILL_STATE_COUNTED &&
      till->counted_by !=
          foyer_record_get_id (FOYER_RECORD (foyer_session_get_actor (session)));
  gtk_label_set_label (self->effect_label, get_effect (self));
  add_pieces (self);
  piece_counted_cb (self);
  gtk_widget_grab_focus (adw_action_row_get_activatable_widget (self->rows->pdata[0]));

  return GTK_WIDGET (self);
}
