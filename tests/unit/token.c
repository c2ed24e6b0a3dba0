/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "token.h"

#include <glib.h>
#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <string.h>

#define P384_BYTES 48

static GBytes *
decode (const char *text)
{
  g_autoptr (GString) padded = g_string_new (text);
  gsize   length;
  guchar *bytes;

  g_strdelimit (padded->str, "-", '+');
  g_strdelimit (padded->str, "_", '/');
  while (padded->len % 4 != 0)
    g_string_append_c (padded, '=');
  bytes = g_base64_decode (padded->str, &length);

  return g_bytes_new_take (bytes, length);
}

static gnutls_datum_t
datum (GBytes *bytes, gsize offset, gsize length)
{
  return (gnutls_datum_t){ (guint8 *) g_bytes_get_data (bytes, NULL) + offset,
                           (unsigned int) length };
}

static GBytes *
decode_member (json_t *object, const char *name)
{
  const char *text = json_string_value (json_object_get (object, name));

  g_assert_nonnull (text);

  return decode (text);
}

static json_t *
decode_json (const char *text)
{
  g_autoptr (GBytes) bytes = decode (text);
  json_t *json = json_loadb (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                             JSON_REJECT_DUPLICATES, NULL);

  g_assert_nonnull (json);

  return json;
}

static void
load_ec (gnutls_pubkey_t key, json_t *jwk)
{
  g_autoptr (GBytes) x = decode_member (jwk, "x");
  g_autoptr (GBytes) y = decode_member (jwk, "y");
  gnutls_datum_t x_datum = datum (x, 0, g_bytes_get_size (x));
  gnutls_datum_t y_datum = datum (y, 0, g_bytes_get_size (y));

  g_assert_cmpuint (g_bytes_get_size (x), ==, P384_BYTES);
  g_assert_cmpuint (g_bytes_get_size (y), ==, P384_BYTES);
  g_assert_cmpint (
      gnutls_pubkey_import_ecc_raw (key, GNUTLS_ECC_CURVE_SECP384R1, &x_datum, &y_datum),
      ==, 0);
}

static void
load_rsa (gnutls_pubkey_t key, json_t *jwk)
{
  g_autoptr (GBytes) n = decode_member (jwk, "n");
  g_autoptr (GBytes) e = decode_member (jwk, "e");
  gnutls_datum_t n_datum = datum (n, 0, g_bytes_get_size (n));
  gnutls_datum_t e_datum = datum (e, 0, g_bytes_get_size (e));

  g_assert_cmpuint (n_datum.data[0], !=, 0);
  g_assert_cmpint (gnutls_pubkey_import_rsa_raw (key, &n_datum, &e_datum), ==, 0);
}

json_t *
token_verify (const char *token, const char *jwk_set)
{
  g_auto (GStrv) parts = g_strsplit (token, ".", -1);
  g_autofree char *signed_part = NULL;
  g_autoptr (GBytes) signature = NULL;
  json_t         *set = json_loads (jwk_set, JSON_REJECT_DUPLICATES, NULL);
  json_t         *jwk = json_array_get (json_object_get (set, "keys"), 0);
  json_t         *header;
  const char     *algorithm;
  gnutls_pubkey_t key;
  gnutls_datum_t  input;
  int             result;

  g_assert_cmpuint (g_strv_length (parts), ==, 3);
  g_assert_nonnull (jwk);
  header = decode_json (parts[0]);
  algorithm = json_string_value (json_object_get (header, "alg"));
  g_assert_cmpstr (algorithm, ==, json_string_value (json_object_get (jwk, "alg")));
  g_assert_cmpstr (json_string_value (json_object_get (header, "kid")), ==,
                   json_string_value (json_object_get (jwk, "kid")));
  g_assert_cmpstr (json_string_value (json_object_get (header, "typ")), ==, "JWT");

  signed_part = g_strconcat (parts[0], ".", parts[1], NULL);
  input = (gnutls_datum_t){ (guint8 *) signed_part, (unsigned int) strlen (signed_part) };
  signature = decode (parts[2]);
  g_assert_cmpint (gnutls_pubkey_init (&key), ==, 0);
  if (g_str_equal (algorithm, "ES384"))
    {
      gnutls_datum_t r = datum (signature, 0, P384_BYTES);
      gnutls_datum_t s = datum (signature, P384_BYTES, P384_BYTES);
      gnutls_datum_t der;

      g_assert_cmpuint (g_bytes_get_size (signature), ==, 2 * P384_BYTES);
      load_ec (key, jwk);
      g_assert_cmpint (gnutls_encode_rs_value (&der, &r, &s), ==, 0);
      result =
          gnutls_pubkey_verify_data2 (key, GNUTLS_SIGN_ECDSA_SHA384, 0, &input, &der);
      gnutls_free (der.data);
    }
  else
    {
      gnutls_datum_t raw = datum (signature, 0, g_bytes_get_size (signature));

      g_assert_cmpstr (algorithm, ==, "RS384");
      load_rsa (key, jwk);
      result = gnutls_pubkey_verify_data2 (key, GNUTLS_SIGN_RSA_SHA384, 0, &input, &raw);
    }
  gnutls_pubkey_deinit (key);
  json_decref (header);
  json_decref (set);

  return result >= 0 ? decode_json (parts[1]) : NULL;
}
