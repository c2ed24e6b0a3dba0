/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-hours-editor.h"

#include "model/foyer-service.h"
#include "model/foyer-time.h"
#include "model/foyer-working-hours.h"
#include "present/foyer-format.h"
#include "present/foyer-words.h"
#include "ui/foyer-widgets.h"

#include <glib/gi18n-lib.h>

#define N_DAYS 7

/**
 * FoyerHoursEditor:
 *
 * The weekly hours of a clinician: for each weekday when patients are seen, when not, and
 * which time is kept for one kind of visit.
 */
struct _FoyerHoursEditor
{
  AdwPreferencesGroup parent_instance;

  AdwExpanderRow *days[N_DAYS]; /* (unowned) Monday first */
  GPtrArray      *stretches;    /* (owned) of Stretch */
};

/* A stretch of time on one weekday. */
typedef struct
{
  FoyerHoursEditor  *owner; /* (unowned) */
  FoyerWorkingHours *hours; /* (owned) as it was shown */
  int                weekday;
  GtkWidget         *row;      /* (unowned) */
  GtkDropDown       *kind;     /* (unowned) */
  GtkEntry          *start;    /* (unowned) */
  GtkEntry          *end;      /* (unowned) */
  GtkDropDown       *category; /* (unowned) */
  GtkLabel          *error;    /* (unowned) */
} Stretch;

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FoyerHoursEditor, foyer_hours_editor, ADW_TYPE_PREFERENCES_GROUP)

static void
stretch_free (Stretch *stretch)
{
  g_clear_object (&stretch->hours);
  g_free (stretch);
}

static gboolean
read_times (Stretch *stretch, int *out_start, int *out_end)
{
  return foyer_parse_minute (gtk_editable_get_text (GTK_EDITABLE (stretch->start)),
                             out_start) &&
         foyer_parse_minute (gtk_editable_get_text (GTK_EDITABLE (stretch->end)),
                             out_end);
}

static void
set_error (Stretch *stretch, const char *text)
{
  gtk_label_set_label (stretch->error, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (stretch->error), text != NULL);
}

/* What a closed day says: “8:00–17:00, break 12:00–13:00”. */
static void
show_day (FoyerHoursEditor *self, int weekday)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->stretches->len; i++)
    {
      Stretch         *stretch = g_ptr_array_index (self->stretches, i);
      g_autofree char *from = NULL, *to = NULL;
      int              start, end;

      if (stretch->weekday != weekday || !read_times (stretch, &start, &end))
        continue;

      from = foyer_format_minute (start);
      to = foyer_format_minute (end);
      if (text->len > 0)
        g_string_append (text, C_ ("list", ", "));
      if (gtk_drop_down_get_selected (stretch->kind) == FOYER_HOURS_KIND_BREAK)
        /* Translators: two times of day */
        g_string_append_printf (text, _ ("break %s–%s"), from, to);
      else
        g_string_append_printf (text, "%s–%s", from, to);
    }
  adw_expander_row_set_subtitle (self->days[weekday - 1],
                                 text->len > 0 ? text->str : _ ("Closed"));
}

static void
changed_cb (Stretch *stretch)
{
  gboolean is_break =
      gtk_drop_down_get_selected (stretch->kind) == FOYER_HOURS_KIND_BREAK;

  set_error (stretch, NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (stretch->category), !is_break);
  show_day (stretch->owner, stretch->weekday);
  g_signal_emit (stretch->owner, signals[CHANGED], 0);
}

static void
remove_clicked_cb (Stretch *stretch)
{
  FoyerHoursEditor *self = stretch->owner;
  int               weekday = stretch->weekday;

  adw_expander_row_remove (self->days[weekday - 1], stretch->row);
  g_ptr_array_remove (self->stretches, stretch);
  show_day (self, weekday);
  g_signal_emit (self, signals[CHANGED], 0);
}

static GtkEntry *
new_time_entry (Stretch *stretch, gint64 minute, const char *label)
{
  GtkWidget       *entry = gtk_entry_new ();
  g_autofree char *text = foyer_format_minute ((int) minute);

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 7);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), 7);
  gtk_widget_set_valign (entry, GTK_ALIGN_CENTER);
  foyer_widget_set_accessible_label (entry, label);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (changed_cb), stretch);

  return GTK_ENTRY (entry);
}

static GtkDropDown *
new_drop_down (Stretch       *stretch,
               GtkStringList *choices,
               guint          selected,
               const char    *label)
{
  GtkWidget *drop_down = gtk_drop_down_new (G_LIST_MODEL (choices), NULL);

  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop_down), selected);
  gtk_widget_set_valign (drop_down, GTK_ALIGN_CENTER);
  foyer_widget_set_accessible_label (drop_down, label);
  g_signal_connect_swapped (drop_down, "notify::selected", G_CALLBACK (changed_cb),
                            stretch);

  return GTK_DROP_DOWN (drop_down);
}

static void
build_row (Stretch *stretch)
{
  FoyerWorkingHours *hours = stretch->hours;
  GtkWidget         *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget         *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget         *remove = foyer_icon_button_new ("user-trash-symbolic", _ ("Remove"));
  GtkStringList     *kinds = gtk_string_list_new (NULL);
  GtkStringList     *categories = gtk_string_list_new (NULL);
  int                category = -1;

  gtk_string_list_append (kinds, C_ ("hours", "Open"));
  gtk_string_list_append (kinds, C_ ("hours", "Break"));
  gtk_string_list_append (categories, _ ("Any visit"));
  for (int i = FOYER_SERVICE_CATEGORY_NEW; i <= FOYER_SERVICE_CATEGORY_URGENT; i++)
    gtk_string_list_append (categories, foyer_words_category (i));
  foyer_enum_from_nick (FOYER_TYPE_SERVICE_CATEGORY, hours->only_category, &category);

  stretch->kind = new_drop_down (stretch, kinds, hours->kind, _ ("Open or Break"));
  stretch->start = new_time_entry (stretch, hours->start_minute, _ ("From"));
  stretch->end = new_time_entry (stretch, hours->end_minute, _ ("To"));
  stretch->category =
      new_drop_down (stretch, categories, (guint) (category + 1), _ ("Kept For"));
  stretch->error = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (stretch->error), "error");
  gtk_widget_add_css_class (GTK_WIDGET (stretch->error), "caption");
  gtk_label_set_xalign (stretch->error, 0);
  gtk_widget_set_visible (GTK_WIDGET (stretch->error), FALSE);
  g_signal_connect_swapped (remove, "clicked", G_CALLBACK (remove_clicked_cb), stretch);

  gtk_box_append (GTK_BOX (box), GTK_WIDGET (stretch->kind));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (stretch->start));
  gtk_box_append (GTK_BOX (box), gtk_label_new ("–"));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (stretch->end));
  gtk_widget_set_hexpand (GTK_WIDGET (stretch->category), TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (stretch->category));
  gtk_box_append (GTK_BOX (box), remove);

  gtk_widget_set_margin_top (column, 6);
  gtk_widget_set_margin_bottom (column, 6);
  gtk_widget_set_margin_start (column, 12);
  gtk_widget_set_margin_end (column, 6);
  gtk_box_append (GTK_BOX (column), box);
  gtk_box_append (GTK_BOX (column), GTK_WIDGET (stretch->error));

  stretch->row = g_object_new (ADW_TYPE_PREFERENCES_ROW, "use-markup", FALSE,
                               "activatable", FALSE, "focusable", FALSE, NULL);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (stretch->row), column);
  adw_expander_row_add_row (stretch->owner->days[stretch->weekday - 1], stretch->row);
}

static Stretch *
add_stretch (FoyerHoursEditor *self, FoyerWorkingHours *hours)
{
  Stretch *stretch = g_new0 (Stretch, 1);

  stretch->owner = self;
  stretch->hours = g_object_ref (hours);
  stretch->weekday = (int) hours->weekday;
  build_row (stretch);
  g_ptr_array_add (self->stretches, stretch);
  changed_cb (stretch);

  return stretch;
}

static void
add_clicked_cb (GtkWidget *button, FoyerHoursEditor *self)
{
  const int weekday = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "weekday"));
  g_autoptr (FoyerWorkingHours) hours = foyer_working_hours_new ();
  Stretch *stretch;

  hours->weekday = weekday;
  hours->start_minute = 8 * 60;
  hours->end_minute = 17 * 60;
  for (guint i = 0; i < self->stretches->len; i++)
    {
      Stretch *other = g_ptr_array_index (self->stretches, i);

      /* The first is when the day is open; what is added to it is most often lunch. */
      if (other->weekday == weekday)
        {
          hours->kind = FOYER_HOURS_KIND_BREAK;
          hours->start_minute = 12 * 60;
          hours->end_minute = 13 * 60;
        }
    }
  stretch = add_stretch (self, hours);
  adw_expander_row_set_expanded (self->days[weekday - 1], TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (stretch->start));
}

static void
foyer_hours_editor_dispose (GObject *object)
{
  g_clear_pointer (&FOYER_HOURS_EDITOR (object)->stretches, g_ptr_array_unref);

  G_OBJECT_CLASS (foyer_hours_editor_parent_class)->dispose (object);
}

static void
foyer_hours_editor_class_init (FoyerHoursEditorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = foyer_hours_editor_dispose;

  /**
   * FoyerHoursEditor::changed:
   *
   * Emitted when the hours have changed, by a person or by foyer_hours_editor_show().
   */
  signals[CHANGED] = g_signal_new ("changed", FOYER_TYPE_HOURS_EDITOR, G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
new_day (FoyerHoursEditor *self, int weekday)
{
  GtkWidget       *row = g_object_new (ADW_TYPE_EXPANDER_ROW, "use-markup", FALSE, NULL);
  GtkWidget       *button = foyer_icon_button_new ("list-add-symbolic", _ ("Add Hours"));
  g_autofree char *name = foyer_format_weekday (weekday);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  foyer_widget_set_accessible_label (row, name);
  g_object_set_data (G_OBJECT (button), "weekday", GINT_TO_POINTER (weekday));
  g_signal_connect (button, "clicked", G_CALLBACK (add_clicked_cb), self);
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (row), button);

  return row;
}

static void
foyer_hours_editor_init (FoyerHoursEditor *self)
{
  const int first = foyer_locale_first_weekday ();

  self->stretches = g_ptr_array_new_with_free_func ((GDestroyNotify) stretch_free);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Weekly Hours"));
  for (int i = 0; i < N_DAYS; i++)
    {
      int        weekday = (first - 1 + i) % N_DAYS + 1;
      GtkWidget *row = new_day (self, weekday);

      self->days[weekday - 1] = ADW_EXPANDER_ROW (row);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
      show_day (self, weekday);
    }
}

GtkWidget *
foyer_hours_editor_new (void)
{
  return g_object_new (FOYER_TYPE_HOURS_EDITOR, NULL);
}

/**
 * foyer_hours_editor_show:
 * @self: an editor
 * @hours: (element-type FoyerWorkingHours): weekly hours and breaks
 */
void
foyer_hours_editor_show (FoyerHoursEditor *self, GPtrArray *hours)
{
  for (guint i = 0; i < self->stretches->len; i++)
    {
      Stretch *stretch = g_ptr_array_index (self->stretches, i);

      adw_expander_row_remove (self->days[stretch->weekday - 1], stretch->row);
    }
  g_ptr_array_set_size (self->stretches, 0);

  for (guint i = 0; i < hours->len; i++)
    add_stretch (self, g_ptr_array_index (hours, i));
  for (int weekday = 1; weekday <= N_DAYS; weekday++)
    show_day (self, weekday);
}

/**
 * foyer_hours_editor_read:
 * @self: an editor
 * @check: whether a time that cannot be is refused, and its row says so; if not, the stretch
 *   counts as it was shown
 *
 * Returns: (transfer full) (element-type FoyerWorkingHours) (nullable): what was typed, or
 *   `NULL` if some of it is refused
 */
GPtrArray *
foyer_hours_editor_read (FoyerHoursEditor *self, gboolean check)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->stretches->len; i++)
    {
      Stretch           *stretch = g_ptr_array_index (self->stretches, i);
      FoyerWorkingHours *hours = foyer_record_copy (FOYER_RECORD (stretch->hours));
      guint              category = gtk_drop_down_get_selected (stretch->category);
      int                start, end;
      const char        *problem = NULL;

      g_ptr_array_add (all, hours);
      if (!read_times (stretch, &start, &end))
        problem = _ ("A time is written like 8:30 or 14:15.");
      else if (end <= start)
        problem = _ ("The end must come after the start.");
      if (problem != NULL && !check)
        continue;
      if (problem != NULL)
        {
          set_error (stretch, problem);
          adw_expander_row_set_expanded (self->days[stretch->weekday - 1], TRUE);
          gtk_widget_grab_focus (GTK_WIDGET (stretch->end));
          return NULL;
        }

      hours->kind = gtk_drop_down_get_selected (stretch->kind);
      hours->start_minute = start;
      hours->end_minute = end;
      foyer_set_text (
          &hours->only_category,
          category > 0 && hours->kind == FOYER_HOURS_KIND_WORK
              ? foyer_enum_to_nick (FOYER_TYPE_SERVICE_CATEGORY, (int) category - 1)
              : NULL);
    }

  return g_steal_pointer (&all);
}
