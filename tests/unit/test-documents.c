/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/desk.h"

#include <string.h>

static FoyerDocument *
new_letter (gint64 referral_id, const char *title)
{
  FoyerDocument *document = foyer_document_new ();

  document->referral_id = referral_id;
  document->kind = FOYER_DOCUMENT_KIND_REFERRAL_LETTER;
  foyer_set_text (&document->title, title);
  foyer_set_text (&document->content_type, "application/pdf");

  return document;
}

static void
test_bytes_come_back (Desk *desk, gconstpointer data)
{
  static const char bytes[] = "%PDF-1.7\0\x01\xff end";
  g_autoptr (GBytes) content = g_bytes_new_static (bytes, sizeof bytes);
  g_autoptr (GBytes) back = NULL;
  g_autoptr (GPtrArray) documents = NULL;
  g_autoptr (FoyerDocument) letter = NULL;
  g_autoptr (FoyerReferralRow) row = NULL;
  g_autoptr (GError) error = NULL;
  gint64         referral_id = desk_add_referral (desk, desk->new_patient_id);
  FoyerDocument *stored;

  letter = new_letter (referral_id, "letter.pdf");
  foyer_documents_add (desk->db, desk->clerk, letter, content, &error);
  g_assert_no_error (error);

  documents = foyer_documents_list_for_referral (desk->db, referral_id, &error);
  g_assert_cmpuint (documents->len, ==, 1);
  stored = g_ptr_array_index (documents, 0);
  g_assert_cmpstr (stored->title, ==, "letter.pdf");
  g_assert_cmpint (stored->size_bytes, ==, sizeof bytes);
  g_assert_cmpint (stored->patient_id, ==, desk->new_patient_id);
  g_assert_cmpuint (strlen (stored->sha256), ==, 64);
  back = foyer_documents_read (desk->db, foyer_record_get_id (FOYER_RECORD (stored)),
                               &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (back, content));
  row = foyer_referrals_get (desk->db, referral_id, &error);
  g_assert_cmpint (row->n_documents, ==, 1);
}

static void
test_size_is_limited (Desk *desk, gconstpointer data)
{
  g_autofree guint8 *buffer = g_malloc0 (FOYER_DOCUMENT_MAX_BYTES + 1);
  g_autoptr (GBytes) empty = g_bytes_new_static ("", 0);
  g_autoptr (GBytes) full = g_bytes_new_static (buffer, FOYER_DOCUMENT_MAX_BYTES);
  g_autoptr (GBytes) too_large =
      g_bytes_new_static (buffer, FOYER_DOCUMENT_MAX_BYTES + 1);
  g_autoptr (FoyerDocument) letter =
      new_letter (desk_add_referral (desk, desk->new_patient_id), "a");
  g_autoptr (GError) error = NULL;

  g_assert_false (foyer_documents_add (desk->db, desk->clerk, letter, empty, &error));
  desk_assert_field (&error, "content");
  g_assert_false (foyer_documents_add (desk->db, desk->clerk, letter, too_large, &error));
  desk_assert_field (&error, "content");
  g_assert_cmpint (desk_query (desk, "SELECT count (*) FROM document"), ==, 0);
  foyer_documents_add (desk->db, desk->clerk, letter, full, &error);
  g_assert_no_error (error);
}

static void
test_names_lose_their_folders (Desk *desk, gconstpointer data)
{
  static const char *const titles[][2] = {
    { "../../etc/passwd", "passwd" },
    { "C:\\Users\\x\\letter.pdf", "letter.pdf" },
    { "/", "document" },
    { "..", "document" },
    { "", "document" },
    { "a\nb\tc\033.pdf", "abc.pdf" },
    { "caf\xc3\xa9.pdf", "caf\xc3\xa9.pdf" },
    { "  letter.pdf ", "letter.pdf" },
  };
  g_autoptr (GBytes) content = g_bytes_new_static ("x", 1);
  g_autofree char *long_name = g_strnfill (1000, 'a');
  gint64           referral_id = desk_add_referral (desk, desk->new_patient_id);
  g_autoptr (FoyerDocument) letter = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      g_clear_object (&letter);
      letter = new_letter (referral_id, titles[i][0]);
      foyer_documents_add (desk->db, desk->clerk, letter, content, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (letter->title, ==, titles[i][1]);
    }
  g_clear_object (&letter);
  letter = new_letter (referral_id, long_name);
  foyer_documents_add (desk->db, desk->clerk, letter, content, &error);
  g_assert_cmpuint (strlen (letter->title), <=, 200);
}

static void
test_owner_must_exist (Desk *desk, gconstpointer data)
{
  g_autoptr (GBytes) content = g_bytes_new_static ("x", 1);
  g_autoptr (FoyerDocument) lost = new_letter (999, "a");
  g_autoptr (FoyerDocument) nobodys = new_letter (0, "a");
  g_autoptr (GError) error = NULL;

  g_assert_false (foyer_documents_add (desk->db, desk->clerk, lost, content, &error));
  desk_assert_field (&error, "referral-id");
  g_assert_false (foyer_documents_add (desk->db, desk->clerk, nobodys, content, &error));
  desk_assert_field (&error, "patient-id");
}

static void
test_changed_bytes_are_noticed (Desk *desk, gconstpointer data)
{
  g_autoptr (GBytes) content = g_bytes_new_static ("x", 1);
  g_autoptr (FoyerDocument) letter =
      new_letter (desk_add_referral (desk, desk->new_patient_id), "a");
  g_autoptr (GError) error = NULL;

  foyer_documents_add (desk->db, desk->clerk, letter, content, &error);
  g_assert_false (profile_try (&desk->profile, "UPDATE document_content SET content = "
                                               "x'00'"));
  profile_exec (&desk->profile, "DROP TRIGGER document_content_no_update;"
                                "UPDATE document_content SET content = x'00'");
  g_assert_null (foyer_documents_read (
      desk->db, foyer_record_get_id (FOYER_RECORD (letter)), &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_CORRUPT);
  g_clear_error (&error);
  g_assert_null (foyer_documents_read (desk->db, 999, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND);
}

#define ADD(name, function)                                                              \
  g_test_add ("/documents/" name, Desk, NULL, desk_set_up, function, desk_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("bytes-come-back", test_bytes_come_back);
  ADD ("size-is-limited", test_size_is_limited);
  ADD ("names-lose-their-folders", test_names_lose_their_folders);
  ADD ("owner-must-exist", test_owner_must_exist);
  ADD ("changed-bytes-are-noticed", test_changed_bytes_are_noticed);

  return g_test_run ();
}
