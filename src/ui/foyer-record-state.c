/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-record-state.h"

#include "present/foyer-sync-words.h"
#include "ui/foyer-widgets.h"

#include <glib/gi18n-lib.h>

/**
 * FoyerRecordState:
 *
 * Says of one record whether the endpoint has it as it is here, and if not, why.  Where there
 * is no endpoint it is not there.
 */
struct _FoyerRecordState
{
  GtkBox parent_instance;

  FoyerSession *session; /* (owned) (nullable) */
  const char   *kind;    /* (unowned) static */
  gint64        id;
  gboolean      reading;
  gboolean      stale; /* something changed while it was read */

  GtkImage  *icon;   /* (unowned) */
  GtkLabel  *label;  /* (unowned) */
  GtkButton *button; /* (unowned) */
};

G_DEFINE_FINAL_TYPE (FoyerRecordState, foyer_record_state, GTK_TYPE_BOX)

typedef struct
{
  const char     *kind;
  gint64          id;
  FoyerRecordSync sync;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  foyer_record_sync_clear (&question->sync);
  g_free (question);
}

static gpointer
read_state (FoyerDb *db, gpointer data, GError **error)
{
  const Question *asked = data;
  Question       *answer = g_memdup2 (asked, sizeof *asked);

  if (!foyer_endpoints_get_record (db, answer->kind, answer->id, &answer->sync, error))
    g_clear_pointer (&answer, question_free);

  return answer;
}

static void
show (FoyerRecordState *self, const FoyerRecordSync *sync)
{
  FoyerZone       *zone = foyer_session_get_zone (self->session);
  g_autofree char *text =
      foyer_sync_words_record (sync, zone, foyer_session_now (self->session));
  g_autofree char *decisions = foyer_sync_words_record_decisions (sync);
  gboolean         quiet = text == NULL && decisions == NULL;

  gtk_widget_set_visible (GTK_WIDGET (self),
                          sync->has_endpoint && (!quiet || sync->synced));
  gtk_image_set_from_icon_name (self->icon, foyer_sync_words_record_icon (sync));
  gtk_label_set_label (self->label, text != NULL ? text
                                    : quiet      ? C_ ("record", "Synced")
                                                 : "");
  gtk_widget_set_visible (GTK_WIDGET (self->label), text != NULL || quiet);
  gtk_widget_set_visible (GTK_WIDGET (self->button), decisions != NULL);
  if (decisions != NULL)
    {
      gtk_button_set_label (self->button, decisions);
      foyer_widget_set_accessible_label (self->button, decisions);
    }
}

static void load (FoyerRecordState *self);

static void
state_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerRecordState) self = data;
  Question *answer = foyer_store_finish (FOYER_STORE (source), result, NULL);

  self->reading = FALSE;
  if (self->session != NULL && answer != NULL && answer->id == self->id)
    show (self, &answer->sync);
  g_clear_pointer (&answer, question_free);
  if (self->session != NULL && self->stale)
    load (self);
}

static void
load (FoyerRecordState *self)
{
  Question *question;

  self->stale = self->reading;
  if (self->reading || self->id == 0)
    return;

  self->reading = TRUE;
  question = g_new0 (Question, 1);
  question->kind = self->kind;
  question->id = self->id;
  foyer_store_read_async (foyer_session_get_store (self->session), read_state, question,
                          question_free, question_free, NULL, state_read_cb,
                          g_object_ref (self));
}

static void
foyer_record_state_dispose (GObject *object)
{
  g_clear_object (&FOYER_RECORD_STATE (object)->session);

  G_OBJECT_CLASS (foyer_record_state_parent_class)->dispose (object);
}

static void
foyer_record_state_class_init (FoyerRecordStateClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = foyer_record_state_dispose;
}

static void
foyer_record_state_init (FoyerRecordState *self)
{
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  self->icon = GTK_IMAGE (gtk_image_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->icon), "dim-label");
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->label, TRUE);
  gtk_label_set_wrap_mode (self->label, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (self->label, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "caption");
  self->button = GTK_BUTTON (gtk_button_new_with_label (""));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), "win.show-page");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->button), "s", "decisions");
  gtk_widget_set_valign (GTK_WIDGET (self->button), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "pill-small");
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->icon));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->button));
}

/**
 * foyer_record_state_show:
 * @self: a line
 * @session: the session; always the same one
 * @kind: kind of the record, a static string
 * @id: its row; 0 for none
 *
 * Shows how a record stands, and follows it.
 */
void
foyer_record_state_show (FoyerRecordState *self,
                         FoyerSession     *session,
                         const char       *kind,
                         gint64            id)
{
  if (self->session == NULL)
    {
      self->session = g_object_ref (session);
      g_signal_connect_object (foyer_session_get_store (session), "changed",
                               G_CALLBACK (load), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (foyer_session_get_sync (session), "notify::status",
                               G_CALLBACK (load), self, G_CONNECT_SWAPPED);
    }
  /* Nothing of another record stands there meanwhile. */
  if (self->id != id)
    gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  self->kind = kind;
  self->id = id;
  load (self);
}
