/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-patient-details.h"

#include "present/foyer-format.h"
#include "present/foyer-words.h"
#include "ui/foyer-widgets.h"

#include <glib/gi18n-lib.h>

static AdwPreferencesGroup *
add_group (GtkWidget *page, const char *title)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_group_set_title (group, title);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), group);

  return group;
}

/* Only what is known is shown. */
static void
add (AdwPreferencesGroup *group, const char *title, const char *value)
{
  GtkWidget *row;

  if (value == NULL || *value == '\0')
    return;

  row = foyer_action_row_new (title, value);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  foyer_widget_set_accessible_label (row, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, value, -1);
  gtk_widget_add_css_class (row, "fact");
  adw_preferences_group_add (group, row);
}

static void
add_name (GtkWidget *page, FoyerPatient *patient)
{
  AdwPreferencesGroup *group = add_group (page, _ ("Name and Birth"));
  g_autofree char     *full = foyer_format_person_full (patient->prefix, patient->given,
                                                        patient->family, patient->suffix);
  g_autofree char     *birth = foyer_format_date (patient->birth_date);

  add (group, _ ("Legal Name"), full);
  add (group, _ ("Preferred Name"), patient->preferred_name);
  for (guint i = 0; patient->names != NULL && i < patient->names->len; i++)
    {
      FoyerPatientName *name = g_ptr_array_index (patient->names, i);
      g_autofree char  *text = foyer_format_person (name->family, name->given);

      add (group, foyer_words_name_kind (name->kind), text);
    }
  add (group, _ ("Date of Birth"), birth);
  add (group, _ ("Administrative Gender"), foyer_words_gender (patient->gender));
}

static void
add_reach (GtkWidget *page, FoyerPatient *patient)
{
  AdwPreferencesGroup *group = add_group (page, _ ("Reach"));
  g_autoptr (GString) address = g_string_new (patient->address_line);
  g_autoptr (GString) town = g_string_new (patient->city);

  for (guint i = 0; patient->phones != NULL && i < patient->phones->len; i++)
    {
      FoyerPatientPhone *phone = g_ptr_array_index (patient->phones, i);
      const char        *may =
          phone->may_leave_voicemail
                     ? (phone->may_text ? _ ("voicemail and text allowed")
                                        : _ ("voicemail allowed"))
                     : (phone->may_text ? _ ("text allowed") : _ ("no voicemail, no text"));
      g_autofree char *text = NULL;

      /* Translators: a phone number, and what may be done with it */
      text = g_strdup_printf (C_ ("phone", "%s, %s"), phone->number, may);
      add (group, foyer_words_phone_kind (phone->kind), text);
    }
  add (group, _ ("E-mail"), patient->email);
  if (patient->region != NULL)
    g_string_append_printf (town, "%s%s", town->len > 0 ? ", " : "", patient->region);
  if (patient->postal_code != NULL)
    g_string_append_printf (town, "%s%s", town->len > 0 ? " " : "", patient->postal_code);
  if (town->len > 0)
    g_string_append_printf (address, "%s%s", address->len > 0 ? "\n" : "", town->str);
  if (patient->country != NULL)
    g_string_append_printf (address, "%s%s", address->len > 0 ? "\n" : "",
                            patient->country);
  add (group, _ ("Address"), address->str);
}

static void
add_care (GtkWidget *page, FoyerPatientFile *file)
{
  AdwPreferencesGroup *group = add_group (page, _ ("Care"));
  FoyerPatient        *patient = file->patient;
  g_autofree char     *language = foyer_format_language (patient->language);
  g_autofree char     *seen = foyer_format_date (patient->seen_before_on);
  g_auto (GStrv) tags = g_strsplit (
      patient->other_languages != NULL ? patient->other_languages : "", " ", -1);
  g_autoptr (GString) others = g_string_new (NULL);

  for (char **tag = tags; *tag != NULL; tag++)
    {
      g_autofree char *name = foyer_format_language (*tag);

      g_string_append_printf (others, "%s%s", others->len > 0 ? C_ ("list", ", ") : "",
                              name);
    }
  add (group, _ ("Preferred Language"), language);
  add (group, _ ("Other Languages"), others->str);
  if (patient->interpreter_needed)
    add (group, _ ("Interpreter"), _ ("Needed"));
  if (file->clinician != NULL)
    {
      g_autofree char *name = foyer_format_person_full (
          file->clinician->prefix, file->clinician->given, file->clinician->family, NULL);

      add (group, _ ("Usual Clinician"), name);
    }
  if (file->pcp != NULL)
    {
      g_autofree char *name = foyer_format_person_full (
          file->pcp->prefix, file->pcp->given, file->pcp->family, file->pcp->credentials);
      g_autofree char *text = file->practice != NULL
                                  ? g_strjoin ("\n", name, file->practice->name, NULL)
                                  : g_strdup (name);

      add (group, _ ("Primary Care Provider"), text);
    }
  add (group, _ ("Insurance"), patient->insurance);
  add (group, _ ("Last Seen Here Before Foyer"), seen);
  add (group, _ ("Note"), patient->note);
}

static void
add_contacts (GtkWidget *page, FoyerPatient *patient)
{
  AdwPreferencesGroup *group;

  if (patient->contacts == NULL || patient->contacts->len == 0)
    return;

  group = add_group (page, _ ("Guardians and Contacts"));
  for (guint i = 0; i < patient->contacts->len; i++)
    {
      FoyerPatientContact *contact = g_ptr_array_index (patient->contacts, i);
      g_autoptr (GString) text = g_string_new (contact->name);

      if (contact->relationship != NULL)
        g_string_append_printf (text, " (%s)", contact->relationship);
      if (contact->phone != NULL)
        g_string_append_printf (text, "\n%s", contact->phone);
      if (contact->authority != NULL)
        g_string_append_printf (text, "\n%s", contact->authority);
      add (group, foyer_words_contact_kind (contact->kind), text->str);
    }
}

static void
add_consent (GtkWidget *page, FoyerPatient *patient)
{
  AdwPreferencesGroup *group = add_group (page, _ ("Consent"));
  const char          *yes = C_ ("consent", "Yes"), *no = C_ ("consent", "No");

  add (group, _ ("May Be Sent Text Messages"), patient->consent_text ? yes : no);
  add (group, _ ("May Be Sent E-mail"), patient->consent_email ? yes : no);
  add (group, _ ("Agrees to Clinical Photographs"), patient->consent_photo ? yes : no);
}

/**
 * foyer_patient_details_new:
 * @file: a file
 *
 * Returns: (transfer floating): a page with everything that is known about the patient
 */
GtkWidget *
foyer_patient_details_new (FoyerPatientFile *file)
{
  GtkWidget *page = adw_preferences_page_new ();

  add_name (page, file->patient);
  add_reach (page, file->patient);
  add_care (page, file);
  add_contacts (page, file->patient);
  add_consent (page, file->patient);

  return page;
}
