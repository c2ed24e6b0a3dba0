/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-widgets.h"

/**
 * foyer_strip_mnemonic:
 * @label: a label with mnemonic underscores
 *
 * Returns: (transfer full): the label as it is read
 */
char *
foyer_strip_mnemonic (const char *label)
{
  GString *plain = g_string_new (NULL);

  for (const char *p = label; *p != '\0'; p++)
    if (*p != '_' || *++p == '_')
      g_string_append_c (plain, *p);
    else
      p--;

  return g_string_free (plain, FALSE);
}

/**
 * foyer_isolate_figures:
 * @figures: a phone number, or an amount of money with its sign
 *
 * Keeps the groups of @figures in their order among letters that run from right to left.
 *
 * Source: Unicode Standard Annex #9, 2.4.
 *
 * Returns: (transfer full): @figures between a left-to-right isolate and its end
 */
char *
foyer_isolate_figures (const char *figures)
{
  return g_strconcat ("\u2066", figures, "\u2069", NULL);
}

/**
 * foyer_widget_set_accessible_label:
 * @widget: (type Gtk.Widget): a widget
 * @label: what it is called, without mnemonic
 *
 * Tells a screen reader what @widget is: that alone, where a title would say it again.
 *
 * In a drop-down it is the button inside that takes the focus, and GTK gives it no name.
 */
void
foyer_widget_set_accessible_label (gpointer widget, const char *label)
{
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (widget),
                                 GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  if (GTK_IS_DROP_DOWN (widget))
    gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (widget)),
                                    GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/**
 * foyer_button_set_accessible_label:
 * @button: a button with a text
 *
 * Gives @button the name that it shows, once: GTK 4.8 reads a mnemonic twice, “_Add Add”,
 * since the button names itself and its label names it too.  To be called after the text
 * was set.
 */
void
foyer_button_set_accessible_label (GtkButton *button)
{
  gtk_accessible_reset_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL);
}

/**
 * foyer_badge_new:
 * @text: a word that says a state
 * @css_class: (nullable): `accent`, `success`, `warning` or `error`
 *
 * Returns: (transfer floating): a badge
 */
GtkWidget *
foyer_badge_new (const char *text, const char *css_class)
{
  GtkWidget *badge = gtk_label_new (text);

  gtk_widget_add_css_class (badge, "badge");
  if (css_class != NULL)
    gtk_widget_add_css_class (badge, css_class);
  gtk_widget_set_valign (badge, GTK_ALIGN_CENTER);

  return badge;
}

/**
 * foyer_text_label_new:
 * @text: (nullable): what people wrote or a translated text, read as it is
 * @css_class: (nullable): a class for the label
 *
 * Returns: (transfer floating): a label that breaks @text into lines, also within a word that is
 *   longer than a line
 */
GtkWidget *
foyer_text_label_new (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);

  return label;
}

/**
 * foyer_action_row_new:
 * @title: what people typed or a translated text, read as it is
 * @subtitle: (nullable): the same
 *
 * Returns: (transfer floating): a row that reads no markup
 */
GtkWidget *
foyer_action_row_new (const char *title, const char *subtitle)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, NULL);

  /* Not in construction, whose notifications come last first: the title would be read as
   * markup before the row learns not to. */
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title != NULL ? title : "");
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle != NULL ? subtitle : "");

  return row;
}

/**
 * foyer_icon_button_new:
 * @icon_name: a symbolic icon
 * @tooltip: what the button does
 *
 * Returns: (transfer floating): a flat button that a screen reader can name
 */
GtkWidget *
foyer_icon_button_new (const char *icon_name, const char *tooltip)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);

  gtk_widget_set_tooltip_text (button, tooltip);
  foyer_widget_set_accessible_label (button, tooltip);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");

  return button;
}

/**
 * foyer_show_toast:
 * @widget: (type Gtk.Widget): a widget of the window
 * @text: a sentence, read as it is
 *
 * Shows @text for a moment in the nearest place for it, else in the window.
 */
void
foyer_show_toast (gpointer widget, const char *text)
{
  GtkWidget       *overlay = gtk_widget_get_ancestor (widget, ADW_TYPE_TOAST_OVERLAY);
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  if (overlay != NULL)
    adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), adw_toast_new (escaped));
  else
    gtk_widget_activate_action (widget, "win.toast", "s", text);
}

/**
 * foyer_widget_get_text_scale:
 * @widget: (type Gtk.Widget): a widget
 *
 * Returns: how large the text is that the desktop asks for, 1 for the usual size
 */
double
foyer_widget_get_text_scale (gpointer widget)
{
  int dpi;

  g_object_get (gtk_widget_get_settings (widget), "gtk-xft-dpi", &dpi, NULL);

  return dpi > 0 ? dpi / (96.0 * 1024) : 1;
}

/**
 * foyer_widget_empty:
 * @container: (type Gtk.Widget): a box or a list box
 *
 * Takes everything out of @container.
 */
void
foyer_widget_empty (gpointer container)
{
  gpointer child;

  /* A list box has children that are no rows, as what it shows while it is empty. */
  if (GTK_IS_LIST_BOX (container))
    while ((child = gtk_list_box_get_row_at_index (container, 0)) != NULL)
      gtk_list_box_remove (container, child);
  else
    while ((child = gtk_widget_get_first_child (container)) != NULL)
      gtk_box_remove (container, child);
}

/**
 * foyer_window_present_over:
 * @widget: (type Gtk.Widget): where somebody asked for it
 * @window: (type Gtk.Window): a window
 *
 * Shows @window above the one that @widget is in.
 */
void
foyer_window_present_over (gpointer widget, gpointer window)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (window, GTK_WINDOW (root));
  gtk_window_present (window);
}

/**
 * foyer_bin_dispose_template:
 * @bin: (type Adw.Bin): a widget made from a template
 * @type: the type that the template is of
 *
 * Lets go of the template.  The child goes first: the template would leave the bin with one
 * that is gone.
 */
void
foyer_bin_dispose_template (gpointer bin, GType type)
{
  adw_bin_set_child (bin, NULL);
  gtk_widget_dispose_template (bin, type);
}

/* Goes on with what follows @widget, or comes before it, in the order of the Tab key. */
static gboolean
leave (GtkWidget *widget, GtkDirectionType direction)
{
  GtkRoot   *root = gtk_widget_get_root (widget);
  GtkWidget *parent;

  for (; (parent = gtk_widget_get_parent (widget)) != NULL; widget = parent)
    {
      GtkWidget *other = widget;

      while ((other = direction == GTK_DIR_TAB_FORWARD
                          ? gtk_widget_get_next_sibling (other)
                          : gtk_widget_get_prev_sibling (other)) != NULL)
        if (gtk_widget_get_mapped (other) && gtk_widget_child_focus (other, direction))
          return TRUE;
    }

  /* After the last comes the first. */
  gtk_root_set_focus (root, NULL);
  return gtk_widget_child_focus (GTK_WIDGET (root), direction);
}

static gboolean
tab_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                gpointer               data)
{
  GtkWidget *list = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  if (keyval == GDK_KEY_ISO_Left_Tab ||
      (keyval == GDK_KEY_Tab && (state & GDK_SHIFT_MASK) != 0))
    return leave (list, GTK_DIR_TAB_BACKWARD);
  if (keyval == GDK_KEY_Tab)
    return leave (list, GTK_DIR_TAB_FORWARD);

  return GDK_EVENT_PROPAGATE;
}

/**
 * foyer_list_let_tab_leave:
 * @list: (type GtkWidget): a list in which one row is chosen
 *
 * Lets the Tab key leave @list instead of going from row to row, which would choose another
 * row on the way.  The arrow keys go through the rows.
 *
 * Newer GTK has a property for this; version 4.8 has not.
 */
void
foyer_list_let_tab_leave (gpointer list)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (tab_pressed_cb), NULL);
  gtk_widget_add_controller (GTK_WIDGET (list), keys);
}
