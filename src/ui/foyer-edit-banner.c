/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-edit-banner.h"

#include "model/foyer-kind.h"
#include "present/foyer-edit-words.h"
#include "present/foyer-field-words.h"
#include "present/foyer-words.h"
#include "ui/foyer-record-name.h"
#include "ui/foyer-referrer-finder.h"
#include "ui/foyer-simple-rows.h"
#include "ui/foyer-widgets.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Characters from which on a value may be cut off, and is told in full in a tooltip. */
#define LONG_TEXT 120

/**
 * FoyerEditBanner:
 *
 * Watches the record that a form edits, and brings what others change meanwhile into it.
 *
 * A field that nobody has touched in the form gets their value; for one that both have
 * changed the banner offers both, and the form shows the one that is chosen: what is saved is
 * what stands there.  A save is based on what the banner knows, so that the store refuses it
 * if something has changed since.
 */
struct _FoyerEditBanner
{
  AdwBin parent_instance;

  FoyerSession        *session; /* (owned) (nullable) */
  FoyerForm           *rows;    /* (owned) (nullable) */
  const FoyerEditForm *form;    /* (unowned) static */
  gpointer             owner;   /* (unowned) the form, which holds the banner */

  FoyerSnapshot *base;  /* (owned) (nullable) as it is stored; NULL: nothing is watched */
  FoyerSnapshot *shown; /* (owned) (nullable) what of the form nobody has typed */
  FoyerSnapshot
             *mine;  /* (owned) (nullable) what was typed last where there is a choice */
  GHashTable *names; /* (owned) of `kind:id` to text: what fields refer to */
  GPtrArray  *choices; /* (owned) of Choice */
  guint       serial;  /* of the newest look at the store */
  gboolean    is_held;
  gboolean    is_missed;  /* something has changed while it was held */
  gboolean    is_refused; /* a save was */
  gboolean    is_setting; /* the program changes the choices, not a person */

  /* Template children */
  GtkRevealer *revealer;
  GtkImage    *icon;
  GtkLabel    *label;
  GtkWidget   *dismiss_button;
  GtkWidget   *scroller;
  GtkBox      *choice_box;
};

G_DEFINE_FINAL_TYPE (FoyerEditBanner, foyer_edit_banner, ADW_TYPE_BIN)

/* A field that both have changed. */
typedef struct
{
  FoyerEditBanner *banner; /* (unowned) */
  const char      *field;  /* (unowned) static */
  char            *name;   /* (owned) */
  GtkWidget       *box;    /* (unowned) */
  GtkCheckButton  *mine;   /* (unowned) */
  GtkCheckButton  *theirs; /* (unowned) */
} Choice;

static void
choice_free (Choice *choice)
{
  g_free (choice->name);
  g_free (choice);
}

static Choice *
find_choice (FoyerEditBanner *self, const char *field)
{
  for (guint i = 0; i < self->choices->len; i++)
    if (g_str_equal (((Choice *) self->choices->pdata[i])->field, field))
      return self->choices->pdata[i];

  return NULL;
}

static void
clear_choices (FoyerEditBanner *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->choice_box))) != NULL)
    gtk_box_remove (self->choice_box, child);
  g_ptr_array_set_size (self->choices, 0);
  gtk_widget_set_visible (self->scroller, FALSE);
  gtk_widget_set_visible (self->dismiss_button, TRUE);
}

static void
tell (FoyerEditBanner *self, const char *text, gboolean is_warning)
{
  gtk_label_set_label (self->label, text != NULL ? text : "");
  gtk_image_set_from_icon_name (self->icon, is_warning ? "dialog-warning-symbolic"
                                                       : "dialog-information-symbolic");
  if (is_warning)
    gtk_widget_add_css_class (GTK_WIDGET (self->icon), "warning");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->icon), "warning");
  gtk_revealer_set_reveal_child (self->revealer, text != NULL);
}

static GtkWidget *
find_row (FoyerEditBanner *self, const char *field)
{
  return self->rows != NULL ? foyer_form_find_row (self->rows, field) : NULL;
}

static const char *
get_kind (FoyerEditBanner *self)
{
  return FOYER_RECORD_GET_CLASS (self->base->record)->kind;
}

/* Whether a person knows the field: by its row, or by its name elsewhere. */
static gboolean
is_visible (FoyerEditBanner *self, const char *field)
{
  return find_row (self, field) != NULL ||
         foyer_field_words_is_known (get_kind (self), field) ||
         foyer_snapshot_find_field (self->base, field) == NULL;
}

static char *
dup_name (FoyerEditBanner *self, const char *field)
{
  GtkWidget  *row = find_row (self, field);
  const char *title;

  if (row == NULL)
    return foyer_field_words_name (get_kind (self), field);
  title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row));

  return adw_preferences_row_get_use_underline (ADW_PREFERENCES_ROW (row))
             ? foyer_strip_mnemonic (title)
             : g_strdup (title);
}

static char *
dup_key (const char *kind, gint64 id)
{
  return g_strdup_printf ("%s:%" G_GINT64_FORMAT, kind, id);
}

/* What the field refers to is known from the store, or stands in its row. */
static char *
dup_link (FoyerEditBanner  *self,
          FoyerSnapshot    *snapshot,
          const FoyerField *field,
          const char       *kind)
{
  gint64           id = foyer_field_get_integer (field, snapshot->record);
  g_autofree char *key = dup_key (kind, id);
  GtkWidget       *row = find_row (self, field->name);

  if (id != 0 && FOYER_IS_REFERRER_FINDER (row) &&
      foyer_referrer_finder_get_referrer (FOYER_REFERRER_FINDER (row)) == id &&
      g_hash_table_lookup (self->names, key) == NULL)
    g_hash_table_insert (self->names, g_strdup (key),
                         g_strdup (foyer_entry_row_get_text (FOYER_ENTRY_ROW (row))));
  if (id == 0)
    return g_strdup (C_ ("change", "empty"));
  if (g_hash_table_lookup (self->names, key) != NULL)
    return g_strdup (g_hash_table_lookup (self->names, key));

  return g_strdup (C_ ("change", "unknown"));
}

static char *
dup_words (FoyerEditBanner *self, FoyerSnapshot *snapshot, const char *name)
{
  const FoyerField *field = foyer_snapshot_find_field (snapshot, name);
  GtkWidget        *row = find_row (self, name);
  char             *words = NULL;

  if (FOYER_IS_CHOICE_ROW (row) && field != NULL && field->type != G_TYPE_STRING)
    words = g_strdup (foyer_choice_row_find_label (
        FOYER_CHOICE_ROW (row), foyer_field_get_integer (field, snapshot->record)));
  if (words == NULL && self->form->dup_words != NULL)
    words = self->form->dup_words (self->owner, snapshot, name);
  if (words == NULL && field != NULL && foyer_kind_of_field (field) != NULL)
    words = dup_link (self, snapshot, field, foyer_kind_of_field (field));

  return words != NULL ? words : foyer_edit_words_value (snapshot, name, self->session);
}

static void
set_words (Choice *choice, GtkCheckButton *button, const char *text)
{
  GtkWidget       *label = gtk_check_button_get_child (button);
  g_autofree char *spoken = g_strdup_printf ("%s. %s", choice->name, text);

  gtk_label_set_label (GTK_LABEL (label), text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (button),
                               g_utf8_strlen (text, -1) > LONG_TEXT ? text : NULL);
  foyer_widget_set_accessible_label (button, spoken);
}

/* Whatever way a value runs, it does not turn what stands before it (UAX 9, 2.4). */
static char *
isolate (char *words)
{
  char *isolated = g_strconcat ("\u2068", words, "\u2069", NULL);

  g_free (words);
  return isolated;
}

/* Says what stands to choose, and which of it the form shows. */
static void
show_choice (FoyerEditBanner *self, Choice *choice, FoyerSnapshot *now)
{
  gboolean is_theirs = foyer_snapshot_field_equal (now, self->base, choice->field);
  g_autofree char *mine = NULL, *theirs = NULL;
  g_autofree char *yours_text = NULL, *theirs_text = NULL;

  if (!is_theirs)
    foyer_snapshot_take_field (self->mine, now, choice->field);
  mine = isolate (dup_words (self, self->mine, choice->field));
  theirs = isolate (dup_words (self, self->base, choice->field));
  /* Translators: %s is what the person has typed in a field that others changed too */
  yours_text = g_strdup_printf (C_ ("edit", "Yours: %s"), mine);
  /* Translators: %s is what another person has typed in the same field */
  theirs_text = g_strdup_printf (C_ ("edit", "Theirs: %s"), theirs);

  self->is_setting = TRUE;
  set_words (choice, choice->mine, yours_text);
  set_words (choice, choice->theirs, theirs_text);
  gtk_check_button_set_active (is_theirs ? choice->theirs : choice->mine, TRUE);
  self->is_setting = FALSE;
}

static void
toggled_cb (Choice *choice, GtkCheckButton *button)
{
  FoyerEditBanner *self = choice->banner;
  g_autoptr (FoyerSnapshot) now = NULL;

  if (self->is_setting || self->base == NULL || !gtk_check_button_get_active (button))
    return;

  now = self->form->read (self->owner);
  foyer_snapshot_take_field (now, button == choice->theirs ? self->base : self->mine,
                             choice->field);
  self->form->show (self->owner, now, self->base);
}

static GtkCheckButton *
add_button (Choice *choice, GtkCheckButton *group)
{
  GtkWidget *button = gtk_check_button_new ();
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (label), 4);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_check_button_set_child (GTK_CHECK_BUTTON (button), label);
  gtk_check_button_set_group (GTK_CHECK_BUTTON (button), group);
  g_signal_connect_swapped (button, "toggled", G_CALLBACK (toggled_cb), choice);
  gtk_box_append (GTK_BOX (choice->box), button);

  return GTK_CHECK_BUTTON (button);
}

static Choice *
add_choice (FoyerEditBanner *self, const char *field)
{
  Choice    *choice = g_new0 (Choice, 1);
  GtkWidget *heading;

  choice->banner = self;
  choice->field = g_intern_string (field);
  choice->name = dup_name (self, field);
  choice->box = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL,
                              "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP, NULL);
  heading = gtk_label_new (choice->name);
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_label_set_wrap (GTK_LABEL (heading), TRUE);
  gtk_widget_add_css_class (heading, "heading");
  foyer_widget_set_accessible_label (choice->box, choice->name);
  gtk_box_append (GTK_BOX (choice->box), heading);
  choice->mine = add_button (choice, NULL);
  choice->theirs = add_button (choice, choice->mine);
  gtk_box_append (self->choice_box, choice->box);
  g_ptr_array_add (self->choices, choice);
  gtk_widget_set_visible (self->scroller, TRUE);
  /* A choice goes away with the form, not before. */
  gtk_widget_set_visible (self->dismiss_button, FALSE);

  return choice;
}

static void
set_base (FoyerEditBanner *self, FoyerSnapshot *base, FoyerSnapshot *shown)
{
  g_set_object (&self->base, base);
  g_set_object (&self->shown, shown);
}

/* What a person knows of what has changed. */
static GPtrArray *
list_names (FoyerEditBanner *self, FoyerSnapshotMerge *merge)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < merge->both->len; i++)
    g_ptr_array_add (names, dup_name (self, merge->both->pdata[i]));
  for (guint i = 0; i < merge->theirs->len; i++)
    if (is_visible (self, merge->theirs->pdata[i]))
      g_ptr_array_add (names, dup_name (self, merge->theirs->pdata[i]));

  return names;
}

static void
bring_in (FoyerEditBanner *self, FoyerSnapshot *theirs, const char *author)
{
  g_autoptr (FoyerSnapshot) mine = self->form->read (self->owner);
  g_autoptr (FoyerSnapshotMerge) merge =
      foyer_snapshot_merge (self->base, self->shown, mine, theirs);
  g_autoptr (FoyerSnapshot) now = NULL;
  g_autoptr (GPtrArray) names = list_names (self, merge);

  set_base (self, theirs, merge->shown);
  self->form->show (self->owner, merge->merged, theirs);
  now = self->form->read (self->owner);
  if (self->mine == NULL)
    self->mine = foyer_snapshot_copy (now);
  for (guint i = 0; i < merge->both->len; i++)
    if (find_choice (self, merge->both->pdata[i]) == NULL)
      add_choice (self, merge->both->pdata[i]);
  for (guint i = 0; i < self->choices->len; i++)
    show_choice (self, self->choices->pdata[i], now);

  if (names->len > 0 || self->is_refused)
    {
      g_autofree char *text = foyer_edit_words_changed (author, names, self->is_refused,
                                                        self->choices->len > 0);

      tell (self, text, self->choices->len > 0);
    }
  self->is_refused = FALSE;
}

/* A look at the store. */
typedef struct
{
  guint          serial;
  FoyerSnapshot *base;   /* (owned) a copy */
  FoyerSnapshot *now;    /* (owned) (nullable) */
  char          *author; /* (owned) (nullable) */
  GHashTable    *names;  /* (owned) of `kind:id` to text */
} Look;

static void
look_free (Look *look)
{
  g_clear_object (&look->base);
  g_clear_object (&look->now);
  g_free (look->author);
  g_hash_table_unref (look->names);
  g_free (look);
}

static gpointer
run_look (FoyerDb *db, gpointer data, GError **error)
{
  Look             *look = data;
  FoyerRecordClass *klass = FOYER_RECORD_GET_CLASS (look->base->record);

  look->now = foyer_edits_read (db, G_OBJECT_TYPE (look->base->record),
                                foyer_record_get_id (look->base->record), error);
  if (look->now == NULL)
    {
      foyer_edits_find_author (db, look->base, look->base, &look->author, NULL);
      return NULL;
    }
  if (!foyer_edits_find_author (db, look->base, look->now, &look->author, error))
    return NULL;

  for (guint i = 0; i < klass->n_fields; i++)
    {
      const char *kind = foyer_kind_of_field (&klass->fields[i]);
      gint64      id = kind != NULL
                           ? foyer_field_get_integer (&klass->fields[i], look->now->record)
                           : 0;
      char       *name = id != 0 ? foyer_record_name_read (db, kind, id) : NULL;

      if (name != NULL)
        g_hash_table_insert (look->names, dup_key (kind, id), name);
    }

  return look;
}

static void
keep_names (FoyerEditBanner *self, Look *look)
{
  GHashTableIter iter;
  gpointer       key, name;

  g_hash_table_iter_init (&iter, look->names);
  while (g_hash_table_iter_next (&iter, &key, &name))
    g_hash_table_replace (self->names, g_strdup (key), g_strdup (name));
}

/* What others have chosen, and the rows do not offer: it was added meanwhile, or is not in use
 * any more. */
static void
offer_names (FoyerEditBanner *self, FoyerSnapshot *now)
{
  FoyerRecordClass *klass = FOYER_RECORD_GET_CLASS (now->record);

  for (guint i = 0; i < klass->n_fields; i++)
    {
      const FoyerField *field = &klass->fields[i];
      const char       *kind = foyer_kind_of_field (field);
      GtkWidget        *row = kind != NULL ? find_row (self, field->name) : NULL;
      gint64            id;
      g_autofree char  *key = NULL;

      if (!FOYER_IS_CHOICE_ROW (row))
        continue;
      id = foyer_field_get_integer (field, now->record);
      key = dup_key (kind, id);
      if (foyer_choice_row_find_label (FOYER_CHOICE_ROW (row), id) == NULL &&
          g_hash_table_lookup (self->names, key) != NULL)
        foyer_choice_row_add (FOYER_CHOICE_ROW (row), id,
                              g_hash_table_lookup (self->names, key));
    }
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  FoyerEditBanner *self = g_task_get_source_object (task);
  Look            *look = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gpointer         done = foyer_store_finish (FOYER_STORE (source), result, &error);
  g_autofree char *text = NULL;

  if (self->session == NULL || self->base == NULL || look->serial != self->serial)
    return;
  if (self->is_held)
    self->is_missed = TRUE;
  else if (done != NULL)
    {
      keep_names (self, look);
      offer_names (self, look->now);
      bring_in (self, look->now, look->author);
    }
  else
    {
      text = g_error_matches (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND)
                 ? foyer_edit_words_removed (look->author)
                 : foyer_words_error (error);
      tell (self, text, TRUE);
    }
}

static void
look (FoyerEditBanner *self)
{
  GTask *task = g_task_new (self, NULL, NULL, NULL);
  Look  *data = g_new0 (Look, 1);

  data->serial = ++self->serial;
  data->base = foyer_snapshot_copy (self->base);
  data->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_task_set_task_data (task, data, (GDestroyNotify) look_free);
  foyer_store_read_async (foyer_session_get_store (self->session), run_look, data, NULL,
                          NULL, NULL, looked_cb, task);
}

static void
store_changed_cb (FoyerEditBanner *self, const char *const *kinds)
{
  const char *const *lists;
  gboolean           concerns;

  if (self->base == NULL)
    return;
  concerns = g_strv_contains (kinds, get_kind (self));
  lists = foyer_snapshot_list_kinds (G_OBJECT_TYPE (self->base->record));
  for (guint i = 0; lists[i] != NULL; i++)
    concerns = concerns || g_strv_contains (kinds, lists[i]);

  if (concerns && self->is_held)
    self->is_missed = TRUE;
  else if (concerns)
    look (self);
}

/* Whether a save was refused because this record has changed, and not another one. */
static gboolean
is_about (FoyerEditBanner *self, const GError *error)
{
  const char *rule = foyer_store_error_get_rule (error);

  return rule != NULL && g_str_has_prefix (rule, FOYER_RULE_CHANGED) &&
         g_str_equal (rule + strlen (FOYER_RULE_CHANGED), get_kind (self));
}

static void
dismiss_clicked_cb (FoyerEditBanner *self)
{
  tell (self, NULL, FALSE);
}

static void
foyer_edit_banner_dispose (GObject *object)
{
  FoyerEditBanner *self = FOYER_EDIT_BANNER (object);

  g_clear_object (&self->session);
  g_clear_object (&self->rows);
  g_clear_object (&self->base);
  g_clear_object (&self->shown);
  g_clear_object (&self->mine);
  /* Before the template, which would leave the bin with a child that is gone. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), FOYER_TYPE_EDIT_BANNER);
  g_clear_pointer (&self->choices, g_ptr_array_unref);
  g_clear_pointer (&self->names, g_hash_table_unref);

  G_OBJECT_CLASS (foyer_edit_banner_parent_class)->dispose (object);
}

static void
foyer_edit_banner_class_init (FoyerEditBannerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_edit_banner_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/foyerclinic/Foyer/ui/edit-banner.ui");
#define BIND(child)                                                                      \
  gtk_widget_class_bind_template_child (widget_class, FoyerEditBanner, child)
  BIND (revealer);
  BIND (icon);
  BIND (label);
  BIND (dismiss_button);
  BIND (scroller);
  BIND (choice_box);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, dismiss_clicked_cb);
}

static void
foyer_edit_banner_init (FoyerEditBanner *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->choices = g_ptr_array_new_with_free_func ((GDestroyNotify) choice_free);
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  clear_choices (self);
}

GtkWidget *
foyer_edit_banner_new (void)
{
  return g_object_new (FOYER_TYPE_EDIT_BANNER, NULL);
}

/**
 * foyer_edit_banner_set_form:
 * @self: a banner
 * @session: the session
 * @rows: (nullable): rows whose titles name the fields
 * @form: how the form is read and shown; static
 * @owner: the form, which holds the banner
 *
 * Says what the banner stands over; once.
 */
void
foyer_edit_banner_set_form (FoyerEditBanner     *self,
                            FoyerSession        *session,
                            FoyerForm           *rows,
                            const FoyerEditForm *form,
                            gpointer             owner)
{
  g_return_if_fail (FOYER_IS_EDIT_BANNER (self) && self->session == NULL);

  self->session = g_object_ref (session);
  self->form = form;
  self->owner = owner;
  if (rows != NULL)
    {
      self->rows = g_object_ref (rows);
      g_signal_connect_object (rows, "changed", G_CALLBACK (foyer_edit_banner_update),
                               self, G_CONNECT_SWAPPED);
    }
  g_signal_connect_object (foyer_session_get_store (session), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * foyer_edit_banner_begin:
 * @self: a banner
 * @base: a stored record, which the form shows and in which nobody has typed yet
 *
 * Watches @base from now on.
 */
void
foyer_edit_banner_begin (FoyerEditBanner *self, FoyerSnapshot *base)
{
  g_autoptr (FoyerSnapshot) shown = NULL;

  g_return_if_fail (FOYER_IS_EDIT_BANNER (self) && self->session != NULL);

  foyer_edit_banner_end (self);
  shown = self->form->read (self->owner);
  set_base (self, base, shown);
}

/**
 * foyer_edit_banner_end:
 * @self: a banner
 *
 * Watches nothing any more, and says nothing.
 */
void
foyer_edit_banner_end (FoyerEditBanner *self)
{
  g_return_if_fail (FOYER_IS_EDIT_BANNER (self));

  self->serial++;
  self->is_held = self->is_missed = self->is_refused = FALSE;
  set_base (self, NULL, NULL);
  g_clear_object (&self->mine);
  clear_choices (self);
  tell (self, NULL, FALSE);
}

/**
 * foyer_edit_banner_is_watching:
 * @self: a banner
 *
 * Returns: whether there is a record that it watches
 */
gboolean
foyer_edit_banner_is_watching (FoyerEditBanner *self)
{
  g_return_val_if_fail (FOYER_IS_EDIT_BANNER (self), FALSE);

  return self->base != NULL;
}

/**
 * foyer_edit_banner_dup_base:
 * @self: a banner
 *
 * Returns: (transfer full) (nullable): what a save is based on, for foyer_edits_expect();
 *   `NULL` if nothing is watched
 */
FoyerSnapshot *
foyer_edit_banner_dup_base (FoyerEditBanner *self)
{
  g_return_val_if_fail (FOYER_IS_EDIT_BANNER (self), NULL);

  return self->base != NULL ? foyer_snapshot_copy (self->base) : NULL;
}

/**
 * foyer_edit_banner_update:
 * @self: a banner
 *
 * Notes that somebody has changed the form elsewhere than in its rows, of which the banner
 * hears itself.
 */
void
foyer_edit_banner_update (FoyerEditBanner *self)
{
  g_autoptr (FoyerSnapshot) now = NULL;

  g_return_if_fail (FOYER_IS_EDIT_BANNER (self));

  if (self->choices->len == 0 || self->base == NULL)
    return;
  now = self->form->read (self->owner);
  for (guint i = 0; i < self->choices->len; i++)
    show_choice (self, self->choices->pdata[i], now);
}

/**
 * foyer_edit_banner_hold:
 * @self: a banner
 * @hold: whether the form is being saved
 *
 * Lets what changes wait until the save has ended, since that is a change too.
 */
void
foyer_edit_banner_hold (FoyerEditBanner *self, gboolean hold)
{
  gboolean missed = self->is_missed;

  g_return_if_fail (FOYER_IS_EDIT_BANNER (self));

  self->is_held = hold;
  self->is_missed = FALSE;
  if (!hold && missed && self->base != NULL)
    look (self);
}

/**
 * foyer_edit_banner_take_error:
 * @self: a banner
 * @error: why a save was refused
 *
 * Shows what has changed, if that is why.
 *
 * Returns: whether it is
 */
gboolean
foyer_edit_banner_take_error (FoyerEditBanner *self, const GError *error)
{
  g_return_val_if_fail (FOYER_IS_EDIT_BANNER (self), FALSE);

  if (self->base == NULL)
    return FALSE;
  if (is_about (self, error))
    self->is_refused = TRUE;
  else if (!g_error_matches (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND))
    return FALSE;
  look (self);

  return TRUE;
}

/**
 * foyer_edit_banner_tell:
 * @self: a banner
 * @text: (nullable): a sentence about the form; `NULL` for none
 *
 * Says something else, unless there is something to choose.
 */
void
foyer_edit_banner_tell (FoyerEditBanner *self, const char *text)
{
  g_return_if_fail (FOYER_IS_EDIT_BANNER (self));

  if (self->choices->len == 0)
    tell (self, text, FALSE);
}
