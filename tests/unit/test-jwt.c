/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/foyer-jwt.h"

#include "fhir/foyer-json.h"
#include "token.h"

#include <string.h>

/* A key made, and its public half and thumbprint computed, by Node.js; x begins with a zero. */
#define KEY                                                                              \
  "-----BEGIN PRIVATE KEY-----\n"                                                        \
  "MIG2AgEAMBAGByqGSM49AgEGBSuBBAAiBIGeMIGbAgEBBDCIxQqLTaz4lHia+Z0q\n"                   \
  "kYncpA2KzDm3lveMGR4qbjIiFQmUOncUF4L2lCMtML9SNd6hZANiAAQASlk4PuLS\n"                   \
  "K7XJMYppXFgBZNiJ1e/xt97LBDxb14agT4D+poQzeI303owPPoh24SGtF6hMAInM\n"                   \
  "wlVsTdslrGe6qEtg7UbXenVoahAk7AaIrAMTUq8YWabxqp7GVbDKkMU=\n"                           \
  "-----END PRIVATE KEY-----\n"
#define KEY_X "AEpZOD7i0iu1yTGKaVxYAWTYidXv8bfeywQ8W9eGoE-A_qaEM3iN9N6MDz6IduEh"
#define KEY_Y "rReoTACJzMJVbE3bJaxnuqhLYO1G13p1aGoQJOwGiKwDE1KvGFmm8aqexlWwypDF"
#define KEY_ID "1MKcZVOOlAe8zrU3-Qz55WfwMhs6kl0EV5B8YwoLNzw"

static void
test_public_half (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *key_id = NULL;
  g_autofree char *text = foyer_jwt_export_key (KEY, &key_id, &error);
  g_autoptr (json_t) set = NULL;
  json_t *jwk;

  g_assert_no_error (error);
  g_assert_cmpstr (key_id, ==, KEY_ID);
  set = json_loads (text, JSON_REJECT_DUPLICATES, NULL);
  jwk = json_array_get (json_object_get (set, "keys"), 0);
  g_assert_cmpstr (json_string_value (json_object_get (jwk, "kty")), ==, "EC");
  g_assert_cmpstr (json_string_value (json_object_get (jwk, "crv")), ==, "P-384");
  g_assert_cmpstr (json_string_value (json_object_get (jwk, "x")), ==, KEY_X);
  g_assert_cmpstr (json_string_value (json_object_get (jwk, "y")), ==, KEY_Y);
  g_assert_cmpstr (json_string_value (json_object_get (jwk, "kid")), ==, KEY_ID);
  g_assert_cmpstr (json_string_value (json_object_get (jwk, "alg")), ==, "ES384");
  g_assert_null (json_object_get (jwk, "d"));
}

static void
test_sign_and_verify (gconstpointer data)
{
  FoyerKeyAlgorithm algorithm = (FoyerKeyAlgorithm) GPOINTER_TO_INT (data);
  g_autoptr (GError) error = NULL;
  g_autofree char *jwk = NULL;
  g_autofree char *other_jwk = NULL;
  g_autofree char *key_id = NULL;
  g_autofree char *other_key_id = NULL;
  g_autofree char *pem = foyer_jwt_make_key (algorithm, &jwk, &key_id, &error);
  g_autofree char *other_pem = NULL;
  /* Of so many signatures some have numbers that begin with zeros. */
  int n = algorithm == FOYER_KEY_ALGORITHM_ES384 ? 600 : 3;

  g_assert_no_error (error);
  for (int i = 0; i < n; i++)
    {
      g_autoptr (json_t) claims = json_pack ("{s:s, s:i}", "iss", "Söre \"n\"", "n", i);
      g_autofree char *token = foyer_jwt_sign (pem, algorithm, key_id, claims, &error);
      g_autoptr (json_t) verified = NULL;

      g_assert_no_error (error);
      verified = token_verify (token, jwk);
      g_assert_true (json_equal (claims, verified));
      if (i == 0)
        {
          g_autofree char *forged = g_strdup (token);
          char            *dot = strrchr (forged, '.');

          dot[5] = dot[5] == 'A' ? 'B' : 'A';
          g_assert_null (token_verify (forged, jwk));
        }
    }

  other_pem = foyer_jwt_make_key (algorithm, &other_jwk, &other_key_id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (key_id, !=, other_key_id);
}

static void
assert_refused (const char *pem, FoyerKeyAlgorithm algorithm)
{
  g_autoptr (json_t) claims = json_object ();
  g_autoptr (GError) error = NULL;

  g_assert_null (foyer_jwt_sign (pem, algorithm, NULL, claims, &error));
  g_assert_error (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_SECRET);
  g_assert_null (strstr (error->message, "MIG2"));
}

static void
test_refused_keys (void)
{
  g_autoptr (GError) error = NULL;

  assert_refused ("", FOYER_KEY_ALGORITHM_ES384);
  assert_refused ("hunter2", FOYER_KEY_ALGORITHM_ES384);
  assert_refused ("-----BEGIN PRIVATE KEY-----\nMIG2\n-----END PRIVATE KEY-----\n",
                  FOYER_KEY_ALGORITHM_RS384);
  assert_refused (KEY, FOYER_KEY_ALGORITHM_RS384);
  g_assert_null (foyer_jwt_export_key ("hunter2", NULL, &error));
  g_assert_error (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_SECRET);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/jwt/public-half", test_public_half);
  g_test_add_data_func ("/jwt/sign-and-verify/ES384",
                        GINT_TO_POINTER (FOYER_KEY_ALGORITHM_ES384),
                        test_sign_and_verify);
  g_test_add_data_func ("/jwt/sign-and-verify/RS384",
                        GINT_TO_POINTER (FOYER_KEY_ALGORITHM_RS384),
                        test_sign_and_verify);
  g_test_add_func ("/jwt/refused-keys", test_refused_keys);

  return g_test_run ();
}
