/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/foyer-jwt.h"

#include "fhir/foyer-json.h"

#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <string.h>

#define RSA_BITS 3072
#define P384_BYTES 48

G_DEFINE_AUTO_CLEANUP_FREE_FUNC (gnutls_privkey_t, gnutls_privkey_deinit, NULL)

static void
clear_datum (gnutls_datum_t *datum)
{
  gnutls_free (datum->data);
  datum->data = NULL;
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (gnutls_datum_t, clear_datum)

static gboolean
refuse (GError **error, int problem)
{
  g_set_error_literal (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_SECRET,
                       gnutls_strerror (problem));

  return FALSE;
}

/* base64 with the alphabet of URLs and without padding (RFC 7515, appendix C). */
static char *
encode (const guint8 *bytes, gsize length)
{
  char *text = g_base64_encode (bytes, length);

  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  text[strcspn (text, "=")] = '\0';

  return text;
}

/* The last @length bytes of an unsigned number, filled up with zeros on the left. */
static void
copy_number (guint8 *to, gsize length, const gnutls_datum_t *number)
{
  gsize n = MIN (length, number->size);

  memset (to, 0, length);
  memcpy (to + length - n, number->data + number->size - n, n);
}

static gnutls_privkey_t
load_key (const char *pem, GError **error)
{
  gnutls_datum_t   text = { (guint8 *) pem, (unsigned int) strlen (pem) };
  gnutls_privkey_t key;
  int              problem = gnutls_privkey_init (&key);

  if (problem < 0)
    {
      refuse (error, problem);
      return NULL;
    }

  problem = gnutls_privkey_import_x509_raw (key, &text, GNUTLS_X509_FMT_PEM, NULL, 0);
  if (problem < 0)
    {
      gnutls_privkey_deinit (key);
      refuse (error, problem);
      return NULL;
    }

  return key;
}

/* The members that the thumbprint is made of, in the order of their names (RFC 7638). */
static char *
format_ec_key (gnutls_privkey_t key, GError **error)
{
  g_auto (gnutls_datum_t) x = { NULL, 0 };
  g_auto (gnutls_datum_t) y = { NULL, 0 };
  g_autofree char   *x_text = NULL;
  g_autofree char   *y_text = NULL;
  guint8             number[P384_BYTES];
  gnutls_ecc_curve_t curve;
  int                problem = gnutls_privkey_export_ecc_raw (key, &curve, &x, &y, NULL);

  if (problem < 0 || curve != GNUTLS_ECC_CURVE_SECP384R1)
    {
      refuse (error, problem < 0 ? problem : GNUTLS_E_ECC_UNSUPPORTED_CURVE);
      return NULL;
    }

  copy_number (number, sizeof number, &x);
  x_text = encode (number, sizeof number);
  copy_number (number, sizeof number, &y);
  y_text = encode (number, sizeof number);

  return g_strdup_printf ("{\"crv\":\"P-384\",\"kty\":\"EC\",\"x\":\"%s\",\"y\":\"%s\"}",
                          x_text, y_text);
}

static char *
format_rsa_key (gnutls_privkey_t key, GError **error)
{
  g_auto (gnutls_datum_t) modulus = { NULL, 0 };
  g_auto (gnutls_datum_t) exponent = { NULL, 0 };
  g_autofree char *n_text = NULL;
  g_autofree char *e_text = NULL;
  int              problem =
      gnutls_privkey_export_rsa_raw2 (key, &modulus, &exponent, NULL, NULL, NULL, NULL,
                                      NULL, NULL, GNUTLS_EXPORT_FLAG_NO_LZ);

  if (problem < 0)
    {
      refuse (error, problem);
      return NULL;
    }

  n_text = encode (modulus.data, modulus.size);
  e_text = encode (exponent.data, exponent.size);

  return g_strdup_printf ("{\"e\":\"%s\",\"kty\":\"RSA\",\"n\":\"%s\"}", e_text, n_text);
}

/**
 * foyer_jwt_export_key:
 * @pem: a private key
 * @out_key_id: (out) (transfer full): its `kid`: the thumbprint of RFC 7638 with SHA-256
 * @error: return location for an error
 *
 * Errors: `FOYER_SYNC_ERROR_SECRET` if @pem is no key, or of a kind that no algorithm of
 * [enum@KeyAlgorithm] signs with.
 *
 * Returns: (transfer full): the public key as a JWK Set, for the administrator of the
 *   endpoint to register; `NULL` on error
 */
char *
foyer_jwt_export_key (const char *pem, char **out_key_id, GError **error)
{
  g_auto (gnutls_privkey_t) key = load_key (pem, error);
  g_autofree char *members = NULL;
  g_autofree char *key_id = NULL;
  gboolean         is_rsa;
  char            *jwk;
  guint8           digest[32];

  if (key == NULL)
    return NULL;

  is_rsa = gnutls_privkey_get_pk_algorithm (key, NULL) == GNUTLS_PK_RSA;
  members = is_rsa ? format_rsa_key (key, error) : format_ec_key (key, error);
  if (members == NULL)
    return NULL;

  gnutls_hash_fast (GNUTLS_DIG_SHA256, members, strlen (members), digest);
  key_id = encode (digest, sizeof digest);
  jwk = g_strdup_printf ("{\"keys\":[{\"kid\":\"%s\",\"use\":\"sig\",\"key_ops\":"
                         "[\"verify\"],\"alg\":\"%s\",%s]}",
                         key_id, is_rsa ? "RS384" : "ES384", members + 1);
  if (out_key_id != NULL)
    *out_key_id = g_steal_pointer (&key_id);

  return jwk;
}

/**
 * foyer_jwt_make_key:
 * @algorithm: what to sign with
 * @out_jwk: (out) (transfer full): the public key; see foyer_jwt_export_key()
 * @out_key_id: (out) (transfer full): its `kid`
 * @error: return location for an error
 *
 * Makes a key pair: P-384, or RSA of 3072 bits.
 *
 * Returns: (transfer full): the private key as PEM (PKCS#8), a secret; `NULL` on error
 */
char *
foyer_jwt_make_key (FoyerKeyAlgorithm algorithm,
                    char            **out_jwk,
                    char            **out_key_id,
                    GError          **error)
{
  gboolean              is_rsa = algorithm == FOYER_KEY_ALGORITHM_RS384;
  gnutls_x509_privkey_t key;
  g_auto (gnutls_datum_t) pem = { NULL, 0 };
  int problem = gnutls_x509_privkey_init (&key);

  if (problem < 0)
    {
      refuse (error, problem);
      return NULL;
    }

  problem = gnutls_x509_privkey_generate (
      key, is_rsa ? GNUTLS_PK_RSA : GNUTLS_PK_ECDSA,
      is_rsa ? RSA_BITS
             : (unsigned int) GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP384R1),
      0);
  if (problem >= 0)
    problem = gnutls_x509_privkey_export2_pkcs8 (key, GNUTLS_X509_FMT_PEM, NULL,
                                                 GNUTLS_PKCS_PLAIN, &pem);
  gnutls_x509_privkey_deinit (key);
  if (problem < 0)
    {
      refuse (error, problem);
      return NULL;
    }

  *out_jwk = foyer_jwt_export_key ((const char *) pem.data, out_key_id, error);

  return *out_jwk != NULL ? g_strdup ((const char *) pem.data) : NULL;
}

/* A signature as JWS has it: for ECDSA r and s side by side and not DER (RFC 7518, 3.4). */
static char *
sign_text (gnutls_privkey_t key, gboolean is_rsa, const char *text, GError **error)
{
  gnutls_datum_t input = { (guint8 *) text, (unsigned int) strlen (text) };
  g_auto (gnutls_datum_t) signature = { NULL, 0 };
  g_auto (gnutls_datum_t) r = { NULL, 0 };
  g_auto (gnutls_datum_t) s = { NULL, 0 };
  guint8 raw[2 * P384_BYTES];
  int    problem = gnutls_privkey_sign_data2 (
         key, is_rsa ? GNUTLS_SIGN_RSA_SHA384 : GNUTLS_SIGN_ECDSA_SHA384, 0, &input,
         &signature);

  if (problem >= 0 && is_rsa)
    return encode (signature.data, signature.size);
  if (problem >= 0)
    problem = gnutls_decode_rs_value (&signature, &r, &s);
  if (problem < 0)
    {
      refuse (error, problem);
      return NULL;
    }

  copy_number (raw, P384_BYTES, &r);
  copy_number (raw + P384_BYTES, P384_BYTES, &s);

  return encode (raw, sizeof raw);
}

/**
 * foyer_jwt_sign:
 * @pem: the private key
 * @algorithm: how to sign
 * @key_id: (nullable): `kid` of the header
 * @claims: what is claimed
 * @error: return location for an error
 *
 * Makes a signed JSON Web Token in compact form (RFC 7515, 7519).
 *
 * Errors: `FOYER_SYNC_ERROR_SECRET` if @pem is no key, or not one for @algorithm.
 *
 * Returns: (transfer full): the token, or `NULL` on error
 */
char *
foyer_jwt_sign (const char       *pem,
                FoyerKeyAlgorithm algorithm,
                const char       *key_id,
                json_t           *claims,
                GError          **error)
{
  g_auto (gnutls_privkey_t) key = load_key (pem, error);
  gboolean is_rsa = algorithm == FOYER_KEY_ALGORITHM_RS384;
  g_autoptr (json_t) header = NULL;
  g_autofree char *header_text = NULL;
  g_autofree char *claims_text = NULL;
  g_autofree char *header_part = NULL;
  g_autofree char *claims_part = NULL;
  g_autofree char *input = NULL;
  g_autofree char *signature = NULL;
  unsigned int     bits = 0;

  if (key == NULL)
    return NULL;

  if (gnutls_privkey_get_pk_algorithm (key, &bits) !=
          (is_rsa ? GNUTLS_PK_RSA : GNUTLS_PK_ECDSA) ||
      (!is_rsa && bits != 8 * P384_BYTES))
    {
      refuse (error, GNUTLS_E_INCOMPATIBLE_SIG_WITH_KEY);
      return NULL;
    }

  header = json_pack ("{s:s, s:s, s:s*}", "alg",
                      foyer_enum_to_nick (FOYER_TYPE_KEY_ALGORITHM, (int) algorithm),
                      "typ", "JWT", "kid", key_id);
  header_text = json_dumps (header, JSON_COMPACT);
  claims_text = json_dumps (claims, JSON_COMPACT);
  header_part = encode ((const guint8 *) header_text, strlen (header_text));
  claims_part = encode ((const guint8 *) claims_text, strlen (claims_text));
  input = g_strconcat (header_part, ".", claims_part, NULL);
  signature = sign_text (key, is_rsa, input, error);

  return signature != NULL ? g_strconcat (input, ".", signature, NULL) : NULL;
}
