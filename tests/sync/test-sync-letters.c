/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/foyer-fhir-resource.h"
#include "model/foyer-conflict.h"
#include "model/foyer-patient.h"
#include "store/foyer-aggregates.h"
#include "store/foyer-conflicts.h"
#include "store/foyer-dump.h"
#include "store/foyer-patients.h"
#include "store/foyer-referrals.h"
#include "tests/sync/scene.h"

#include <string.h>

/* Letters that are too large for a page of a search, on a way where little is large. */
#define PAGE_BYTES 20000
#define LARGE_BYTES 60000

/* What a desk asked, and what befell it. */
typedef struct
{
  guint       n_read;     /* letters that were read by their ids */
  const char *failing;    /* (nullable) id of one whose read fails */
  gboolean    is_refused; /* whether letters are larger than the endpoint takes */
} Watch;

static gboolean
watch_size (FakeLink *link, FakePoint point, FoyerCall *call, gpointer data)
{
  Watch *watch = data;
  gsize  size;

  if (point != FAKE_POINT_CARRIED)
    return TRUE;
  if (!g_str_equal (call->method, "GET"))
    {
      if (watch->is_refused && g_str_equal (call->target, "DocumentReference") &&
          call->status == 422)
        call->status = 413;
      return TRUE;
    }

  watch->n_read += g_str_has_prefix (call->target, "DocumentReference/");
  if (call->json == NULL)
    return TRUE;
  size = json_dumpb (call->json, NULL, 0, JSON_COMPACT);
  if (size > (call->is_large ? LARGE_BYTES : PAGE_BYTES))
    {
      foyer_call_clear_answer (call);
      g_set_error_literal (&call->error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_TOO_LARGE,
                           "too large");
    }
  else if (watch->failing != NULL && g_str_has_suffix (call->target, watch->failing))
    {
      foyer_call_clear_answer (call);
      call->status = 500;
    }

  return TRUE;
}

static void
watch_both (Scene *self, Watch *first, Watch *second)
{
  fake_link_set_hook (self->first->link, watch_size, first);
  fake_link_set_hook (self->second->link, watch_size, second);
}

/* One patient with letters of these sizes, at the first desk. */
static void
add_letters (Scene *self, const gsize *sizes, guint n)
{
  g_autoptr (FoyerPatient) patient = foyer_patient_new ();
  g_autoptr (GError) error = NULL;

  foyer_set_text (&patient->family, "Okafor");
  foyer_set_text (&patient->given, "Ada");
  foyer_set_text (&patient->birth_date, "1984-03-12");
  foyer_patients_save (self->first->db, self->first->clerk, patient, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (FoyerDocument) letter = foyer_document_new ();
      guint8 *bytes = g_malloc (sizes[i]);
      g_autoptr (GBytes) content = g_bytes_new_take (bytes, sizes[i]);

      memset (bytes, 'A' + (int) i, sizes[i]);
      letter->patient_id = foyer_record_get_id (FOYER_RECORD (patient));
      letter->kind = FOYER_DOCUMENT_KIND_REFERRAL_LETTER;
      foyer_set_text (&letter->title, "letter.pdf");
      foyer_documents_add (self->first->db, self->first->clerk, letter, content, &error);
      g_assert_no_error (error);
    }
}

static gint64
count_letters (SimulationDesk *desk)
{
  g_autoptr (GError) error = NULL;
  gint64 n;

  foyer_dump_count (desk->db, FOYER_TYPE_DOCUMENT, &n, &error);
  g_assert_no_error (error);

  return n;
}

static FoyerSyncReport
sync_once (Scene *self, SimulationDesk *desk)
{
  g_autoptr (FoyerSync) sync =
      foyer_sync_new (desk->sync_db, FOYER_TRANSPORT (desk->link));
  g_autoptr (GError) error = NULL;
  FoyerSyncReport report;

  fake_server_advance (self->server, 60000);
  foyer_sync_run (sync, FOYER_SYNC_NONE, NULL, &report, &error);
  g_assert_no_error (error);

  return report;
}

/* What is larger than a page comes alone, and only once. */
static void
test_large_letters_cross (Scene *self, gconstpointer dialect)
{
  static const gsize sizes[] = { 100, 40000, 9000, 9000, 30000, 9000, 9000, 9000 };
  Watch              first = { 0 };
  Watch              second = { 0 };

  watch_both (self, &first, &second);
  add_letters (self, sizes, G_N_ELEMENTS (sizes));
  exchange (self);
  g_assert_cmpint (count_letters (self->second), ==, G_N_ELEMENTS (sizes));

  second.n_read = 0;
  sync_once (self, self->second);
  g_assert_cmpuint (second.n_read, ==, 0);
  g_assert_cmpint (count_decisions (self->second), ==, 0);
}

/* One that is larger than anything is told of once, and does not keep the others. */
static void
test_giant_is_set_aside (Scene *self, gconstpointer dialect)
{
  static const gsize sizes[] = { 100, 50000, 9000 };
  Watch              first = { 0 };
  Watch              second = { 0 };
  g_autoptr (GPtrArray) open = NULL;
  g_autoptr (GError) error = NULL;

  watch_both (self, &first, &second);
  add_letters (self, sizes, G_N_ELEMENTS (sizes));
  sync_once (self, self->first);
  g_assert_cmpuint (sync_once (self, self->second).conflicts, ==, 1);
  g_assert_cmpint (count_letters (self->second), ==, 2);
  /* Once a day it is looked for again. */
  sync_once (self, self->second);
  second.n_read = 0;
  g_assert_cmpuint (sync_once (self, self->second).conflicts, ==, 0);
  g_assert_cmpuint (second.n_read, ==, 0);

  open = foyer_conflicts_list_open (self->second->db, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (open->len, ==, 1);
  g_assert_cmpint (((FoyerConflict *) open->pdata[0])->kind, ==,
                   FOYER_CONFLICT_KIND_UNREADABLE);
  g_assert_cmpstr (((FoyerConflict *) open->pdata[0])->detail, ==,
                   FOYER_CONFLICT_DETAIL_TOO_LARGE);
}

/* One whose read fails comes when it does not. */
static void
test_failing_letter_comes_later (Scene *self, gconstpointer dialect)
{
  static const gsize sizes[] = { 100, 100, 100 };
  Watch              first = { 0 };
  Watch              second = { 0 };
  GPtrArray         *there;

  watch_both (self, &first, &second);
  add_letters (self, sizes, G_N_ELEMENTS (sizes));
  sync_once (self, self->first);
  there = fake_server_list (self->server, "DocumentReference");
  g_assert_cmpuint (there->len, ==, G_N_ELEMENTS (sizes));
  second.failing = ((FakeResource *) there->pdata[0])->id;
  sync_once (self, self->second);
  g_assert_cmpint (count_letters (self->second), ==, 2);

  second.failing = NULL;
  fake_server_advance (self->server, 600000);
  sync_once (self, self->second);
  g_assert_cmpint (count_letters (self->second), ==, 3);
}

static const char *
refuse_letters (json_t *resource, gpointer data)
{
  return g_strcmp0 (foyer_fhir_peek (resource, "resourceType"), "DocumentReference") == 0
             ? "content"
             : NULL;
}

/* An endpoint that takes no large letters takes everything else. */
static void
test_refused_size_is_told (Scene *self, gconstpointer dialect)
{
  static const gsize sizes[] = { 100 };
  Watch              first = { .is_refused = TRUE };
  g_autoptr (GPtrArray) open = NULL;
  g_autoptr (GError) error = NULL;

  watch_both (self, &first, &first);
  fake_server_set_rule (self->server, refuse_letters, NULL);
  add_letters (self, sizes, 1);
  g_assert_cmpuint (sync_once (self, self->first).refused, ==, 1);
  open = foyer_conflicts_list_open (self->first->db, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (open->len, ==, 1);
  g_assert_cmpint (((FoyerConflict *) open->pdata[0])->kind, ==,
                   FOYER_CONFLICT_KIND_REFUSED);
  g_assert_cmpstr (((FoyerConflict *) open->pdata[0])->detail, ==,
                   FOYER_CONFLICT_DETAIL_TOO_LARGE);
  g_assert_cmpint (count_letters (self->first), ==, 1);
  sync_once (self, self->second);
  g_assert_cmpint (count_patients (self->second), ==, count_patients (self->first));
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);

  scene_add ("large-letters-cross", test_large_letters_cross);
  scene_add ("giant-is-set-aside", test_giant_is_set_aside);
  scene_add ("failing-letter-comes-later", test_failing_letter_comes_later);
  scene_add ("refused-size-is-told", test_refused_size_is_told);

  status = g_test_run ();
  simulation_remove_template ();

  return status;
}
