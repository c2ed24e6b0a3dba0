/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-sync-indicator.h"

#include "present/foyer-sync-words.h"
#include "ui/foyer-widgets.h"

#include <glib/gi18n-lib.h>

/* Between the icon and the words, in pixels. */
#define SPACING 6

/**
 * FoyerSyncIndicator:
 *
 * Says in the header of the window how sync stands, and on request everything that there is
 * to say about it.  Where there is no endpoint it is not there.
 */
struct _FoyerSyncIndicator
{
  AdwBin parent_instance;

  FoyerSession *session; /* (owned) (nullable) */
  char         *said;    /* (owned) (nullable) the sentence that is shown */

  /* Template children */
  GtkMenuButton  *button;
  GtkPopover     *popover;
  GtkImage       *icon;
  GtkLabel       *label;
  GtkLabel       *sentence_label;
  GtkLabel       *details_label;
  GtkWidget      *progress_box;
  GtkProgressBar *progress_bar;
  GtkButton      *cancel_button;
  GtkButton      *sync_button;
  GtkButton      *decisions_button;
  GtkButton      *preferences_button;
};

G_DEFINE_FINAL_TYPE (FoyerSyncIndicator, foyer_sync_indicator, ADW_TYPE_BIN)

/* A name that changes is read out; one that does not is left alone. */
static void
say (FoyerSyncIndicator *self, const char *sentence)
{
  if (g_strcmp0 (self->said, sentence) == 0)
    return;

  g_free (self->said);
  self->said = g_strdup (sentence);
  foyer_widget_set_accessible_label (self->button, sentence);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), sentence);
  gtk_label_set_label (self->sentence_label, sentence);
}

static void
show_decisions (FoyerSyncIndicator *self, FoyerSyncStatus *status)
{
  gint64           n = status != NULL ? status->n_decisions : 0;
  g_autofree char *text =
      /* Translators: the name of a screen, and how much there is in it */
      g_strdup_printf (_ ("Needs a Decision (%d)"), (int) n);

  gtk_widget_set_visible (GTK_WIDGET (self->decisions_button), n > 0);
  if (g_strcmp0 (gtk_button_get_label (self->decisions_button), text) == 0)
    return;
  gtk_button_set_label (self->decisions_button, text);
  foyer_widget_set_accessible_label (self->decisions_button, text);
}

static void
show_progress (FoyerSyncIndicator *self, FoyerSyncMonitor *monitor)
{
  gboolean receiving = foyer_sync_monitor_get_busy (monitor) &&
                       foyer_sync_monitor_get_first_pull (monitor);
  g_autofree char *text = NULL;
  double           share;

  gtk_widget_set_visible (self->progress_box, receiving);
  gtk_widget_set_sensitive (GTK_WIDGET (self->sync_button), !receiving);
  if (!receiving)
    return;

  g_object_get (monitor, "progress", &share, NULL);
  text = foyer_sync_words_progress (monitor);
  if (foyer_sync_monitor_get_n_total (monitor) > 0)
    gtk_progress_bar_set_fraction (self->progress_bar, share);
  else
    gtk_progress_bar_pulse (self->progress_bar);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->progress_bar),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, -1);
}

static void
update (FoyerSyncIndicator *self)
{
  FoyerSyncMonitor *monitor = foyer_session_get_sync (self->session);
  FoyerZone        *zone = foyer_session_get_zone (self->session);
  gint64            now = foyer_session_now (self->session);
  g_autofree char  *label = foyer_sync_words_label (monitor);
  g_autofree char  *sentence = NULL;
  g_autofree char  *details = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), label != NULL);
  if (label == NULL)
    return;

  sentence = foyer_sync_words_sentence (monitor, zone, now);
  details = foyer_sync_words_details (monitor, zone, now);
  gtk_image_set_from_icon_name (self->icon, foyer_sync_words_icon (monitor));
  gtk_label_set_label (self->label, label);
  say (self, sentence);
  gtk_label_set_label (self->details_label, details);
  gtk_widget_set_visible (GTK_WIDGET (self->details_label), *details != '\0');
  show_progress (self, monitor);
  show_decisions (self, foyer_sync_monitor_get_status (monitor));
}

static void
cancel_clicked_cb (FoyerSyncIndicator *self)
{
  foyer_sync_monitor_cancel (foyer_session_get_sync (self->session));
}

/* What a button leads to is behind the popover. */
static void
left_cb (FoyerSyncIndicator *self)
{
  gtk_popover_popdown (self->popover);
}

static void
foyer_sync_indicator_dispose (GObject *object)
{
  FoyerSyncIndicator *self = FOYER_SYNC_INDICATOR (object);

  foyer_bin_dispose_template (self, FOYER_TYPE_SYNC_INDICATOR);
  g_clear_pointer (&self->said, g_free);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (foyer_sync_indicator_parent_class)->dispose (object);
}

static void
foyer_sync_indicator_class_init (FoyerSyncIndicatorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_sync_indicator_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/foyerclinic/Foyer/ui/sync-indicator.ui");
#define BIND(child)                                                                      \
  gtk_widget_class_bind_template_child (widget_class, FoyerSyncIndicator, child)
  BIND (button);
  BIND (popover);
  BIND (icon);
  BIND (label);
  BIND (sentence_label);
  BIND (details_label);
  BIND (progress_box);
  BIND (progress_bar);
  BIND (cancel_button);
  BIND (sync_button);
  BIND (decisions_button);
  BIND (preferences_button);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, left_cb);
}

static void
foyer_sync_indicator_init (FoyerSyncIndicator *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  foyer_button_set_accessible_label (self->cancel_button);
  foyer_button_set_accessible_label (self->sync_button);
  foyer_button_set_accessible_label (self->preferences_button);
}

/**
 * foyer_sync_indicator_set_session:
 * @self: an indicator
 * @session: the session whose sync it shows
 */
void
foyer_sync_indicator_set_session (FoyerSyncIndicator *self, FoyerSession *session)
{
  FoyerSyncMonitor        *monitor = foyer_session_get_sync (session);
  static const char *const news[] = { "notify::status", "notify::busy",
                                      "notify::progress" };

  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  for (guint i = 0; i < G_N_ELEMENTS (news); i++)
    g_signal_connect_object (monitor, news[i], G_CALLBACK (update), self,
                             G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::clinic", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);
}

/**
 * foyer_sync_indicator_get_room:
 * @self: an indicator
 *
 * Returns: how much of its width its words take, in pixels, whether they are shown or not
 */
int
foyer_sync_indicator_get_room (FoyerSyncIndicator *self)
{
  int width;

  if (!gtk_widget_get_visible (GTK_WIDGET (self)))
    return 0;
  pango_layout_get_pixel_size (gtk_label_get_layout (self->label), &width, NULL);

  return width + SPACING;
}

/**
 * foyer_sync_indicator_get_narrow:
 * @self: an indicator
 *
 * Returns: whether it shows the icon alone
 */
gboolean
foyer_sync_indicator_get_narrow (FoyerSyncIndicator *self)
{
  return !gtk_widget_get_visible (GTK_WIDGET (self->label));
}

/**
 * foyer_sync_indicator_set_narrow:
 * @self: an indicator
 * @narrow: whether there is room for the icon alone
 */
void
foyer_sync_indicator_set_narrow (FoyerSyncIndicator *self, gboolean narrow)
{
  gtk_widget_set_visible (GTK_WIDGET (self->label), !narrow);
}
