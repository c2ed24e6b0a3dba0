/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/fuzz/fuzz.h"

#include "endpoint/foyer-endpoint-fhir.h"
#include "endpoint/foyer-endpoint-log.h"
#include "endpoint/foyer-endpoint-sql-private.h"
#include "endpoint/foyer-endpoint-tokens.h"
#include "endpoint/foyer-form-service.h"
#include "fhir/foyer-json.h"

#include <string.h>

/* A request is answered, whatever it is, and what was stored can be read again.  The input
 * is a request as text, with `@` for the id of a patient that is there; it comes from a desk
 * unless it has an Authorization of its own. */

static FoyerEndpoint *endpoint;
static char          *authorization;
static char          *patient_id;

static void
set_up (void)
{
  FoyerEndpointStore *store = foyer_endpoint_store_open (":memory:", NULL);
  g_auto (FoyerFormOptions) form;
  g_autofree char *token = NULL;
  g_autoptr (json_t) patient =
      json_pack ("{s:s, s:[{s:s, s:s}]}", "resourceType", "Patient", "identifier",
                 "system", "a:b", "value", "1");

  g_assert (store != NULL);
  token = foyer_endpoint_tokens_add (store, "desk", NULL);
  patient_id = foyer_endpoint_create (store, patient, NULL);
  g_assert (token != NULL && patient_id != NULL);
  authorization = g_strconcat ("Bearer ", token, NULL);

  endpoint = foyer_endpoint_new (store);
  foyer_endpoint_add_fhir (endpoint);
  foyer_form_options_init (&form);
  foyer_form_service_add (endpoint, "/nonexistent", &form);
  foyer_endpoint_set_limits (endpoint, 0, 0);
}

static void
add_header (SoupMessageHeaders *headers, const char *line, gsize length)
{
  g_autofree char *text = g_strndup (line, length);
  char            *colon = strchr (text, ':');

  if (colon == NULL || colon == text)
    return;
  *colon = '\0';
  for (const char *at = text; *at != '\0'; at++)
    if (!g_ascii_isalnum (*at) && *at != '-')
      return;
  for (const char *at = colon + 1; *at != '\0'; at++)
    if (*at == '\r')
      return;

  soup_message_headers_append (headers, text, g_strstrip (colon + 1));
}

static FoyerEndpointRequest *
parse (const char *text, gsize length)
{
  const char           *end = text + length;
  const char           *line_end = memchr (text, '\n', length);
  const char           *blank;
  g_autofree char      *method = NULL;
  g_autofree char      *target = NULL;
  FoyerEndpointRequest *request;

  if (line_end == NULL)
    line_end = end;
  blank = memchr (text, ' ', (gsize) (line_end - text));
  if (blank == NULL)
    return NULL;

  method = g_strndup (text, (gsize) (blank - text));
  target = g_strndup (blank + 1, (gsize) (line_end - blank - 1));
  request = foyer_endpoint_request_new (method, target);
  request->now_us = G_GINT64_CONSTANT (1795453200000000);
  while (line_end < end)
    {
      const char *line = line_end + 1;

      line_end = line < end ? memchr (line, '\n', (gsize) (end - line)) : NULL;
      if (line_end == NULL)
        break;
      if (line_end == line)
        {
          if (line + 1 < end)
            {
              g_bytes_unref (request->body);
              request->body = g_bytes_new (line + 1, (gsize) (end - line - 1));
            }
          break;
        }
      add_header (request->headers, line, (gsize) (line_end - line));
    }
  if (soup_message_headers_get_one (request->headers, "Authorization") == NULL)
    soup_message_headers_append (request->headers, "Authorization", authorization);

  return request;
}

static json_t *
check (FoyerEndpointRequest *request, FoyerEndpointResponse *response)
{
  const char *type = soup_message_headers_get_one (response->headers, "Content-Type");
  g_autofree char *line = foyer_endpoint_log_line (request, response, 1);
  json_t          *json = NULL;
  g_autoptr (json_t) logged = foyer_json_parse (line, strlen (line), NULL);

  g_assert (response->status >= 200 && response->status < 600);
  g_assert (response->status != 500);
  g_assert (logged != NULL);
  if (g_strcmp0 (type, FOYER_ENDPOINT_FHIR_TYPE) == 0)
    {
      gsize       length;
      const char *text = g_bytes_get_data (response->body, &length);

      json = foyer_json_parse (text, length, NULL);
      g_assert (json != NULL);
      g_assert (response->status < 400 ||
                json_array_size (json_object_get (json, "issue")) > 0);
    }

  return json;
}

/* What a write answered is what a read answers. */
static void
read_again (json_t *made)
{
  const char      *type = json_string_value (json_object_get (made, "resourceType"));
  const char      *id = json_string_value (json_object_get (made, "id"));
  g_autofree char *target = g_strdup_printf ("/fhir/%s/%s", type, id);
  g_autoptr (FoyerEndpointRequest) request = foyer_endpoint_request_new ("GET", target);
  g_autoptr (FoyerEndpointResponse) response = NULL;
  g_autoptr (json_t) json = NULL;

  soup_message_headers_append (request->headers, "Authorization", authorization);
  response = foyer_endpoint_handle (endpoint, request);
  json = check (request, response);
  g_assert (response->status == 200 && json_equal (json, made));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GString) text = g_string_new_len ((const char *) data, (gssize) size);
  g_autoptr (FoyerEndpointRequest) request = NULL;
  g_autoptr (FoyerEndpointResponse) response = NULL;
  g_autoptr (json_t) json = NULL;
  FoyerEndpointStore *store;

  if (endpoint == NULL)
    set_up ();
  if (memchr (data, '@', size) != NULL && memchr (data, 0, size) == NULL)
    g_string_replace (text, "@", patient_id, 8);

  request = parse (text->str, text->len);
  if (request == NULL)
    return 0;

  store = foyer_endpoint_get_store (endpoint);
  foyer_endpoint_store_begin_group (store);
  response = foyer_endpoint_handle (endpoint, request);
  json = check (request, response);
  if (json != NULL &&
      (strcmp (request->method, "POST") == 0 || strcmp (request->method, "PUT") == 0) &&
      response->status < 300)
    read_again (json);

  /* The next input finds the store as this one did. */
  foyer_endpoint_exec (store, "ROLLBACK", NULL);
  foyer_endpoint_store_end_group (store);
  foyer_endpoint_store_forgive (store);

  return 0;
}
