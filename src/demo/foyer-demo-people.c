/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "demo/foyer-demo-private.h"

#include "model/foyer-absence.h"
#include "model/foyer-clinician.h"
#include "model/foyer-holiday.h"
#include "model/foyer-practice.h"
#include "model/foyer-referrer.h"
#include "model/foyer-room.h"
#include "model/foyer-service.h"
#include "model/foyer-working-hours.h"
#include "store/foyer-bulk.h"
#include "store/foyer-catalogue.h"
#include "store/foyer-patients.h"

#define VISITS_PER_CLINICIAN_YEAR 4600

static const char *const colours[] = { "#3584e4", "#2ec27e", "#e66100",
                                       "#9141ac", "#c01c28", "#865e3c" };

/* The first six are who the tests and the screenshots know. */
static const struct
{
  const char *prefix;
  const char *given;
  const char *family;
  const char *credentials;
} first_clinicians[] = {
  { "Dr.", "Adébáyọ̀", "Adeyemi", "MD" }, { "Dr.", "Ingrid", "Lindqvist", "MD" },
  { NULL, "Marisol", "Romero", "PA-C" }, { "Dr.", "Minh", "Nguyễn", "MD" },
  { "Dr.", "Ruth", "Feldman", "DO" },    { NULL, "Siobhán", "O’Leary", "NP" },
};

static const DemoCulture *
pick_culture (Demo *demo)
{
  int total = 0;
  int draw;

  for (guint i = 0; i < foyer_demo_n_cultures; i++)
    total += foyer_demo_cultures[i].weight;
  draw = foyer_demo_int (demo, 1, total);
  for (guint i = 0; i < foyer_demo_n_cultures; i++)
    {
      draw -= foyer_demo_cultures[i].weight;
      if (draw <= 0)
        return &foyer_demo_cultures[i];
    }

  g_assert_not_reached ();
}

static gboolean
add_hours (Demo *demo, FoyerAct *act, gint64 clinician_id, guint index, GError **error)
{
  g_autoptr (GPtrArray) hours = foyer_catalogue_new_default_hours (clinician_id);

  for (guint i = 0; i < hours->len; i++)
    {
      FoyerWorkingHours *part = g_ptr_array_index (hours, i);

      /* Clinicians differ: an early one, a late one, one who is off on Fridays. */
      if (index % 3 == 1 && part->kind == FOYER_HOURS_KIND_WORK)
        {
          part->start_minute = 7 * 60 + 30;
          part->end_minute = 16 * 60;
        }
      if (index % 4 == 2 && part->weekday == 5 && foyer_day_weekday (demo->today) != 5)
        continue;
      if (index % 3 == 2 && part->kind == FOYER_HOURS_KIND_BREAK)
        {
          part->start_minute = 12 * 60 + 30;
          part->end_minute = 13 * 60 + 15;
        }
      if (!foyer_demo_add (demo, act, part, error))
        return FALSE;
    }

  /* Whoever tries Foyer at a weekend finds the clinic at work. */
  if (foyer_day_weekday (demo->today) > 5)
    {
      g_autoptr (FoyerWorkingHours) today = foyer_working_hours_new ();

      today->clinician_id = clinician_id;
      today->weekday = foyer_day_weekday (demo->today);
      today->start_minute = 8 * 60;
      today->end_minute = 17 * 60;
      return foyer_demo_add (demo, act, today, error);
    }

  return TRUE;
}

static gboolean
add_clinician (Demo *demo, FoyerAct *act, guint index, GError **error)
{
  g_autoptr (FoyerClinician) clinician = foyer_clinician_new ();
  g_autoptr (FoyerUser) user = foyer_user_new ();
  g_autofree char *name = NULL;

  if (index < G_N_ELEMENTS (first_clinicians))
    {
      foyer_set_text (&clinician->prefix, first_clinicians[index].prefix);
      foyer_set_text (&clinician->given, first_clinicians[index].given);
      foyer_set_text (&clinician->family, first_clinicians[index].family);
      foyer_set_text (&clinician->credentials, first_clinicians[index].credentials);
    }
  else
    {
      const DemoCulture *culture = pick_culture (demo);

      foyer_set_text (&clinician->prefix, "Dr.");
      foyer_set_text (&clinician->family, foyer_demo_pick_name (demo, culture->family));
      foyer_set_text (&clinician->given, foyer_demo_pick_name (demo, culture->female));
      foyer_set_text (&clinician->credentials, "MD");
    }
  foyer_set_text (&clinician->specialty, "Dermatology");
  foyer_set_text (&clinician->colour, colours[index % G_N_ELEMENTS (colours)]);
  clinician->overlap_limit = 1;
  clinician->position = index;
  if (!foyer_demo_add (demo, act, clinician, error))
    return FALSE;

  g_ptr_array_add (demo->clinicians, g_object_ref (clinician));
  name = g_strjoin (" ", clinician->given, clinician->family, NULL);
  foyer_set_text (&user->name, name);
  user->role = FOYER_ROLE_CLINICIAN;
  user->clinician_id = foyer_record_get_id (FOYER_RECORD (clinician));

  return foyer_demo_add (demo, act, user, error) &&
         add_hours (demo, act, user->clinician_id, index, error);
}

static gboolean
add_closures (Demo *demo, FoyerAct *act, GError **error)
{
  static const struct
  {
    int         month;
    int         day;
    const char *name;
  } holidays[] = {
    { 1, 1, "New Year’s Day" },
    { 7, 4, "Independence Day" },
    { 12, 25, "Christmas Day" },
  };
  int year;
  int month;
  int day;
  int last_year;

  foyer_day_to_ymd (demo->first_day, &year, &month, &day);
  foyer_day_to_ymd (demo->today + 366, &last_year, &month, &day);
  for (; year <= last_year; year++)
    for (guint i = 0; i < G_N_ELEMENTS (holidays); i++)
      {
        g_autoptr (FoyerHoliday) holiday = foyer_holiday_new ();
        g_autofree char *date = foyer_day_format (
            foyer_day_from_ymd (year, holidays[i].month, holidays[i].day));

        foyer_set_text (&holiday->date, date);
        foyer_set_text (&holiday->name, holidays[i].name);
        if (!foyer_demo_add (demo, act, holiday, error))
          return FALSE;
      }

  /* The second clinician is away next week. */
  if (demo->clinicians->len > 1)
    {
      g_autoptr (FoyerAbsence) absence = foyer_absence_new ();
      int monday = demo->today + 8 - foyer_day_weekday (demo->today);

      absence->clinician_id =
          foyer_record_get_id (g_ptr_array_index (demo->clinicians, 1));
      absence->start_at = foyer_zone_day_start (demo->zone, monday + 2);
      absence->end_at = foyer_zone_day_start (demo->zone, monday + 5);
      foyer_set_text (&absence->reason, "Conference");
      if (!foyer_demo_add (demo, act, absence, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
fill_catalogue (FoyerAct *act, gpointer data, GError **error)
{
  Demo  *demo = data;
  double years = MAX ((demo->today - demo->first_day) / 365.0, 1);
  guint  n_clinicians;

  static const char *const desk[] = { "Luz Ortega", "Sam Pritchard" };

  foyer_act_set_bulk (act, "{\"sample\":\"catalogue\"}");

  n_clinicians =
      MAX (4, (guint) (demo->size->n_bookings / years / VISITS_PER_CLINICIAN_YEAR));
  for (guint i = 0; i < n_clinicians; i++)
    if (!add_clinician (demo, act, i, error))
      return FALSE;

  for (guint i = 0; i < MAX (4, n_clinicians / 2); i++)
    {
      g_autoptr (FoyerRoom) room = foyer_room_new ();
      g_autofree char *name = g_strdup_printf ("Room %u", i + 1);

      foyer_set_text (&room->name, name);
      if (!foyer_demo_add (demo, act, room, error))
        return FALSE;
      g_ptr_array_add (demo->rooms, g_object_ref (room));
    }

  for (guint i = 0; i < demo->services->len; i++)
    {
      gpointer service = g_ptr_array_index (demo->services, i);

      if (foyer_record_get_id (service) == 0 &&
          !foyer_demo_add (demo, act, service, error))
        return FALSE;
    }

  for (guint i = 0; i < G_N_ELEMENTS (desk); i++)
    {
      g_autoptr (FoyerUser) user = foyer_user_new ();

      foyer_set_text (&user->name, desk[i]);
      user->role = FOYER_ROLE_DESK;
      if (!foyer_demo_add (demo, act, user, error))
        return FALSE;
    }

  return add_closures (demo, act, error);
}

/* Ten digits that pass the check of 45 CFR 162.406: Luhn over 80840 and the number. */
static void
make_npi (Demo *demo, char out_npi[11])
{
  int sum = 24; /* what the prefix 80840 adds */

  out_npi[0] = '1';
  for (int i = 1; i < 9; i++)
    out_npi[i] = (char) ('0' + foyer_demo_int (demo, 0, 9));
  for (int i = 0; i < 9; i++)
    {
      int digit = out_npi[i] - '0';

      if (i % 2 == 0)
        digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
      sum += digit;
    }
  out_npi[9] = (char) ('0' + (10 - sum % 10) % 10);
  out_npi[10] = '\0';
}

static gboolean
fill_referrers (FoyerAct *act, gpointer data, GError **error)
{
  static const char *const practices[] = {
    "Harbor Family Medicine", "Santa Clara Valley Primary Care",
    "Mission Street Clinic",  "Los Robles Internal Medicine",
    "Westlake Pediatrics",    "Centro de Salud del Valle",
    "Pacific Women’s Health", "Oak View Medical Group"
  };
  Demo  *demo = data;
  guint  n_referrers = CLAMP (demo->size->n_patients / 40, 24, 2000);
  gint64 practice_ids[G_N_ELEMENTS (practices)];

  foyer_act_set_bulk (act, "{\"sample\":\"referrers\"}");

  for (guint i = 0; i < G_N_ELEMENTS (practices); i++)
    {
      g_autoptr (FoyerPractice) practice = foyer_practice_new ();
      g_autofree char *phone = g_strdup_printf ("(805) 555-02%02u", i);
      g_autofree char *fax = g_strdup_printf ("(805) 555-03%02u", i);

      foyer_set_text (&practice->name, practices[i]);
      foyer_set_text (&practice->phone, phone);
      foyer_set_text (&practice->fax, fax);
      if (!foyer_demo_add (demo, act, practice, error))
        return FALSE;
      practice_ids[i] = foyer_record_get_id (FOYER_RECORD (practice));
    }

  for (guint i = 0; i < n_referrers; i++)
    {
      g_autoptr (FoyerReferrer) referrer = foyer_referrer_new ();
      const DemoCulture *culture = pick_culture (demo);
      gboolean           female = foyer_demo_chance (demo, 0.5);
      gint64             id;
      char               npi[11];

      make_npi (demo, npi);
      foyer_set_text (&referrer->prefix, "Dr.");
      foyer_set_text (&referrer->family, foyer_demo_pick_name (demo, culture->family));
      foyer_set_text (
          &referrer->given,
          foyer_demo_pick_name (demo, female ? culture->female : culture->male));
      foyer_set_text (&referrer->credentials, i % 5 == 4 ? "FNP" : "MD");
      foyer_set_text (&referrer->npi, npi);
      referrer->practice_id =
          practice_ids[foyer_demo_int (demo, 0, G_N_ELEMENTS (practices) - 1)];
      referrer->is_pcp = foyer_demo_chance (demo, 0.85);
      if (!foyer_demo_add (demo, act, referrer, error))
        return FALSE;
      id = foyer_record_get_id (FOYER_RECORD (referrer));
      g_array_append_val (demo->referrers, id);
    }

  return TRUE;
}

/**
 * foyer_demo_add_catalogue:
 *
 * Makes who works here, when and where, and who refers.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_demo_add_catalogue (Demo *demo, GError **error)
{
  g_autoptr (GPtrArray) stored = NULL;
  int years;

  /* A small clinic has two years of history, a large one ten. */
  years = (int) CLAMP (demo->size->n_bookings / 100000, 2, 10);
  demo->first_day = demo->today - years * 365;
  demo->clinicians = g_ptr_array_new_with_free_func (g_object_unref);
  demo->rooms = g_ptr_array_new_with_free_func (g_object_unref);
  demo->referrers = g_array_new (FALSE, FALSE, sizeof (gint64));

  stored = foyer_catalogue_list (demo->db, FOYER_TYPE_SERVICE, TRUE, error);
  if (stored == NULL)
    return FALSE;
  demo->services = stored->len > 0 ? g_steal_pointer (&stored)
                                   : foyer_catalogue_new_default_services ();

  return foyer_demo_batch (demo, NULL, fill_catalogue, demo, error) &&
         foyer_demo_batch (demo, NULL, fill_referrers, demo, error);
}

/* Another one of @names than @first, or NULL if chance gives the same. */
static const char *
pick_second (Demo *demo, const char *const *names, const char *first)
{
  const char *second = foyer_demo_pick_name (demo, names);

  return g_str_equal (second, first) ? NULL : second;
}

static FoyerPatientPhone *
new_phone (Demo *demo, FoyerPhoneKind kind)
{
  static const int   areas[] = { 805, 818, 310, 213, 626, 714 };
  FoyerPatientPhone *phone = foyer_patient_phone_new ();
  g_autofree char   *number =
      g_strdup_printf ("(%d) %d-%04d", areas[foyer_demo_int (demo, 0, 5)],
                       foyer_demo_int (demo, 200, 989), foyer_demo_int (demo, 0, 9999));

  phone->kind = kind;
  phone->may_leave_voicemail = foyer_demo_chance (demo, 0.7);
  phone->may_text = kind == FOYER_PHONE_KIND_MOBILE && foyer_demo_chance (demo, 0.8);
  foyer_set_text (&phone->number, number);

  return phone;
}

static void
name_patient (Demo *demo, FoyerPatient *patient, const DemoCulture *culture)
{
  gboolean           female = foyer_demo_chance (demo, 0.54);
  const char *const *given = female ? culture->female : culture->male;
  const char        *first = foyer_demo_pick_name (demo, given);
  const char        *family = foyer_demo_pick_name (demo, culture->family);
  const char        *second_given = NULL;
  const char        *second_family = NULL;
  g_autofree char   *given_names = NULL;
  g_autofree char   *family_name = NULL;

  patient->gender = foyer_demo_chance (demo, 0.01) ? FOYER_GENDER_OTHER
                    : female                       ? FOYER_GENDER_FEMALE
                                                   : FOYER_GENDER_MALE;
  if (foyer_demo_chance (demo, 0.35))
    second_given = pick_second (demo, given, first);
  if (foyer_demo_chance (demo, 0.06))
    second_family = pick_second (demo, culture->family, family);
  given_names = g_strjoin (" ", first, second_given, NULL);
  family_name = g_strjoin ("-", family, second_family, NULL);
  foyer_set_text (&patient->given, given_names);
  foyer_set_text (&patient->family, family_name);

  if (female && foyer_demo_chance (demo, 0.1))
    {
      FoyerPatientName *maiden = foyer_patient_name_new ();

      maiden->kind = FOYER_NAME_KIND_MAIDEN;
      foyer_set_text (&maiden->family, foyer_demo_pick_name (demo, culture->family));
      foyer_set_text (&maiden->given, patient->given);
      patient->names = g_ptr_array_new_with_free_func (g_object_unref);
      g_ptr_array_add (patient->names, maiden);
    }
}

static void
place_patient (Demo *demo, FoyerPatient *patient)
{
  static const char *const streets[] = { "Harbor St",    "Ocean Ave",    "Mission Blvd",
                                         "Telegraph Rd", "Victoria Ave", "Thompson Blvd",
                                         "Foothill Rd" };
  static const char *const cities[] = { "Ventura", "Oxnard",      "Camarillo",
                                        "Ojai",    "Santa Paula", "Thousand Oaks" };
  g_autofree char         *line =
      g_strdup_printf ("%d %s", foyer_demo_int (demo, 10, 9800),
                       foyer_demo_pick (demo, streets, G_N_ELEMENTS (streets)));
  g_autofree char *postal_code = g_strdup_printf ("93%03d", foyer_demo_int (demo, 1, 66));

  foyer_set_text (&patient->address_line, line);
  foyer_set_text (&patient->city, foyer_demo_pick (demo, cities, G_N_ELEMENTS (cities)));
  foyer_set_text (&patient->region, "CA");
  foyer_set_text (&patient->postal_code, postal_code);
}

static FoyerPatient *
new_patient (Demo *demo)
{
  static const char *const alerts[] = {
    "Latex allergy", "Lidocaine with epinephrine: ask first", "Faints at needles",
    "Wheelchair: use the wide room", "Call the daughter, not the patient"
  };
  static const char *const insurances[] = { "Medicare",   "Blue Shield PPO",
                                            "Kaiser HMO", "Gold Coast Health Plan",
                                            "Aetna",      "Self-pay" };
  FoyerPatient            *patient = foyer_patient_new ();
  const DemoCulture       *culture = pick_culture (demo);
  int                      age_days = foyer_demo_int (demo, 90, 33000);
  g_autofree char         *birth_date = foyer_day_format (demo->today - age_days);

  name_patient (demo, patient, culture);
  place_patient (demo, patient);
  foyer_set_text (&patient->birth_date, birth_date);
  foyer_set_text (&patient->language,
                  culture->language != NULL ? culture->language : "en");
  patient->interpreter_needed =
      culture->language != NULL && foyer_demo_chance (demo, 0.2);
  foyer_set_text (&patient->insurance,
                  foyer_demo_pick (demo, insurances, G_N_ELEMENTS (insurances)));
  if (foyer_demo_chance (demo, 0.04))
    foyer_set_text (&patient->alert,
                    foyer_demo_pick (demo, alerts, G_N_ELEMENTS (alerts)));
  patient->pcp_id = g_array_index (
      demo->referrers, gint64, foyer_demo_int (demo, 0, (int) demo->referrers->len - 1));
  patient->consent_text = foyer_demo_chance (demo, 0.6);
  patient->consent_photo = foyer_demo_chance (demo, 0.5);

  patient->phones = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (patient->phones, new_phone (demo, FOYER_PHONE_KIND_MOBILE));
  if (foyer_demo_chance (demo, 0.2))
    g_ptr_array_add (patient->phones, new_phone (demo, FOYER_PHONE_KIND_HOME));

  if (age_days < 18 * 365)
    {
      FoyerPatientContact *guardian = foyer_patient_contact_new ();
      g_autofree char     *name = g_strdup_printf (
              "%s %s", foyer_demo_pick_name (demo, culture->female), patient->family);

      guardian->kind = FOYER_CONTACT_KIND_GUARDIAN;
      foyer_set_text (&guardian->name, name);
      foyer_set_text (&guardian->relationship, "Mother");
      patient->contacts = g_ptr_array_new_with_free_func (g_object_unref);
      if (foyer_demo_chance (demo, 0.95))
        g_ptr_array_add (patient->contacts, guardian);
      else
        g_object_unref (guardian);
    }

  return patient;
}

typedef struct
{
  Demo *demo;
  guint first;
  guint end;
} Slice;

static gboolean
fill_patients (FoyerAct *act, gpointer data, GError **error)
{
  Slice *slice = data;
  Demo  *demo = slice->demo;

  foyer_act_set_bulk (act, "{\"sample\":\"patients\"}");

  for (guint i = slice->first; i < slice->end; i++)
    {
      g_autoptr (FoyerPatient) patient = new_patient (demo);

      /* Four in ten were seen here before Foyer, and so are not new. */
      demo->last_visit[i] = G_MININT32;
      if (foyer_demo_chance (demo, 0.4))
        {
          g_autofree char *date = NULL;

          demo->last_visit[i] = demo->first_day - foyer_demo_int (demo, 30, 700);
          date = foyer_day_format (demo->last_visit[i]);
          foyer_set_text (&patient->seen_before_on, date);
        }
      patient->active = !foyer_demo_chance (demo, 0.02);
      patient->deceased = patient->active && foyer_demo_chance (demo, 0.005);

      foyer_demo_give_uid (demo, patient);
      if (!foyer_patients_save_in (act, patient, error))
        return FALSE;
      demo->patients[i] = foyer_record_get_id (FOYER_RECORD (patient));
      demo->n_done++;
      /* Nobody books for them. */
      if (!patient->active || patient->deceased)
        demo->patients[i] = 0;
      else if (demo->last_visit[i] == G_MININT32)
        {
          DemoNewcomer newcomer = { (int) i, 0 };

          g_array_append_val (demo->newcomers, newcomer);
        }
    }

  return TRUE;
}

/**
 * foyer_demo_add_people:
 *
 * Makes the patients.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_demo_add_people (Demo *demo, GError **error)
{
  demo->patients = g_new0 (gint64, demo->size->n_patients);
  demo->last_visit = g_new0 (gint32, demo->size->n_patients);
  demo->busy_day = g_new0 (gint32, demo->size->n_patients);

  demo->newcomers = g_array_new (FALSE, FALSE, sizeof (DemoNewcomer));

  for (guint first = 0; first < demo->size->n_patients; first += FOYER_DEMO_BATCH)
    {
      Slice slice = { demo, first,
                      MIN (first + FOYER_DEMO_BATCH, demo->size->n_patients) };

      if (!foyer_demo_batch (demo, NULL, fill_patients, &slice, error))
        return FALSE;
    }

  /* They come evenly over the years, and some of the last have not come yet. */
  for (guint i = 0; i < demo->newcomers->len; i++)
    g_array_index (demo->newcomers, DemoNewcomer, i).from_day =
        demo->first_day + (int) ((double) i / demo->newcomers->len *
                                 (demo->today + FOYER_DEMO_DAYS_AHEAD - demo->first_day));

  return TRUE;
}
