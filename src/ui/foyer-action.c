/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-action.h"

#include "present/foyer-words.h"

/**
 * foyer_action_activate:
 * @widget: a widget of any window
 * @name: full name of the action, `win.book`
 * @argument: (nullable): what it takes; a floating reference is taken
 *
 * Activates an action of the window of @widget, or of the windows that it belongs to: a
 * dialog asks the main window for what only that can do.
 *
 * Returns: whether there was such an action
 */
gboolean
foyer_action_activate (GtkWidget *widget, const char *name, GVariant *argument)
{
  g_autoptr (GVariant) value = argument != NULL ? g_variant_ref_sink (argument) : NULL;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), FALSE);

  while (widget != NULL)
    {
      GtkRoot *root = gtk_widget_get_root (widget);

      if (gtk_widget_activate_action_variant (widget, name, value))
        return TRUE;
      widget = GTK_IS_WINDOW (root)
                   ? GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (root)))
                   : NULL;
    }

  return FALSE;
}

/**
 * foyer_action_toast:
 * @widget: a widget of any window
 * @text: a sentence
 *
 * Shows @text for a moment at the foot of the main window.
 */
void
foyer_action_toast (GtkWidget *widget, const char *text)
{
  foyer_action_activate (widget, "win.toast", g_variant_new_string (text));
}

/**
 * foyer_action_toast_receipt:
 * @widget: a widget of any window
 * @text: a sentence
 * @receipt: (nullable): number of the receipt of what was done
 *
 * Shows @text for a moment at the foot of the main window, and offers to print the receipt.
 */
void
foyer_action_toast_receipt (GtkWidget *widget, const char *text, const char *receipt)
{
  if (receipt != NULL && *receipt != '\0')
    foyer_action_activate (widget, "win.toast-receipt",
                           g_variant_new ("(ss)", text, receipt));
  else
    foyer_action_toast (widget, text);
}

/**
 * foyer_action_toast_error:
 * @widget: a widget of any window
 * @error: what went wrong
 *
 * Says in the main window what went wrong and what to do next.
 */
void
foyer_action_toast_error (GtkWidget *widget, const GError *error)
{
  g_autofree char *sentence = foyer_words_error (error);

  foyer_action_toast (widget, sentence);
}
