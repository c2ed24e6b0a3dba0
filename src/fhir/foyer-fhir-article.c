/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/foyer-fhir-fields.h"
#include "fhir/foyer-fhir-parts.h"
#include "fhir/foyer-fhir-resource.h"
#include "model/foyer-article-text.h"
#include "model/foyer-article.h"

#include <string.h>

#define PREFIX FOYER_FHIR_EXTENSION ("article-")
#define LOINC "http://loinc.org"
#define INSTRUCTIONS "69730-0"

static const char *const fields[] = {
  "slug",        "language",  "version",    "title",    "topics",
  "sources",     "shipped",   "written-at", "staff-id", "reviewed-by",
  "reviewed-at", "withdrawn", NULL,
};

static gboolean
matches (const json_t *json)
{
  return foyer_fhir_extension (json, PREFIX "slug") != NULL;
}

static json_t *
get_attachment (const json_t *json)
{
  return json_object_get (json_array_get (json_object_get (json, "content"), 0),
                          "attachment");
}

/* The words of a version never change: those that are here stay if the resource has none. */
static void
read_body (FoyerFhirReader *reader, const json_t *json, FoyerArticle *article)
{
  const json_t      *data = json_object_get (get_attachment (json), "data");
  g_autofree guchar *bytes = NULL;
  g_autofree char   *body = NULL;
  gsize              size;

  if (data == NULL && article->body != NULL)
    return;
  if (!json_is_string (data))
    {
      foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_MISSING, "content.attachment.data",
                              "none");
      return;
    }
  if (json_string_length (data) > FOYER_ARTICLE_MAX_BYTES * 2)
    {
      foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_TOO_LARGE,
                              "content.attachment.data", "larger than an article");
      return;
    }
  bytes = g_base64_decode (json_string_value (data), &size);
  if (size == 0 || !g_utf8_validate_len ((const char *) bytes, size, NULL))
    {
      foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_ENCODING,
                              "content.attachment.data", "not text");
      return;
    }
  body = g_strndup ((const char *) bytes, size);
  foyer_set_text (&article->body, body);
}

static void
need (FoyerFhirReader *reader, const char *text, const char *element)
{
  if (text == NULL)
    foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_MISSING, element, "none");
}

static void
decode (FoyerFhirReader *reader,
        const json_t    *json,
        FoyerFhirLinks  *links,
        FoyerAggregate  *into)
{
  FoyerArticle *article = FOYER_ARTICLE (into->record);

  foyer_fhir_fields_read (reader, json, PREFIX, article, fields, links);
  read_body (reader, json, article);
  need (reader, article->slug, "extension.slug");
  need (reader, article->title, "extension.title");
  if (!foyer_article_is_language (article->language))
    foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_VALUE, "extension.language",
                            "not a language");
  if (article->version < 1)
    foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_NUMBER, "extension.version",
                            "not a version");
}

static void
write_content (FoyerArticle *article, json_t *json)
{
  g_autofree char *data =
      article->body != NULL
          ? g_base64_encode ((const guchar *) article->body, strlen (article->body))
          : NULL;
  json_t *attachment = get_attachment (json);

  if (!json_is_object (attachment))
    {
      json_object_set_new (json, "content", json_pack ("[{s:{}}]", "attachment"));
      attachment = get_attachment (json);
    }
  foyer_fhir_set_text (attachment, "contentType", "text/markdown");
  foyer_fhir_set_text (attachment, "language", article->language);
  foyer_fhir_set_text (attachment, "title", article->title);
  if (data != NULL && g_strcmp0 (foyer_fhir_peek (attachment, "data"), data) != 0)
    foyer_fhir_set_text (attachment, "data", data);
}

/* Beside what the extensions say, what any system understands of it. */
static void
encode (FoyerAggregate *aggregate, FoyerFhirLinks *links, json_t *json)
{
  FoyerArticle *article = FOYER_ARTICLE (aggregate->record);

  foyer_fhir_set_text (json, "status", article->withdrawn ? "superseded" : "current");
  foyer_fhir_set_text (json, "docStatus",
                       article->reviewed_at != 0 ? "final" : "preliminary");
  if (json_object_get (json, "type") == NULL)
    json_object_set_new (json, "type",
                         json_pack ("{s:[{s:s, s:s, s:s}]}", "coding", "system", LOINC,
                                    "code", INSTRUCTIONS, "display", "Instructions"));
  foyer_fhir_set_text (json, "description", article->title);
  write_content (article, json);
  foyer_fhir_fields_write (json, PREFIX, article, fields, links);
}

#define REVIEW(name)                                                                     \
  {                                                                                      \
    "extension[" PREFIX name "]", "review"                                               \
  }

static const FoyerFhirGroup groups[] = {
  REVIEW ("reviewed-by"),
  REVIEW ("reviewed-at"),
  { "status", FOYER_FHIR_GROUP_DERIVED },
  { "docStatus", FOYER_FHIR_GROUP_DERIVED },
  { NULL, NULL },
};

/**
 * foyer_fhir_part_article:
 *
 * One version of an article for patients in one language, as a DocumentReference with its words
 * inside it.
 */
const FoyerFhirPart foyer_fhir_part_article = {
  .kind = "article",
  .type = "DocumentReference",
  .prefix = "",
  .matches = matches,
  .decode = decode,
  .encode = encode,
  .groups = groups,
};
