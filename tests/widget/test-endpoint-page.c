/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-catalogue.h"
#include "store/foyer-endpoints.h"
#include "tests/widget/desk.h"
#include "ui/foyer-endpoint-page.h"
#include "ui/foyer-simple-rows.h"
#include "ui/foyer-ui.h"

/* What would have been sent to who syncs. */
typedef struct
{
  FoyerSyncMonitor      *monitor; /* (unowned) */
  GtkWidget             *window;
  FoyerEndpointSettings *settings; /* (owned) (nullable) of the last request */
  char                  *secret;   /* (owned) (nullable) of the last request */
  guint                  n_asked;
} Shown;

static void
asked_cb (FoyerSyncMonitor      *monitor,
          FoyerEndpointSettings *settings,
          const char            *secret,
          Shown                 *shown)
{
  g_set_object (&shown->settings, settings);
  g_free (shown->secret);
  shown->secret = g_strdup (secret);
  shown->n_asked++;
}

static void
show (Shown *self, Desk *desk)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *overlay = adw_toast_overlay_new ();
  GtkWidget *page = g_object_new (FOYER_TYPE_ENDPOINT_PAGE, NULL);

  *self = (Shown){ .monitor = foyer_session_get_sync (desk->session), .window = window };
  foyer_endpoint_page_set_session (FOYER_ENDPOINT_PAGE (page), desk->session);
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), page);
  adw_window_set_content (ADW_WINDOW (window), overlay);
  g_signal_connect (self->monitor, "test-requested", G_CALLBACK (asked_cb), self);
  g_signal_connect (self->monitor, "save-requested", G_CALLBACK (asked_cb), self);
  desk_present (window);
  desk_settle ();
}

static void
end (Shown *self)
{
  g_signal_handlers_disconnect_by_data (self->monitor, self);
  gtk_window_destroy (GTK_WINDOW (self->window));
  g_clear_object (&self->settings);
  g_clear_pointer (&self->secret, g_free);
}

static void
choose_auth (Shown *self, FoyerEndpointAuth auth)
{
  foyer_choice_row_set_value (desk_find_row (self->window, "Sign-In Method"), auth);
}

static void
test_asks_for_what_is_needed (Desk *desk, gconstpointer data)
{
  static const struct
  {
    FoyerEndpointAuth auth;
    const char       *title;
  } needed[] = {
    { FOYER_ENDPOINT_AUTH_BASIC, "User" },
    { FOYER_ENDPOINT_AUTH_BASIC, "Password" },
    { FOYER_ENDPOINT_AUTH_BEARER, "Token" },
    { FOYER_ENDPOINT_AUTH_OAUTH2, "Client ID" },
    { FOYER_ENDPOINT_AUTH_OAUTH2, "Client secret" },
    { FOYER_ENDPOINT_AUTH_SMART, "Key ID" },
    { FOYER_ENDPOINT_AUTH_SMART, "Private Key" },
  };
  Shown shown;

  show (&shown, desk);
  for (guint i = 0; i < G_N_ELEMENTS (needed); i++)
    {
      choose_auth (&shown, FOYER_ENDPOINT_AUTH_NONE);
      g_assert_null (desk_find_row (shown.window, needed[i].title));
      choose_auth (&shown, needed[i].auth);
      g_assert_nonnull (desk_find_row (shown.window, needed[i].title));
    }
  end (&shown);
}

static void
test_refuses_what_cannot_be (Desk *desk, gconstpointer data)
{
  Shown shown;

  show (&shown, desk);
  desk_click (shown.window, "_Save");
  g_assert_true (desk_says (shown.window, "This cannot be empty."));
  desk_type (shown.window, "Address", "http://fhir.example.org/r4");
  desk_click (shown.window, "_Test Connection");
  g_assert_true (desk_says (shown.window, "the address must begin with https"));
  g_assert_cmpuint (shown.n_asked, ==, 0);
  end (&shown);
}

static void
test_says_what_was_found (Desk *desk, gconstpointer data)
{
  g_autoptr (GPtrArray) findings =
      g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_probe_finding_free);
  Shown shown;

  g_ptr_array_add (findings, foyer_probe_finding_new (FOYER_PROBE_CODE_VERSION_CHECK,
                                                      FOYER_PROBE_VERDICT_BAD, "200"));
  show (&shown, desk);
  desk_type (shown.window, "Address", "https://fhir.example.org/r4");
  choose_auth (&shown, FOYER_ENDPOINT_AUTH_BEARER);
  desk_type (shown.window, "Token", "abc");
  desk_click (shown.window, "_Test Connection");
  g_assert_cmpuint (shown.n_asked, ==, 1);
  g_assert_cmpstr (shown.settings->address, ==, "https://fhir.example.org/r4");
  g_assert_cmpstr (shown.secret, ==, "abc");

  foyer_sync_monitor_set_testing (shown.monitor);
  foyer_sync_monitor_set_findings (shown.monitor, findings, "It is <not> safe.");
  g_assert_true (desk_says (shown.window, "It is <not> safe."));
  g_assert_true (desk_says (shown.window, "Not possible"));
  /* Other settings have not been tested. */
  desk_type (shown.window, "Token", "abcd");
  g_assert_false (desk_says (shown.window, "Not possible"));
  end (&shown);
}

static void
test_saves_and_hides_the_secret (Desk *desk, gconstpointer data)
{
  Shown shown;

  show (&shown, desk);
  desk_type (shown.window, "Address", "https://fhir.example.org/r4");
  choose_auth (&shown, FOYER_ENDPOINT_AUTH_BEARER);
  desk_type (shown.window, "Token", "abc");
  desk_click (shown.window, "_Save");
  g_assert_cmpuint (shown.n_asked, ==, 1);
  foyer_sync_monitor_set_saved (shown.monitor, FOYER_SECRET_PLACE_NOWHERE, "It failed.");
  g_assert_true (desk_says (shown.window, "It failed."));

  desk_click (shown.window, "_Save");
  foyer_sync_monitor_set_saved (shown.monitor, FOYER_SECRET_PLACE_KEYRING, NULL);
  g_assert_true (desk_says (shown.window, "is in the keyring"));
  g_assert_false (desk_says (shown.window, "It failed."));
  desk_click (shown.window, "_Save");
  g_assert_null (shown.secret);
  end (&shown);
}

static void
test_keeps_what_is_saved (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerEndpointSettings) settings = foyer_endpoint_settings_new ();
  g_autoptr (GError) error = NULL;
  Shown shown;

  foyer_set_text (&settings->address, "https://fhir.example.org/r4");
  foyer_set_text (&settings->user, "desk & <b>");
  settings->auth = FOYER_ENDPOINT_AUTH_BASIC;
  foyer_endpoints_set (desk->profile.db, desk->profile.manager, settings, &error);
  g_assert_no_error (error);

  show (&shown, desk);
  desk_wait_says (shown.window, "Already saved");
  /* Where it is becomes known a little later. */
  g_assert_false (desk_says (shown.window, "keyring"));
  foyer_sync_monitor_set_secret_place (shown.monitor, FOYER_SECRET_PLACE_FILE);
  g_assert_true (desk_says (shown.window, "no keyring could be reached"));
  choose_auth (&shown, FOYER_ENDPOINT_AUTH_BEARER);
  g_assert_false (desk_says (shown.window, "keyring"));
  choose_auth (&shown, FOYER_ENDPOINT_AUTH_BASIC);
  g_assert_true (desk_says (shown.window, "no keyring could be reached"));
  g_assert_nonnull (desk_find_button (shown.window, "Stop S_yncing…"));
  desk_click (shown.window, "_Save");
  g_assert_cmpstr (shown.settings->user, ==, "desk & <b>");
  g_assert_null (shown.secret);
  end (&shown);
}

static void
test_only_managers_change_it (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerUser) front_desk = foyer_user_new ();
  g_autoptr (GError) error = NULL;
  Shown shown;

  foyer_set_text (&front_desk->name, "Front Desk");
  front_desk->role = FOYER_ROLE_DESK;
  foyer_catalogue_save (desk->profile.db, desk->profile.manager, front_desk, &error);
  g_assert_no_error (error);
  foyer_store_set_actor (desk->store, front_desk);

  show (&shown, desk);
  g_assert_true (desk_says (shown.window, "Only a manager may change the endpoint."));
  g_assert_null (desk_find_button (shown.window, "_Save"));
  g_assert_false (
      gtk_widget_is_sensitive (desk_find_button (shown.window, "_Test Connection")));
  end (&shown);
}

#define ADD(path, func)                                                                  \
  g_test_add ("/endpoint-page/" path, Desk, NULL, desk_set_up, func, desk_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  foyer_ui_init ();

  ADD ("asks-for-what-is-needed", test_asks_for_what_is_needed);
  ADD ("refuses-what-cannot-be", test_refuses_what_cannot_be);
  ADD ("says-what-was-found", test_says_what_was_found);
  ADD ("saves-and-hides-the-secret", test_saves_and_hides_the_secret);
  ADD ("keeps-what-is-saved", test_keeps_what_is_saved);
  ADD ("only-managers-change-it", test_only_managers_change_it);

  return g_test_run ();
}
