/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-simple-rows.h"

#include "ui/foyer-widgets.h"

#define FLAGS (G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS)

static void
refuse_markup (gpointer row)
{
  adw_preferences_row_set_use_markup (row, FALSE);
}

/* Notifications of construction come last first, so that a title given to g_object_new()
 * would be read as markup before the row learns not to. */
static gpointer
new_row (GType type, const char *title)
{
  AdwPreferencesRow *row = g_object_new (type, NULL);

  adw_preferences_row_set_title (row, title);

  return row;
}

static void
title_changed_cb (AdwPreferencesRow *row, GParamSpec *pspec, GtkWidget *control)
{
  g_autofree char *plain = foyer_strip_mnemonic (adw_preferences_row_get_title (row));

  foyer_widget_set_accessible_label (control, plain);
}

/**
 * FoyerSwitchRow:
 *
 * A yes or no in a list of rows.
 */
struct _FoyerSwitchRow
{
  AdwActionRow parent_instance;

  GtkSwitch *control; /* (unowned) */
};

typedef enum
{
  PROP_ACTIVE = 1,
} FoyerSwitchRowProperty;

static GParamSpec *active_property;

G_DEFINE_FINAL_TYPE (FoyerSwitchRow, foyer_switch_row, ADW_TYPE_ACTION_ROW)

static void
switched_cb (FoyerSwitchRow *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), active_property);
}

static void
foyer_switch_row_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  g_value_set_boolean (value, foyer_switch_row_get_active (FOYER_SWITCH_ROW (object)));
}

static void
foyer_switch_row_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  foyer_switch_row_set_active (FOYER_SWITCH_ROW (object), g_value_get_boolean (value));
}

static void
foyer_switch_row_class_init (FoyerSwitchRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = foyer_switch_row_get_property;
  object_class->set_property = foyer_switch_row_set_property;

  /**
   * FoyerSwitchRow:active:
   *
   * Whether the switch is on.
   */
  active_property = g_param_spec_boolean ("active", NULL, NULL, FALSE, FLAGS);
  g_object_class_install_property (object_class, PROP_ACTIVE, active_property);
}

static void
foyer_switch_row_init (FoyerSwitchRow *self)
{
  refuse_markup (self);
  self->control = GTK_SWITCH (gtk_switch_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->control), GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->control));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self),
                                         GTK_WIDGET (self->control));
  g_signal_connect_object (self->control, "notify::active", G_CALLBACK (switched_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::title", G_CALLBACK (title_changed_cb), self->control);
}

GtkWidget *
foyer_switch_row_new (const char *title)
{
  return new_row (FOYER_TYPE_SWITCH_ROW, title);
}

gboolean
foyer_switch_row_get_active (FoyerSwitchRow *self)
{
  return gtk_switch_get_active (self->control);
}

void
foyer_switch_row_set_active (FoyerSwitchRow *self, gboolean active)
{
  gtk_switch_set_active (self->control, active);
}

/**
 * FoyerSpinRow:
 *
 * A whole number in a list of rows.
 */
struct _FoyerSpinRow
{
  AdwActionRow parent_instance;

  GtkSpinButton *control; /* (unowned) */
};

typedef enum
{
  PROP_VALUE = 1,
  PROP_LOWER,
  PROP_UPPER,
  PROP_STEP,
} FoyerSpinRowProperty;

static GParamSpec *spin_properties[PROP_STEP + 1];

G_DEFINE_FINAL_TYPE (FoyerSpinRow, foyer_spin_row, ADW_TYPE_ACTION_ROW)

static void
spun_cb (FoyerSpinRow *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), spin_properties[PROP_VALUE]);
}

static void
foyer_spin_row_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  FoyerSpinRow  *self = FOYER_SPIN_ROW (object);
  GtkAdjustment *adjustment = gtk_spin_button_get_adjustment (self->control);

  switch ((FoyerSpinRowProperty) prop_id)
    {
    case PROP_VALUE:
      g_value_set_int64 (value, foyer_spin_row_get_value (self));
      break;

    case PROP_LOWER:
      g_value_set_double (value, gtk_adjustment_get_lower (adjustment));
      break;

    case PROP_UPPER:
      g_value_set_double (value, gtk_adjustment_get_upper (adjustment));
      break;

    case PROP_STEP:
      g_value_set_double (value, gtk_adjustment_get_step_increment (adjustment));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
foyer_spin_row_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  FoyerSpinRow  *self = FOYER_SPIN_ROW (object);
  GtkAdjustment *adjustment = gtk_spin_button_get_adjustment (self->control);

  switch ((FoyerSpinRowProperty) prop_id)
    {
    case PROP_VALUE:
      foyer_spin_row_set_value (self, g_value_get_int64 (value));
      break;

    case PROP_LOWER:
      gtk_adjustment_set_lower (adjustment, g_value_get_double (value));
      break;

    case PROP_UPPER:
      gtk_adjustment_set_upper (adjustment, g_value_get_double (value));
      break;

    case PROP_STEP:
      gtk_adjustment_set_step_increment (adjustment, g_value_get_double (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
foyer_spin_row_class_init (FoyerSpinRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = foyer_spin_row_get_property;
  object_class->set_property = foyer_spin_row_set_property;

  /**
   * FoyerSpinRow:value:
   *
   * The number.
   */
  spin_properties[PROP_VALUE] =
      g_param_spec_int64 ("value", NULL, NULL, G_MININT64, G_MAXINT64, 0, FLAGS);
  /**
   * FoyerSpinRow:lower:
   *
   * The least number.
   */
  spin_properties[PROP_LOWER] =
      g_param_spec_double ("lower", NULL, NULL, -G_MAXDOUBLE, G_MAXDOUBLE, 0, FLAGS);
  /**
   * FoyerSpinRow:upper:
   *
   * The greatest number.
   */
  spin_properties[PROP_UPPER] =
      g_param_spec_double ("upper", NULL, NULL, -G_MAXDOUBLE, G_MAXDOUBLE, 0, FLAGS);
  /**
   * FoyerSpinRow:step:
   *
   * By how much a key changes it.
   */
  spin_properties[PROP_STEP] =
      g_param_spec_double ("step", NULL, NULL, 0, G_MAXDOUBLE, 1, FLAGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (spin_properties),
                                     spin_properties);
}

static void
foyer_spin_row_init (FoyerSpinRow *self)
{
  refuse_markup (self);
  self->control = GTK_SPIN_BUTTON (gtk_spin_button_new_with_range (0, 100, 1));
  gtk_spin_button_set_numeric (self->control, TRUE);
  gtk_widget_set_valign (GTK_WIDGET (self->control), GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->control));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self),
                                         GTK_WIDGET (self->control));
  g_signal_connect_object (self->control, "value-changed", G_CALLBACK (spun_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::title", G_CALLBACK (title_changed_cb), self->control);
}

GtkWidget *
foyer_spin_row_new (const char *title, double lower, double upper)
{
  FoyerSpinRow *self = new_row (FOYER_TYPE_SPIN_ROW, title);

  g_object_set (self, "lower", lower, "upper", upper, NULL);

  return GTK_WIDGET (self);
}

gint64
foyer_spin_row_get_value (FoyerSpinRow *self)
{
  /* What is typed counts even if the person has not left the field. */
  gtk_spin_button_update (self->control);

  return gtk_spin_button_get_value_as_int (self->control);
}

void
foyer_spin_row_set_value (FoyerSpinRow *self, gint64 value)
{
  gtk_spin_button_set_value (self->control, (double) value);
}

/**
 * FoyerChoiceRow:
 *
 * One of several named values in a list of rows.
 */
struct _FoyerChoiceRow
{
  AdwComboRow parent_instance;

  GtkStringList *labels; /* (owned) */
  GArray        *values; /* (owned) of gint64, beside @labels */
  guint          n_kept; /* how many of them are offered, while they are offered anew */
};

typedef enum
{
  PROP_CHOSEN = 1,
} FoyerChoiceRowProperty;

static GParamSpec *chosen_property;

G_DEFINE_FINAL_TYPE (FoyerChoiceRow, foyer_choice_row, ADW_TYPE_COMBO_ROW)

static void
chosen_cb (FoyerChoiceRow *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), chosen_property);
}

static void
foyer_choice_row_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  g_value_set_int64 (value, foyer_choice_row_get_value (FOYER_CHOICE_ROW (object)));
}

static void
foyer_choice_row_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  foyer_choice_row_set_value (FOYER_CHOICE_ROW (object), g_value_get_int64 (value));
}

static void
foyer_choice_row_finalize (GObject *object)
{
  FoyerChoiceRow *self = FOYER_CHOICE_ROW (object);

  g_clear_object (&self->labels);
  g_clear_pointer (&self->values, g_array_unref);

  G_OBJECT_CLASS (foyer_choice_row_parent_class)->finalize (object);
}

static void
foyer_choice_row_class_init (FoyerChoiceRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = foyer_choice_row_get_property;
  object_class->set_property = foyer_choice_row_set_property;
  object_class->finalize = foyer_choice_row_finalize;

  /**
   * FoyerChoiceRow:value:
   *
   * The chosen value.
   */
  chosen_property =
      g_param_spec_int64 ("value", NULL, NULL, G_MININT64, G_MAXINT64, 0, FLAGS);
  g_object_class_install_property (object_class, PROP_CHOSEN, chosen_property);
}

static void
foyer_choice_row_init (FoyerChoiceRow *self)
{
  refuse_markup (self);
  self->labels = gtk_string_list_new (NULL);
  self->values = g_array_new (FALSE, FALSE, sizeof (gint64));
  adw_combo_row_set_model (ADW_COMBO_ROW (self), G_LIST_MODEL (self->labels));
  g_signal_connect (self, "notify::selected", G_CALLBACK (chosen_cb), NULL);
}

GtkWidget *
foyer_choice_row_new (const char *title)
{
  return new_row (FOYER_TYPE_CHOICE_ROW, title);
}

/* Takes away what is offered from @from on. */
static void
keep_first (FoyerChoiceRow *self, guint from)
{
  guint n = self->values->len;

  if (from == n)
    return;
  g_array_set_size (self->values, from);
  gtk_string_list_splice (self->labels, from, n - from, NULL);
}

static gboolean
is_offered (FoyerChoiceRow *self, guint i, gint64 value, const char *label)
{
  return i < self->values->len && g_array_index (self->values, gint64, i) == value &&
         g_str_equal (gtk_string_list_get_string (self->labels, i), label);
}

/**
 * foyer_choice_row_add:
 * @self: a choice row
 * @value: value of the choice: an id, or a value of an enumeration
 * @label: what it is called
 */
void
foyer_choice_row_add (FoyerChoiceRow *self, gint64 value, const char *label)
{
  if (!is_offered (self, self->n_kept, value, label))
    {
      keep_first (self, self->n_kept);
      g_array_append_val (self->values, value);
      gtk_string_list_append (self->labels, label);
    }
  self->n_kept++;
}

/**
 * foyer_choice_row_begin:
 * @self: a choice row
 *
 * Begins to offer its choices anew.  If they are what they were, nobody who is choosing notices
 * it.
 */
void
foyer_choice_row_begin (FoyerChoiceRow *self)
{
  self->n_kept = 0;
}

/**
 * foyer_choice_row_end:
 * @self: a choice row
 *
 * Takes away what was offered before foyer_choice_row_begin() and is not any more.
 */
void
foyer_choice_row_end (FoyerChoiceRow *self)
{
  keep_first (self, self->n_kept);
}

/**
 * foyer_choice_row_find_label:
 * @self: a choice row
 * @value: value of a choice
 *
 * Returns: (transfer none) (nullable): what it is called; `NULL` if it is not offered
 */
const char *
foyer_choice_row_find_label (FoyerChoiceRow *self, gint64 value)
{
  for (guint i = 0; i < self->values->len; i++)
    if (g_array_index (self->values, gint64, i) == value)
      return gtk_string_list_get_string (self->labels, i);

  return NULL;
}

gint64
foyer_choice_row_get_value (FoyerChoiceRow *self)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self));

  return selected < self->values->len ? g_array_index (self->values, gint64, selected)
                                      : 0;
}

/**
 * foyer_choice_row_set_value:
 * @self: a choice row
 * @value: the value to choose; one that is not offered leaves the choice as it is
 */
void
foyer_choice_row_set_value (FoyerChoiceRow *self, gint64 value)
{
  for (guint i = 0; i < self->values->len; i++)
    if (g_array_index (self->values, gint64, i) == value)
      {
        adw_combo_row_set_selected (ADW_COMBO_ROW (self), i);
        return;
      }
}
