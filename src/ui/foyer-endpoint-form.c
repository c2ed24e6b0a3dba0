/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-endpoint-form.h"

#include "present/foyer-endpoint-words.h"
#include "present/foyer-words.h"
#include "store/foyer-endpoints.h"
#include "ui/foyer-entry-row.h"
#include "ui/foyer-file-dialog.h"
#include "ui/foyer-form.h"
#include "ui/foyer-simple-rows.h"
#include "ui/foyer-widgets.h"

#include <glib/gi18n-lib.h>

/* No private key is longer. */
#define LONGEST_KEY 65536

/**
 * FoyerEndpointForm:
 *
 * Where the clinic's endpoint is and how to sign in there, and what a test of it found.
 *
 * A secret that is kept is never shown: who leaves its field empty keeps it.
 */
struct _FoyerEndpointForm
{
  GtkBox parent_instance;

  FoyerSession          *session; /* (owned) (nullable) */
  FoyerEndpointSettings *kept;    /* (owned) (nullable) */
  FoyerForm             *form;    /* (owned) (nullable) */
  char                  *ca_file; /* (owned) (nullable) path */
  char                  *key; /* (owned) (nullable) text of a private key just chosen */
  FoyerEndpointAuth      kept_auth; /* way of signing in whose secret is kept */
  gboolean               asked;     /* the test under way is ours */

  /* Template children */
  FoyerChoiceRow      *auth_row;
  FoyerEntryRow       *address_row;
  FoyerEntryRow       *user_row;
  FoyerEntryRow       *client_row;
  FoyerEntryRow       *secret_row;
  FoyerChoiceRow      *algorithm_row;
  FoyerEntryRow       *key_id_row;
  AdwActionRow        *key_row;
  GtkButton           *key_button;
  FoyerEntryRow       *token_row;
  FoyerEntryRow       *scope_row;
  AdwActionRow        *ca_row;
  GtkButton           *ca_button;
  GtkButton           *ca_clear_button;
  GtkButton           *test_button;
  GtkSpinner          *spinner;
  GtkLabel            *problem_label;
  AdwPreferencesGroup *findings_group;
  GtkListBox          *findings;
};

G_DEFINE_FINAL_TYPE (FoyerEndpointForm, foyer_endpoint_form, GTK_TYPE_BOX)

static FoyerEndpointAuth
get_auth (FoyerEndpointForm *self)
{
  return (FoyerEndpointAuth) foyer_choice_row_get_value (self->auth_row);
}

/**
 * foyer_endpoint_form_show_problem:
 * @self: a form
 * @problem: (nullable): a sentence; `NULL` takes it away
 *
 * Says below the form why something did not go through.
 */
void
foyer_endpoint_form_show_problem (FoyerEndpointForm *self, const char *problem)
{
  gtk_label_set_label (self->problem_label, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), problem != NULL);
}

static void
clear_findings (FoyerEndpointForm *self)
{
  foyer_endpoint_form_show_problem (self, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->findings_group), FALSE);
  foyer_widget_empty (self->findings);
}

static GtkWidget *
new_finding (const FoyerProbeFinding *finding)
{
  g_autofree char *sentence = foyer_words_probe_finding (finding);
  const char      *verdict = foyer_words_probe_verdict (finding->verdict);
  GtkWidget       *row = foyer_action_row_new (sentence, verdict);
  GtkWidget       *icon =
      gtk_image_new_from_icon_name (foyer_words_probe_verdict_icon (finding->verdict));
  g_autofree char *spoken = g_strdup_printf ("%s: %s", verdict, sentence);

  if (finding->verdict == FOYER_PROBE_VERDICT_BAD)
    gtk_widget_add_css_class (icon, "error");
  else if (finding->verdict == FOYER_PROBE_VERDICT_WARNING)
    gtk_widget_add_css_class (icon, "warning");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  foyer_widget_set_accessible_label (row, spoken);

  return row;
}

static void
show_findings (FoyerEndpointForm *self, FoyerSyncMonitor *monitor)
{
  GPtrArray *findings = foyer_sync_monitor_get_findings (monitor);

  clear_findings (self);
  foyer_endpoint_form_show_problem (self, foyer_sync_monitor_get_problem (monitor));
  for (guint i = 0; findings != NULL && i < findings->len; i++)
    gtk_list_box_append (self->findings, new_finding (findings->pdata[i]));
  gtk_widget_set_visible (GTK_WIDGET (self->findings_group),
                          findings != NULL && findings->len > 0);
}

/* The button that was pressed lost the keyboard while it could not be pressed. */
static void
give_back_focus (FoyerEndpointForm *self)
{
  GtkRoot   *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    gtk_widget_grab_focus (GTK_WIDGET (self->test_button));
}

static void
testing_changed_cb (FoyerEndpointForm *self, GParamSpec *pspec, FoyerSyncMonitor *monitor)
{
  gboolean testing = foyer_sync_monitor_get_testing (monitor);

  gtk_widget_set_sensitive (GTK_WIDGET (self->test_button), !testing);
  if (!testing && self->asked)
    give_back_focus (self);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), testing);
  gtk_spinner_set_spinning (self->spinner, testing);
  if (!testing && self->asked)
    {
      self->asked = FALSE;
      show_findings (self, monitor);
    }
}

static void
show_hint (FoyerEndpointForm *self)
{
  FoyerEndpointAuth auth = get_auth (self);
  g_autofree char  *kept = NULL;
  const char       *hint = NULL;

  if (auth == self->kept_auth && self->session != NULL)
    {
      FoyerSecretPlace place =
          foyer_sync_monitor_get_secret_place (foyer_session_get_sync (self->session));

      hint = kept = g_strjoin (
          " ",
          _ ("Already saved; for safety it is not shown. Leave this empty to keep it."),
          place != FOYER_SECRET_PLACE_NOWHERE ? foyer_words_secret_place (place) : NULL,
          NULL);
    }
  foyer_entry_row_set_hint (self->secret_row, hint);
  if (self->key != NULL)
    hint = _ ("A key has been chosen. It is kept when you save.");
  adw_action_row_set_subtitle (
      self->key_row, hint != NULL ? hint : _ ("A file in PEM format with a private key"));
}

/* Only what the chosen way of signing in needs. */
static void
auth_changed_cb (FoyerEndpointForm *self)
{
  FoyerEndpointAuth auth = get_auth (self);
  gboolean          smart = auth == FOYER_ENDPOINT_AUTH_SMART;
  gboolean          client = smart || auth == FOYER_ENDPOINT_AUTH_OAUTH2;

  gtk_widget_set_visible (GTK_WIDGET (self->user_row), auth == FOYER_ENDPOINT_AUTH_BASIC);
  gtk_widget_set_visible (GTK_WIDGET (self->client_row), client);
  gtk_widget_set_visible (GTK_WIDGET (self->token_row), client);
  gtk_widget_set_visible (GTK_WIDGET (self->scope_row), client);
  gtk_widget_set_visible (GTK_WIDGET (self->algorithm_row), smart);
  gtk_widget_set_visible (GTK_WIDGET (self->key_id_row), smart);
  gtk_widget_set_visible (GTK_WIDGET (self->key_row), smart);
  gtk_widget_set_visible (GTK_WIDGET (self->secret_row),
                          !smart && auth != FOYER_ENDPOINT_AUTH_NONE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->secret_row),
                                 foyer_words_endpoint_secret (auth));
  foyer_entry_row_set_text (self->secret_row, "");
  show_hint (self);
}

static void
show_ca_file (FoyerEndpointForm *self)
{
  adw_action_row_set_subtitle (
      self->ca_row, self->ca_file != NULL
                        ? self->ca_file
                        : _ ("Needed only if the clinic signs its certificates itself"));
  gtk_widget_set_visible (GTK_WIDGET (self->ca_clear_button), self->ca_file != NULL);
}

/* What a test found is not true of other settings. */
static void
form_changed_cb (FoyerEndpointForm *self)
{
  clear_findings (self);
}

static void
ca_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerEndpointForm) self = data;
  g_autoptr (GFile) file = foyer_file_dialog_open_finish (result, NULL);

  if (file == NULL || self->session == NULL)
    return;
  g_free (self->ca_file);
  self->ca_file = g_file_get_path (file);
  clear_findings (self);
  show_ca_file (self);
}

static void
choose (FoyerEndpointForm *self, const char *title, GAsyncReadyCallback chosen)
{
  foyer_file_dialog_open_async (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                title, NULL, NULL, chosen, g_object_ref (self));
}

static void
ca_clicked_cb (FoyerEndpointForm *self)
{
  choose (self, _ ("Choose the Authority’s Certificate"), ca_chosen_cb);
}

static void
ca_clear_clicked_cb (FoyerEndpointForm *self)
{
  g_clear_pointer (&self->ca_file, g_free);
  clear_findings (self);
  show_ca_file (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->ca_button));
}

static void
key_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerEndpointForm) self = data;
  g_autofree char *text = NULL;
  gsize            length;

  if (!g_file_load_contents_finish (G_FILE (source), result, &text, &length, NULL, NULL))
    length = 0;
  if (self->session == NULL)
    return;
  if (length == 0 || length > LONGEST_KEY ||
      g_strstr_len (text, (gssize) length, "PRIVATE KEY-----") == NULL)
    {
      foyer_endpoint_form_show_problem (
          self, _ ("This file has no private key in PEM format. Choose another one."));
      return;
    }
  g_free (self->key);
  self->key = g_steal_pointer (&text);
  clear_findings (self);
  show_hint (self);
}

static void
key_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerEndpointForm) self = data;
  g_autoptr (GFile) file = foyer_file_dialog_open_finish (result, NULL);

  if (file != NULL)
    g_file_load_contents_async (file, NULL, key_read_cb, g_object_ref (self));
}

static void
key_clicked_cb (FoyerEndpointForm *self)
{
  choose (self, _ ("Choose the Private Key"), key_chosen_cb);
}

/* What was entered; NULL if it cannot be, which then stands beside the field. */
static FoyerEndpointSettings *
read_settings (FoyerEndpointForm *self)
{
  g_autoptr (FoyerEndpointSettings) settings =
      self->kept != NULL ? foyer_record_copy (FOYER_RECORD (self->kept))
                         : foyer_endpoint_settings_new ();
  g_autoptr (GError) error = NULL;

  foyer_form_clear_errors (self->form);
  clear_findings (self);
  if (!foyer_form_read (self->form, settings))
    return NULL;
  foyer_set_text (&settings->ca_file, self->ca_file);
  if (!foyer_endpoints_check (settings, &error))
    {
      if (!foyer_form_show_error (self->form, error))
        foyer_endpoint_form_show_problem (self, foyer_words_problem (error));
      return NULL;
    }

  return g_steal_pointer (&settings);
}

static const char *
get_secret (FoyerEndpointForm *self)
{
  const char *typed = foyer_entry_row_get_text (self->secret_row);

  if (get_auth (self) == FOYER_ENDPOINT_AUTH_SMART)
    return self->key;

  return *typed != '\0' ? typed : NULL;
}

static void
test_clicked_cb (FoyerEndpointForm *self)
{
  g_autoptr (FoyerEndpointSettings) settings = read_settings (self);

  if (settings == NULL)
    return;
  self->asked = TRUE;
  foyer_sync_monitor_test (foyer_session_get_sync (self->session), settings,
                           get_secret (self));
}

static gboolean
foyer_endpoint_form_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (FOYER_ENDPOINT_FORM (widget)->address_row));
}

static void
foyer_endpoint_form_dispose (GObject *object)
{
  FoyerEndpointForm *self = FOYER_ENDPOINT_FORM (object);

  g_clear_object (&self->form);
  gtk_widget_dispose_template (GTK_WIDGET (self), FOYER_TYPE_ENDPOINT_FORM);
  g_clear_pointer (&self->ca_file, g_free);
  g_clear_pointer (&self->key, g_free);
  g_clear_object (&self->kept);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (foyer_endpoint_form_parent_class)->dispose (object);
}

static void
foyer_endpoint_form_class_init (FoyerEndpointFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_endpoint_form_dispose;
  widget_class->grab_focus = foyer_endpoint_form_grab_focus;

  g_type_ensure (FOYER_TYPE_CHOICE_ROW);
  g_type_ensure (FOYER_TYPE_ENTRY_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/foyerclinic/Foyer/ui/endpoint-form.ui");
#define BIND(child)                                                                      \
  gtk_widget_class_bind_template_child (widget_class, FoyerEndpointForm, child)
  BIND (auth_row);
  BIND (address_row);
  BIND (user_row);
  BIND (client_row);
  BIND (secret_row);
  BIND (algorithm_row);
  BIND (key_id_row);
  BIND (key_row);
  BIND (key_button);
  BIND (token_row);
  BIND (scope_row);
  BIND (ca_row);
  BIND (ca_button);
  BIND (ca_clear_button);
  BIND (test_button);
  BIND (spinner);
  BIND (problem_label);
  BIND (findings_group);
  BIND (findings);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, auth_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, form_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, ca_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, ca_clear_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, test_clicked_cb);
}

static void
foyer_endpoint_form_init (FoyerEndpointForm *self)
{
  GtkEntry *secret;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->kept_auth = FOYER_ENDPOINT_AUTH_NONE;
  secret = foyer_entry_row_get_delegate (self->secret_row);
  gtk_entry_set_visibility (secret, FALSE);
  gtk_entry_set_input_purpose (secret, GTK_INPUT_PURPOSE_PASSWORD);
  g_object_set (self->address_row, "input-purpose", GTK_INPUT_PURPOSE_URL, NULL);
  for (int i = FOYER_ENDPOINT_AUTH_NONE; i <= FOYER_ENDPOINT_AUTH_SMART; i++)
    foyer_choice_row_add (self->auth_row, i,
                          foyer_words_endpoint_auth ((FoyerEndpointAuth) i));
  foyer_choice_row_add (self->algorithm_row, FOYER_KEY_ALGORITHM_ES384,
                        C_ ("kind of key", "Elliptic curve P-384 (ES384)"));
  foyer_choice_row_add (self->algorithm_row, FOYER_KEY_ALGORITHM_RS384,
                        C_ ("kind of key", "RSA (RS384)"));
  foyer_widget_set_accessible_label (self->key_button, _ ("Choose the Private Key"));
  foyer_widget_set_accessible_label (self->ca_button,
                                     _ ("Choose the Authority’s Certificate"));
  foyer_widget_set_accessible_label (self->ca_clear_button,
                                     _ ("Remove the Authority’s Certificate"));
  foyer_button_set_accessible_label (self->test_button);
  auth_changed_cb (self);
  show_ca_file (self);
}

/**
 * foyer_endpoint_form_set_session:
 * @self: a form
 * @session: the session whose endpoint it is
 */
void
foyer_endpoint_form_set_session (FoyerEndpointForm *self, FoyerSession *session)
{
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  self->form = foyer_form_new (GTK_WIDGET (self), session);
  g_signal_connect_object (self->form, "changed", G_CALLBACK (form_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (foyer_session_get_sync (session), "notify::testing",
                           G_CALLBACK (testing_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (foyer_session_get_sync (session), "notify::secret-place",
                           G_CALLBACK (show_hint), self, G_CONNECT_SWAPPED);
}

/**
 * foyer_endpoint_form_show:
 * @self: a form
 * @settings: (nullable): the endpoint; `NULL` if there is none
 *
 * Shows the settings that are kept.
 */
void
foyer_endpoint_form_show (FoyerEndpointForm *self, FoyerEndpointSettings *settings)
{
  g_autoptr (FoyerEndpointSettings) none = NULL;

  g_set_object (&self->kept, settings);
  self->kept_auth = settings != NULL ? settings->auth : FOYER_ENDPOINT_AUTH_NONE;
  if (settings == NULL)
    settings = none = foyer_endpoint_settings_new ();
  foyer_form_show (self->form, settings);
  g_free (self->ca_file);
  self->ca_file = g_strdup (settings->ca_file);
  g_clear_pointer (&self->key, g_free);
  auth_changed_cb (self);
  show_ca_file (self);
  clear_findings (self);
}

/**
 * foyer_endpoint_form_set_editable:
 * @self: a form
 * @editable: whether who acts may change the endpoint
 */
void
foyer_endpoint_form_set_editable (FoyerEndpointForm *self, gboolean editable)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self), editable);
}

/**
 * foyer_endpoint_form_show_place:
 * @self: a form
 * @place: where the secret has been put
 *
 * Says where the secret is; what was typed of it goes out of sight.
 */
void
foyer_endpoint_form_show_place (FoyerEndpointForm *self, FoyerSecretPlace place)
{
  self->kept_auth =
      place != FOYER_SECRET_PLACE_NOWHERE ? get_auth (self) : FOYER_ENDPOINT_AUTH_NONE;
  g_clear_pointer (&self->key, g_free);
  foyer_entry_row_set_text (self->secret_row, "");
  show_hint (self);
}

/**
 * foyer_endpoint_form_save:
 * @self: a form
 *
 * Asks to save what was entered; [signal@SyncMonitor::saved] tells what came of it.
 *
 * Returns: whether what was entered can be; if not, the form says why
 */
gboolean
foyer_endpoint_form_save (FoyerEndpointForm *self)
{
  g_autoptr (FoyerEndpointSettings) settings = read_settings (self);

  if (settings == NULL)
    return FALSE;
  foyer_sync_monitor_save (foyer_session_get_sync (self->session), settings,
                           get_secret (self));

  return TRUE;
}
