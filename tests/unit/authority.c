/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority.h"

#include <arpa/inet.h>
#include <glib/gstdio.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <string.h>

#define SECONDS_OF_A_DAY (24 * 60 * 60)
#define CURVE_BITS ((unsigned int) GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1))

struct _TestAuthority
{
  gnutls_x509_privkey_t key;
  gnutls_x509_crt_t     certificate;
  char                 *file;
};

static void
must (int result)
{
  if (result < 0)
    g_error ("gnutls: %s", gnutls_strerror (result));
}

/* A certificate without signature: valid from and to so many days from now. */
static gnutls_x509_crt_t
begin_certificate (gnutls_x509_privkey_t key,
                   const char           *name,
                   gint64                from_days,
                   gint64                to_days)
{
  time_t            now = time (NULL);
  gint32            serial = g_random_int_range (1, G_MAXINT32);
  gnutls_x509_crt_t certificate;

  must (gnutls_x509_crt_init (&certificate));
  must (gnutls_x509_crt_set_version (certificate, 3));
  must (gnutls_x509_crt_set_serial (certificate, &serial, sizeof serial));
  must (gnutls_x509_crt_set_dn_by_oid (certificate, GNUTLS_OID_X520_COMMON_NAME, 0, name,
                                       (unsigned int) strlen (name)));
  must (gnutls_x509_crt_set_activation_time (certificate,
                                             now + from_days * SECONDS_OF_A_DAY));
  must (gnutls_x509_crt_set_expiration_time (certificate,
                                             now + to_days * SECONDS_OF_A_DAY));
  must (gnutls_x509_crt_set_key (certificate, key));

  return certificate;
}

static gnutls_x509_privkey_t
make_key (void)
{
  gnutls_x509_privkey_t key;

  must (gnutls_x509_privkey_init (&key));
  must (gnutls_x509_privkey_generate (key, GNUTLS_PK_ECDSA, CURVE_BITS, 0));

  return key;
}

static void
append_pem (GString *text, gnutls_x509_crt_t certificate, gnutls_x509_privkey_t key)
{
  gnutls_datum_t pem;

  must (certificate != NULL
            ? gnutls_x509_crt_export2 (certificate, GNUTLS_X509_FMT_PEM, &pem)
            : gnutls_x509_privkey_export2_pkcs8 (key, GNUTLS_X509_FMT_PEM, NULL,
                                                 GNUTLS_PKCS_PLAIN, &pem));
  g_string_append_len (text, (const char *) pem.data, pem.size);
  gnutls_free (pem.data);
}

TestAuthority *
test_authority_new (void)
{
  TestAuthority *self = g_new0 (TestAuthority, 1);
  g_autoptr (GString) pem = g_string_new (NULL);
  int fd = g_file_open_tmp ("foyer-authority-XXXXXX.pem", &self->file, NULL);

  g_assert_cmpint (fd, >=, 0);
  g_close (fd, NULL);
  self->key = make_key ();
  self->certificate = begin_certificate (self->key, "Test authority", -400, 400);
  must (gnutls_x509_crt_set_basic_constraints (self->certificate, 1, -1));
  must (gnutls_x509_crt_set_key_usage (self->certificate, GNUTLS_KEY_KEY_CERT_SIGN));
  must (gnutls_x509_crt_sign2 (self->certificate, self->certificate, self->key,
                               GNUTLS_DIG_SHA256, 0));
  append_pem (pem, self->certificate, NULL);
  g_assert_true (g_file_set_contents (self->file, pem->str, -1, NULL));

  return self;
}

void
test_authority_free (TestAuthority *self)
{
  g_unlink (self->file);
  gnutls_x509_crt_deinit (self->certificate);
  gnutls_x509_privkey_deinit (self->key);
  g_free (self->file);
  g_free (self);
}

const char *
test_authority_get_file (TestAuthority *self)
{
  return self->file;
}

/* A certificate for @host with its key, as PEM; @self NULL: signed by itself. */
char *
test_authority_sign (TestAuthority *self,
                     const char    *host,
                     gint64         from_days,
                     gint64         to_days)
{
  gnutls_x509_privkey_t key = make_key ();
  gnutls_x509_crt_t     certificate = begin_certificate (key, "Test", from_days, to_days);
  g_autoptr (GString) pem = g_string_new (NULL);
  struct in_addr address;

  if (inet_pton (AF_INET, host, &address) == 1)
    must (gnutls_x509_crt_set_subject_alt_name (
        certificate, GNUTLS_SAN_IPADDRESS, &address, sizeof address, GNUTLS_FSAN_SET));
  else
    must (gnutls_x509_crt_set_subject_alt_name (certificate, GNUTLS_SAN_DNSNAME, host,
                                                (unsigned int) strlen (host),
                                                GNUTLS_FSAN_SET));
  must (gnutls_x509_crt_set_key_purpose_oid (certificate, GNUTLS_KP_TLS_WWW_SERVER, 0));
  must (gnutls_x509_crt_sign2 (certificate,
                               self != NULL ? self->certificate : certificate,
                               self != NULL ? self->key : key, GNUTLS_DIG_SHA256, 0));
  append_pem (pem, certificate, NULL);
  append_pem (pem, NULL, key);
  gnutls_x509_crt_deinit (certificate);
  gnutls_x509_privkey_deinit (key);

  return g_string_free (g_steal_pointer (&pem), FALSE);
}
