/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-form.h"

#include "model/foyer-record.h"
#include "present/foyer-words.h"
#include "store/foyer-store-error.h"
#include "ui/foyer-date-row.h"
#include "ui/foyer-entry-row.h"
#include "ui/foyer-money-row.h"
#include "ui/foyer-referrer-finder.h"
#include "ui/foyer-simple-rows.h"
#include "ui/foyer-text-row.h"
#include "ui/foyer-zone-row.h"

/**
 * FoyerForm:
 *
 * What joins the rows of a form with a record.
 *
 * A row belongs to the field whose name it has as its widget name, so that the template is
 * the only list of what a form shows: a new field is one row in it.
 */
struct _FoyerForm
{
  GObject parent_instance;

  GPtrArray *rows;       /* (unowned widgets) */
  gboolean   is_showing; /* the program changes the rows, not a person */
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FoyerForm, foyer_form, G_TYPE_OBJECT)

/* Which property of a row holds the value; NULL if the widget is none. */
static const char *
value_property (GtkWidget *widget)
{
  if (FOYER_IS_DATE_ROW (widget))
    return "date";
  if (FOYER_IS_MONEY_ROW (widget))
    return "minor";
  if (FOYER_IS_REFERRER_FINDER (widget))
    return "referrer-id";
  if (FOYER_IS_ZONE_ROW (widget))
    return "zone";
  if (FOYER_IS_ENTRY_ROW (widget) || FOYER_IS_TEXT_ROW (widget))
    return "text";
  if (FOYER_IS_SWITCH_ROW (widget))
    return "active";
  if (FOYER_IS_SPIN_ROW (widget) || FOYER_IS_CHOICE_ROW (widget))
    return "value";

  return NULL;
}

static void
row_changed_cb (FoyerForm *self)
{
  if (!self->is_showing)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
collect (FoyerForm *self, GtkWidget *widget, FoyerSession *session)
{
  const char *property = value_property (widget);

  if (FOYER_IS_DATE_ROW (widget))
    foyer_date_row_set_today (FOYER_DATE_ROW (widget), foyer_session_today (session));
  if (FOYER_IS_REFERRER_FINDER (widget))
    foyer_referrer_finder_set_session (FOYER_REFERRER_FINDER (widget), session);
  if (FOYER_IS_MONEY_ROW (widget))
    foyer_money_row_set_currency (FOYER_MONEY_ROW (widget),
                                  foyer_session_get_currency (session));

  /* Without a name of its own, a widget has that of its type. */
  if (property != NULL &&
      !g_str_equal (gtk_widget_get_name (widget), G_OBJECT_TYPE_NAME (widget)))
    {
      g_autofree char *notify = g_strconcat ("notify::", property, NULL);

      g_ptr_array_add (self->rows, widget);
      g_signal_connect_object (widget, notify, G_CALLBACK (row_changed_cb), self,
                               G_CONNECT_SWAPPED);
    }

  if (property == NULL)
    for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
         child = gtk_widget_get_next_sibling (child))
      collect (self, child, session);
}

static GParamSpec *
find_field (GtkWidget *row, gpointer record)
{
  return g_object_class_find_property (G_OBJECT_GET_CLASS (record),
                                       gtk_widget_get_name (row));
}

static void
foyer_form_finalize (GObject *object)
{
  g_ptr_array_unref (FOYER_FORM (object)->rows);

  G_OBJECT_CLASS (foyer_form_parent_class)->finalize (object);
}

static void
foyer_form_class_init (FoyerFormClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_form_finalize;

  /**
   * FoyerForm::changed:
   *
   * Emitted when a person has changed a row.
   */
  signals[CHANGED] = g_signal_new ("changed", FOYER_TYPE_FORM, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
foyer_form_init (FoyerForm *self)
{
  self->rows = g_ptr_array_new ();
}

/**
 * foyer_form_new:
 * @root: the widget that holds the rows; it must outlive the form
 * @session: gives rows the day and the currency
 *
 * Returns: (transfer full): a form over the named rows within @root
 */
FoyerForm *
foyer_form_new (GtkWidget *root, FoyerSession *session)
{
  FoyerForm *self = g_object_new (FOYER_TYPE_FORM, NULL);

  collect (self, root, session);

  return self;
}

static void
set_error (GtkWidget *row, const char *text)
{
  if (FOYER_IS_ENTRY_ROW (row) || FOYER_IS_TEXT_ROW (row))
    g_object_set (row, "error", text, NULL);
  else if (text != NULL)
    {
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
      gtk_widget_add_css_class (row, "error");
    }
  else if (gtk_widget_has_css_class (row, "error"))
    {
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), "");
      gtk_widget_remove_css_class (row, "error");
    }
}

static void
show_row (GtkWidget *row, GParamSpec *field, gpointer record)
{
  const char *property = value_property (row);
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_PARAM_SPEC_VALUE_TYPE (field));
  g_object_get_property (G_OBJECT (record), field->name, &value);
  if (G_VALUE_HOLDS_ENUM (&value))
    g_object_set (row, property, (gint64) g_value_get_enum (&value), NULL);
  else
    g_object_set_property (G_OBJECT (row), property, &value);
}

/**
 * foyer_form_show:
 * @self: a form
 * @record: (type FoyerRecord): what to show; rows that are none of its fields stay
 *
 * Shows the fields of @record.
 */
void
foyer_form_show (FoyerForm *self, gpointer record)
{
  self->is_showing = TRUE;
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget  *row = g_ptr_array_index (self->rows, i);
      GParamSpec *field = find_field (row, record);

      if (field != NULL)
        show_row (row, field, record);
    }
  foyer_form_clear_errors (self);
  self->is_showing = FALSE;
}

static void
read_row (GtkWidget *row, gpointer record)
{
  GParamSpec *field = find_field (row, record);
  g_auto (GValue) value = G_VALUE_INIT;
  GParamSpec *source =
      g_object_class_find_property (G_OBJECT_GET_CLASS (row), value_property (row));

  if (field == NULL)
    return;

  g_value_init (&value, G_PARAM_SPEC_VALUE_TYPE (source));
  g_object_get_property (G_OBJECT (row), source->name, &value);
  if (G_VALUE_HOLDS_STRING (&value) && g_value_get_string (&value) != NULL)
    g_value_take_string (&value, g_strstrip (g_value_dup_string (&value)));

  if (G_IS_PARAM_SPEC_ENUM (field))
    g_object_set (record, field->name, (int) g_value_get_int64 (&value), NULL);
  else
    {
      /* A record keeps no empty text. */
      if (G_VALUE_HOLDS_STRING (&value) && g_value_get_string (&value) != NULL &&
          *g_value_get_string (&value) == '\0')
        g_value_set_string (&value, NULL);
      g_object_set_property (record, field->name, &value);
    }
}

/**
 * foyer_form_update:
 * @self: a form in which somebody is typing
 * @record: (type FoyerRecord): what it is to say
 *
 * Shows the fields of @record that the rows do not say already; the others keep what is typed
 * half, the place of the cursor and what is wrong with them.
 */
void
foyer_form_update (FoyerForm *self, gpointer record)
{
  g_autoptr (FoyerRecord) typed = foyer_record_copy (record);

  self->is_showing = TRUE;
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget  *row = g_ptr_array_index (self->rows, i);
      GParamSpec *field = find_field (row, record);
      g_auto (GValue) now = G_VALUE_INIT, next = G_VALUE_INIT;

      if (field == NULL)
        continue;

      read_row (row, typed);
      g_object_get_property (G_OBJECT (typed), field->name, &now);
      g_object_get_property (record, field->name, &next);
      if (g_param_values_cmp (field, &now, &next) == 0)
        continue;

      set_error (row, NULL);
      show_row (row, field, record);
    }
  self->is_showing = FALSE;
}

/**
 * foyer_form_find_row:
 * @self: a form
 * @field: name of a field
 *
 * Returns: (transfer none) (nullable): the row that shows it
 */
GtkWidget *
foyer_form_find_row (FoyerForm *self, const char *field)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (g_str_equal (gtk_widget_get_name (g_ptr_array_index (self->rows, i)), field))
      return g_ptr_array_index (self->rows, i);

  return NULL;
}

static gboolean
is_valid (GtkWidget *row)
{
  if (FOYER_IS_DATE_ROW (row))
    return foyer_date_row_validate (FOYER_DATE_ROW (row));
  if (FOYER_IS_MONEY_ROW (row))
    return foyer_money_row_validate (FOYER_MONEY_ROW (row));

  return TRUE;
}

/**
 * foyer_form_read:
 * @self: a form
 * @record: (type FoyerRecord): gets what was typed
 *
 * Takes over what was typed.  A row whose text cannot be read says so; the first of them
 * gets the keyboard.
 *
 * Returns: whether everything could be read
 */
gboolean
foyer_form_read (FoyerForm *self, gpointer record)
{
  GtkWidget *wrong = NULL;

  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);

      if (is_valid (row))
        read_row (row, record);
      else if (wrong == NULL)
        wrong = row;
    }

  if (wrong != NULL)
    gtk_widget_grab_focus (wrong);

  return wrong == NULL;
}

/**
 * foyer_form_peek:
 * @self: a form
 * @record: (type FoyerRecord): gets what was typed
 *
 * Takes over what was typed as far as it can be read, without complaint.
 */
void
foyer_form_peek (FoyerForm *self, gpointer record)
{
  for (guint i = 0; i < self->rows->len; i++)
    read_row (g_ptr_array_index (self->rows, i), record);
}

/**
 * foyer_form_focus:
 * @self: a form
 * @field: name of a field
 *
 * Gives the keyboard to a row.
 */
void
foyer_form_focus (FoyerForm *self, const char *field)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (g_str_equal (gtk_widget_get_name (g_ptr_array_index (self->rows, i)), field))
      gtk_widget_grab_focus (g_ptr_array_index (self->rows, i));
}

/**
 * foyer_form_is_changed:
 * @self: a form
 * @record: (type FoyerRecord): what was shown
 *
 * Returns: whether the rows differ from @record
 */
gboolean
foyer_form_is_changed (FoyerForm *self, gpointer record)
{
  FoyerRecordClass *klass = FOYER_RECORD_GET_CLASS (record);
  g_autoptr (FoyerRecord) typed = foyer_record_copy (record);

  foyer_form_peek (self, typed);
  for (guint i = 0; i < klass->n_fields; i++)
    if (!foyer_record_field_equal (typed, record, &klass->fields[i]))
      return TRUE;

  return FALSE;
}

/**
 * foyer_form_show_problem:
 * @self: a form
 * @field: name of a field
 * @text: a sentence that says what is wrong
 *
 * Shows @text beside the field, which gets the keyboard.
 *
 * Returns: whether the form has the field
 */
gboolean
foyer_form_show_problem (FoyerForm *self, const char *field, const char *text)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);

      if (!g_str_equal (gtk_widget_get_name (row), field))
        continue;

      set_error (row, text);
      gtk_widget_grab_focus (row);
      return TRUE;
    }

  return FALSE;
}

/**
 * foyer_form_show_error:
 * @self: a form
 * @error: why a record could not be saved
 *
 * Shows the sentence for @error beside the field that it is about.
 *
 * Returns: whether it is about a field of the form; if not, the caller shows it elsewhere
 */
gboolean
foyer_form_show_error (FoyerForm *self, const GError *error)
{
  const char *field = foyer_store_error_get_field (error);

  return field != NULL &&
         foyer_form_show_problem (self, field, foyer_words_problem (error));
}

/**
 * foyer_form_clear_errors:
 * @self: a form
 *
 * Takes what is wrong with the rows away from them.
 */
void
foyer_form_clear_errors (FoyerForm *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    set_error (g_ptr_array_index (self->rows, i), NULL);
}
