/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-text-row.h"

#include "ui/foyer-widgets.h"

/**
 * FoyerTextRow:
 *
 * Several lines to type in a list of rows.
 */
struct _FoyerTextRow
{
  AdwPreferencesRow parent_instance;

  /* Template children */
  GtkTextView   *view;
  GtkTextBuffer *buffer;
  GtkLabel      *error_label;
};

typedef enum
{
  PROP_TEXT = 1,
  PROP_ERROR,
} FoyerTextRowProperty;

static GParamSpec *properties[PROP_ERROR + 1];

G_DEFINE_FINAL_TYPE (FoyerTextRow, foyer_text_row, ADW_TYPE_PREFERENCES_ROW)

static void
title_changed_cb (FoyerTextRow *self)
{
  g_autofree char *plain =
      foyer_strip_mnemonic (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)));

  foyer_widget_set_accessible_label (self->view, plain);
}

static void
buffer_changed_cb (FoyerTextRow *self)
{
  foyer_text_row_set_error (self, NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
}

static gboolean
foyer_text_row_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (FOYER_TEXT_ROW (widget)->view));
}

static void
foyer_text_row_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  FoyerTextRow *self = FOYER_TEXT_ROW (object);

  switch ((FoyerTextRowProperty) prop_id)
    {
    case PROP_TEXT:
      g_value_take_string (value, foyer_text_row_dup_text (self));
      break;

    case PROP_ERROR:
      g_value_set_string (value, gtk_label_get_label (self->error_label));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
foyer_text_row_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  FoyerTextRow *self = FOYER_TEXT_ROW (object);

  switch ((FoyerTextRowProperty) prop_id)
    {
    case PROP_TEXT:
      foyer_text_row_set_text (self, g_value_get_string (value));
      break;

    case PROP_ERROR:
      foyer_text_row_set_error (self, g_value_get_string (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
foyer_text_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), FOYER_TYPE_TEXT_ROW);

  G_OBJECT_CLASS (foyer_text_row_parent_class)->dispose (object);
}

static void
foyer_text_row_class_init (FoyerTextRowClass *klass)
{
  const GParamFlags flags =
      G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = foyer_text_row_get_property;
  object_class->set_property = foyer_text_row_set_property;
  object_class->dispose = foyer_text_row_dispose;
  widget_class->grab_focus = foyer_text_row_grab_focus;

  /**
   * FoyerTextRow:text:
   *
   * What is typed, lines separated by newline.
   */
  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, "", flags);
  /**
   * FoyerTextRow:error: (nullable)
   *
   * A sentence that says what is wrong with the text.
   */
  properties[PROP_ERROR] = g_param_spec_string ("error", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/foyerclinic/Foyer/ui/text-row.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerTextRow, view);
  gtk_widget_class_bind_template_child (widget_class, FoyerTextRow, buffer);
  gtk_widget_class_bind_template_child (widget_class, FoyerTextRow, error_label);
  gtk_widget_class_bind_template_callback (widget_class, buffer_changed_cb);
}

static void
foyer_text_row_init (FoyerTextRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "notify::title", G_CALLBACK (title_changed_cb), NULL);
}

GtkWidget *
foyer_text_row_new (const char *title)
{
  return g_object_new (FOYER_TYPE_TEXT_ROW, "title", title, NULL);
}

/**
 * foyer_text_row_dup_text:
 * @self: a text row
 *
 * Returns: (transfer full): what is typed
 */
char *
foyer_text_row_dup_text (FoyerTextRow *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);

  return gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE);
}

void
foyer_text_row_set_text (FoyerTextRow *self, const char *text)
{
  gtk_text_buffer_set_text (self->buffer, text != NULL ? text : "", -1);
}

void
foyer_text_row_set_error (FoyerTextRow *self, const char *error)
{
  gtk_label_set_label (self->error_label, error != NULL ? error : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), error != NULL);
  if (error != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  error != NULL ? error : "", -1);
}

/**
 * foyer_text_row_set_editable:
 * @self: a row
 * @editable: whether a person may change the text; they can read and copy it anyway
 */
void
foyer_text_row_set_editable (FoyerTextRow *self, gboolean editable)
{
  gtk_text_view_set_editable (self->view, editable);
  gtk_text_view_set_cursor_visible (self->view, editable);
}
