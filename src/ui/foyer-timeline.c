/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-timeline.h"

#include "ui/foyer-widgets.h"

G_DEFINE_FINAL_TYPE (FoyerTimelineItem, foyer_timeline_item, G_TYPE_OBJECT)

static void
foyer_timeline_item_finalize (GObject *object)
{
  FoyerTimelineItem *self = FOYER_TIMELINE_ITEM (object);

  g_free (self->title);
  g_free (self->subtitle);
  g_free (self->amount);

  G_OBJECT_CLASS (foyer_timeline_item_parent_class)->finalize (object);
}

static void
foyer_timeline_item_class_init (FoyerTimelineItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_timeline_item_finalize;
}

static void
foyer_timeline_item_init (FoyerTimelineItem *self)
{
}

/**
 * foyer_timeline_item_new:
 * @icon_name: (nullable): a symbolic icon; static
 * @title: (transfer full): what happened
 *
 * Returns: (transfer full): an item that opens nothing
 */
FoyerTimelineItem *
foyer_timeline_item_new (const char *icon_name, char *title)
{
  FoyerTimelineItem *self = g_object_new (FOYER_TYPE_TIMELINE_ITEM, NULL);

  self->icon_name = icon_name;
  self->title = title;

  return self;
}

/**
 * FoyerTimeline:
 *
 * A list of what happened, which may be long.
 */
struct _FoyerTimeline
{
  AdwBin parent_instance;

  GListStore    *items; /* (owned) of FoyerTimelineItem */
  GtkStack      *stack; /* (unowned) */
  GtkListView   *list;  /* (unowned) */
  AdwStatusPage *empty; /* (unowned) */
};

G_DEFINE_FINAL_TYPE (FoyerTimeline, foyer_timeline, ADW_TYPE_BIN)

static GtkWidget *
new_label (const char *name)
{
  GtkWidget *label = foyer_text_label_new (NULL, NULL);

  gtk_widget_set_name (label, name);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);

  return label;
}

static void
set_up_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *icon = gtk_image_new ();
  GtkWidget *title = new_label (NULL), *subtitle = new_label (NULL);
  GtkWidget *badge = foyer_badge_new ("", NULL), *amount = gtk_label_new (NULL);

  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_widget_add_css_class (subtitle, "dim-label");
  gtk_widget_add_css_class (subtitle, "caption");
  gtk_widget_add_css_class (amount, "tabular");
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);

  gtk_box_append (GTK_BOX (texts), title);
  gtk_box_append (GTK_BOX (texts), subtitle);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), texts);
  gtk_box_append (GTK_BOX (box), badge);
  gtk_box_append (GTK_BOX (box), amount);

  g_object_set_data (G_OBJECT (item), "icon", icon);
  g_object_set_data (G_OBJECT (item), "title", title);
  g_object_set_data (G_OBJECT (item), "subtitle", subtitle);
  g_object_set_data (G_OBJECT (item), "badge", badge);
  g_object_set_data (G_OBJECT (item), "amount", amount);
  gtk_list_item_set_child (item, box);
}

static GtkWidget *
set_text (GtkListItem *item, const char *key, const char *text)
{
  GtkWidget *label = g_object_get_data (G_OBJECT (item), key);

  gtk_label_set_label (GTK_LABEL (label), text != NULL ? text : "");
  gtk_widget_set_visible (label, text != NULL && *text != '\0');

  return label;
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer data)
{
  static const char *const classes[] = { "accent", "success", "warning", "error" };
  FoyerTimelineItem       *item = gtk_list_item_get_item (list_item);
  gboolean                 is_heading = item->icon_name == NULL;
  GtkWidget               *icon = g_object_get_data (G_OBJECT (list_item), "icon");
  GtkWidget               *title = set_text (list_item, "title", item->title);
  GtkWidget               *badge = set_text (list_item, "badge", item->badge);
  GtkWidget       *parent = gtk_widget_get_parent (gtk_list_item_get_child (list_item));
  g_autofree char *spoken = NULL;

  set_text (list_item, "subtitle", item->subtitle);
  set_text (list_item, "amount", item->amount);
  gtk_image_set_from_icon_name (GTK_IMAGE (icon), item->icon_name);
  gtk_widget_set_visible (icon, !is_heading);
  gtk_list_item_set_activatable (list_item, item->action != NULL);
  if (is_heading)
    gtk_widget_add_css_class (title, "heading");
  else
    gtk_widget_remove_css_class (title, "heading");

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    gtk_widget_remove_css_class (badge, classes[i]);
  if (item->badge_class != NULL)
    gtk_widget_add_css_class (badge, item->badge_class);

  spoken = g_strjoin (", ", item->title, item->badge != NULL ? item->badge : "",
                      item->amount != NULL ? item->amount : "",
                      item->subtitle != NULL ? item->subtitle : "", NULL);
  if (parent != NULL)
    foyer_widget_set_accessible_label (parent, spoken);
}

static void
activated_cb (FoyerTimeline *self, guint position)
{
  g_autoptr (FoyerTimelineItem) item =
      g_list_model_get_item (G_LIST_MODEL (self->items), position);

  if (item != NULL && item->action != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), item->action, "x", item->id);
}

static void
foyer_timeline_dispose (GObject *object)
{
  g_clear_object (&FOYER_TIMELINE (object)->items);

  G_OBJECT_CLASS (foyer_timeline_parent_class)->dispose (object);
}

static void
foyer_timeline_class_init (FoyerTimelineClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = foyer_timeline_dispose;
}

static void
foyer_timeline_init (FoyerTimeline *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget          *scrolled = gtk_scrolled_window_new ();
  GtkWidget          *clamp = adw_clamp_scrollable_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (set_up_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);

  self->items = g_list_store_new (FOYER_TYPE_TIMELINE_ITEM);
  self->list =
      GTK_LIST_VIEW (gtk_list_view_new (GTK_SELECTION_MODEL (gtk_no_selection_new (
                                            G_LIST_MODEL (g_object_ref (self->items)))),
                                        factory));
  gtk_list_view_set_show_separators (self->list, TRUE);
  gtk_list_view_set_single_click_activate (self->list, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "timeline");
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->list),
                                  GTK_ACCESSIBLE_RELATION_LABELLED_BY, self, NULL, -1);
  g_signal_connect_swapped (self->list, "activate", G_CALLBACK (activated_cb), self);

  adw_clamp_scrollable_set_maximum_size (ADW_CLAMP_SCROLLABLE (clamp), 860);
  adw_clamp_scrollable_set_child (ADW_CLAMP_SCROLLABLE (clamp), GTK_WIDGET (self->list));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  gtk_widget_set_vexpand (scrolled, TRUE);

  self->empty = ADW_STATUS_PAGE (adw_status_page_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->empty), "compact");
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->stack, scrolled, "items");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->empty), "empty");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
}

GtkWidget *
foyer_timeline_new (void)
{
  return g_object_new (FOYER_TYPE_TIMELINE, NULL);
}

/**
 * foyer_timeline_set_empty:
 * @self: a timeline
 * @icon_name: a symbolic icon
 * @title: what is missing
 * @description: what to do first
 *
 * Says what stands there while there is nothing to show.
 */
void
foyer_timeline_set_empty (FoyerTimeline *self,
                          const char    *icon_name,
                          const char    *title,
                          const char    *description)
{
  adw_status_page_set_icon_name (self->empty, icon_name);
  adw_status_page_set_title (self->empty, title);
  adw_status_page_set_description (self->empty, description);
}

/**
 * foyer_timeline_show:
 * @self: a timeline
 * @items: (element-type FoyerTimelineItem): what to show, in this order
 */
void
foyer_timeline_show (FoyerTimeline *self, GPtrArray *items)
{
  g_list_store_splice (self->items, 0,
                       g_list_model_get_n_items (G_LIST_MODEL (self->items)),
                       items->pdata, items->len);
  gtk_stack_set_visible_child_name (self->stack, items->len > 0 ? "items" : "empty");
}
