/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/foyer-secrets.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#define KEYRING_SECONDS 120
#define PYTHON "/usr/bin/python3"
#define PEM "-----BEGIN PRIVATE KEY-----\nMIG2/+=\n-----END PRIVATE KEY-----\n"

typedef struct
{
  char        *profile; /* (owned) */
  char        *file;    /* (owned) */
  GTestDBus   *bus;     /* (owned) (nullable) */
  GSubprocess *keyring; /* (owned) (nullable) */
  FoyerSecrets desk;
} Desk;

/* A profile in a session with such a keyring: `open`, `locked`, or NULL for none. */
static void
open_desk (Desk *desk, const char *keyring)
{
  memset (desk, 0, sizeof *desk);
  desk->profile = g_dir_make_tmp ("foyer-secrets-XXXXXX", NULL);
  desk->file = g_build_filename (desk->profile, "secrets", NULL);
  desk->desk = (FoyerSecrets){ desk->profile, "b7a3a1f8-desk", FALSE };

  if (keyring != NULL)
    {
      g_autofree char *program =
          g_test_build_filename (G_TEST_DIST, "unit", "keyring.py", NULL);
      g_autoptr (GDataInputStream) output = NULL;
      g_autofree char *line = NULL;

      desk->bus = g_test_dbus_new (G_TEST_DBUS_NONE);
      g_test_dbus_up (desk->bus);
      desk->keyring = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL, PYTHON,
                                        program, keyring, NULL);
      g_assert_nonnull (desk->keyring);
      output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (desk->keyring));
      line = g_data_input_stream_read_line (output, NULL, NULL, NULL);
      g_assert_cmpstr (line, ==, "ready");
    }
  else
    g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/bus", TRUE);
}

static void
close_desk (Desk *desk)
{
  if (desk->keyring != NULL)
    {
      g_subprocess_force_exit (desk->keyring);
      g_subprocess_wait (desk->keyring, NULL, NULL);
      g_object_unref (desk->keyring);
    }
  if (desk->bus != NULL)
    {
      g_test_dbus_stop (desk->bus);
      g_object_unref (desk->bus);
    }
  g_unlink (desk->file);
  g_rmdir (desk->profile);
  g_free (desk->file);
  g_free (desk->profile);
}

static void
assert_secret (const FoyerSecrets *desk,
               FoyerEndpointAuth   kind,
               const char         *expected,
               FoyerSecretPlace    expected_place)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *secret = NULL;
  FoyerSecretPlace place;

  foyer_secrets_lookup (desk, kind, &secret, &place, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (secret, ==, expected);
  g_assert_cmpint (place, ==, expected_place);
  if (secret != NULL)
    g_assert_cmpint (foyer_secrets_get_place (desk, kind), ==, expected_place);
}

static void
store (const FoyerSecrets *desk,
       FoyerEndpointAuth   kind,
       const char         *secret,
       FoyerSecretPlace    expected)
{
  g_autoptr (GError) error = NULL;
  FoyerSecretPlace place;

  foyer_secrets_store (desk, kind, secret, &place, &error);
  g_assert_no_error (error);
  g_assert_cmpint (place, ==, expected);
}

/* Keeps, replaces, tells apart and forgets; the same wherever the secrets are. */
static void
drive (Desk *desk, FoyerSecretPlace place)
{
  FoyerSecrets other = desk->desk;
  g_autoptr (GError) error = NULL;

  other.uid = "other-desk";
  assert_secret (&desk->desk, FOYER_ENDPOINT_AUTH_BASIC, NULL,
                 FOYER_SECRET_PLACE_NOWHERE);
  store (&desk->desk, FOYER_ENDPOINT_AUTH_BASIC, "päss = [wörd]", place);
  store (&desk->desk, FOYER_ENDPOINT_AUTH_SMART, PEM, place);
  store (&other, FOYER_ENDPOINT_AUTH_BASIC, "theirs", place);
  assert_secret (&desk->desk, FOYER_ENDPOINT_AUTH_BASIC, "päss = [wörd]", place);
  assert_secret (&desk->desk, FOYER_ENDPOINT_AUTH_SMART, PEM, place);
  assert_secret (&desk->desk, FOYER_ENDPOINT_AUTH_BEARER, NULL,
                 FOYER_SECRET_PLACE_NOWHERE);
  store (&desk->desk, FOYER_ENDPOINT_AUTH_BASIC, "new", place);
  assert_secret (&desk->desk, FOYER_ENDPOINT_AUTH_BASIC, "new", place);

  g_assert_true (foyer_secrets_forget (&desk->desk, FOYER_ENDPOINT_AUTH_BASIC, &error));
  g_assert_no_error (error);
  g_assert_true (foyer_secrets_forget (&desk->desk, FOYER_ENDPOINT_AUTH_BASIC, &error));
  g_assert_no_error (error);
  assert_secret (&desk->desk, FOYER_ENDPOINT_AUTH_BASIC, NULL,
                 FOYER_SECRET_PLACE_NOWHERE);
  assert_secret (&other, FOYER_ENDPOINT_AUTH_BASIC, "theirs", place);
}

static void
test_without_keyring (void)
{
  Desk     desk;
  GStatBuf status;

  open_desk (&desk, NULL);
  g_assert_true (g_file_set_contents (desk.file, "", -1, NULL));
  g_assert_cmpint (g_chmod (desk.file, 0644), ==, 0);
  drive (&desk, FOYER_SECRET_PLACE_FILE);
  g_assert_cmpint (g_stat (desk.file, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  close_desk (&desk);
}

static void
test_with_keyring (void)
{
  Desk desk;

  open_desk (&desk, "open");
  drive (&desk, FOYER_SECRET_PLACE_KEYRING);
  g_assert_false (g_file_test (desk.file, G_FILE_TEST_EXISTS));
  close_desk (&desk);
}

/* One that was kept in the file moves to the keyring when it is stored again. */
static void
test_file_and_keyring (void)
{
  Desk             desk;
  g_autofree char *text = NULL;

  open_desk (&desk, "open");
  store (&desk.desk, FOYER_ENDPOINT_AUTH_BASIC, "old", FOYER_SECRET_PLACE_KEYRING);
  g_assert_true (
      g_file_set_contents (desk.file, "[b7a3a1f8-desk]\nbasic=newer\n", -1, NULL));
  assert_secret (&desk.desk, FOYER_ENDPOINT_AUTH_BASIC, "newer", FOYER_SECRET_PLACE_FILE);
  store (&desk.desk, FOYER_ENDPOINT_AUTH_BASIC, "newest", FOYER_SECRET_PLACE_KEYRING);
  assert_secret (&desk.desk, FOYER_ENDPOINT_AUTH_BASIC, "newest",
                 FOYER_SECRET_PLACE_KEYRING);
  g_assert_true (g_file_get_contents (desk.file, &text, NULL, NULL));
  g_assert_null (strstr (text, "newer"));
  close_desk (&desk);
}

static void
test_locked_keyring (void)
{
  Desk desk;
  g_autoptr (GError) error = NULL;
  g_autofree char *secret = NULL;

  open_desk (&desk, "locked");
  g_assert_false (foyer_secrets_lookup (&desk.desk, FOYER_ENDPOINT_AUTH_BASIC, &secret,
                                        NULL, &error));
  g_assert_error (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_SECRET);
  store (&desk.desk, FOYER_ENDPOINT_AUTH_BASIC, "secret", FOYER_SECRET_PLACE_FILE);
  assert_secret (&desk.desk, FOYER_ENDPOINT_AUTH_BASIC, "secret",
                 FOYER_SECRET_PLACE_FILE);
  close_desk (&desk);
}

static void
test_nowhere_to_keep_it (void)
{
  FoyerSecrets desk = { "/nowhere/profile", "desk", FALSE };
  g_autoptr (GError) error = NULL;

  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/bus", TRUE);
  g_assert_false (
      foyer_secrets_store (&desk, FOYER_ENDPOINT_AUTH_BASIC, "hunter2", NULL, &error));
  g_assert_error (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_SECRET);
  g_assert_null (strstr (error->message, "hunter2"));
}

/* A process can know one session bus, so that each test has its own. */
static void
run_alone (GTestFunc function)
{
  if (g_test_subprocess ())
    {
      function ();
      return;
    }

  g_test_trap_subprocess (NULL, KEYRING_SECONDS * G_TIME_SPAN_SECOND,
                          G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
}

static void
run_without_keyring (gconstpointer function)
{
  run_alone ((GTestFunc) function);
}

static void
run_with_keyring (gconstpointer function)
{
  const char      *check[] = { PYTHON, "-c", "from gi.repository import Gio", NULL };
  g_autofree char *daemon = g_find_program_in_path ("dbus-daemon");
  int              status = -1;

  g_spawn_sync (NULL, (char **) check, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL,
                NULL, &status, NULL);
  if (status == 0 && daemon != NULL)
    run_alone ((GTestFunc) function);
  else
    g_test_skip ("the keyring of the test needs python3-gi and dbus-daemon");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/secrets/without-keyring", (gconstpointer) test_without_keyring,
                        run_without_keyring);
  g_test_add_data_func ("/secrets/with-keyring", (gconstpointer) test_with_keyring,
                        run_with_keyring);
  g_test_add_data_func ("/secrets/file-and-keyring",
                        (gconstpointer) test_file_and_keyring, run_with_keyring);
  g_test_add_data_func ("/secrets/locked-keyring", (gconstpointer) test_locked_keyring,
                        run_with_keyring);
  g_test_add_data_func ("/secrets/nowhere-to-keep-it",
                        (gconstpointer) test_nowhere_to_keep_it, run_without_keyring);

  return g_test_run ();
}
