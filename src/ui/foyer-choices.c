/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-choices.h"

#include "present/foyer-format.h"
#include "store/foyer-catalogue.h"

#include <glib/gi18n-lib.h>

/**
 * foyer_choices_read:
 * @db: a connection
 * @error: return location for an error
 *
 * Reads what the clinic offers.
 *
 * Returns: (transfer full): the choices, or `NULL` on error
 */
FoyerChoices *
foyer_choices_read (FoyerDb *db, GError **error)
{
  g_autoptr (FoyerChoices) self = g_new0 (FoyerChoices, 1);

  self->services = foyer_catalogue_list (db, FOYER_TYPE_SERVICE, TRUE, error);
  if (self->services == NULL)
    return NULL;
  self->clinicians = foyer_catalogue_list (db, FOYER_TYPE_CLINICIAN, TRUE, error);
  if (self->clinicians == NULL)
    return NULL;

  return g_steal_pointer (&self);
}

void
foyer_choices_free (FoyerChoices *self)
{
  g_clear_pointer (&self->services, g_ptr_array_unref);
  g_clear_pointer (&self->clinicians, g_ptr_array_unref);
  g_free (self);
}

static gpointer
find (GPtrArray *records, gint64 id)
{
  for (guint i = 0; i < records->len; i++)
    if (foyer_record_get_id (records->pdata[i]) == id)
      return records->pdata[i];

  return NULL;
}

/**
 * foyer_choices_find_service:
 * @self: what the clinic offers
 * @id: a service
 *
 * Returns: (transfer none) (nullable): the service, `NULL` if it is not offered
 */
FoyerService *
foyer_choices_find_service (FoyerChoices *self, gint64 id)
{
  return find (self->services, id);
}

/**
 * foyer_choices_find_clinician:
 * @self: what the clinic offers
 * @id: a clinician
 *
 * Returns: (transfer none) (nullable): the clinician, `NULL` if they see nobody here
 */
FoyerClinician *
foyer_choices_find_clinician (FoyerChoices *self, gint64 id)
{
  return find (self->clinicians, id);
}

static char *
name_clinician (FoyerClinician *clinician)
{
  return foyer_format_person_full (clinician->prefix, clinician->given, clinician->family,
                                   NULL);
}

/**
 * foyer_choices_name_clinician:
 * @self: what the clinic offers
 * @id: a clinician
 *
 * Returns: (transfer full): how people call them, empty if they see nobody here
 */
char *
foyer_choices_name_clinician (FoyerChoices *self, gint64 id)
{
  FoyerClinician *clinician = foyer_choices_find_clinician (self, id);

  return clinician != NULL ? name_clinician (clinician) : g_strdup ("");
}

/**
 * foyer_choices_fill_services:
 * @self: what the clinic offers
 * @row: a row; what it offered is taken away
 *
 * Offers the services.
 */
void
foyer_choices_fill_services (FoyerChoices *self, FoyerChoiceRow *row)
{
  foyer_choice_row_begin (row);
  for (guint i = 0; i < self->services->len; i++)
    {
      FoyerService *service = self->services->pdata[i];

      foyer_choice_row_add (row, foyer_record_get_id (FOYER_RECORD (service)),
                            service->name);
    }
  foyer_choice_row_end (row);
}

/**
 * foyer_choices_fill_clinicians:
 * @self: what the clinic offers
 * @row: a row; what it offered is taken away
 *
 * Offers any clinician, which is 0, and then each.
 */
void
foyer_choices_fill_clinicians (FoyerChoices *self, FoyerChoiceRow *row)
{
  foyer_choice_row_begin (row);
  foyer_choice_row_add (row, 0, C_ ("clinician", "Any"));
  for (guint i = 0; i < self->clinicians->len; i++)
    {
      FoyerClinician  *clinician = self->clinicians->pdata[i];
      g_autofree char *name = name_clinician (clinician);

      foyer_choice_row_add (row, foyer_record_get_id (FOYER_RECORD (clinician)), name);
    }
  foyer_choice_row_end (row);
}
