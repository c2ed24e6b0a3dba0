/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-handout-window.h"

#include "base/foyer-latest.h"
#include "present/foyer-format.h"
#include "present/foyer-handout-words.h"
#include "present/foyer-words.h"
#include "store/foyer-articles.h"
#include "store/foyer-handouts.h"
#include "store/foyer-patients.h"
#include "ui/foyer-action.h"
#include "ui/foyer-handout-printer.h"
#include "ui/foyer-simple-rows.h"
#include "ui/foyer-widgets.h"

#include <glib/gi18n-lib.h>

/* All that is shown, read in one go. */
typedef struct
{
  gint64        patient_id;
  gint64        booking_id;
  FoyerPatient *patient;     /* (owned) */
  GPtrArray    *suggestions; /* (owned) of FoyerArticle */
  GPtrArray    *articles;    /* (owned) of FoyerArticle */
  GPtrArray    *handouts;    /* (owned) of FoyerHandout */
} File;

/**
 * FoyerHandoutWindow:
 *
 * Gives articles to a patient: what fits the visit first, in the patient’s language.
 */
struct _FoyerHandoutWindow
{
  AdwWindow parent_instance;

  FoyerSession *session;     /* (owned) */
  GCancellable *cancellable; /* (owned) (nullable) while it is read */
  gint64        patient_id;
  gint64        booking_id;
  File         *file; /* (owned) (nullable) what is shown */

  /* Template children */
  GtkLabel       *patient_label;
  FoyerSwitchRow *large_row;
  GtkWidget      *suggestions_label;
  GtkListBox     *suggestions;
  GtkListBox     *articles;
};

G_DEFINE_FINAL_TYPE (FoyerHandoutWindow, foyer_handout_window, ADW_TYPE_WINDOW)

static void
file_free (File *file)
{
  g_clear_object (&file->patient);
  g_clear_pointer (&file->suggestions, g_ptr_array_unref);
  g_clear_pointer (&file->articles, g_ptr_array_unref);
  g_clear_pointer (&file->handouts, g_ptr_array_unref);
  g_free (file);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (File, file_free)

static gpointer
read_file (FoyerDb *db, gpointer data, GError **error)
{
  const File *question = data;
  g_autoptr (File) file = g_new0 (File, 1);

  file->patient = foyer_patients_get (db, question->patient_id, error);
  if (file->patient == NULL ||
      (file->suggestions =
           foyer_articles_suggest (db, question->patient_id, question->booking_id,
                                   file->patient->language, error)) == NULL ||
      (file->articles = foyer_articles_list_for (db, file->patient->language, error)) ==
          NULL ||
      (file->handouts =
           foyer_handouts_list_for_patient (db, question->patient_id, error)) == NULL)
    return NULL;

  return g_steal_pointer (&file);
}

/* The newest giving of this version; NULL if there is none. */
static FoyerHandout *
find_handout (FoyerHandoutWindow *self, FoyerArticle *article)
{
  for (guint i = 0; i < self->file->handouts->len; i++)
    {
      FoyerHandout *handout = self->file->handouts->pdata[i];

      if (handout->state != FOYER_HANDOUT_STATE_DROPPED &&
          handout->article_id == foyer_record_get_id (FOYER_RECORD (article)))
        return handout;
    }

  return NULL;
}

static char *
dup_subtitle (FoyerHandoutWindow *self, FoyerArticle *article)
{
  const char   *wanted = self->file->patient->language;
  FoyerHandout *handout = find_handout (self, article);
  g_autoptr (FoyerArticleText) text = foyer_article_text_parse_body (article->body);
  g_autoptr (GString) line = g_string_new (NULL);
  g_autofree char *language = foyer_format_language (article->language);
  g_autofree char *minutes =
      foyer_handout_words_minutes (foyer_article_text_get_minutes (text));

  g_string_append_printf (line, "%s · %s", language, minutes);
  if (wanted != NULL && !foyer_article_same_language (wanted, article->language))
    {
      g_autofree char *missing = foyer_format_language (wanted);

      g_string_append (line, " · ");
      /* Translators: %s is the name of a language. */
      g_string_append_printf (line, _ ("there is none in %s that was reviewed"), missing);
    }
  if (article->reviewed_at == 0)
    g_string_append_printf (line, " · %s", _ ("no clinician has reviewed it yet"));
  if (handout != NULL)
    {
      g_autofree char *when =
          foyer_format_when (foyer_session_get_zone (self->session), handout->at);

      g_string_append_printf (line, " · %s, %s",
                              foyer_handout_words_state (handout->state), when);
    }

  return g_string_free (g_steal_pointer (&line), FALSE);
}

typedef struct
{
  FoyerHandout *handout; /* (owned) */
  FoyerArticle *article; /* (owned) */
  FoyerUser    *actor;   /* (owned) */
} Queueing;

static void
queueing_free (gpointer data)
{
  Queueing *queueing = data;

  g_object_unref (queueing->handout);
  g_object_unref (queueing->article);
  g_object_unref (queueing->actor);
  g_free (queueing);
}

static gpointer
queue (FoyerDb *db, gpointer data, GError **error)
{
  Queueing *queueing = data;

  return foyer_handouts_add (db, queueing->actor, queueing->handout, queueing->article,
                             error)
             ? GINT_TO_POINTER (TRUE)
             : NULL;
}

static void
queued_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerHandoutWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (foyer_store_finish (FOYER_STORE (source), result, &error) == NULL)
    foyer_action_toast_error (GTK_WIDGET (self), error);
}

static void
queue_clicked_cb (GtkButton *button, FoyerHandoutWindow *self)
{
  Queueing *queueing = g_new0 (Queueing, 1);

  queueing->article =
      foyer_record_copy (g_object_get_data (G_OBJECT (button), "article"));
  queueing->actor = g_object_ref (foyer_session_get_actor (self->session));
  queueing->handout = foyer_handout_new ();
  queueing->handout->patient_id = self->patient_id;
  queueing->handout->booking_id = self->booking_id;
  queueing->handout->large_print = foyer_switch_row_get_active (self->large_row);
  /* Twice by a slip is once. */
  gtk_widget_set_sensitive (GTK_WIDGET (button), FALSE);
  foyer_store_write_async (foyer_session_get_store (self->session), queue, queueing,
                           queueing_free, NULL, NULL, queued_cb, g_object_ref (self));
}

static void
print_clicked_cb (GtkButton *button, FoyerHandoutWindow *self)
{
  const FoyerHandoutGiving giving = { self->patient_id, self->booking_id, 0 };

  foyer_handout_printer_print (self, self->session,
                               g_object_get_data (G_OBJECT (button), "article"),
                               foyer_switch_row_get_active (self->large_row), &giving);
}

static GtkWidget *
create_button (FoyerHandoutWindow *self,
               FoyerArticle       *article,
               const char         *label,
               GCallback           clicked)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  /* Translators: what a button does, and to which article; read by a screen reader. */
  g_autofree char *spoken =
      g_strdup_printf (C_ ("accessible name", "%1$s: %2$s"), label, article->title);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (button, article->reviewed_at != 0);
  if (article->reviewed_at == 0)
    gtk_widget_set_tooltip_text (
        button, _ ("A clinician has to read the article and mark it as reviewed first."));
  foyer_widget_set_accessible_label (button, spoken);
  g_object_set_data_full (G_OBJECT (button), "article", g_object_ref (article),
                          g_object_unref);
  g_signal_connect_object (button, "clicked", clicked, self, 0);

  return button;
}

static void
fill (FoyerHandoutWindow *self, GtkListBox *list, GPtrArray *articles)
{
  foyer_widget_empty (list);
  for (guint i = 0; i < articles->len; i++)
    {
      FoyerArticle    *article = articles->pdata[i];
      g_autofree char *subtitle = dup_subtitle (self, article);
      GtkWidget       *row = foyer_action_row_new (article->title, subtitle);

      adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                                 create_button (self, article, C_ ("handout", "Queue"),
                                                G_CALLBACK (queue_clicked_cb)));
      adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                                 create_button (self, article, C_ ("handout", "Print…"),
                                                G_CALLBACK (print_clicked_cb)));
      gtk_list_box_append (list, row);
    }
}

static void
show_file (FoyerHandoutWindow *self)
{
  FoyerPatient    *patient = self->file->patient;
  g_autofree char *name = foyer_format_person (patient->family, patient->given);
  g_autofree char *birth = foyer_format_date (patient->birth_date);
  g_autofree char *who = patient->birth_date != NULL
                             ? g_strdup_printf ("%s · %s", name, birth)
                             : g_strdup (name);
  const gboolean   fits = self->file->suggestions->len > 0;

  gtk_label_set_label (self->patient_label, who);
  fill (self, self->suggestions, self->file->suggestions);
  fill (self, self->articles, self->file->articles);
  gtk_widget_set_visible (self->suggestions_label, fits);
  gtk_widget_set_visible (GTK_WIDGET (self->suggestions), fits);
}

static void
file_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerHandoutWindow) self = data;
  g_autoptr (GError) error = NULL;
  File *file = foyer_store_finish (FOYER_STORE (source), result, &error);

  if (!foyer_latest_take (&self->cancellable, result))
    {
      g_clear_pointer (&file, file_free);
      return;
    }
  if (file == NULL)
    {
      foyer_action_toast_error (GTK_WIDGET (self), error);
      return;
    }
  g_clear_pointer (&self->file, file_free);
  self->file = file;
  show_file (self);
}

static void
load (FoyerHandoutWindow *self)
{
  File *question = g_new0 (File, 1);

  question->patient_id = self->patient_id;
  question->booking_id = self->booking_id;
  foyer_latest_ask (&self->cancellable);
  foyer_store_read_async (foyer_session_get_store (self->session), read_file, question,
                          (GDestroyNotify) file_free, (GDestroyNotify) file_free,
                          self->cancellable, file_read_cb, g_object_ref (self));
}

static void
store_changed_cb (FoyerHandoutWindow *self, const char *const *kinds)
{
  if (g_strv_contains (kinds, "handout") || g_strv_contains (kinds, "article") ||
      g_strv_contains (kinds, "patient"))
    load (self);
}

static void
foyer_handout_window_dispose (GObject *object)
{
  FoyerHandoutWindow *self = FOYER_HANDOUT_WINDOW (object);

  foyer_latest_drop (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), FOYER_TYPE_HANDOUT_WINDOW);
  g_clear_pointer (&self->file, file_free);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (foyer_handout_window_parent_class)->dispose (object);
}

static void
foyer_handout_window_class_init (FoyerHandoutWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_handout_window_dispose;

  g_type_ensure (FOYER_TYPE_SWITCH_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/foyerclinic/Foyer/ui/handout-window.ui");
#define BIND(child)                                                                      \
  gtk_widget_class_bind_template_child (widget_class, FoyerHandoutWindow, child)
  BIND (patient_label);
  BIND (large_row);
  BIND (suggestions_label);
  BIND (suggestions);
  BIND (articles);
#undef BIND
}

static void
foyer_handout_window_init (FoyerHandoutWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * foyer_handout_window_new:
 * @session: the session
 * @patient_id: a patient
 * @booking_id: the visit that it belongs to; 0: none
 *
 * Returns: (transfer floating): a window, to be made transient and presented
 */
GtkWidget *
foyer_handout_window_new (FoyerSession *session, gint64 patient_id, gint64 booking_id)
{
  FoyerHandoutWindow *self = g_object_new (FOYER_TYPE_HANDOUT_WINDOW, NULL);

  self->session = g_object_ref (session);
  self->patient_id = patient_id;
  self->booking_id = booking_id;
  g_signal_connect_object (foyer_session_get_store (session), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  load (self);

  return GTK_WIDGET (self);
}
