/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "endpoint/foyer-form-clinic.h"

#include "fhir/foyer-fhir-part.h"
#include "model/foyer-clinic.h"
#include "model/foyer-money.h"
#include "model/foyer-service.h"

#include <string.h>

#define FRESH_SECONDS 30
/* Practices of referrers are organizations too. */
#define MAX_RESOURCES 2000

/**
 * foyer_form_clinic_new:
 * @name: (nullable): name of the clinic, until it is known from the store
 * @phone: (nullable): its phone, likewise
 * @deposit: what a cosmetic consultation takes at booking, likewise
 *
 * Returns: (transfer full): what the form says of the clinic
 */
FoyerFormClinic *
foyer_form_clinic_new (const char *name, const char *phone, const char *deposit)
{
  FoyerFormClinic *self = g_new0 (FoyerFormClinic, 1);

  self->told_name = g_strdup (name);
  self->told_phone = g_strdup (phone);
  self->told_deposit = g_strdup (deposit);
  self->name = g_strdup (name);
  self->phone = g_strdup (phone);
  self->deposit = g_strdup (deposit);

  return self;
}

void
foyer_form_clinic_free (FoyerFormClinic *self)
{
  g_free (self->name);
  g_free (self->phone);
  g_free (self->deposit);
  g_free (self->told_name);
  g_free (self->told_phone);
  g_free (self->told_deposit);
  g_free (self);
}

static char *
find_nothing (const char *kind, const char *reference, gboolean *out_other, gpointer data)
{
  return NULL;
}

/* The resource as the record that it is for a desk, if it is of @kind. */
static FoyerAggregate *
read_as (const json_t *json, const char *kind)
{
  const FoyerFhirPart *part = foyer_fhir_parts_match (json);
  FoyerFhirLinks       links = { .to_uid = find_nothing };
  g_autoptr (FoyerAggregate) aggregate = NULL;
  gboolean reads;

  if (part == NULL || !g_str_equal (part->kind, kind))
    return NULL;
  aggregate = foyer_aggregate_new (kind, NULL);
  reads = foyer_fhir_part_decode (part, json, &links, aggregate, NULL);
  g_clear_pointer (&links.unresolved, g_ptr_array_unref);

  return reads ? g_steal_pointer (&aggregate) : NULL;
}

/* `$125`, `$99.50`, `125 EUR`. */
static char *
format_amount (gint64 minor, const char *currency)
{
  g_autofree char *plain = foyer_money_to_plain (minor, currency);

  if (g_str_has_suffix (plain, ".00"))
    plain[strlen (plain) - 3] = '\0';

  return g_str_equal (currency, "USD") ? g_strconcat ("$", plain, NULL)
                                       : g_strdup_printf ("%s %s", plain, currency);
}

/* The name and phone of the clinic; its currency if there is a clinic. */
static char *
read_clinic (FoyerFormClinic *self, FoyerEndpointStore *store)
{
  g_autoptr (GPtrArray) list =
      foyer_endpoint_newest (store, "Organization", MAX_RESOURCES, NULL);

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      g_autoptr (FoyerAggregate) aggregate = read_as (list->pdata[i], "clinic");
      FoyerClinic *clinic;

      if (aggregate == NULL)
        continue;
      clinic = FOYER_CLINIC (aggregate->record);
      if (clinic->name != NULL)
        foyer_set_text (&self->name, clinic->name);
      if (clinic->phone != NULL)
        foyer_set_text (&self->phone, clinic->phone);
      return g_strdup (clinic->currency != NULL ? clinic->currency : "USD");
    }

  return NULL;
}

/* The least that any of its cosmetic visits takes. */
static void
read_deposit (FoyerFormClinic *self, FoyerEndpointStore *store, const char *currency)
{
  g_autoptr (GPtrArray) list =
      foyer_endpoint_newest (store, "HealthcareService", MAX_RESOURCES, NULL);
  gint64 least = 0;

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      g_autoptr (FoyerAggregate) aggregate = read_as (list->pdata[i], "service");
      FoyerService *service =
          aggregate != NULL ? FOYER_SERVICE (aggregate->record) : NULL;

      if (service != NULL && service->active && service->deposit_minor > 0 &&
          service->category == FOYER_SERVICE_CATEGORY_COSMETIC &&
          (least == 0 || service->deposit_minor < least))
        least = service->deposit_minor;
    }

  if (least > 0)
    {
      g_free (self->deposit);
      self->deposit = format_amount (least, currency);
    }
}

/**
 * foyer_form_clinic_refresh:
 * @self: what the form says of the clinic
 * @store: where the clinic's own resources are, if a desk has sent them
 * @now: seconds since 1970-01-01 UTC
 *
 * Reads again what the store says, at most twice a minute.
 */
void
foyer_form_clinic_refresh (FoyerFormClinic *self, FoyerEndpointStore *store, gint64 now)
{
  g_autofree char *currency = NULL;

  if (self->looked_at != 0 && now >= self->looked_at &&
      now - self->looked_at < FRESH_SECONDS)
    return;

  self->looked_at = now;
  foyer_set_text (&self->name, self->told_name);
  foyer_set_text (&self->phone, self->told_phone);
  foyer_set_text (&self->deposit, self->told_deposit);
  currency = read_clinic (self, store);
  if (currency != NULL)
    read_deposit (self, store, currency);
}
