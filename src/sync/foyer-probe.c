/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/foyer-probe.h"

#include "fhir/foyer-json.h"

#include <string.h>

struct _FoyerProbe
{
  GPtrArray *findings; /* (owned) (element-type FoyerProbeFinding) */
};

static int
compare_findings (gconstpointer a, gconstpointer b)
{
  const FoyerProbeFinding *const *first = a;
  const FoyerProbeFinding *const *second = b;

  return (int) (*first)->code - (int) (*second)->code;
}

/**
 * foyer_probe_new:
 *
 * Returns: (transfer full): a probe without findings
 */
FoyerProbe *
foyer_probe_new (void)
{
  FoyerProbe *self = g_new0 (FoyerProbe, 1);

  self->findings =
      g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_probe_finding_free);

  return self;
}

void
foyer_probe_free (FoyerProbe *self)
{
  g_ptr_array_unref (self->findings);
  g_free (self);
}

/**
 * foyer_probe_add:
 * @self: a probe
 * @code: what was looked at
 * @verdict: what it means
 * @detail: (nullable): the value found
 *
 * Adds a finding; [enum@ProbeCode] gives their order.
 */
void
foyer_probe_add (FoyerProbe       *self,
                 FoyerProbeCode    code,
                 FoyerProbeVerdict verdict,
                 const char       *detail)
{
  g_ptr_array_add (self->findings, foyer_probe_finding_new (code, verdict, detail));
  g_ptr_array_sort (self->findings, compare_findings);
}

/**
 * foyer_probe_find:
 * @self: a probe
 * @code: what was looked at
 *
 * Returns: (transfer none) (nullable): what was found
 */
const FoyerProbeFinding *
foyer_probe_find (const FoyerProbe *self, FoyerProbeCode code)
{
  for (guint i = 0; i < self->findings->len; i++)
    {
      const FoyerProbeFinding *finding = self->findings->pdata[i];

      if (finding->code == code)
        return finding;
    }

  return NULL;
}

/**
 * foyer_probe_get_findings:
 * @self: a probe
 *
 * Returns: (transfer none) (element-type FoyerProbeFinding): what was found
 */
GPtrArray *
foyer_probe_get_findings (const FoyerProbe *self)
{
  return self->findings;
}

/**
 * foyer_probe_check:
 * @self: a probe
 * @error: return location for an error
 *
 * Decides whether Foyer syncs with such an endpoint.
 *
 * Errors: `FOYER_SYNC_ERROR_UNSAFE` if a write that rests on an old version is not refused;
 * `FOYER_SYNC_ERROR_NOT_FHIR` if another finding is bad.
 *
 * Returns: whether it does
 */
gboolean
foyer_probe_check (const FoyerProbe *self, GError **error)
{
  const FoyerProbeFinding *versions =
      foyer_probe_find (self, FOYER_PROBE_CODE_VERSION_CHECK);

  if (versions == NULL || versions->verdict == FOYER_PROBE_VERDICT_BAD)
    {
      g_set_error_literal (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_UNSAFE,
                           "endpoint does not keep to If-Match");
      return FALSE;
    }

  for (guint i = 0; i < self->findings->len; i++)
    {
      const FoyerProbeFinding *finding = self->findings->pdata[i];

      if (finding->verdict != FOYER_PROBE_VERDICT_BAD)
        continue;
      g_set_error (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_NOT_FHIR,
                   "endpoint fails the check %s",
                   foyer_enum_to_nick (FOYER_TYPE_PROBE_CODE, (int) finding->code));
      return FALSE;
    }

  return TRUE;
}

/**
 * foyer_probe_to_json:
 * @self: a probe
 *
 * Returns: (transfer full): its findings as text, to store
 */
char *
foyer_probe_to_json (const FoyerProbe *self)
{
  g_autoptr (json_t) list = json_array ();
  g_autoptr (json_t) json = json_pack ("{s:O}", "findings", list);

  for (guint i = 0; i < self->findings->len; i++)
    {
      const FoyerProbeFinding *finding = self->findings->pdata[i];

      json_array_append_new (
          list,
          json_pack (
              "{s:s, s:s, s:s*}", "code",
              foyer_enum_to_nick (FOYER_TYPE_PROBE_CODE, (int) finding->code), "verdict",
              foyer_enum_to_nick (FOYER_TYPE_PROBE_VERDICT, (int) finding->verdict),
              "detail", finding->detail));
    }

  return json_dumps (json, JSON_COMPACT);
}

/**
 * foyer_probe_from_json:
 * @text: what foyer_probe_to_json() made
 * @error: return location for an error
 *
 * Reads a stored probe.  Findings of a kind that this version does not know are left out.
 *
 * Errors: `FOYER_SYNC_ERROR_RESOURCE` if @text is not such JSON.
 *
 * Returns: (transfer full): the probe, or `NULL` on error
 */
FoyerProbe *
foyer_probe_from_json (const char *text, GError **error)
{
  g_autoptr (json_t) json = foyer_json_parse (text, strlen (text), NULL);
  json_t     *list = json_object_get (json, "findings");
  json_t     *item;
  size_t      i;
  FoyerProbe *self;

  if (!json_is_array (list))
    {
      g_set_error_literal (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_RESOURCE,
                           "stored probe cannot be read");
      return NULL;
    }

  self = foyer_probe_new ();
  json_array_foreach (list, i, item)
    {
      int code;
      int verdict;

      if (foyer_enum_from_nick (FOYER_TYPE_PROBE_CODE,
                                json_string_value (json_object_get (item, "code")),
                                &code) &&
          foyer_enum_from_nick (FOYER_TYPE_PROBE_VERDICT,
                                json_string_value (json_object_get (item, "verdict")),
                                &verdict))
        foyer_probe_add (self, (FoyerProbeCode) code, (FoyerProbeVerdict) verdict,
                         json_string_value (json_object_get (item, "detail")));
    }

  return self;
}
