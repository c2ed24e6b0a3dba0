/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "endpoint/foyer-endpoint-fhir.h"

#include "endpoint/foyer-endpoint-bundle.h"
#include "endpoint/foyer-endpoint-capability.h"
#include "endpoint/foyer-endpoint-instant.h"
#include "endpoint/foyer-endpoint-reference.h"
#include "endpoint/foyer-endpoint-search.h"
#include "endpoint/foyer-endpoint-validate.h"
#include "fhir/foyer-json.h"

#include <string.h>

/* A request and what its path says. */
typedef struct
{
  FoyerEndpointStore      *store;   /* (unowned) */
  FoyerEndpointRequest    *request; /* (unowned) */
  const FoyerEndpointType *type;
  const char              *id;      /* (unowned) (nullable) */
  const char              *version; /* (unowned) (nullable) */
} Call;

static FoyerEndpointResponse *
refuse_method (const char *allowed)
{
  FoyerEndpointResponse *response = foyer_endpoint_response_outcome (
      405, "not-supported", NULL, "This cannot be done here; %s can.", allowed);

  soup_message_headers_replace (response->headers, "Allow", allowed);

  return response;
}

static FoyerEndpointResponse *
refuse_address (void)
{
  return foyer_endpoint_response_outcome (404, "not-found", NULL,
                                          "There is nothing at this address.");
}

static const char *
get_header (Call *call, const char *name)
{
  return soup_message_headers_get_list (call->request->headers, name);
}

static gboolean
is_read (Call *call)
{
  return strcmp (call->request->method, "GET") == 0 ||
         strcmp (call->request->method, "HEAD") == 0;
}

/* The resource with the headers that name its version. */
static FoyerEndpointResponse *
answer (Call *call, guint status, FoyerEndpointVersion *version)
{
  FoyerEndpointResponse *response =
      foyer_endpoint_response_new (status, FOYER_ENDPOINT_FHIR_TYPE, version->body);
  g_autofree char *etag =
      g_strdup_printf ("W/\"%" G_GINT64_FORMAT "\"", version->version);
  char modified[FOYER_ENDPOINT_HTTP_DATE_SIZE];

  foyer_endpoint_http_date (version->updated_ms, modified);
  soup_message_headers_replace (response->headers, "ETag", etag);
  soup_message_headers_replace (response->headers, "Last-Modified", modified);
  if (strcmp (call->request->method, "POST") == 0)
    {
      g_autofree char *location = g_strdup_printf (
          "%s/fhir/%s/%s/_history/%" G_GINT64_FORMAT, call->request->base,
          call->type->name, version->id, version->version);

      soup_message_headers_replace (response->headers, "Location", location);
    }

  return response;
}

static FoyerEndpointResponse *
read_version (Call *call)
{
  g_autoptr (FoyerEndpointVersion) found = NULL;
  g_autoptr (GError) error = NULL;
  gint64 version = 0;

  if (call->version != NULL &&
      !g_ascii_string_to_signed (call->version, 10, 1, G_MAXINT64, &version, NULL))
    return foyer_endpoint_response_outcome (404, "not-found", NULL,
                                            "There is no such version.");

  found = foyer_endpoint_store_read (call->store, call->type->name, call->id, version,
                                     &error);

  return found != NULL ? answer (call, 200, found)
                       : foyer_endpoint_response_error (error);
}

/* Takes _count and the cursor out of the query of a history. */
static gboolean
parse_history (const char *query, guint *out_count, gint64 *out_before)
{
  g_auto (GStrv) pairs = g_strsplit (query != NULL ? query : "", "&", 8);
  guint64 number;

  *out_count = FOYER_ENDPOINT_DEFAULT_COUNT;
  *out_before = 0;
  for (guint i = 0; pairs[i] != NULL; i++)
    {
      if (g_str_has_prefix (pairs[i], "_count=") &&
          g_ascii_string_to_unsigned (pairs[i] + strlen ("_count="), 10, 1, G_MAXUINT64,
                                      &number, NULL))
        *out_count = (guint) MIN (number, FOYER_ENDPOINT_MAX_COUNT);
      else if (g_str_has_prefix (pairs[i], "_cursor=v") &&
               g_ascii_string_to_unsigned (pairs[i] + strlen ("_cursor=v"), 10, 1,
                                           G_MAXINT64, &number, NULL))
        *out_before = (gint64) number;
      else if (*pairs[i] != '\0' && !g_str_has_prefix (pairs[i], "_format="))
        return FALSE;
    }

  return TRUE;
}

static FoyerEndpointResponse *
read_history (Call *call)
{
  g_autoptr (GPtrArray) versions = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) error = NULL;
  FoyerEndpointVersion *last;
  gint64                before;
  gint64                total;
  guint                 count;

  if (!parse_history (call->request->query, &count, &before))
    return foyer_endpoint_response_outcome (400, "invalid", NULL,
                                            "A history takes the parameter _count only.");

  versions = foyer_endpoint_store_history (call->store, call->type->name, call->id,
                                           before, count, &total, &error);
  if (versions == NULL)
    return foyer_endpoint_response_error (error);
  if (versions->len == 0)
    return foyer_endpoint_response_outcome (400, "invalid", NULL,
                                            "The page does not exist.");

  last = versions->pdata[versions->len - 1];
  body = foyer_endpoint_bundle_history (versions, total,
                                        last->version > 1 ? last->version : 0, count,
                                        call->type->name, call->request->base);

  return foyer_endpoint_response_new (200, FOYER_ENDPOINT_FHIR_TYPE, body);
}

static FoyerEndpointResponse *
search (Call *call)
{
  g_autoptr (FoyerEndpointSearch) asked = NULL;
  g_autoptr (FoyerEndpointPage) page = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) error = NULL;

  asked = foyer_endpoint_search_new (call->type, call->request->query, &error);
  if (asked != NULL)
    page = foyer_endpoint_search_run (asked, call->store, &error);
  if (page == NULL)
    return foyer_endpoint_response_error (error);

  body = foyer_endpoint_bundle_page (asked, page, call->type->name, call->request->base);

  return foyer_endpoint_response_new (200, FOYER_ENDPOINT_FHIR_TYPE, body);
}

/* JSON, without or with a character set, which is UTF-8. */
static gboolean
is_json (Call *call)
{
  g_autoptr (GHashTable) parameters = NULL;
  const char *type =
      soup_message_headers_get_content_type (call->request->headers, &parameters);
  const char *charset;

  if (type == NULL || (g_ascii_strcasecmp (type, FOYER_ENDPOINT_FHIR_TYPE) != 0 &&
                       g_ascii_strcasecmp (type, "application/json") != 0))
    return FALSE;

  charset = g_hash_table_lookup (parameters, "charset");

  return charset == NULL || g_ascii_strcasecmp (charset, "utf-8") == 0;
}

static FoyerEndpointResponse *
refuse_json (const GError *error)
{
  return foyer_endpoint_response_outcome (
      400, "structure", NULL, "The body is not a resource: %s.", error->message);
}

/* The resource in the body, or the answer that refuses it. */
static FoyerEndpointDraft *
read_draft (Call *call, FoyerEndpointResponse **out_refusal)
{
  gsize       length;
  const char *text = g_bytes_get_data (call->request->body, &length);
  g_autoptr (FoyerEndpointDraft) draft = NULL;
  g_autoptr (GError) error = NULL;

  *out_refusal = NULL;
  if (!is_json (call))
    {
      *out_refusal = foyer_endpoint_response_outcome (
          415, "not-supported", NULL,
          "A resource is sent as " FOYER_ENDPOINT_FHIR_TYPE ".");
      return NULL;
    }

  draft = foyer_endpoint_draft_new (text, length, &error);
  if (draft == NULL)
    *out_refusal = error->domain == FOYER_ENDPOINT_ERROR
                       ? foyer_endpoint_response_error (error)
                       : refuse_json (error);
  else if (strcmp (draft->type, call->type->name) != 0)
    *out_refusal = foyer_endpoint_response_outcome (
        422, "invalid", "resourceType", "The resource is not a %s, as its address says.",
        call->type->name);
  else if (!foyer_endpoint_validate (draft, &error))
    *out_refusal = foyer_endpoint_response_error (error);

  return *out_refusal == NULL ? g_steal_pointer (&draft) : NULL;
}

static gboolean
has_identifier (FoyerEndpointDraft *draft, const char *system, const char *value)
{
  gsize   i;
  json_t *identifier;

  json_array_foreach (json_object_get (draft->json, "identifier"), i, identifier)
    {
      const char *its_system = json_string_value (json_object_get (identifier, "system"));

      if (g_strcmp0 (json_string_value (json_object_get (identifier, "value")), value) ==
              0 &&
          (system == NULL || strcmp (its_system != NULL ? its_system : "", system) == 0))
        return TRUE;
    }

  return FALSE;
}

/* The identifier in If-None-Exist: identifier=system%7Cvalue. */
static gboolean
parse_condition (const char *condition, char **out_system, char **out_value)
{
  g_autofree char *plain = NULL;

  if (*condition == '?')
    condition++;
  if (!g_str_has_prefix (condition, "identifier=") || strchr (condition, '&') != NULL)
    return FALSE;

  plain = g_uri_unescape_string (condition + strlen ("identifier="), NULL);

  return plain != NULL && g_utf8_validate (plain, -1, NULL) &&
         foyer_endpoint_identifier_parse (plain, out_system, out_value) &&
         *out_value != NULL;
}

static FoyerEndpointResponse *
create (Call *call)
{
  g_autoptr (FoyerEndpointDraft) draft = NULL;
  g_autoptr (FoyerEndpointVersion) made = NULL;
  g_autofree char       *system = NULL;
  g_autofree char       *value = NULL;
  const char            *condition = get_header (call, "If-None-Exist");
  FoyerEndpointResponse *refusal;
  g_autoptr (GError) error = NULL;
  gboolean created;

  if (condition != NULL &&
      (!call->type->has_identifier || !parse_condition (condition, &system, &value)))
    return foyer_endpoint_response_outcome (
        400, "invalid", NULL,
        "If-None-Exist takes one search only: identifier=system%%7Cvalue.");

  draft = read_draft (call, &refusal);
  if (draft == NULL)
    return refusal;
  if (value != NULL && !has_identifier (draft, system, value))
    {
      g_autofree char *expression = g_strconcat (call->type->name, ".identifier", NULL);

      return foyer_endpoint_response_outcome (
          422, "invariant", expression,
          "The resource does not have the identifier that If-None-Exist looks for, so it "
          "would be created again each time.");
    }

  made =
      foyer_endpoint_store_create (call->store, draft, system, value, &created, &error);

  return made != NULL ? answer (call, created ? 201 : 200, made)
                      : foyer_endpoint_response_error (error);
}

/* The version in If-Match: W/"3" or "3"; -1 for one that cannot be, 0 for any. */
static gboolean
parse_match (const char *match, gint64 *out_version)
{
  g_autofree char *version = NULL;
  gsize            length;

  *out_version = 0;
  if (match == NULL || strcmp (match, "*") == 0)
    return TRUE;

  if (g_str_has_prefix (match, "W/"))
    match += strlen ("W/");
  length = strlen (match);
  if (length < 2 || match[0] != '"' || match[length - 1] != '"' ||
      memchr (match + 1, '"', length - 2) != NULL)
    return FALSE;

  version = g_strndup (match + 1, length - 2);
  if (!g_ascii_string_to_signed (version, 10, 1, G_MAXINT64, out_version, NULL))
    *out_version = -1;

  return TRUE;
}

static FoyerEndpointResponse *
update (Call *call)
{
  g_autoptr (FoyerEndpointDraft) draft = NULL;
  g_autoptr (FoyerEndpointVersion) made = NULL;
  const char            *match = get_header (call, "If-Match");
  FoyerEndpointResponse *refusal;
  g_autoptr (GError) error = NULL;
  gint64 version;

  if (!parse_match (match, &version))
    return foyer_endpoint_response_outcome (400, "invalid", NULL,
                                            "If-Match takes one version: W/\"1\".");

  draft = read_draft (call, &refusal);
  if (draft == NULL)
    return refusal;
  if (g_strcmp0 (draft->id, call->id) != 0)
    {
      g_autofree char *expression = g_strconcat (call->type->name, ".id", NULL);

      return foyer_endpoint_response_outcome (
          400, "invalid", expression,
          "The id of the resource is not the one in its address.");
    }

  made = foyer_endpoint_store_update (call->store, draft, call->id, version, &error);
  if (made != NULL)
    return answer (call, 200, made);
  /* Who names a version thought that it was there. */
  if (error->code == FOYER_ENDPOINT_ERROR_NOT_FOUND && match == NULL)
    return foyer_endpoint_response_outcome (405, "not-supported", NULL,
                                            "There is no such resource, and only the "
                                            "endpoint gives ids: create it with POST.");

  return foyer_endpoint_response_error (error);
}

/* Whether the answer may be JSON. */
static gboolean
accepts_json (Call *call)
{
  const char *accept = get_header (call, "Accept");
  GSList     *types;
  gboolean    ok = FALSE;

  if (accept == NULL || *accept == '\0')
    return TRUE;

  types = soup_header_parse_quality_list (accept, NULL);
  for (GSList *at = types; at != NULL; at = at->next)
    {
      const char *type = at->data;
      gsize       length = strcspn (type, "; ");

      ok = ok ||
           (length == strlen ("*/*") && g_ascii_strncasecmp (type, "*/*", length) == 0) ||
           (length == strlen ("application/*") &&
            g_ascii_strncasecmp (type, "application/*", length) == 0) ||
           (length == strlen ("application/json") &&
            g_ascii_strncasecmp (type, "application/json", length) == 0) ||
           (length == strlen (FOYER_ENDPOINT_FHIR_TYPE) &&
            g_ascii_strncasecmp (type, FOYER_ENDPOINT_FHIR_TYPE, length) == 0);
    }
  soup_header_free_list (types);

  return ok;
}

static FoyerEndpointResponse *
dispatch (Call *call, guint n_parts)
{
  const char *method = call->request->method;

  switch (n_parts)
    {
    case 1:
      if (is_read (call))
        return search (call);
      return strcmp (method, "POST") == 0 ? create (call)
                                          : refuse_method ("GET, HEAD, POST");

    case 2:
      if (is_read (call))
        return read_version (call);
      return strcmp (method, "PUT") == 0 ? update (call)
                                         : refuse_method ("GET, HEAD, PUT");

    case 3:
      return is_read (call) ? read_history (call) : refuse_method ("GET, HEAD");

    case 4:
    default:
      return is_read (call) ? read_version (call) : refuse_method ("GET, HEAD");
    }
}

/* Below /fhir: Type, Type/id, Type/id/_history and Type/id/_history/version. */
static FoyerEndpointResponse *
handle_fhir (FoyerEndpointStore *store, FoyerEndpointRequest *request, gpointer data)
{
  static const char *const routes[] = { "", "/{id}", "/{id}/_history",
                                        "/{id}/_history/{version}" };
  Call                     call = { store, request, NULL, NULL, NULL };
  g_auto (GStrv) parts = NULL;
  guint n_parts;

  if (!accepts_json (&call))
    return foyer_endpoint_response_outcome (
        406, "not-supported", NULL, "Answers are " FOYER_ENDPOINT_FHIR_TYPE " only.");
  if (!g_str_has_prefix (request->path, "/fhir/"))
    return refuse_address ();

  parts = g_strsplit (request->path + strlen ("/fhir/"), "/", 6);
  n_parts = g_strv_length (parts);
  if (n_parts > G_N_ELEMENTS (routes) || n_parts == 0)
    return refuse_address ();

  call.type = foyer_endpoint_find_type (parts[0]);
  if (call.type == NULL)
    return foyer_endpoint_response_outcome (
        404, "not-supported", NULL,
        "This endpoint does not keep such resources; see /fhir/metadata.");

  if (n_parts > 1)
    {
      call.id = parts[1];
      if (!foyer_endpoint_id_is_valid (call.id))
        return refuse_address ();
    }
  if (n_parts > 2 && strcmp (parts[2], "_history") != 0)
    return refuse_address ();
  if (n_parts > 3)
    call.version = parts[3];

  g_free (request->route);
  request->route = g_strconcat ("/fhir/", call.type->name, routes[n_parts - 1], NULL);

  return dispatch (&call, n_parts);
}

static FoyerEndpointResponse *
handle_metadata (FoyerEndpointStore *store, FoyerEndpointRequest *request, gpointer data)
{
  Call call = { store, request, NULL, NULL, NULL };
  g_autoptr (GBytes) body = NULL;

  if (strcmp (request->path, "/fhir/metadata") != 0)
    return refuse_address ();
  if (!is_read (&call))
    return refuse_method ("GET, HEAD");
  if (!accepts_json (&call))
    return foyer_endpoint_response_outcome (
        406, "not-supported", NULL, "Answers are " FOYER_ENDPOINT_FHIR_TYPE " only.");

  body = foyer_endpoint_capability (request->base);

  return foyer_endpoint_response_new (200, FOYER_ENDPOINT_FHIR_TYPE, body);
}

/**
 * foyer_endpoint_add_fhir:
 * @endpoint: an endpoint
 *
 * Adds the FHIR R4 service at `/fhir`: read, vread, history of an instance, search, create,
 * conditional create and update.
 *
 * Source: FHIR R4, RESTful API.
 */
void
foyer_endpoint_add_fhir (FoyerEndpoint *endpoint)
{
  foyer_endpoint_add_route (endpoint, "/fhir", FOYER_ENDPOINT_DESK,
                            FOYER_ENDPOINT_MAX_BODY_BYTES, handle_fhir, NULL, NULL);
  foyer_endpoint_add_route (endpoint, "/fhir/DocumentReference", FOYER_ENDPOINT_DESK,
                            FOYER_ENDPOINT_MAX_LETTER_BYTES, handle_fhir, NULL, NULL);
  foyer_endpoint_add_route (endpoint, "/fhir/metadata", FOYER_ENDPOINT_OPEN, 0,
                            handle_metadata, NULL, NULL);
}
