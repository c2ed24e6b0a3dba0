/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-referrer-editor.h"

#include "model/foyer-npi.h"
#include "present/foyer-words.h"
#include "store/foyer-referrers.h"
#include "ui/foyer-edit-banner.h"
#include "ui/foyer-form.h"
#include "ui/foyer-simple-rows.h"
#include "ui/foyer-typed-name.h"
#include "ui/foyer-widgets.h"

#include <glib/gi18n-lib.h>

#define NO_PRACTICE 0
#define NEW_PRACTICE -1

/**
 * FoyerReferrerEditor:
 *
 * A window in which a referrer and the practice where they work are added or changed.
 */
struct _FoyerReferrerEditor
{
  AdwWindow parent_instance;

  FoyerSession  *session;       /* (owned) */
  FoyerReferrer *referrer;      /* (owned) (nullable) what is edited */
  GPtrArray     *practices;     /* (owned) (nullable) of FoyerPractice */
  FoyerForm     *referrer_form; /* (owned) */
  FoyerForm     *practice_form; /* (owned) */

  /* Template children */
  FoyerEditBanner *referrer_banner;
  FoyerEditBanner *practice_banner;
  GtkWidget       *referrer_group;
  GtkWidget       *practice_group;
  FoyerChoiceRow  *practice_row;
  GtkButton       *cancel_button;
  GtkButton       *save_button;
};

enum
{
  SAVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FoyerReferrerEditor, foyer_referrer_editor, ADW_TYPE_WINDOW)

/* A referrer and a practice on their way to the store. */
typedef struct
{
  FoyerUser     *actor;         /* (owned) (nullable) */
  FoyerReferrer *referrer;      /* (owned) */
  FoyerPractice *practice;      /* (owned) (nullable) */
  FoyerSnapshot *referrer_base; /* (owned) (nullable) */
  FoyerSnapshot *practice_base; /* (owned) (nullable) */
  gboolean       practice_failed;
} Change;

static void
change_free (Change *change)
{
  g_clear_object (&change->actor);
  g_clear_object (&change->referrer);
  g_clear_object (&change->practice);
  g_clear_object (&change->referrer_base);
  g_clear_object (&change->practice_base);
  g_free (change);
}

static gboolean
save_both (FoyerAct *act, gpointer data, GError **error)
{
  Change *change = data;

  if (change->practice != NULL)
    {
      if (!foyer_referrers_save_practice_in (act, change->practice, error))
        {
          change->practice_failed = TRUE;
          return FALSE;
        }
      change->referrer->practice_id =
          foyer_record_get_id (FOYER_RECORD (change->practice));
    }

  return foyer_referrers_save_in (act, change->referrer, error);
}

static gpointer
save (FoyerDb *db, gpointer data, GError **error)
{
  Change *change = data;

  foyer_edits_expect (db, change->referrer_base);
  foyer_edits_expect (db, change->practice_base);

  return GINT_TO_POINTER (foyer_db_act (db, change->actor, FOYER_ACTION_REFERRER_EDIT,
                                        NULL, save_both, change, error));
}

typedef struct
{
  FoyerReferrer *referrer;  /* (owned) */
  GPtrArray     *practices; /* (owned) */
} Loaded;

static void
loaded_free (Loaded *loaded)
{
  g_clear_object (&loaded->referrer);
  g_clear_pointer (&loaded->practices, g_ptr_array_unref);
  g_free (loaded);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Loaded, loaded_free)

static gpointer
load (FoyerDb *db, gpointer data, GError **error)
{
  g_autoptr (Loaded) loaded = g_new0 (Loaded, 1);
  gint64 id = *(gint64 *) data;

  loaded->practices = foyer_referrers_list_practices (db, error);
  if (loaded->practices == NULL)
    return NULL;

  loaded->referrer =
      id != 0 ? foyer_referrers_get (db, id, error) : foyer_referrer_new ();

  return loaded->referrer != NULL ? g_steal_pointer (&loaded) : NULL;
}

/* The chosen practice, a new one, or none. */
static FoyerPractice *
dup_practice (FoyerReferrerEditor *self)
{
  const gint64 id = foyer_choice_row_get_value (self->practice_row);

  if (id == NEW_PRACTICE)
    return foyer_practice_new ();
  for (guint i = 0; i < self->practices->len; i++)
    if (foyer_record_get_id (g_ptr_array_index (self->practices, i)) == id)
      return foyer_record_copy (g_ptr_array_index (self->practices, i));

  return NULL;
}

/* What the banners do with the forms. */

static FoyerSnapshot *
read_referrer (gpointer owner)
{
  FoyerReferrerEditor *self = owner;
  g_autoptr (FoyerReferrer) typed = foyer_record_copy (FOYER_RECORD (self->referrer));

  foyer_form_peek (self->referrer_form, typed);

  return foyer_snapshot_new (typed);
}

static void
show_referrer (gpointer owner, FoyerSnapshot *snapshot, FoyerSnapshot *base)
{
  FoyerReferrerEditor *self = owner;

  g_set_object (&self->referrer, FOYER_REFERRER (base->record));
  foyer_form_update (self->referrer_form, snapshot->record);
}

static FoyerSnapshot *
read_practice (gpointer owner)
{
  FoyerReferrerEditor *self = owner;
  g_autoptr (FoyerPractice) typed = dup_practice (self);

  foyer_form_peek (self->practice_form, typed);

  return foyer_snapshot_new (typed);
}

static void
show_practice (gpointer owner, FoyerSnapshot *snapshot, FoyerSnapshot *base)
{
  FoyerReferrerEditor *self = owner;

  for (guint i = 0; i < self->practices->len; i++)
    if (foyer_record_get_id (self->practices->pdata[i]) ==
        foyer_record_get_id (base->record))
      g_set_object ((FoyerRecord **) &self->practices->pdata[i], base->record);
  foyer_form_update (self->practice_form, snapshot->record);
}

static const FoyerEditForm referrer_edit = { read_referrer, show_referrer, NULL };
static const FoyerEditForm practice_edit = { read_practice, show_practice, NULL };

static void
practice_chosen_cb (FoyerReferrerEditor *self)
{
  g_autoptr (FoyerPractice) practice = NULL;
  g_autoptr (FoyerSnapshot) base = NULL;

  if (self->practices == NULL || self->practice_banner == NULL)
    return;

  foyer_edit_banner_end (self->practice_banner);
  practice = dup_practice (self);
  gtk_widget_set_visible (self->practice_group, practice != NULL);
  if (practice == NULL)
    return;

  foyer_form_show (self->practice_form, practice);
  base = foyer_snapshot_new (practice);
  if (foyer_record_get_id (FOYER_RECORD (practice)) != 0)
    foyer_edit_banner_begin (self->practice_banner, base);
}

/* A save is a change too. */
static void
hold (FoyerReferrerEditor *self, gboolean is_saving)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->save_button), !is_saving);
  foyer_edit_banner_hold (self->referrer_banner, is_saving);
  foyer_edit_banner_hold (self->practice_banner, is_saving);
}

/* Either of them may be what has changed. */
static gboolean
take_error (FoyerReferrerEditor *self, const GError *error)
{
  gboolean is_referrer = foyer_edit_banner_take_error (self->referrer_banner, error);

  return foyer_edit_banner_take_error (self->practice_banner, error) || is_referrer;
}

static void
show_failure (FoyerReferrerEditor *self, const GError *error)
{
  g_autofree char *sentence = foyer_words_error (error);

  foyer_show_toast (self->referrer_group, sentence);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  FoyerReferrerEditor *self = g_task_get_source_object (task);
  Change              *change = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (self->save_button == NULL)
    return;
  if (foyer_store_finish (FOYER_STORE (source), result, &error) != NULL)
    {
      g_signal_emit (self, signals[SAVED], 0,
                     foyer_record_get_id (FOYER_RECORD (change->referrer)));
      gtk_window_destroy (GTK_WINDOW (self));
    }
  else
    {
      if (!take_error (self, error) &&
          !foyer_form_show_error (
              change->practice_failed ? self->practice_form : self->referrer_form, error))
        show_failure (self, error);
      hold (self, FALSE);
    }
}

static void
save_clicked_cb (FoyerReferrerEditor *self)
{
  Change    *change;
  GTask     *task;
  gboolean   is_readable;
  FoyerUser *actor = foyer_session_get_actor (self->session);

  if (self->referrer == NULL)
    return;

  foyer_form_clear_errors (self->referrer_form);
  foyer_form_clear_errors (self->practice_form);

  change = g_new0 (Change, 1);
  change->actor = actor != NULL ? g_object_ref (actor) : NULL;
  change->referrer = foyer_record_copy (FOYER_RECORD (self->referrer));
  change->referrer_base = foyer_edit_banner_dup_base (self->referrer_banner);
  change->practice_base = foyer_edit_banner_dup_base (self->practice_banner);
  change->practice = dup_practice (self);
  is_readable = foyer_form_read (self->referrer_form, change->referrer) &&
                (change->practice == NULL ||
                 foyer_form_read (self->practice_form, change->practice));
  if (change->referrer->practice_id == NEW_PRACTICE)
    change->referrer->practice_id = NO_PRACTICE;

  task = g_task_new (self, NULL, NULL, NULL);
  g_task_set_task_data (task, change, (GDestroyNotify) change_free);
  if (is_readable)
    {
      hold (self, TRUE);
      foyer_store_write_async (foyer_session_get_store (self->session), save, change,
                               NULL, NULL, NULL, saved_cb, task);
    }
  else
    g_object_unref (task);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerReferrerEditor) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Loaded) loaded = foyer_store_finish (FOYER_STORE (source), result, &error);
  g_autoptr (FoyerSnapshot) base = NULL;
  g_autofree char *typed = NULL;

  if (self->save_button == NULL)
    return;
  if (loaded == NULL)
    {
      show_failure (self, error);
      return;
    }

  self->referrer = g_object_ref (loaded->referrer);
  self->practices = g_ptr_array_ref (loaded->practices);
  foyer_choice_row_add (self->practice_row, NO_PRACTICE, _ ("Not known"));
  foyer_choice_row_add (self->practice_row, NEW_PRACTICE, _ ("A new practice"));
  for (guint i = 0; i < self->practices->len; i++)
    {
      FoyerPractice *practice = g_ptr_array_index (self->practices, i);

      foyer_choice_row_add (self->practice_row,
                            foyer_record_get_id (FOYER_RECORD (practice)),
                            practice->name);
    }
  typed = g_strdup (g_object_get_data (G_OBJECT (self), "typed"));
  if (typed != NULL && foyer_npi_is_valid (typed))
    foyer_set_text (&self->referrer->npi, typed);
  else if (typed != NULL)
    foyer_typed_name_split (typed, &self->referrer->family, &self->referrer->given);
  foyer_form_show (self->referrer_form, self->referrer);
  practice_chosen_cb (self);
  base = foyer_snapshot_new (self->referrer);
  if (foyer_record_get_id (FOYER_RECORD (self->referrer)) != 0)
    foyer_edit_banner_begin (self->referrer_banner, base);
  gtk_widget_set_sensitive (GTK_WIDGET (self->save_button), TRUE);
}

static void
foyer_referrer_editor_dispose (GObject *object)
{
  FoyerReferrerEditor *self = FOYER_REFERRER_EDITOR (object);

  if (self->referrer_banner != NULL)
    foyer_edit_banner_end (self->referrer_banner);
  if (self->practice_banner != NULL)
    foyer_edit_banner_end (self->practice_banner);
  g_clear_object (&self->referrer_form);
  g_clear_object (&self->practice_form);
  gtk_widget_dispose_template (GTK_WIDGET (self), FOYER_TYPE_REFERRER_EDITOR);
  g_clear_object (&self->referrer);
  g_clear_pointer (&self->practices, g_ptr_array_unref);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (foyer_referrer_editor_parent_class)->dispose (object);
}

static void
foyer_referrer_editor_class_init (FoyerReferrerEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_referrer_editor_dispose;

  /**
   * FoyerReferrerEditor::saved:
   * @id: the referrer
   *
   * Emitted when the referrer has been saved.
   */
  signals[SAVED] = g_signal_new ("saved", FOYER_TYPE_REFERRER_EDITOR, G_SIGNAL_RUN_LAST,
                                 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);

  g_type_ensure (FOYER_TYPE_EDIT_BANNER);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/foyerclinic/Foyer/ui/referrer-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerReferrerEditor,
                                        referrer_banner);
  gtk_widget_class_bind_template_child (widget_class, FoyerReferrerEditor,
                                        practice_banner);
  gtk_widget_class_bind_template_child (widget_class, FoyerReferrerEditor,
                                        referrer_group);
  gtk_widget_class_bind_template_child (widget_class, FoyerReferrerEditor,
                                        practice_group);
  gtk_widget_class_bind_template_child (widget_class, FoyerReferrerEditor, practice_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerReferrerEditor, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, FoyerReferrerEditor, save_button);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
}

static void
foyer_referrer_editor_init (FoyerReferrerEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  foyer_button_set_accessible_label (self->cancel_button);
  foyer_button_set_accessible_label (self->save_button);
  g_signal_connect_swapped (self->practice_row, "notify::value",
                            G_CALLBACK (practice_chosen_cb), self);
}

/**
 * foyer_referrer_editor_new:
 * @session: the session
 * @id: whom to edit; 0: somebody new
 * @typed: (nullable): for somebody new, a name or an NPI that was typed in a search
 *
 * Returns: (transfer floating): a window to present
 */
GtkWindow *
foyer_referrer_editor_new (FoyerSession *session, gint64 id, const char *typed)
{
  FoyerReferrerEditor *self = g_object_new (FOYER_TYPE_REFERRER_EDITOR, NULL);

  self->session = g_object_ref (session);
  self->referrer_form = foyer_form_new (self->referrer_group, session);
  self->practice_form = foyer_form_new (self->practice_group, session);
  foyer_edit_banner_set_form (self->referrer_banner, session, self->referrer_form,
                              &referrer_edit, self);
  foyer_edit_banner_set_form (self->practice_banner, session, self->practice_form,
                              &practice_edit, self);
  gtk_window_set_title (GTK_WINDOW (self),
                        id == 0 ? _ ("New Referrer") : _ ("Edit Referrer"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->save_button), FALSE);
  g_object_set_data_full (G_OBJECT (self), "typed", g_strdup (typed), g_free);
  foyer_store_read_async (
      foyer_session_get_store (session), load, g_memdup2 (&id, sizeof id), g_free,
      (GDestroyNotify) loaded_free, NULL, loaded_cb, g_object_ref (self));

  return GTK_WINDOW (self);
}
