/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "endpoint/foyer-endpoint-bundle.h"

#include "endpoint/foyer-endpoint-instant.h"

/* Addresses are encoded and bodies are JSON already: bundles are put together as text. */

static GString *
begin (
    const char *type, gint64 total, const char *base, const char *self, const char *next)
{
  GString *out = g_string_sized_new (16384);

  g_string_append_printf (out, "{\"resourceType\":\"Bundle\",\"type\":\"%s\",", type);
  if (total >= 0)
    g_string_append_printf (out, "\"total\":%" G_GINT64_FORMAT ",", total);
  g_string_append_printf (out, "\"link\":[{\"relation\":\"self\",\"url\":\"%s/fhir/%s\"}",
                          base, self);
  if (next != NULL)
    g_string_append_printf (out, ",{\"relation\":\"next\",\"url\":\"%s/fhir/%s\"}", base,
                            next);
  g_string_append_c (out, ']');

  return out;
}

static void
begin_entry (GString *out, guint i, const char *base, const char *type, const char *id)
{
  g_string_append (out, i == 0 ? ",\"entry\":[" : ",");
  g_string_append_printf (out, "{\"fullUrl\":\"%s/fhir/%s/%s\"", base, type, id);
}

static GBytes *
end (GString *out, guint n_entries)
{
  g_string_append (out, n_entries > 0 ? "]}" : "}");

  return g_string_free_to_bytes (out);
}

/**
 * foyer_endpoint_bundle_page:
 * @search: a search
 * @page: what it found
 * @type: resource type that was searched
 * @base: scheme and authority of the endpoint
 *
 * Returns: (transfer full): a Bundle of type `searchset`
 */
GBytes *
foyer_endpoint_bundle_page (FoyerEndpointSearch *search,
                            FoyerEndpointPage   *page,
                            const char          *type,
                            const char          *base)
{
  g_autofree char *self = foyer_endpoint_search_link (search, NULL);
  g_autofree char *next =
      page->next != NULL ? foyer_endpoint_search_link (search, page->next) : NULL;
  GString *out = begin ("searchset", page->total, base, self, next);

  for (guint i = 0; i < page->versions->len; i++)
    {
      FoyerEndpointVersion *version = page->versions->pdata[i];
      gsize                 length;
      const char           *body = g_bytes_get_data (version->body, &length);

      begin_entry (out, i, base, type, version->id);
      g_string_append (out, ",\"resource\":");
      g_string_append_len (out, body, (gssize) length);
      g_string_append (out, ",\"search\":{\"mode\":\"match\"}}");
    }

  return end (out, page->versions->len);
}

/**
 * foyer_endpoint_bundle_history:
 * @versions: (element-type FoyerEndpointVersion): versions of one resource, newest first
 * @total: how many versions there are
 * @next: the version that the next page begins before; 0 for no page
 * @count: versions a page
 * @type: its resource type
 * @base: scheme and authority of the endpoint
 *
 * Returns: (transfer full): a Bundle of type `history`
 */
GBytes *
foyer_endpoint_bundle_history (GPtrArray  *versions,
                               gint64      total,
                               gint64      next,
                               guint       count,
                               const char *type,
                               const char *base)
{
  FoyerEndpointVersion *newest = versions->pdata[0];
  g_autofree char      *self =
      g_strdup_printf ("%s/%s/_history?_count=%u", type, newest->id, count);
  g_autofree char *further =
      next > 0 ? g_strdup_printf ("%s&_cursor=v%" G_GINT64_FORMAT, self, next) : NULL;
  GString *out = begin ("history", total, base, self, further);

  for (guint i = 0; i < versions->len; i++)
    {
      FoyerEndpointVersion *version = versions->pdata[i];
      const char           *method = version->deleted        ? "DELETE"
                                     : version->version == 1 ? "POST"
                                                             : "PUT";
      char                  updated[FOYER_ENDPOINT_INSTANT_SIZE];

      foyer_endpoint_instant_format (version->updated_ms, updated);
      begin_entry (out, i, base, type, version->id);
      if (!version->deleted)
        {
          gsize       length;
          const char *body = g_bytes_get_data (version->body, &length);

          g_string_append (out, ",\"resource\":");
          g_string_append_len (out, body, (gssize) length);
        }
      g_string_append_printf (out, ",\"request\":{\"method\":\"%s\",\"url\":\"%s", method,
                              type);
      if (version->version > 1)
        g_string_append_printf (out, "/%s", version->id);
      g_string_append_printf (
          out,
          "\"},\"response\":{\"status\":\"%s\",\"etag\":\"W/\\\"%" G_GINT64_FORMAT
          "\\\"\",\"lastModified\":\"%s\"}}",
          version->deleted        ? "204"
          : version->version == 1 ? "201"
                                  : "200",
          version->version, updated);
    }

  return end (out, versions->len);
}
