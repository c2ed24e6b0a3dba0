/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/foyer-fhir-date.h"
#include "fhir/foyer-fhir-fields.h"
#include "fhir/foyer-fhir-parts.h"
#include "fhir/foyer-fhir-resource.h"
#include "model/foyer-document.h"

#include <string.h>

#define SHA256 FOYER_FHIR_EXTENSION ("document-sha256")
#define LOINC "http://loinc.org"
#define REFERRAL_NOTE "57133-1"
/* As much as the store takes. */
#define MAX_BYTES (32 * 1024 * 1024)
#define MAX_TITLE_BYTES 200

/* LOINC, by kind. */
static const struct
{
  const char *code; /* (nullable) */
  const char *display;
} types[] = {
  [FOYER_DOCUMENT_KIND_REFERRAL_LETTER] = { REFERRAL_NOTE, "Referral note" },
  [FOYER_DOCUMENT_KIND_PATHOLOGY] = { "11526-1", "Pathology study" },
  [FOYER_DOCUMENT_KIND_PHOTO] = { "72170-4", "Photographic image" },
  [FOYER_DOCUMENT_KIND_OTHER] = { NULL, NULL },
};

static json_t *
get_attachment (const json_t *json)
{
  return json_object_get (json_array_get (json_object_get (json, "content"), 0),
                          "attachment");
}

/* The order that a document belongs to: the first one that it is related to. */
static json_t *
find_order (const json_t *json)
{
  json_t *list = json_object_get (json_object_get (json, "context"), "related");
  json_t *related;
  size_t  i;

  json_array_foreach (list, i, related)
    {
      const char *reference = foyer_fhir_peek (related, "reference");

      if (reference != NULL && (g_str_has_prefix (reference, "ServiceRequest/") ||
                                strstr (reference, "/ServiceRequest/") != NULL))
        return related;
    }

  return NULL;
}

/* Of what other systems keep, letters of referrals that come with their bytes. */
static gboolean
matches (const json_t *json)
{
  if (foyer_fhir_part_article.matches (json))
    return FALSE;

  return foyer_fhir_part_is_ours (&foyer_fhir_part_document, json) ||
         (json_is_string (json_object_get (get_attachment (json), "data")) &&
          (find_order (json) != NULL ||
           g_strcmp0 (foyer_fhir_code (json_object_get (json, "type"), LOINC),
                      REFERRAL_NOTE) == 0));
}

static FoyerDocumentKind
kind_of (const json_t *json)
{
  json_t *list = json_object_get (json_object_get (json, "type"), "coding");
  json_t *coding;
  size_t  i;

  json_array_foreach (list, i, coding)
    for (guint k = 0; k < G_N_ELEMENTS (types); k++)
      if (types[k].code != NULL &&
          g_strcmp0 (foyer_fhir_peek (coding, "system"), LOINC) == 0 &&
          g_strcmp0 (foyer_fhir_peek (coding, "code"), types[k].code) == 0)
        return (FoyerDocumentKind) k;

  return FOYER_DOCUMENT_KIND_OTHER;
}

/* The name of a file without any folder, as the store keeps it. */
static char *
read_title (FoyerFhirReader *reader, const json_t *attachment)
{
  g_autofree char *title = foyer_fhir_read_text (
      reader, attachment, "title", "content.attachment.title", FOYER_FHIR_MAX_LINE);
  g_autofree char *name = NULL;
  const char      *end;

  if (title == NULL)
    return g_strdup ("document");
  g_strdelimit (title, "\\", '/');
  name = g_path_get_basename (title);
  g_strdelimit (name, "\t\n\r", ' ');
  if (strlen (name) > MAX_TITLE_BYTES)
    {
      end = g_utf8_find_prev_char (name, name + MAX_TITLE_BYTES);
      name[end - name] = '\0';
    }
  /* Blanks around a text are not kept on the way back, so they are not kept here either. */
  g_strstrip (name);

  return *name == '\0' || g_str_equal (name, ".") || g_str_equal (name, "..") ||
                 g_str_equal (name, "/")
             ? g_strdup ("document")
             : g_steal_pointer (&name);
}

/* NULL if it is no base64.  White space is allowed between its letters. */
static GBytes *
decode_base64 (const char *text)
{
  gsize   n_letters = 0;
  gsize   n_pads = 0;
  gsize   length;
  guchar *bytes;

  for (const char *at = text; *at != '\0'; at++)
    if (*at == '=')
      n_pads++;
    else if (g_ascii_isalnum (*at) || *at == '+' || *at == '/')
      {
        if (n_pads > 0)
          return NULL;
        n_letters++;
      }
    else if (!g_ascii_isspace (*at))
      return NULL;
  if (n_pads > 2 || (n_letters + n_pads) % 4 != 0)
    return NULL;

  bytes = g_base64_decode (text, &length);

  return g_bytes_new_take (bytes, length);
}

/* FHIR hashes attachments by SHA-1. */
static char *
hash_of (GBytes *content)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA1);
  guint8        digest[20];
  gsize         length = sizeof digest;
  gsize         size;
  gconstpointer data = g_bytes_get_data (content, &size);

  g_checksum_update (sum, data, (gssize) size);
  g_checksum_get_digest (sum, digest, &length);

  return g_base64_encode (digest, length);
}

static void
check_content (FoyerFhirReader *reader,
               const json_t    *attachment,
               const char      *sha256,
               GBytes          *content)
{
  const json_t    *size = json_object_get (attachment, "size");
  const char      *hash = foyer_fhir_peek (attachment, "hash");
  g_autofree char *right_hash = hash_of (content);
  g_autofree char *right_sha256 =
      g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, content);

  if (g_bytes_get_size (content) == 0)
    foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_MISSING, "content.attachment.data",
                            "empty");
  if (g_bytes_get_size (content) > MAX_BYTES)
    foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_TOO_LARGE, "content.attachment.data",
                            "larger than 32 MiB");
  if (size != NULL && !json_is_null (size) &&
      (!json_is_integer (size) ||
       json_integer_value (size) != (json_int_t) g_bytes_get_size (content)))
    foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_VALUE, "content.attachment.size",
                            "not that of the data");
  if (hash != NULL && !g_str_equal (hash, right_hash))
    foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_VALUE, "content.attachment.hash",
                            "not that of the data");
  if (sha256 != NULL && !g_str_equal (sha256, right_sha256))
    foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_VALUE, "extension",
                            "not the checksum of the data");
}

/* The bytes never change: those that are here already stay if the resource has none. */
static void
read_content (FoyerFhirReader *reader, const json_t *json, FoyerAggregate *into)
{
  FoyerDocument   *document = FOYER_DOCUMENT (into->record);
  const json_t    *attachment = get_attachment (json);
  const json_t    *data = json_object_get (attachment, "data");
  g_autofree char *sha256 = foyer_fhir_read_text (
      reader, foyer_fhir_extension (json, SHA256), "valueString", "extension", 64);
  g_autoptr (GBytes) content = NULL;

  if (data == NULL && into->content == NULL)
    foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_MISSING, "content.attachment.data",
                            "none");
  else if (data != NULL && !json_is_string (data))
    foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_TYPE, "content.attachment.data",
                            "not of the type");
  else if (data != NULL)
    {
      content = decode_base64 (json_string_value (data));
      if (content == NULL)
        foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_ENCODING,
                                "content.attachment.data", "not base64");
    }
  else
    content = g_bytes_ref (into->content);
  if (content == NULL)
    return;

  check_content (reader, attachment, sha256, content);
  g_clear_pointer (&into->content, g_bytes_unref);
  into->content = g_steal_pointer (&content);
  document->size_bytes = (gint64) g_bytes_get_size (into->content);
  g_free (document->sha256);
  document->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, into->content);
}

static void
decode (FoyerFhirReader *reader,
        const json_t    *json,
        FoyerFhirLinks  *links,
        FoyerAggregate  *into)
{
  FoyerDocument   *document = FOYER_DOCUMENT (into->record);
  const json_t    *attachment = get_attachment (json);
  g_autofree char *title = read_title (reader, attachment);
  g_autofree char *type =
      foyer_fhir_read_text (reader, attachment, "contentType",
                            "content.attachment.contentType", FOYER_FHIR_MAX_NAME);

  if (g_strcmp0 (foyer_fhir_peek (json, "status"), "entered-in-error") == 0)
    foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_VALUE, "status",
                            "taken back by those who made it");
  document->kind = kind_of (json);
  foyer_set_text (&document->title, title);
  foyer_set_text (&document->content_type,
                  type != NULL ? type : "application/octet-stream");
  if (!foyer_fhir_read_instant (reader, json, "date", "date", &document->received_at))
    foyer_fhir_read_instant (reader, json_object_get (json, "meta"), "lastUpdated",
                             "meta.lastUpdated", &document->received_at);
  foyer_fhir_links_read (links,
                         foyer_fhir_read_object (reader, json, "subject", "subject"),
                         document, "patient-id");
  foyer_fhir_links_read (links, find_order (json), document, "referral-id");
  read_content (reader, json, into);
}

static json_t *
ensure (json_t *object, const char *key, json_t *fallback)
{
  json_t *value = json_object_get (object, key);

  if (value == NULL || json_typeof (value) != json_typeof (fallback))
    json_object_set (object, key, fallback);
  json_decref (fallback);

  return json_object_get (object, key);
}

static void
write_attachment (json_t *json, FoyerDocument *document, GBytes *content)
{
  g_auto (FoyerFhirReader) reader = { "DocumentReference" };
  json_t *list = ensure (json, "content", json_array ());
  json_t *attachment;

  if (!json_is_object (json_array_get (list, 0)))
    json_array_insert_new (list, 0, json_object ());
  attachment = ensure (json_array_get (list, 0), "attachment", json_object ());

  {
    g_autofree char *title = read_title (&reader, attachment);

    if (json_object_get (attachment, "title") == NULL ||
        g_strcmp0 (title, document->title) != 0)
      foyer_fhir_set_text (attachment, "title", document->title);
  }
  if (json_object_get (attachment, "contentType") != NULL ||
      g_strcmp0 (document->content_type, "application/octet-stream") != 0)
    foyer_fhir_set_text (attachment, "contentType", document->content_type);

  if (content != NULL)
    {
      g_autofree char *hash = hash_of (content);
      gsize            size;
      gconstpointer    data = g_bytes_get_data (content, &size);

      if (json_object_get (attachment, "data") == NULL ||
          g_strcmp0 (foyer_fhir_peek (attachment, "hash"), hash) != 0)
        {
          g_autofree char *text = g_base64_encode (data, size);

          foyer_fhir_set_text (attachment, "data", text);
        }
      foyer_fhir_set_text (attachment, "hash", hash);
      json_object_set_new (attachment, "size", json_integer ((json_int_t) size));
    }
}

static void
write_order (json_t *json, FoyerDocument *document, FoyerFhirLinks *links)
{
  json_t *was = find_order (json);
  json_t *reference = foyer_fhir_links_reference (links, document, "referral-id");
  json_t *list;

  if (reference != NULL && was != NULL)
    foyer_fhir_set_text (was, "reference", foyer_fhir_peek (reference, "reference"));
  else if (reference != NULL)
    {
      list = ensure (ensure (json, "context", json_object ()), "related", json_array ());
      json_array_append (list, reference);
    }
  else if (was != NULL)
    {
      list = json_object_get (json_object_get (json, "context"), "related");
      for (size_t i = json_array_size (list); i > 0; i--)
        if (json_array_get (list, i - 1) == was)
          json_array_remove (list, i - 1);
      if (json_array_size (list) == 0)
        json_object_del (json_object_get (json, "context"), "related");
      if (json_object_size (json_object_get (json, "context")) == 0)
        json_object_del (json, "context");
    }
  json_decref (reference);
}

static void
encode (FoyerAggregate *aggregate, FoyerFhirLinks *links, json_t *json)
{
  FoyerDocument *document = FOYER_DOCUMENT (aggregate->record);

  if (json_object_get (json, "status") == NULL)
    foyer_fhir_set_text (json, "status", "current");
  if (kind_of (json) != document->kind)
    {
      if (types[document->kind].code != NULL)
        json_object_set_new (json, "type",
                             json_pack ("{s:[{s:s, s:s, s:s}]}", "coding", "system",
                                        LOINC, "code", types[document->kind].code,
                                        "display", types[document->kind].display));
      else
        json_object_del (json, "type");
    }
  foyer_fhir_set_instant (json, "date", document->received_at);
  foyer_fhir_links_write (links, json, "subject", document, "patient-id");
  write_order (json, document, links);
  write_attachment (json, document, aggregate->content);
  if (document->sha256 != NULL)
    foyer_fhir_set_text (foyer_fhir_set_extension (json, SHA256), "valueString",
                         document->sha256);
}

/**
 * foyer_fhir_part_document:
 *
 * A letter or another file of a referral as a DocumentReference, with its bytes inside it,
 * because a Binary has no identifier by which it could be made once.
 *
 * A size or a checksum that is not that of the bytes is refused.  Of other systems, letters of
 * referrals and what belongs to an order are taken, if the bytes come with them.
 */
const FoyerFhirPart foyer_fhir_part_document = {
  .kind = "document",
  .type = "DocumentReference",
  .matches = matches,
  .decode = decode,
  .encode = encode,
  .immutable = TRUE,
};
