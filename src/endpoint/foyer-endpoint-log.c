/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "endpoint/foyer-endpoint-log.h"

#include "endpoint/foyer-endpoint-instant.h"

#include <string.h>

/* Whatever else somebody sends as a method could be anything. */
static const char *
name_method (const char *method)
{
  static const char *const known[] = { "GET",   "HEAD",   "POST",   "PUT",
                                       "PATCH", "DELETE", "OPTIONS" };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (strcmp (method, known[i]) == 0)
      return known[i];

  return "OTHER";
}

/**
 * foyer_endpoint_log_line:
 * @request: a request that foyer_endpoint_handle() has seen
 * @response: its answer
 * @duration_us: how long it took, microseconds
 *
 * Tells of a request in one line of JSON: time, method, route, status, milliseconds, bytes
 * and desk.  No id, no parameter, no address and nothing of a body is in it.
 *
 * Returns: (transfer full): the line, with its end
 */
char *
foyer_endpoint_log_line (FoyerEndpointRequest  *request,
                         FoyerEndpointResponse *response,
                         gint64                 duration_us)
{
  char     time[FOYER_ENDPOINT_INSTANT_SIZE];
  char     ms[G_ASCII_DTOSTR_BUF_SIZE];
  gsize    n_bytes = response->body != NULL ? g_bytes_get_size (response->body) : 0;
  GString *out = g_string_sized_new (192);

  foyer_endpoint_instant_format (request->now_us / 1000, time);
  g_ascii_formatd (ms, sizeof ms, "%.3f", (double) duration_us / 1000.0);
  g_string_append_printf (
      out,
      "{\"time\":\"%s\",\"method\":\"%s\",\"path\":\"%s\",\"status\":%u,"
      "\"ms\":%s,\"bytes\":%" G_GSIZE_FORMAT,
      time, name_method (request->method), request->route != NULL ? request->route : "-",
      response->status, ms, n_bytes);
  if (request->token != NULL)
    g_string_append_printf (out, ",\"token\":\"%s\"", request->token);
  g_string_append (out, "}\n");

  return g_string_free (out, FALSE);
}
