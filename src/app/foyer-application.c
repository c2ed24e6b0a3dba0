/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/foyer-application.h"

#include "app/foyer-sync-bridge.h"
#include "base/foyer-background.h"
#include "present/foyer-session.h"
#include "store/foyer-patients.h"
#include "ui/foyer-settings.h"
#include "ui/foyer-ui.h"
#include "ui/foyer-window.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>

/**
 * FoyerApplication:
 *
 * The program: one profile, one window.
 *
 * A second start on the same profile raises the window of the first.
 */
struct _FoyerApplication
{
  AdwApplication parent_instance;

  char            *profile; /* (owned) folder of the profile */
  FoyerSyncBridge *sync;    /* (owned) (nullable) while a profile is open */
  gboolean         opening;
  guint patience_id; /* source that shows the window before the profile is open */
};

/* A profile that opens within this time is there when the window is first painted. */
#define PATIENCE_MS 200

G_DEFINE_FINAL_TYPE (FoyerApplication, foyer_application, ADW_TYPE_APPLICATION)

static FoyerWindow *
get_window (FoyerApplication *self)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self));

  for (GList *each = windows; each != NULL; each = each->next)
    if (FOYER_IS_WINDOW (each->data))
      return each->data;

  return NULL;
}

static void
present_window (FoyerApplication *self)
{
  FoyerWindow *window = get_window (self);

  g_clear_handle_id (&self->patience_id, g_source_remove);
  if (window != NULL)
    gtk_window_present (GTK_WINDOW (window));
}

static gboolean
patience_ended_cb (gpointer data)
{
  FoyerApplication *self = data;

  self->patience_id = 0;
  present_window (self);

  return G_SOURCE_REMOVE;
}

static void
end_patience (FoyerApplication *self)
{
  if (self->patience_id != 0)
    present_window (self);
}

static gpointer
read_nothing (FoyerDb *db, gpointer data, GError **error)
{
  return NULL;
}

static gpointer
prepare_search (FoyerDb *db, gpointer data, GError **error)
{
  foyer_patients_prepare_search (db, error);

  return NULL;
}

/* The index for searching is built when there is something to see, and not for the first
 * letter.  Should it fail, a search tries again and says why. */
static void
painted_cb (FoyerStore *store, GdkFrameClock *clock)
{
  g_signal_handlers_disconnect_by_func (clock, painted_cb, store);
  foyer_store_read_async (store, prepare_search, NULL, NULL, NULL, NULL, NULL, NULL);
}

static void
screen_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerApplication) self = data;
  FoyerWindow   *window = get_window (self);
  GdkFrameClock *clock;

  end_patience (self);
  if (window == NULL)
    return;
  clock = gtk_widget_get_frame_clock (GTK_WIDGET (window));
  if (clock != NULL)
    g_signal_connect_object (clock, "after-paint", G_CALLBACK (painted_cb), source,
                             G_CONNECT_SWAPPED);
}

static void
session_loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerApplication) self = data;
  g_autoptr (FoyerSession) session = g_object_ref (FOYER_SESSION (source));
  g_autoptr (GError) error = NULL;
  FoyerWindow *window = get_window (self);

  self->opening = FALSE;
  if (window == NULL)
    return;
  if (foyer_session_load_finish (session, result, &error))
    {
      foyer_window_set_session (window, session);
      g_clear_object (&self->sync);
      self->sync = foyer_sync_bridge_new (session);
      /* The reader works in turns: once this is done, so is what the first screen shows. */
      foyer_store_read_async (foyer_session_get_store (session), read_nothing, NULL, NULL,
                              NULL, NULL, screen_read_cb, g_object_ref (self));
    }
  else
    {
      foyer_window_show_problem (window, error, self->profile);
      end_patience (self);
    }
}

static void
open_store (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError     *error = NULL;
  FoyerStore *store = foyer_store_open (data, &error);

  if (store != NULL)
    g_task_return_pointer (task, store, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
store_opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  FoyerApplication *self = FOYER_APPLICATION (source);
  FoyerWindow      *window = get_window (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerStore) store = g_task_propagate_pointer (G_TASK (result), &error);
  g_autoptr (FoyerSession) session = NULL;

  if (store == NULL || window == NULL)
    {
      self->opening = FALSE;
      if (window != NULL)
        foyer_window_show_problem (window, error, self->profile);
      end_patience (self);
      return;
    }

  session = foyer_session_new (store);
  foyer_session_load_async (session, session_loaded_cb, g_object_ref (self));
}

/* The database is opened beside the making of the window; an upgrade may take its time. */
static void
start_opening (FoyerApplication *self)
{
  g_autoptr (GTask) task = NULL;

  if (self->opening)
    return;
  self->opening = TRUE;
  task = g_task_new (self, NULL, store_opened_cb, NULL);
  g_task_set_task_data (task, g_strdup (self->profile), g_free);
  g_task_run_in_thread (task, open_store);
}

static void
retry_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  start_opening (data);
}

static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoyerWindow *window = get_window (data);

  if (window != NULL)
    gtk_window_close (GTK_WINDOW (window));
  else
    g_application_quit (data);
}

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  /* Translators: put your names here, one a line */
  const char *translators = _ ("translator-credits");

  gtk_show_about_dialog (
      GTK_WINDOW (get_window (data)), "program-name", "Foyer", "logo-icon-name",
      FOYER_APPLICATION_ID, "version", FOYER_VERSION, "license-type", GTK_LICENSE_GPL_3_0,
      "comments", _ ("The front desk of a specialist clinic"), "translator-credits",
      g_str_equal (translators, "translator-credits") ? NULL : translators, NULL);
}

static void
apply_color_scheme (const char *name)
{
  AdwColorScheme scheme = ADW_COLOR_SCHEME_DEFAULT;

  if (g_str_equal (name, "light"))
    scheme = ADW_COLOR_SCHEME_FORCE_LIGHT;
  else if (g_str_equal (name, "dark"))
    scheme = ADW_COLOR_SCHEME_FORCE_DARK;
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), scheme);
}

static void
color_scheme_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  GSettings *settings = foyer_settings_get ();

  g_simple_action_set_state (action, state);
  apply_color_scheme (g_variant_get_string (state, NULL));
  if (settings != NULL)
    g_settings_set_value (settings, "color-scheme", state);
}

static const GActionEntry actions[] = {
  { "about", about_cb, NULL, NULL, NULL },
  { "color-scheme", NULL, "s", "'system'", color_scheme_cb },
  { "quit", quit_cb, NULL, NULL, NULL },
  { "retry", retry_cb, NULL, NULL, NULL },
};

static const struct
{
  const char *action;
  const char *keys[3];
} accelerators[] = {
  { "app.quit", { "<Control>q" } },
  { "win.find", { "<Control>f" } },
  { "win.new-booking", { "<Control>n" } },
  { "win.new-patient('')", { "<Control><Shift>n" } },
  { "win.register-referral(int64 0)", { "<Control>r" } },
  { "win.new-request", { "<Control><Shift>r" } },
  { "win.print-day", { "<Control>p" } },
  { "win.undo", { "<Control>z" } },
  { "win.sync-now", { "F5" } },
  { "win.preferences('')", { "<Control>comma" } },
  { "win.show-help-overlay", { "<Control>question", "F1" } },
  { "win.show-page('today')", { "<Alt>1" } },
  { "win.show-page('my-day')", { "<Alt>2" } },
  { "win.show-page('requests')", { "<Alt>3" } },
  { "win.show-page('patients')", { "<Alt>4" } },
  { "win.show-page('referrals')", { "<Alt>5" } },
  { "win.show-page('decisions')", { "<Alt>6" } },
  { "win.show-page('gift-cards')", { "<Alt>7" } },
  { "win.show-page('till')", { "<Alt>8" } },
  { "win.show-page('handouts')", { "<Alt>9" } },
  { "win.sell-gift-card", { "<Control><Shift>g" } },
  { "win.step-day(-1)", { "<Alt>Left" } },
  { "win.step-day(1)", { "<Alt>Right" } },
  { "win.schedule-of(int64 0)", { "<Control>0" } },
};

static void
set_accelerators (FoyerApplication *self)
{
  GtkApplication *application = GTK_APPLICATION (self);

  for (guint i = 0; i < G_N_ELEMENTS (accelerators); i++)
    gtk_application_set_accels_for_action (application, accelerators[i].action,
                                           accelerators[i].keys);
  for (int i = 0; i < 9; i++)
    {
      g_autofree char *action = g_strdup_printf ("win.focus-clinician(%d)", i);
      g_autofree char *key = g_strdup_printf ("<Control>%d", i + 1);

      gtk_application_set_accels_for_action (application, action,
                                             (const char *[]){ key, NULL });
    }
}

static gboolean
event_cb (GtkEventController *controller, GdkEvent *event)
{
  const GdkEventType type = gdk_event_get_event_type (event);

  if (type == GDK_KEY_PRESS || type == GDK_BUTTON_PRESS || type == GDK_TOUCH_BEGIN)
    foyer_background_hear_person ();

  return GDK_EVENT_PROPAGATE;
}

/* Whoever works, in whatever window, comes before what is done in the background. */
static void
windows_changed_cb (GListModel *windows, guint position, guint n_removed, guint n_added)
{
  for (guint i = position; i < position + n_added; i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);
      GtkEventController *events = gtk_event_controller_legacy_new ();

      gtk_event_controller_set_propagation_phase (events, GTK_PHASE_CAPTURE);
      g_signal_connect (events, "event", G_CALLBACK (event_cb), NULL);
      gtk_widget_add_controller (window, events);
    }
}

static void
foyer_application_startup (GApplication *application)
{
  FoyerApplication *self = FOYER_APPLICATION (application);
  GSettings        *settings = foyer_settings_get ();
  g_autofree char  *scheme = NULL;

  start_opening (self);
  foyer_ui_register_resources ();
  G_APPLICATION_CLASS (foyer_application_parent_class)->startup (application);

  foyer_ui_init ();
  g_signal_connect (gtk_window_get_toplevels (), "items-changed",
                    G_CALLBACK (windows_changed_cb), NULL);
  gtk_window_set_default_icon_name (FOYER_APPLICATION_ID);
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions),
                                   self);
  set_accelerators (self);
  if (settings != NULL)
    {
      scheme = g_settings_get_string (settings, "color-scheme");
      g_action_group_change_action_state (G_ACTION_GROUP (self), "color-scheme",
                                          g_variant_new_string (scheme));
    }
}

static void
foyer_application_activate (GApplication *application)
{
  FoyerApplication *self = FOYER_APPLICATION (application);
  FoyerWindow      *window = get_window (self);

  if (window == NULL)
    {
      foyer_window_new (GTK_APPLICATION (application));
      if (self->opening)
        {
          self->patience_id = g_timeout_add (PATIENCE_MS, patience_ended_cb, self);
          return;
        }
    }
  present_window (self);
}

static char *
dup_default_profile (void)
{
  GSettings *settings = foyer_settings_get ();

  if (settings != NULL)
    {
      g_autofree char *chosen = g_settings_get_string (settings, "profile");

      if (*chosen != '\0')
        return g_steal_pointer (&chosen);
    }

  return g_build_filename (g_get_user_data_dir (), "foyer", "default", NULL);
}

/* The folder as the file system knows it, so that two ways to write it are one profile. */
static char *
dup_canonical (const char *path)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  char            *resolved;
  char            *copy;

  /* Made here, since what does not exist has no real path. */
  if (g_mkdir_with_parents (absolute, 0700) != 0)
    return g_steal_pointer (&absolute);
  resolved = realpath (absolute, NULL);
  if (resolved == NULL)
    return g_steal_pointer (&absolute);
  copy = g_strdup (resolved);
  free (resolved);

  return copy;
}

static int
foyer_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  FoyerApplication *self = FOYER_APPLICATION (application);
  g_autofree char  *standard = NULL;
  g_autofree char  *standard_path = NULL;
  g_autofree char  *profile = NULL;
  g_autofree char  *hash = NULL;
  g_autofree char  *id = NULL;

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("foyer %s\n", FOYER_VERSION);
      return EXIT_SUCCESS;
    }

  standard = dup_default_profile ();
  if (!g_variant_dict_lookup (options, "profile", "^ay", &profile))
    profile = g_strdup (standard);
  self->profile = dup_canonical (profile);
  standard_path = g_canonicalize_filename (standard, NULL);

  /* A profile of its own has a name of its own on the bus. */
  if (g_strcmp0 (self->profile, standard_path) != 0)
    {
      hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, self->profile, -1);
      id = g_strdup_printf ("%s.Profile%.12s", FOYER_APPLICATION_ID, hash);
      g_application_set_application_id (application, id);
    }

  return -1;
}

static void
foyer_application_finalize (GObject *object)
{
  g_clear_handle_id (&FOYER_APPLICATION (object)->patience_id, g_source_remove);
  g_clear_object (&FOYER_APPLICATION (object)->sync);
  g_free (FOYER_APPLICATION (object)->profile);

  G_OBJECT_CLASS (foyer_application_parent_class)->finalize (object);
}

static void
foyer_application_class_init (FoyerApplicationClass *klass)
{
  GObjectClass      *object_class = G_OBJECT_CLASS (klass);
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  object_class->finalize = foyer_application_finalize;
  application_class->startup = foyer_application_startup;
  application_class->activate = foyer_application_activate;
  application_class->handle_local_options = foyer_application_handle_local_options;
}

static void
foyer_application_init (FoyerApplication *self)
{
  const GOptionEntry options[] = {
    { "profile", 'p', G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME, NULL,
      _ ("Folder of the clinic’s database"), _ ("FOLDER") },
    { "version", 'v', G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, NULL, _ ("Show the version"),
      NULL },
    { NULL },
  };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

/**
 * foyer_application_new:
 *
 * Returns: (transfer full): the program, to be run
 */
FoyerApplication *
foyer_application_new (void)
{
  return g_object_new (FOYER_TYPE_APPLICATION, "application-id", FOYER_APPLICATION_ID,
                       "resource-base-path", "/org/foyerclinic/Foyer", NULL);
}
