/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "endpoint/foyer-endpoint-message.h"

#include "endpoint/foyer-endpoint-error.h"
#include "fhir/foyer-json.h"

#include <string.h>

/**
 * foyer_endpoint_request_new:
 * @method: `GET`, `POST` …
 * @target: path and query as they stand in the first line, encoded
 *
 * Makes a request without headers and body, from this computer, at the beginning of time.
 *
 * Returns: (transfer full): a request whose path is `/` if it is not UTF-8 when decoded
 */
FoyerEndpointRequest *
foyer_endpoint_request_new (const char *method, const char *target)
{
  FoyerEndpointRequest *self = g_new0 (FoyerEndpointRequest, 1);
  const char           *mark = strchr (target, '?');
  const char           *end = mark != NULL ? mark : target + strlen (target);
  char                 *path = g_uri_unescape_segment (target, end, NULL);

  if (path == NULL || !g_utf8_validate (path, -1, NULL))
    {
      g_free (path);
      path = g_strdup ("/");
    }

  self->method = g_strdup (method);
  self->path = path;
  self->query = mark != NULL ? g_strdup (mark + 1) : NULL;
  self->headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);
  self->body = g_bytes_new_static ("", 0);
  self->address = g_strdup ("127.0.0.1");
  self->base = g_strdup ("http://127.0.0.1");

  return self;
}

void
foyer_endpoint_request_free (FoyerEndpointRequest *self)
{
  g_free (self->method);
  g_free (self->path);
  g_free (self->query);
  soup_message_headers_unref (self->headers);
  g_bytes_unref (self->body);
  g_free (self->address);
  g_free (self->base);
  g_free (self->token);
  g_free (self->route);
  g_free (self);
}

/**
 * foyer_endpoint_response_new:
 * @status: HTTP status
 * @content_type: (nullable): type of @body
 * @body: (nullable) (transfer none): what is sent
 *
 * Returns: (transfer full): a response
 */
FoyerEndpointResponse *
foyer_endpoint_response_new (guint status, const char *content_type, GBytes *body)
{
  FoyerEndpointResponse *self = g_new0 (FoyerEndpointResponse, 1);

  self->status = status;
  self->headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);
  self->body = body != NULL ? g_bytes_ref (body) : NULL;
  if (content_type != NULL)
    soup_message_headers_replace (self->headers, "Content-Type", content_type);

  return self;
}

static void
add_issue (json_t     *issues,
           const char *code,
           const char *expression,
           const char *diagnostics)
{
  /* A method can be any bytes. */
  g_autofree char *text = g_utf8_make_valid (diagnostics, -1);
  json_t *issue = json_pack ("{s:s, s:s, s:s}", "severity", "error", "code", code,
                             "diagnostics", text);

  if (expression != NULL)
    json_object_set_new (issue, "expression", json_pack ("[s]", expression));
  json_array_append_new (issues, issue);
}

static FoyerEndpointResponse *
new_outcome (guint status, json_t *issues)
{
  g_autoptr (json_t) outcome =
      json_pack ("{s:s, s:o}", "resourceType", "OperationOutcome", "issue", issues);
  g_autoptr (GBytes) body = NULL;
  char *text = json_dumps (outcome, JSON_COMPACT);

  body = g_bytes_new_with_free_func (text, strlen (text), free, text);

  return foyer_endpoint_response_new (status, FOYER_ENDPOINT_FHIR_TYPE, body);
}

/**
 * foyer_endpoint_response_outcome:
 * @status: HTTP status
 * @code: of the FHIR value set issue-type
 * @expression: (nullable): the element that is wrong, `Appointment.start`
 * @format: a sentence
 * @...: its arguments, none of which may come from a resource
 *
 * Returns: (transfer full): a response with an OperationOutcome
 */
FoyerEndpointResponse *
foyer_endpoint_response_outcome (
    guint status, const char *code, const char *expression, const char *format, ...)
{
  g_autofree char *diagnostics = NULL;
  json_t          *issues = json_array ();
  va_list          args;

  va_start (args, format);
  diagnostics = g_strdup_vprintf (format, args);
  va_end (args);

  add_issue (issues, code, expression, diagnostics);

  return new_outcome (status, issues);
}

/**
 * foyer_endpoint_response_too_large:
 * @max_bytes: how much would be taken
 *
 * Returns: (transfer full): the answer to a body that is larger
 */
FoyerEndpointResponse *
foyer_endpoint_response_too_large (gsize max_bytes)
{
  return foyer_endpoint_response_outcome (
      413, "too-long", NULL, "The body is larger than %" G_GSIZE_FORMAT " bytes.",
      max_bytes);
}

/**
 * foyer_endpoint_response_error:
 * @error: an error of the endpoint
 *
 * Returns: (transfer full): the OperationOutcome with which @error is answered
 */
FoyerEndpointResponse *
foyer_endpoint_response_error (const GError *error)
{
  static const struct
  {
    guint       status;
    const char *code;
  } answers[] = {
    [FOYER_ENDPOINT_ERROR_NOT_FOUND] = { 404, "not-found" },
    [FOYER_ENDPOINT_ERROR_GONE] = { 410, "deleted" },
    [FOYER_ENDPOINT_ERROR_VERSION] = { 412, "conflict" },
    [FOYER_ENDPOINT_ERROR_AMBIGUOUS] = { 412, "multiple-matches" },
    [FOYER_ENDPOINT_ERROR_INVALID] = { 422, "invariant" },
    [FOYER_ENDPOINT_ERROR_EXISTS] = { 409, "duplicate" },
    [FOYER_ENDPOINT_ERROR_BUSY] = { 409, "lock-error" },
    [FOYER_ENDPOINT_ERROR_USAGE] = { 400, "invalid" },
    [FOYER_ENDPOINT_ERROR_FAILED] = { 500, "exception" },
  };
  g_auto (GStrv) lines = NULL;
  json_t                *issues = json_array ();
  FoyerEndpointResponse *self;

  g_return_val_if_fail (error->domain == FOYER_ENDPOINT_ERROR, NULL);

  lines = g_strsplit (error->message, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *colon =
          error->code == FOYER_ENDPOINT_ERROR_INVALID ? strstr (lines[i], ": ") : NULL;
      g_autofree char *expression =
          colon != NULL ? g_strndup (lines[i], (gsize) (colon - lines[i])) : NULL;

      add_issue (issues, answers[error->code].code, expression,
                 colon != NULL ? colon + strlen (": ") : lines[i]);
    }

  self = new_outcome (answers[error->code].status, issues);
  if (error->code == FOYER_ENDPOINT_ERROR_BUSY)
    soup_message_headers_replace (self->headers, "Retry-After", "1");

  return self;
}

void
foyer_endpoint_response_free (FoyerEndpointResponse *self)
{
  soup_message_headers_unref (self->headers);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}
