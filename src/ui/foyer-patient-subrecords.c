/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-patient-subrecords.h"

#include "model/foyer-patient-contact.h"
#include "model/foyer-patient-name.h"
#include "present/foyer-format.h"
#include "present/foyer-words.h"
#include "ui/foyer-entry-row.h"
#include "ui/foyer-simple-rows.h"
#include "ui/foyer-text-row.h"

#include <glib/gi18n-lib.h>

static void
add_row (AdwExpanderRow *row, GtkWidget *field, const char *name)
{
  gtk_widget_set_name (field, name);
  adw_expander_row_add_row (row, field);
}

static void
build_contact (AdwExpanderRow *row)
{
  GtkWidget *kind = foyer_choice_row_new (C_ ("contact", "Role"));
  GtkWidget *phone = foyer_entry_row_new (_ ("Phone"));

  for (int i = FOYER_CONTACT_KIND_GUARDIAN; i <= FOYER_CONTACT_KIND_EMERGENCY; i++)
    foyer_choice_row_add (FOYER_CHOICE_ROW (kind), i, foyer_words_contact_kind (i));
  g_object_set (phone, "input-purpose", GTK_INPUT_PURPOSE_PHONE, NULL);

  add_row (row, foyer_entry_row_new (_ ("Name")), "name");
  add_row (row, kind, "kind");
  add_row (row, foyer_entry_row_new (_ ("Relationship")), "relationship");
  add_row (row, phone, "phone");
  add_row (row, foyer_text_row_new (_ ("May Decide, and Where That Is Written")),
           "authority");
}

static char *
dup_contact_title (gpointer record)
{
  FoyerPatientContact *contact = record;
  const char          *kind = foyer_words_contact_kind (contact->kind);

  if (contact->name == NULL)
    return g_strdup (_ ("New Contact"));

  /* Translators: the name of a person, and what they are to a patient: “guardian” */
  return g_strdup_printf (C_ ("contact", "%s, %s"), contact->name, kind);
}

static void
build_name (AdwExpanderRow *row)
{
  GtkWidget *kind = foyer_choice_row_new (_ ("Kind of Name"));

  for (int i = FOYER_NAME_KIND_MAIDEN; i <= FOYER_NAME_KIND_ALIAS; i++)
    foyer_choice_row_add (FOYER_CHOICE_ROW (kind), i, foyer_words_name_kind (i));

  add_row (row, foyer_entry_row_new (_ ("Family Name")), "family");
  add_row (row, foyer_entry_row_new (_ ("Given Names")), "given");
  add_row (row, kind, "kind");
}

static char *
dup_name_title (gpointer record)
{
  FoyerPatientName *name = record;

  if (name->family == NULL && name->given == NULL)
    return g_strdup (_ ("New Name"));

  return foyer_format_person (name->family, name->given);
}

const FoyerSubrecordKind foyer_contact_subrecords = {
  .get_type = foyer_patient_contact_get_type,
  .add_label = N_ ("Add a Contact"),
  .build = build_contact,
  .dup_title = dup_contact_title,
};

const FoyerSubrecordKind foyer_name_subrecords = {
  .get_type = foyer_patient_name_get_type,
  .add_label = N_ ("Add a Name"),
  .build = build_name,
  .dup_title = dup_name_title,
};
