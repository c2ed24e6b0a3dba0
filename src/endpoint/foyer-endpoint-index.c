/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "endpoint/foyer-endpoint-index-private.h"

#include "endpoint/foyer-endpoint-instant.h"
#include "endpoint/foyer-endpoint-params.h"
#include "endpoint/foyer-endpoint-reference.h"
#include "endpoint/foyer-endpoint-sql-private.h"

#include <string.h>

typedef void (*FoundFunc) (const json_t *value, gpointer data);

/* Calls @func with each value at @path, through lists. */
static void
walk (const json_t *json, const char *const *path, FoundFunc func, gpointer data)
{
  gsize   i;
  json_t *item;

  if (json_is_array (json))
    {
      json_array_foreach (json, i, item)
        walk (item, path, func, data);
    }
  else if (*path == NULL)
    func (json, data);
  else if (json_is_object (json))
    walk (json_object_get (json, *path), path + 1, func, data);
}

/* Takes in a date, or a period that may have an open end. */
static void
widen (const json_t *value, gpointer data)
{
  FoyerEndpointIndexed *out = data;
  const json_t         *start = json_object_get (value, "start");
  const json_t         *end = json_object_get (value, "end");
  gint64                from = G_MININT64 + 1;
  gint64                to = G_MAXINT64;
  gint64                other;

  if (json_is_string (value))
    {
      if (!foyer_endpoint_instant_range (json_string_value (value), &from, &to))
        return;
    }
  else if (!json_is_object (value) || (start == NULL && end == NULL) ||
           (start != NULL &&
            !foyer_endpoint_instant_range (json_string_value (start), &from, &other)) ||
           (end != NULL &&
            !foyer_endpoint_instant_range (json_string_value (end), &other, &to)))
    return;

  out->start_ms = out->start_ms == G_MININT64 ? from : MIN (out->start_ms, from);
  out->end_ms = MAX (out->end_ms, to);
}

void
foyer_endpoint_index_columns (FoyerEndpointDraft *draft, FoyerEndpointIndexed *out)
{
  const FoyerEndpointType *type = foyer_endpoint_find_type (draft->type);

  out->status = json_string_value (json_object_get (draft->json, "status"));
  out->start_ms = out->end_ms = G_MININT64;
  for (const FoyerEndpointParam *param = type->params;
       param != NULL && param->name != NULL; param++)
    if (param->kind == FOYER_ENDPOINT_PARAM_DATE)
      {
        const char *const otherwise[] = { param->otherwise, NULL };

        walk (draft->json, param->path, widen, out);
        if (out->start_ms == G_MININT64 && param->otherwise != NULL)
          walk (draft->json, otherwise, widen, out);
      }
}

static gboolean
add_identifiers (FoyerEndpointStore *self,
                 gint64              key,
                 FoyerEndpointDraft *draft,
                 GError            **error)
{
  gsize   i;
  json_t *identifier;

  json_array_foreach (json_object_get (draft->json, "identifier"), i, identifier)
    {
      const char *system = json_string_value (json_object_get (identifier, "system"));
      const char *value = json_string_value (json_object_get (identifier, "value"));
      g_autoptr (FoyerEndpointStatement) statement = NULL;

      if (value == NULL)
        continue;
      statement = foyer_endpoint_prepare (
          self,
          "INSERT OR IGNORE INTO identifier (type, value, system, resource) "
          "VALUES (?1, ?2, ?3, ?4)",
          error);
      if (statement == NULL)
        return FALSE;
      foyer_endpoint_bind (statement, "sssi", draft->type, value,
                           system != NULL ? system : "", key);
      if (!foyer_endpoint_run (statement, error))
        return FALSE;
    }

  return TRUE;
}

typedef struct
{
  FoyerEndpointStore       *self;  /* (unowned) */
  FoyerEndpointDraft       *draft; /* (unowned) */
  const FoyerEndpointParam *param; /* (unowned) */
  gint64                    key;
  GError                   *error; /* (owned) (nullable) */
} Links;

static void
add_link (const json_t *value, gpointer data)
{
  Links           *links = data;
  g_autofree char *target = foyer_endpoint_reference_target (
      json_string_value (json_object_get (value, "reference")));
  g_autoptr (FoyerEndpointStatement) statement = NULL;

  if (target == NULL || links->error != NULL)
    return;
  if (links->param->target != NULL && (!g_str_has_prefix (target, links->param->target) ||
                                       target[strlen (links->param->target)] != '/'))
    return;

  statement = foyer_endpoint_prepare (
      links->self,
      "INSERT OR IGNORE INTO link (target, type, name, resource) VALUES (?1, ?2, ?3, ?4)",
      &links->error);
  if (statement == NULL)
    return;
  foyer_endpoint_bind (statement, "sssi", target, links->draft->type, links->param->name,
                       links->key);
  foyer_endpoint_run (statement, &links->error);
}

gboolean
foyer_endpoint_index_add (FoyerEndpointStore *self,
                          gint64              key,
                          FoyerEndpointDraft *draft,
                          GError            **error)
{
  const FoyerEndpointType *type = foyer_endpoint_find_type (draft->type);
  Links                    links = { self, draft, type->params, key, NULL };

  for (; links.param != NULL && links.param->name != NULL; links.param++)
    if (links.param->kind == FOYER_ENDPOINT_PARAM_REFERENCE)
      walk (draft->json, links.param->path, add_link, &links);
  if (links.error != NULL)
    {
      g_propagate_error (error, links.error);
      return FALSE;
    }

  return !type->has_identifier || add_identifiers (self, key, draft, error);
}

static gboolean
clear_table (FoyerEndpointStore *self, const char *sql, gint64 key, GError **error)
{
  g_autoptr (FoyerEndpointStatement) statement =
      foyer_endpoint_prepare (self, sql, error);

  if (statement == NULL)
    return FALSE;

  foyer_endpoint_bind (statement, "i", key);
  return foyer_endpoint_run (statement, error);
}

gboolean
foyer_endpoint_index_clear (FoyerEndpointStore *self, gint64 key, GError **error)
{
  return clear_table (self, "DELETE FROM identifier WHERE resource = ?1", key, error) &&
         clear_table (self, "DELETE FROM link WHERE resource = ?1", key, error);
}

static gboolean
exists (FoyerEndpointStore *self,
        const char         *target,
        gboolean           *out_exists,
        GError            **error)
{
  g_autoptr (FoyerEndpointStatement) statement = foyer_endpoint_prepare (
      self, "SELECT 1 FROM resource WHERE type = ?1 AND id = ?2 AND deleted = 0", error);
  const char      *slash = strchr (target, '/');
  g_autofree char *type = g_strndup (target, (gsize) (slash - target));
  int              step;

  if (statement == NULL)
    return FALSE;

  foyer_endpoint_bind (statement, "ss", type, slash + 1);
  step = foyer_endpoint_step (statement, error);
  *out_exists = step == SQLITE_ROW;

  return step >= 0;
}

typedef struct
{
  FoyerEndpointStore *self; /* (unowned) */
  char               *own;  /* (owned) (nullable) the resource itself */
} Check;

static gboolean
check_reference (const char *path, const char *reference, gpointer data, GError **error)
{
  Check           *check = data;
  g_autofree char *target = foyer_endpoint_reference_target (reference);
  gboolean         there = TRUE;

  if (target == NULL || g_strcmp0 (target, check->own) == 0)
    return TRUE;
  if (!exists (check->self, target, &there, error))
    return FALSE;
  if (!there)
    g_set_error (error, FOYER_ENDPOINT_ERROR, FOYER_ENDPOINT_ERROR_INVALID,
                 "%s: There is no such resource here.", path);

  return there;
}

gboolean
foyer_endpoint_check_references (FoyerEndpointStore *self,
                                 FoyerEndpointDraft *draft,
                                 const char         *id,
                                 GError            **error)
{
  g_autofree char *own = id != NULL ? g_strconcat (draft->type, "/", id, NULL) : NULL;
  Check            check = { self, own };

  return foyer_endpoint_references_foreach (draft->json, check_reference, &check, error);
}
