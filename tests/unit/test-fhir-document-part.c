/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir-invariants.h"
#include "fhir-part.h"
#include "fhir-random.h"

#include "fhir/foyer-fhir-merge.h"
#include "fhir/foyer-fhir-parts.h"
#include "model/foyer-document.h"

#define PART (&foyer_fhir_part_document)
#define UID "33333333-3333-4333-8333-333333333333"
#define OTHER "44444444-4444-4444-8444-444444444444"
#define SHA256_OF_ABC "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

static gboolean
decode (const json_t *json, FoyerAggregate *into, GError **error)
{
  FoyerFhirLinks links = fhir_random_links ();
  gboolean       done = foyer_fhir_part_decode (PART, json, &links, into, error);

  g_clear_pointer (&links.unresolved, g_ptr_array_unref);
  return done;
}

static FoyerAggregate *
decode_text (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (json_t) json = fhir_part_parse (text);
  FoyerAggregate *aggregate = foyer_aggregate_new ("document", UID);

  decode (json, aggregate, &error);
  g_assert_no_error (error);

  return aggregate;
}

static json_t *
render (FoyerAggregate *aggregate, const json_t *base)
{
  FoyerFhirLinks links = fhir_random_links ();

  return foyer_fhir_part_render (PART, aggregate, &links, base);
}

static FoyerAggregate *
new_document (gsize size)
{
  FoyerAggregate *aggregate = foyer_aggregate_new ("document", UID);
  FoyerDocument  *document = FOYER_DOCUMENT (aggregate->record);
  guint8         *bytes = g_malloc (size);

  for (gsize i = 0; i < size; i++)
    bytes[i] = (guint8) (i * 31);
  aggregate->content = g_bytes_new_take (bytes, size);
  foyer_record_set_link (document, "patient-id", OTHER);
  foyer_record_set_link (document, "referral-id", OTHER);
  document->kind = FOYER_DOCUMENT_KIND_REFERRAL_LETTER;
  foyer_set_text (&document->title, "Überweisung.pdf");
  foyer_set_text (&document->content_type, "application/pdf");
  document->size_bytes = (gint64) size;
  document->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, aggregate->content);
  document->received_at = 1800000000;

  return aggregate;
}

static void
test_letter_travels_with_its_bytes (void)
{
  static const gsize sizes[] = { 1, 2, 3, 1000, 3 * 1024 * 1024 + 1 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (FoyerAggregate) aggregate = new_document (sizes[i]);
      g_autoptr (FoyerAggregate) read = foyer_aggregate_new ("document", UID);
      g_autoptr (json_t) json = render (aggregate, NULL);
      g_autoptr (json_t) again = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *difference = NULL;

      fhir_assert_valid (json);
      g_assert_true (foyer_fhir_parts_match (json) == PART);
      decode (json, read, &error);
      g_assert_no_error (error);
      difference = fhir_find_difference (aggregate, read);
      g_assert_cmpstr (difference, ==, NULL);
      again = render (read, json);
      g_assert_true (json_equal (json, again));
    }
}

static void
test_every_kind_travels (void)
{
  for (int kind = 0; kind <= (int) FOYER_DOCUMENT_KIND_OTHER; kind++)
    {
      g_autoptr (FoyerAggregate) aggregate = new_document (3);
      g_autoptr (FoyerAggregate) read = foyer_aggregate_new ("document", UID);
      g_autoptr (json_t) json = NULL;

      FOYER_DOCUMENT (aggregate->record)->kind = (FoyerDocumentKind) kind;
      json = render (aggregate, NULL);
      g_assert_true (decode (json, read, NULL));
      g_assert_cmpint ((int) FOYER_DOCUMENT (read->record)->kind, ==, kind);
    }
}

/* "abc", with the checksums that FIPS 180 gives for it. */
#define ATTACHMENT(rest)                                                                 \
  "'content': [{'attachment': {'contentType': 'text/plain', 'data': 'YWJj'" rest         \
  "}, 'format': {'code': 'urn:x'}}, {'attachment': {'url': 'https://ehr/2'}}]"
#define FOREIGN                                                                          \
  "{'resourceType': 'DocumentReference', 'id': 'd1', 'status': 'current',"               \
  " 'docStatus': 'final', 'type': {'coding': [{'system': 'http://loinc.org',"            \
  " 'code': '57133-1'}], 'text': 'Letter'}, 'category': [{'text': 'c'}],"                \
  " 'subject': {'reference': 'Patient/patient-" OTHER "', 'display': 'A. Ito'},"         \
  " 'date': '2026-11-20T09:30:00-08:00', 'author': [{'reference': '#a'}],"               \
  " 'context': {'related': [{'reference': 'Encounter/1'}, {'reference':"                 \
  " 'ServiceRequest/referral-" OTHER "'}], 'period': {'start': '2026'}}, " ATTACHMENT (  \
      ", 'hash': 'qZk+NkcGgWq6PiVxeFDCbJzQ2J0=', 'size': 3, 'language': 'en',"           \
      " 'title': 'C:\\\\Scans/letter.txt', 'url': 'https://ehr/1'") "}"

static void
test_foreign_letter_is_taken (void)
{
  g_autoptr (json_t) json = fhir_part_parse (FOREIGN);
  g_autoptr (FoyerAggregate) aggregate = decode_text (FOREIGN);
  g_autoptr (json_t) again = render (aggregate, json);
  FoyerDocument *document = FOYER_DOCUMENT (aggregate->record);

  g_assert_true (foyer_fhir_parts_match (json) == PART);
  fhir_part_assert_equal (json, again);
  g_assert_cmpint (document->kind, ==, FOYER_DOCUMENT_KIND_REFERRAL_LETTER);
  g_assert_cmpstr (document->title, ==, "letter.txt");
  g_assert_cmpstr (document->content_type, ==, "text/plain");
  g_assert_cmpint (document->size_bytes, ==, 3);
  g_assert_cmpstr (document->sha256, ==, SHA256_OF_ABC);
  g_assert_cmpint (document->received_at, ==, 1795195800);
  g_assert_cmpstr (foyer_record_get_link (document, "patient-id"), ==, OTHER);
  g_assert_cmpstr (foyer_record_get_link (document, "referral-id"), ==, OTHER);
  g_assert_cmpmem (g_bytes_get_data (aggregate->content, NULL),
                   g_bytes_get_size (aggregate->content), "abc", 3);
}

static void
test_little_is_enough (void)
{
  g_autoptr (FoyerAggregate) aggregate =
      decode_text ("{'resourceType': 'DocumentReference', 'meta': {'lastUpdated':"
                   " '2026-11-20T17:30:00Z'}, 'content': [{'attachment': {'data':"
                   " ' YW\\nJj '}}]}");
  FoyerDocument *document = FOYER_DOCUMENT (aggregate->record);

  g_assert_cmpint (document->kind, ==, FOYER_DOCUMENT_KIND_OTHER);
  g_assert_cmpstr (document->title, ==, "document");
  g_assert_cmpstr (document->content_type, ==, "application/octet-stream");
  g_assert_cmpint (document->received_at, ==, 1795195800);
  g_assert_cmpstr (document->sha256, ==, SHA256_OF_ABC);
}

/* A server may take the bytes out and give a signed address instead. */
static void
test_bytes_stay_if_the_server_hides_them (void)
{
  g_autoptr (FoyerAggregate) aggregate = new_document (3);
  g_autoptr (json_t) json = render (aggregate, NULL);
  g_autoptr (json_t) again = NULL;
  g_autoptr (GError) error = NULL;
  json_t *attachment = json_object_get (
      json_array_get (json_object_get (json, "content"), 0), "attachment");

  json_object_del (attachment, "data");
  json_object_set_new (attachment, "url", json_string ("https://files/1?Expires=1"));
  g_assert_true (decode (json, aggregate, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (aggregate->content), ==, 3);
  again = render (aggregate, json);
  fhir_part_assert_equal (json, again);
}

static void
assert_taken (const char *text, gboolean taken)
{
  g_autoptr (json_t) json = fhir_part_parse (text);

  g_test_message ("%s", text);
  g_assert_true (foyer_fhir_parts_match (json) == (taken ? PART : NULL));
}

static void
test_only_letters_are_taken (void)
{
#define DOCUMENT "{'resourceType': 'DocumentReference', "
#define LETTER "'type': {'coding': [{'system': 'http://loinc.org', 'code': '57133-1'}]}"

  assert_taken (DOCUMENT ATTACHMENT ("") "}", FALSE);
  assert_taken (DOCUMENT LETTER ", " ATTACHMENT ("") "}", TRUE);
  assert_taken (DOCUMENT LETTER ", 'content': [{'attachment': {'url': 'x'}}]}", FALSE);
  assert_taken (DOCUMENT "'context': {'related': [{'reference':"
                         " 'https://ehr/fhir/ServiceRequest/7'}]}, " ATTACHMENT ("") "}",
                TRUE);
  assert_taken (DOCUMENT "'identifier': [{'system':"
                         " 'https://foyerclinic.org/fhir/sid/record', 'value': '" UID
                         "'}]}",
                TRUE);
}

static void
assert_refused (const char *text, FoyerFhirError code, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (json_t) json = fhir_part_parse (text);
  g_autoptr (FoyerAggregate) into = foyer_aggregate_new ("document", UID);
  g_autofree char *found = NULL;

  g_test_message ("%.200s", text);
  g_assert_false (decode (json, into, &error));
  g_assert_error (error, FOYER_FHIR_ERROR, (int) code);
  found = foyer_fhir_error_dup_path (error);
  g_assert_cmpstr (found, ==, path);
}

static void
test_refuses_with_path (void)
{
#define DATA(text) DOCUMENT "'content': [{'attachment': {'data': " text "}}]}"
#define PATH(name) "DocumentReference.content.attachment." name

  assert_refused (DOCUMENT "'status': 'current'}", FOYER_FHIR_ERROR_MISSING,
                  PATH ("data"));
  assert_refused (DATA ("''"), FOYER_FHIR_ERROR_MISSING, PATH ("data"));
  assert_refused (DATA ("7"), FOYER_FHIR_ERROR_TYPE, PATH ("data"));
  assert_refused (DATA ("'YWJ'"), FOYER_FHIR_ERROR_ENCODING, PATH ("data"));
  assert_refused (DATA ("'YW=j'"), FOYER_FHIR_ERROR_ENCODING, PATH ("data"));
  assert_refused (DATA ("'YW_j'"), FOYER_FHIR_ERROR_ENCODING, PATH ("data"));
  assert_refused (DATA ("'Y==='"), FOYER_FHIR_ERROR_ENCODING, PATH ("data"));
  assert_refused (DOCUMENT ATTACHMENT (", 'size': 4") "}", FOYER_FHIR_ERROR_VALUE,
                  PATH ("size"));
  assert_refused (DOCUMENT ATTACHMENT (", 'size': '3'") "}", FOYER_FHIR_ERROR_VALUE,
                  PATH ("size"));
  assert_refused (DOCUMENT ATTACHMENT (", 'hash': 'qZk='") "}", FOYER_FHIR_ERROR_VALUE,
                  PATH ("hash"));
  assert_refused (DOCUMENT ATTACHMENT ("") ", 'extension': [{'url':"
                                           " 'https://foyerclinic.org/fhir/"
                                           "StructureDefinition/document-sha256',"
                                           " 'valueString': 'ba78'}]}",
                  FOYER_FHIR_ERROR_VALUE, "DocumentReference.extension");
  assert_refused (DOCUMENT ATTACHMENT ("") ", 'status': 'entered-in-error'}",
                  FOYER_FHIR_ERROR_VALUE, "DocumentReference.status");
  assert_refused (DOCUMENT ATTACHMENT ("") ", 'date': '2026'}", FOYER_FHIR_ERROR_DATE,
                  "DocumentReference.date");
}

static void
test_refuses_more_than_the_store_takes (void)
{
  g_autofree char *data = g_strnfill ((32 * 1024 * 1024 + 3) / 3 * 4, 'A');
  g_autoptr (json_t) json =
      json_pack ("{s:s, s:[{s:{s:s}}]}", "resourceType", "DocumentReference", "content",
                 "attachment", "data", data);
  g_autoptr (FoyerAggregate) into = foyer_aggregate_new ("document", UID);
  g_autoptr (GError) error = NULL;

  g_assert_false (decode (json, into, &error));
  g_assert_error (error, FOYER_FHIR_ERROR, FOYER_FHIR_ERROR_TOO_LARGE);
}

static void
test_unknown_survives_twenty_edits (void)
{
  g_autoptr (json_t) json = fhir_part_parse (FOREIGN);
  g_autoptr (FoyerAggregate) aggregate = decode_text (FOREIGN);
  FoyerDocument *document = FOYER_DOCUMENT (aggregate->record);

  for (guint step = 0; step < 20; step++)
    {
      char    title[32];
      json_t *after;
      json_t *content;

      g_snprintf (title, sizeof title, "Letter %u.txt", step);
      foyer_set_text (&document->title, title);
      foyer_record_set_link (document, "referral-id", step % 3 != 0 ? OTHER : UID);
      after = render (aggregate, json);
      json_decref (json);
      json = after;

      content = json_object_get (json, "content");
      g_assert_cmpuint (json_array_size (content), ==, 2);
      g_assert_nonnull (json_object_get (json_array_get (content, 0), "format"));
      g_assert_cmpstr (
          foyer_fhir_peek (json_object_get (json_array_get (content, 0), "attachment"),
                           "language"),
          ==, "en");
      g_assert_cmpuint (json_array_size (json_object_get (
                            json_object_get (json, "context"), "related")),
                        ==, 2);
      g_assert_cmpstr (foyer_fhir_peek (json, "docStatus"), ==, "final");
      g_assert_cmpstr (foyer_fhir_peek (json_object_get (json, "type"), "text"), ==,
                       "Letter");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/fhir-document-part/letter-travels-with-its-bytes",
                   test_letter_travels_with_its_bytes);
  g_test_add_func ("/fhir-document-part/every-kind-travels", test_every_kind_travels);
  g_test_add_func ("/fhir-document-part/foreign-letter-is-taken",
                   test_foreign_letter_is_taken);
  g_test_add_func ("/fhir-document-part/little-is-enough", test_little_is_enough);
  g_test_add_func ("/fhir-document-part/bytes-stay-if-the-server-hides-them",
                   test_bytes_stay_if_the_server_hides_them);
  g_test_add_func ("/fhir-document-part/only-letters-are-taken",
                   test_only_letters_are_taken);
  g_test_add_func ("/fhir-document-part/refuses-with-path", test_refuses_with_path);
  g_test_add_func ("/fhir-document-part/refuses-more-than-the-store-takes",
                   test_refuses_more_than_the_store_takes);
  g_test_add_func ("/fhir-document-part/unknown-survives-twenty-edits",
                   test_unknown_survives_twenty_edits);

  return g_test_run ();
}
