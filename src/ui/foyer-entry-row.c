/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-entry-row.h"

#include "ui/foyer-widgets.h"

/**
 * FoyerEntryRow:
 *
 * One text to type in a list of rows, with room for a sentence beside it that says what is
 * wrong.
 *
 * The title stays above the text, and a screen reader hears the sentence as description of
 * the text.
 */
typedef struct
{
  char *error; /* (owned) (nullable) */
  char *hint;  /* (owned) (nullable) shown while there is no error */

  gboolean is_setting; /* the program changes the text, not a person */

  /* Template children */
  GtkLabel                *title_label;
  GtkEntry                *text;
  GtkEventControllerFocus *focus;
  GtkLabel                *hint_label;
  GtkBox                  *suffixes;
} FoyerEntryRowPrivate;

typedef enum
{
  PROP_TEXT = 1,
  PROP_ERROR,
  PROP_HINT,
  PROP_INPUT_PURPOSE,
} FoyerEntryRowProperty;

static GParamSpec *properties[PROP_INPUT_PURPOSE + 1];

enum
{
  ENTRY_ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_TYPE_WITH_PRIVATE (FoyerEntryRow, foyer_entry_row, ADW_TYPE_PREFERENCES_ROW)

static FoyerEntryRowPrivate *
get_private (FoyerEntryRow *self)
{
  return foyer_entry_row_get_instance_private (self);
}

static void
show_hint (FoyerEntryRow *self)
{
  FoyerEntryRowPrivate *priv = get_private (self);
  const char           *shown = priv->error != NULL ? priv->error : priv->hint;

  gtk_label_set_label (priv->hint_label, shown != NULL ? shown : "");
  gtk_widget_set_visible (GTK_WIDGET (priv->hint_label), shown != NULL);
  if (priv->error != NULL)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self), "error");
      gtk_widget_remove_css_class (GTK_WIDGET (priv->hint_label), "dim-label");
    }
  else
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
      gtk_widget_add_css_class (GTK_WIDGET (priv->hint_label), "dim-label");
    }

  gtk_accessible_update_state (GTK_ACCESSIBLE (priv->text), GTK_ACCESSIBLE_STATE_INVALID,
                               priv->error != NULL ? GTK_ACCESSIBLE_INVALID_TRUE
                                                   : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (priv->text),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  shown != NULL ? shown : "", -1);
}

static void
title_changed_cb (FoyerEntryRow *self)
{
  FoyerEntryRowPrivate *priv = get_private (self);
  g_autofree char      *plain =
      foyer_strip_mnemonic (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)));

  foyer_widget_set_accessible_label (priv->text, plain);
}

static void
text_changed_cb (FoyerEntryRow *self)
{
  FoyerEntryRowPrivate *priv = get_private (self);

  if (!priv->is_setting)
    {
      foyer_entry_row_set_error (self, NULL);
      if (FOYER_ENTRY_ROW_GET_CLASS (self)->typed != NULL)
        FOYER_ENTRY_ROW_GET_CLASS (self)->typed (self);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
}

static void
leave (FoyerEntryRow *self)
{
  if (FOYER_ENTRY_ROW_GET_CLASS (self)->left != NULL)
    FOYER_ENTRY_ROW_GET_CLASS (self)->left (self);
}

static void
text_activated_cb (FoyerEntryRow *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  leave (self);
  g_signal_emit (self, signals[ENTRY_ACTIVATED], 0);
  if (GTK_IS_WINDOW (root))
    {
      GtkWidget *widget = gtk_window_get_default_widget (GTK_WINDOW (root));

      if (widget != NULL && gtk_widget_is_sensitive (widget))
        gtk_widget_activate (widget);
    }
}

static void
pressed_cb (FoyerEntryRow *self)
{
  FoyerEntryRowPrivate *priv = get_private (self);

  if (!gtk_event_controller_focus_contains_focus (priv->focus))
    gtk_entry_grab_focus_without_selecting (priv->text);
}

static gboolean
runs_left_to_right (GtkInputPurpose purpose)
{
  switch ((int) purpose)
    {
    case GTK_INPUT_PURPOSE_PHONE:
    case GTK_INPUT_PURPOSE_EMAIL:
    case GTK_INPUT_PURPOSE_URL:
    case GTK_INPUT_PURPOSE_DIGITS:
    case GTK_INPUT_PURPOSE_NUMBER:
      return TRUE;
    default:
      return FALSE;
    }
}

/* Phone numbers and addresses have one direction in all languages. */
static void
update_direction (FoyerEntryRow *self)
{
  FoyerEntryRowPrivate *priv = get_private (self);
  GtkEditable          *delegate = gtk_editable_get_delegate (GTK_EDITABLE (priv->text));
  gboolean fixed = runs_left_to_right (gtk_entry_get_input_purpose (priv->text));
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  gtk_widget_set_direction (GTK_WIDGET (delegate),
                            fixed ? GTK_TEXT_DIR_LTR : GTK_TEXT_DIR_NONE);
  gtk_entry_set_alignment (priv->text, fixed && mirrored ? 1 : 0);
}

static void
foyer_entry_row_direction_changed (GtkWidget *widget, GtkTextDirection previous)
{
  GTK_WIDGET_CLASS (foyer_entry_row_parent_class)->direction_changed (widget, previous);

  update_direction (FOYER_ENTRY_ROW (widget));
}

static gboolean
foyer_entry_row_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (
      GTK_WIDGET (get_private (FOYER_ENTRY_ROW (widget))->text));
}

static void
foyer_entry_row_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  FoyerEntryRow        *self = FOYER_ENTRY_ROW (object);
  FoyerEntryRowPrivate *priv = get_private (self);

  switch ((FoyerEntryRowProperty) prop_id)
    {
    case PROP_TEXT:
      g_value_set_string (value, foyer_entry_row_get_text (self));
      break;

    case PROP_ERROR:
      g_value_set_string (value, priv->error);
      break;

    case PROP_HINT:
      g_value_set_string (value, priv->hint);
      break;

    case PROP_INPUT_PURPOSE:
      g_value_set_enum (value, gtk_entry_get_input_purpose (priv->text));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
foyer_entry_row_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  FoyerEntryRow *self = FOYER_ENTRY_ROW (object);

  switch ((FoyerEntryRowProperty) prop_id)
    {
    case PROP_TEXT:
      foyer_entry_row_set_text (self, g_value_get_string (value));
      break;

    case PROP_ERROR:
      foyer_entry_row_set_error (self, g_value_get_string (value));
      break;

    case PROP_HINT:
      foyer_entry_row_set_hint (self, g_value_get_string (value));
      break;

    case PROP_INPUT_PURPOSE:
      gtk_entry_set_input_purpose (get_private (self)->text, g_value_get_enum (value));
      update_direction (self);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
foyer_entry_row_dispose (GObject *object)
{
  /* gtk_widget_dispose_template() fails for a subclass that has no template of its own. */
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (object), NULL);

  G_OBJECT_CLASS (foyer_entry_row_parent_class)->dispose (object);
}

static void
foyer_entry_row_finalize (GObject *object)
{
  FoyerEntryRowPrivate *priv = get_private (FOYER_ENTRY_ROW (object));

  g_free (priv->error);
  g_free (priv->hint);

  G_OBJECT_CLASS (foyer_entry_row_parent_class)->finalize (object);
}

static void
foyer_entry_row_class_init (FoyerEntryRowClass *klass)
{
  const GParamFlags flags =
      G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = foyer_entry_row_get_property;
  object_class->set_property = foyer_entry_row_set_property;
  object_class->dispose = foyer_entry_row_dispose;
  object_class->finalize = foyer_entry_row_finalize;
  widget_class->direction_changed = foyer_entry_row_direction_changed;
  widget_class->grab_focus = foyer_entry_row_grab_focus;

  /**
   * FoyerEntryRow:text:
   *
   * What is typed.
   */
  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, "", flags);
  /**
   * FoyerEntryRow:error: (nullable)
   *
   * A sentence that says what is wrong with the text; typing takes it away.
   */
  properties[PROP_ERROR] = g_param_spec_string ("error", NULL, NULL, NULL, flags);
  /**
   * FoyerEntryRow:hint: (nullable)
   *
   * What is good to know about the text, while nothing is wrong.
   */
  properties[PROP_HINT] = g_param_spec_string ("hint", NULL, NULL, NULL, flags);
  /**
   * FoyerEntryRow:input-purpose:
   *
   * What kind of text it is, for on-screen keyboards, and for the direction of what is no
   * language.
   */
  properties[PROP_INPUT_PURPOSE] =
      g_param_spec_enum ("input-purpose", NULL, NULL, GTK_TYPE_INPUT_PURPOSE,
                         GTK_INPUT_PURPOSE_FREE_FORM, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * FoyerEntryRow::entry-activated:
   *
   * Emitted when the person presses Enter.
   */
  signals[ENTRY_ACTIVATED] =
      g_signal_new ("entry-activated", FOYER_TYPE_ENTRY_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/foyerclinic/Foyer/ui/entry-row.ui");
  gtk_widget_class_bind_template_child_private (widget_class, FoyerEntryRow, title_label);
  gtk_widget_class_bind_template_child_private (widget_class, FoyerEntryRow, text);
  gtk_widget_class_bind_template_child_private (widget_class, FoyerEntryRow, focus);
  gtk_widget_class_bind_template_child_private (widget_class, FoyerEntryRow, hint_label);
  gtk_widget_class_bind_template_child_private (widget_class, FoyerEntryRow, suffixes);
  gtk_widget_class_bind_template_callback (widget_class, text_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, text_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, leave);
  gtk_widget_class_bind_template_callback (widget_class, pressed_cb);
}

static void
foyer_entry_row_init (FoyerEntryRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "notify::title", G_CALLBACK (title_changed_cb), NULL);
}

GtkWidget *
foyer_entry_row_new (const char *title)
{
  return g_object_new (FOYER_TYPE_ENTRY_ROW, "title", title, NULL);
}

const char *
foyer_entry_row_get_text (FoyerEntryRow *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (get_private (self)->text));
}

/**
 * foyer_entry_row_set_text:
 * @self: an entry row
 * @text: (nullable): the text to show
 *
 * Shows @text as the program knows it: nothing is checked.
 */
void
foyer_entry_row_set_text (FoyerEntryRow *self, const char *text)
{
  FoyerEntryRowPrivate *priv = get_private (self);

  if (g_str_equal (foyer_entry_row_get_text (self), text != NULL ? text : ""))
    return;

  priv->is_setting = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (priv->text), text != NULL ? text : "");
  priv->is_setting = FALSE;
}

const char *
foyer_entry_row_get_error (FoyerEntryRow *self)
{
  return get_private (self)->error;
}

void
foyer_entry_row_set_error (FoyerEntryRow *self, const char *error)
{
  FoyerEntryRowPrivate *priv = get_private (self);

  if (g_strcmp0 (priv->error, error) == 0)
    return;

  g_free (priv->error);
  priv->error = g_strdup (error);
  show_hint (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

void
foyer_entry_row_set_hint (FoyerEntryRow *self, const char *hint)
{
  FoyerEntryRowPrivate *priv = get_private (self);

  if (g_strcmp0 (priv->hint, hint) == 0)
    return;

  g_free (priv->hint);
  priv->hint = g_strdup (hint);
  show_hint (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HINT]);
}

/**
 * foyer_entry_row_add_suffix:
 * @self: an entry row
 * @suffix: a widget for the end of the row
 */
void
foyer_entry_row_add_suffix (FoyerEntryRow *self, GtkWidget *suffix)
{
  gtk_box_append (get_private (self)->suffixes, suffix);
}

/**
 * foyer_entry_row_get_delegate:
 * @self: an entry row
 *
 * Returns: (transfer none): where the person types
 */
GtkEntry *
foyer_entry_row_get_delegate (FoyerEntryRow *self)
{
  return get_private (self)->text;
}
