/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-dump.h"
#include "store/foyer-endpoints.h"
#include "store/foyer-replicas.h"
#include "tests/bench/peer.h"
#include "tests/unit/desk.h"

#include <string.h>

/* Letters as large as they may be, by way of a foyer-endpoint. */

static const gsize sizes[] = { FOYER_DOCUMENT_MAX_BYTES, 14 * 1024 * 1024 };

/* What one letter and its copies may take at most, and what two at a time would not. */
#define MAX_MEMORY_MIB 600

static double
read_peak_mib (void)
{
  g_autofree char *text = NULL;
  const char      *line;

  if (!g_file_get_contents ("/proc/self/status", &text, NULL, NULL))
    return 0;
  line = strstr (text, "VmHWM:");

  return line != NULL ? g_ascii_strtod (line + strlen ("VmHWM:"), NULL) / 1024 : 0;
}

static GBytes *
make_content (guint seed, gsize size)
{
  guint8 *bytes = g_malloc (size);

  for (gsize i = 0; i < size; i++)
    bytes[i] = (guint8) (i * 31 + (i >> 12) + seed);

  return g_bytes_new_take (bytes, size);
}

static void
add_letter (Desk *desk, GBytes *content)
{
  g_autoptr (FoyerDocument) letter = foyer_document_new ();
  g_autoptr (GError) error = NULL;

  letter->patient_id = desk->known_patient_id;
  letter->kind = FOYER_DOCUMENT_KIND_REFERRAL_LETTER;
  foyer_set_text (&letter->title, "letter.pdf");
  foyer_documents_add (desk->db, desk->clerk, letter, content, &error);
  g_assert_no_error (error);
}

static void
test_cross (Desk *desk, gconstpointer data)
{
  Peer             peer = { 0 };
  g_autofree char *folder = g_dir_make_tmp ("foyer-letters-XXXXXX", NULL);
  g_autoptr (PeerMeter) meter = NULL;
  g_autoptr (GPtrArray) known = NULL;
  g_autoptr (GError) error = NULL;
  FoyerDb        *other;
  FoyerSyncReport report;

  peer_start (&peer);
  meter = peer_connect (&peer);
  peer_settle (&peer, desk->db);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GBytes) content = make_content (i, sizes[i]);

      add_letter (desk, content);
    }
  peer_sync (desk->db, meter, &report);
  g_assert_cmpuint (report.refused, ==, 0);
  g_test_message ("sending took up to %.0f MiB", read_peak_mib ());

  other = peer_open_profile (&peer, folder);
  peer_sync (other, meter, &report);
  g_assert_cmpuint (report.conflicts, ==, 0);
  g_test_message ("receiving took up to %.0f MiB", read_peak_mib ());

  known = foyer_replicas_list_versions (other, "DocumentReference", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (known->len, ==, G_N_ELEMENTS (sizes));
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GBytes) sent = foyer_documents_read (desk->db, i + 1, &error);
      g_autoptr (GBytes) came = foyer_documents_read (other, i + 1, &error);

      g_assert_no_error (error);
      g_assert_true (g_bytes_equal (sent, came));
    }

  peer_sync (other, meter, &report);
  g_assert_cmpuint (report.pulled, ==, 0);

#ifndef __SANITIZE_ADDRESS__
  g_assert_cmpfloat (read_peak_mib (), <, MAX_MEMORY_MIB);
#endif
  foyer_db_close (other);
  profile_remove_folder (folder);
  peer_stop (&peer);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/letters/cross", Desk, NULL, desk_set_up, test_cross, desk_tear_down);

  return g_test_run ();
}
