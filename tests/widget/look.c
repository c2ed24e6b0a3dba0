/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/widget/look.h"

#include "tests/widget/desk.h"

/* The least screen, and the size of usual and of large text. */
#define SCREEN_WIDTH 1366
#define SCREEN_HEIGHT 768
#define USUAL_DPI (96 * 1024)
#define NARROW_HEIGHT 640

static const char *const names[N_LOOKS] = { "light", "dark", "rtl", "large", "narrow" };

static void
set_look (GtkWidget *window, Look look)
{
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      look == LOOK_DARK ? ADW_COLOR_SCHEME_FORCE_DARK
                                                        : ADW_COLOR_SCHEME_FORCE_LIGHT);
  gtk_widget_set_default_direction (look == LOOK_RIGHT_TO_LEFT ? GTK_TEXT_DIR_RTL
                                                               : GTK_TEXT_DIR_LTR);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi",
                look == LOOK_LARGE ? 2 * USUAL_DPI : USUAL_DPI, NULL);
  desk_settle ();
  /* As somebody draws the edge: what gives way does so step by step. */
  for (int step = 3; look == LOOK_NARROW && step >= 0; step--)
    {
      gtk_window_set_default_size (GTK_WINDOW (window), LOOK_NARROW_WIDTH + step,
                                   NARROW_HEIGHT);
      desk_settle ();
    }
}

/* Writes a picture where somebody wants to see them. */
static void
take_picture (GtkWidget *window, const char *name, Look look)
{
  const char      *folder = g_getenv ("FOYER_PICTURES");
  g_autofree char *file = g_strdup_printf ("%s-%s.png", name, names[look]);
  g_autofree char *path = NULL;
  g_autoptr (GdkPaintable) paintable = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  GtkSnapshot   *snapshot;
  GskRenderNode *node;

  if (folder == NULL)
    return;
  path = g_build_filename (folder, file, NULL);
  paintable = gtk_widget_paintable_new (window);
  snapshot = gtk_snapshot_new ();
  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (window),
                          gtk_widget_get_height (window));
  node = gtk_snapshot_free_to_node (snapshot);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)),
                                         node, NULL);
  gsk_render_node_unref (node);
  g_mkdir_with_parents (folder, 0700);
  g_assert_true (gdk_texture_save_to_png (texture, path));
}

typedef void (*Visit) (GtkWidget *widget, gpointer data);

/* Goes through what is on the screen. */
static void
visit (GtkWidget *widget, Visit func, gpointer data)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  func (widget, data);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    visit (child, func, data);
}

static void
find_text (GtkWidget *widget, gpointer data)
{
  gboolean *found = data;

  *found = *found ||
           (GTK_IS_LABEL (widget) && *gtk_label_get_text (GTK_LABEL (widget)) != '\0');
}

/* Whether a screen reader has something to say; a button says what stands on it. */
static gboolean
has_name (GtkWidget *widget)
{
  gboolean found = FALSE;

  if (gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget),
                                        GTK_ACCESSIBLE_PROPERTY_LABEL) ||
      gtk_test_accessible_has_relation (GTK_ACCESSIBLE (widget),
                                        GTK_ACCESSIBLE_RELATION_LABELLED_BY))
    return TRUE;
  /* The text within an entry speaks for it. */
  if (GTK_IS_TEXT (widget))
    return has_name (gtk_widget_get_parent (widget));
  if (GTK_IS_BUTTON (widget) || GTK_IS_MENU_BUTTON (widget) ||
      GTK_IS_LIST_BOX_ROW (widget) || GTK_IS_LABEL (widget))
    visit (widget, find_text, &found);
  if (GTK_IS_BUTTON (widget) && !found && gtk_widget_get_parent (widget) != NULL &&
      GTK_IS_MENU_BUTTON (gtk_widget_get_parent (widget)))
    return has_name (gtk_widget_get_parent (widget));

  return found;
}

static void
check_name (GtkWidget *widget, gpointer screen)
{
  if (gtk_widget_get_focusable (widget) && gtk_widget_is_sensitive (widget) &&
      !GTK_IS_WINDOW (widget) && !GTK_IS_SCROLLED_WINDOW (widget) &&
      gtk_widget_get_ancestor (widget, ADW_TYPE_COMBO_ROW) == NULL &&
      gtk_widget_get_ancestor (widget, GTK_TYPE_DROP_DOWN) == NULL &&
      !(GTK_IS_LIST_BOX (widget) &&
        gtk_widget_get_ancestor (widget, ADW_TYPE_EXPANDER_ROW) != NULL) &&
      !has_name (widget))
    {
      g_test_message ("%s: a %s (%s) without a name in a %s", (const char *) screen,
                      G_OBJECT_TYPE_NAME (widget), gtk_widget_get_name (widget),
                      G_OBJECT_TYPE_NAME (gtk_widget_get_parent (widget)));
      g_test_fail ();
    }
}

static void
collect_mnemonic (GtkWidget *widget, gpointer data)
{
  GHashTable *used = data;
  guint key = GTK_IS_LABEL (widget) ? gtk_label_get_mnemonic_keyval (GTK_LABEL (widget))
                                    : GDK_KEY_VoidSymbol;

  if (key == GDK_KEY_VoidSymbol)
    return;
  if (g_hash_table_contains (used, GUINT_TO_POINTER (key)))
    {
      g_test_message ("“%s” has the key of “%s”", gtk_label_get_text (GTK_LABEL (widget)),
                      (const char *) g_hash_table_lookup (used, GUINT_TO_POINTER (key)));
      g_test_fail ();
    }
  g_hash_table_insert (used, GUINT_TO_POINTER (key),
                       (gpointer) gtk_label_get_text (GTK_LABEL (widget)));
}

/* Tells what is cut off, for whoever looks at the pictures. */
static void
check_text (GtkWidget *widget, gpointer screen)
{
  if (GTK_IS_LABEL (widget) &&
      pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (widget))))
    g_test_message ("%s: cut off: “%s”%s", (const char *) screen,
                    gtk_label_get_text (GTK_LABEL (widget)),
                    gtk_widget_get_tooltip_text (widget) != NULL ? " (tooltip)" : "");
}

static void
check_size (GtkWidget *window, const char *name, Look look)
{
  int width, height;

  gtk_widget_measure (window, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  gtk_widget_measure (window, GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
  g_test_message ("%s: at least %d × %d", name, width, height);
  if (width > (look == LOOK_NARROW ? LOOK_NARROW_WIDTH : SCREEN_WIDTH) ||
      height > SCREEN_HEIGHT)
    g_test_fail ();
}

/* As the program does for itself. */
void
look_init (void)
{
  GdkDisplay *display = gdk_display_get_default ();
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, "/org/foyerclinic/Foyer/style.css");
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (display),
                                    "/org/foyerclinic/Foyer/icons");
}

/* More than there are stations of the Tab key in any window. */
#define MAX_STATIONS 400

typedef struct
{
  GHashTable *stations; /* (owned) */
  const char *screen;   /* (unowned) */
} Reach;

/* In a number the arrow keys do what its buttons do. */
static void
check_reach (GtkWidget *widget, gpointer data)
{
  Reach *reach = data;

  if ((GTK_IS_BUTTON (widget) || GTK_IS_TEXT (widget)) &&
      gtk_widget_get_focusable (widget) && gtk_widget_is_sensitive (widget) &&
      gtk_widget_get_ancestor (widget, GTK_TYPE_WINDOW_CONTROLS) == NULL &&
      (GTK_IS_TEXT (widget) ||
       gtk_widget_get_ancestor (widget, GTK_TYPE_SPIN_BUTTON) == NULL) &&
      !g_hash_table_contains (reach->stations, widget))
    {
      g_test_message ("%s: the Tab key misses a %s (%s)", reach->screen,
                      G_OBJECT_TYPE_NAME (widget), gtk_widget_get_name (widget));
      g_test_fail ();
    }
}

/* The Tab key, with Shift or without it, comes to all that can be pressed or typed into. */
static void
tab_through (GtkWidget *window, const char *screen)
{
  g_autoptr (GHashTable) stations = g_hash_table_new (NULL, NULL);
  Reach reach = { stations, screen };

  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  for (int i = 0; i < 2 * MAX_STATIONS; i++)
    {
      GtkWidget *focus;

      gtk_widget_child_focus (window, i < MAX_STATIONS ? GTK_DIR_TAB_FORWARD
                                                       : GTK_DIR_TAB_BACKWARD);
      focus = gtk_window_get_focus (GTK_WINDOW (window));
      if (focus != NULL)
        g_hash_table_add (stations, focus);
    }
  visit (window, check_reach, &reach);
}

static void
look_at (GtkWidget *window, const char *name, Look n_looks)
{
  for (Look look = 0; look < n_looks; look++)
    {
      g_autoptr (GHashTable) mnemonics = g_hash_table_new (NULL, NULL);
      g_autofree char *screen = g_strdup_printf ("%s, %s", name, names[look]);

      set_look (window, look);
      take_picture (window, name, look);
      check_size (window, screen, look);
      visit (window, check_name, screen);
      visit (window, collect_mnemonic, mnemonics);
      visit (window, check_text, screen);
    }
  tab_through (window, name);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Looks at a window in each of the ways, and closes it. */
void
look_through (GtkWidget *window, const char *name)
{
  look_at (window, name, N_LOOKS);
}

/* Of a window that is not for the narrowest of places. */
void
look_through_wide (GtkWidget *window, const char *name)
{
  look_at (window, name, LOOK_NARROW);
}
