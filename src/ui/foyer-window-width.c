/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-decisions-page.h"
#include "ui/foyer-today-page.h"
#include "ui/foyer-widgets.h"
#include "ui/foyer-window-private.h"
#include "ui/foyer-worklist.h"

/* What the window leaves out, and puts elsewhere, where there is little room. */

/* A window that is so little wider than what it shows needs is narrow. */
#define NARROW_MARGIN 16

/* In less, two things to compare stand one below the other, in pixels of usual text. */
#define STACKED_WIDTH 1000

/* In the narrowest window what leads through the days has a bar of its own. */
static void
update_bar (FoyerWindow *self)
{
  GtkWidget *parent = gtk_widget_get_parent (self->day_box);
  gboolean   is_in_bar = parent == self->day_bar;

  if (is_in_bar == self->tiny)
    return;
  g_object_ref (self->day_box);
  if (self->tiny)
    {
      adw_header_bar_remove (ADW_HEADER_BAR (self->header), self->day_box);
      gtk_box_append (GTK_BOX (self->day_bar), self->day_box);
    }
  else
    {
      gtk_box_remove (GTK_BOX (self->day_bar), self->day_box);
      adw_header_bar_pack_start (ADW_HEADER_BAR (self->header), self->day_box);
    }
  g_object_unref (self->day_box);
}

/* Shows what there is room for. */
void
foyer_window_update_width (FoyerWindow *self)
{
  GtkWidget *today = gtk_stack_get_child_by_name (self->pages, "today");
  GtkWidget *row;

  for (row = gtk_widget_get_first_child (GTK_WIDGET (self->screens)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      GtkWidget *box = gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row));
      GtkWidget *label = gtk_widget_get_next_sibling (gtk_widget_get_first_child (box));

      gtk_widget_set_visible (label, !self->narrow);
      gtk_box_set_spacing (GTK_BOX (box), self->narrow ? 4 : 12);
    }
  gtk_widget_set_size_request (self->sidebar, self->narrow ? -1 : 190, -1);
  if (self->narrow)
    gtk_widget_add_css_class (self->sidebar, "narrow");
  else
    gtk_widget_remove_css_class (self->sidebar, "narrow");
  gtk_widget_set_visible (GTK_WIDGET (self->clinic_title), !self->narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->actor_label), !self->narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->clinician_label), !self->narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->book_label), !self->narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->find_label), !self->narrow);
  if (self->narrow)
    foyer_sync_indicator_set_narrow (self->sync_indicator, TRUE);
  gtk_widget_set_visible (self->today_button, !self->narrow);
  gtk_widget_set_visible (self->week_button, !self->narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->page_title),
                          !self->tiny &&
                              *adw_window_title_get_title (self->page_title) != '\0');
  update_bar (self);
  if (today != NULL)
    foyer_today_page_set_narrow (FOYER_TODAY_PAGE (today), self->narrow, self->tiny);
  for (row = gtk_widget_get_first_child (GTK_WIDGET (self->pages)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (ADW_IS_BIN (row) && FOYER_IS_WORKLIST (adw_bin_get_child (ADW_BIN (row))))
      foyer_worklist_set_narrow (FOYER_WORKLIST (adw_bin_get_child (ADW_BIN (row))),
                                 self->tiny);
  foyer_window_update_day (self);
}

/* The words about sync are the first to go: its icon and its name say the same. */
static void
update_sync (FoyerWindow *self, int width)
{
  int sidebar, needed;

  gtk_widget_measure (self->sidebar, GTK_ORIENTATION_HORIZONTAL, -1, &sidebar, NULL, NULL,
                      NULL);
  gtk_widget_measure (self->header, GTK_ORIENTATION_HORIZONTAL, -1, &needed, NULL, NULL,
                      NULL);
  if (foyer_sync_indicator_get_narrow (self->sync_indicator))
    needed += foyer_sync_indicator_get_room (self->sync_indicator);
  foyer_sync_indicator_set_narrow (self->sync_indicator,
                                   width - sidebar < needed + NARROW_MARGIN);
}

static int
measure_stage (FoyerWindow *self)
{
  int width;

  gtk_widget_measure (gtk_stack_get_visible_child (self->stage),
                      GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);

  return width;
}

static void
set_narrow (FoyerWindow *self, gboolean narrow, gboolean tiny)
{
  if (narrow == self->narrow && tiny == self->tiny)
    return;
  self->narrow = narrow;
  self->tiny = tiny;
  foyer_window_update_width (self);
}

/* Where everything needs more room than there is, only icons are left of what has icons, and
 * where that is still too much, some of it stands below the rest.  How much is needed follows
 * from the screen, the language and the size of the text. */
static gboolean
width_changed_cb (gpointer data)
{
  FoyerWindow *self = data;
  GdkSurface  *surface = gtk_native_get_surface (GTK_NATIVE (self));
  GtkWidget   *decisions;
  gboolean     narrow;
  int          width;

  if (surface == NULL || !self->ready)
    return G_SOURCE_REMOVE;
  width = gdk_surface_get_width (surface);
  decisions = gtk_stack_get_child_by_name (self->pages, "decisions");
  if (decisions != NULL)
    foyer_decisions_page_set_narrow (FOYER_DECISIONS_PAGE (decisions),
                                     width < STACKED_WIDTH *
                                                 foyer_widget_get_text_scale (self));
  if (self->page_changed)
    set_narrow (self, FALSE, FALSE);
  self->page_changed = FALSE;
  if (!self->narrow)
    {
      update_sync (self, width);
      self->wide_width = measure_stage (self);
    }
  narrow = width < self->wide_width + NARROW_MARGIN;
  set_narrow (self, narrow, narrow && self->tiny);
  if (narrow && !self->tiny)
    self->narrow_width = measure_stage (self);
  set_narrow (self, narrow, narrow && width < self->narrow_width + NARROW_MARGIN);

  return G_SOURCE_REMOVE;
}

/* Not while sizes are given out: what is shown follows in an idle moment. */
void
foyer_window_queue_width (FoyerWindow *self)
{
  g_idle_add_full (GTK_PRIORITY_RESIZE - 1, width_changed_cb, g_object_ref (self),
                   g_object_unref);
}
