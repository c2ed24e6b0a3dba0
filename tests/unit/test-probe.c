/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/foyer-probe.h"

#include "fhir/foyer-json.h"
#include "present/foyer-endpoint-words.h"

#include <string.h>

#define NOW 1000000

/* An endpoint in memory with the weaknesses that a test wants. */

typedef enum
{
  TRANSACTIONS_TOGETHER,
  TRANSACTIONS_EACH,
  TRANSACTIONS_NONE,
} Transactions;

typedef struct
{
  char   *id;
  json_t *json;
  int     version;
  gint64  made_at;
} Row;

#define TYPE_PEER (peer_get_type ())
G_DECLARE_FINAL_TYPE (Peer, peer, TEST, PEER, GObject)

struct _Peer
{
  GObject parent_instance;

  gboolean     ignores_if_match;
  gboolean     ignores_if_none_exist;
  gboolean     versions_stand_still;
  gboolean     unchanged_moves;
  gboolean     has_no_search;
  gboolean     ignores_parameters;
  gboolean     has_no_history;
  gboolean     has_no_metadata;
  gboolean     is_website;
  gboolean     takes_nothing;
  gint64       lag_seconds; /* until a search finds a new record */
  gint64       skew_seconds;
  guint        mismatch_status;
  const char  *fhir_version;
  const char  *type_left_out; /* (nullable) */
  Transactions transactions;
  guint        n_busy;     /* so many answers with 429 first */
  int          offline_at; /* the call that does not get through; -1: none */

  GPtrArray *rows; /* (owned) */
  gint64     now;
  int        n_calls;
  guint      waited_ms;
};

static void peer_transport_init (FoyerTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (Peer,
                               peer,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (FOYER_TYPE_TRANSPORT,
                                                      peer_transport_init))

static void
row_free (Row *row)
{
  g_free (row->id);
  json_decref (row->json);
  g_free (row);
}

static void
answer (FoyerCall *call, guint status, json_t *json)
{
  call->status = status;
  call->json =
      json != NULL ? json : json_pack ("{s:s}", "resourceType", "OperationOutcome");
}

static void
answer_row (FoyerCall *call, guint status, const Row *row)
{
  g_assert_nonnull (row);
  answer (call, status, json_deep_copy (row->json));
  call->version = g_strdup_printf ("%d", row->version);
}

static void
write_row (Peer *self, Row *row, json_t *json)
{
  g_autofree char *version = NULL;

  if (!self->versions_stand_still)
    row->version++;
  version = g_strdup_printf ("%d", row->version);
  json_object_set_new (json, "id", json_string (row->id));
  json_object_set_new (json, "meta",
                       json_pack ("{s:s, s:s}", "versionId", version, "lastUpdated",
                                  "2026-01-01T00:00:00.123+00:00"));
  if (row->json != NULL)
    json_decref (row->json);
  row->json = json;
}

static Row *
find_row (Peer *self, const char *id)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (g_str_equal (((Row *) self->rows->pdata[i])->id, id))
      return self->rows->pdata[i];

  return NULL;
}

static const char *
peek_key (const json_t *json)
{
  return json_string_value (json_object_get (
      json_array_get (json_object_get (json, "identifier"), 0), "value"));
}

static void
create (Peer *self, FoyerCall *call, json_t *json)
{
  g_autofree char *condition = g_strdup_printf (
      "identifier=https://foyerclinic.org/fhir/sid/record%%7C%s", peek_key (json));
  Row *row;

  g_assert_cmpstr (call->if_none_exist, ==, condition);
  for (guint i = 0; i < self->rows->len && !self->ignores_if_none_exist; i++)
    {
      row = self->rows->pdata[i];
      if (g_strcmp0 (peek_key (row->json), peek_key (json)) == 0)
        {
          answer_row (call, 200, row);
          return;
        }
    }

  row = g_new0 (Row, 1);
  row->id = g_strdup_printf ("row-%u", self->rows->len + 1);
  row->made_at = self->now;
  write_row (self, row, json_incref (json));
  g_ptr_array_add (self->rows, row);
  answer_row (call, 201, row);
}

/* The status that a write gets. */
static guint
judge (Peer *self, const Row *row, const char *version)
{
  g_autofree char *current = row != NULL ? g_strdup_printf ("%d", row->version) : NULL;

  if (row == NULL)
    return 404;
  g_assert_nonnull (version);

  return self->ignores_if_match || g_str_equal (current, version) ? 200
                                                                  : self->mismatch_status;
}

static void
update (Peer *self, FoyerCall *call, json_t *json)
{
  Row  *row = find_row (self, call->target + strlen ("Basic/"));
  guint status = judge (self, row, call->if_match);

  if (status != 200)
    {
      answer (call, status, NULL);
      return;
    }
  if (self->unchanged_moves || !json_equal (row->json, json))
    write_row (self, row, json_incref (json));
  answer_row (call, 200, row);
}

static void
find (Peer *self, FoyerCall *call)
{
  gboolean never = strstr (call->target, "ge2999") != NULL && !self->ignores_parameters;
  json_t  *entries = json_array ();

  if (self->has_no_search)
    {
      json_decref (entries);
      answer (call, 400, NULL);
      return;
    }

  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = self->rows->pdata[i];

      if (!never && self->now >= row->made_at + self->lag_seconds &&
          (strstr (call->target, "_lastUpdated=ge") != NULL ||
           strstr (call->target, peek_key (row->json)) != NULL))
        json_array_append_new (entries, json_pack ("{s:O}", "resource", row->json));
    }
  answer (call, 200,
          json_pack ("{s:s, s:o}", "resourceType", "Bundle", "entry", entries));
}

static void
carry_out_together (Peer *self, FoyerCall *call, json_t *bundle)
{
  gboolean is_good = TRUE;
  json_t  *entry;
  size_t   i;

  g_assert_cmpint (self->transactions, !=, TRANSACTIONS_NONE);
  for (int round = 0; round < 2; round++)
    json_array_foreach (json_object_get (bundle, "entry"), i, entry)
      {
        json_t          *request = json_object_get (entry, "request");
        const char      *url = json_string_value (json_object_get (request, "url"));
        g_autofree char *etag =
            g_strdup (json_string_value (json_object_get (request, "ifMatch")));
        Row     *row = find_row (self, url + strlen ("Basic/"));
        gboolean fits;

        g_assert_true (g_str_has_prefix (etag, "W/\""));
        etag[strlen (etag) - 1] = '\0';
        fits = judge (self, row, etag + strlen ("W/\"")) == 200;
        is_good = is_good && fits;
        if (round == 1 && fits && (is_good || self->transactions == TRANSACTIONS_EACH))
          write_row (self, row, json_incref (json_object_get (entry, "resource")));
      }

  answer (call, is_good || self->transactions == TRANSACTIONS_EACH ? 200 : 412, NULL);
}

static json_t *
make_statement (Peer *self)
{
  static const char *const types[] = {
    "Organization",      "Location",    "HealthcareService", "Practitioner",
    "PractitionerRole",  "Patient",     "ServiceRequest",    "Task",
    "DocumentReference", "Appointment", "Schedule",          "PaymentReconciliation",
    "Communication",     "Basic",
  };
  json_t *list = json_array ();

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_strcmp0 (types[i], self->type_left_out) != 0)
      json_array_append_new (list, json_pack ("{s:s}", "type", types[i]));

  return json_pack ("{s:s, s:s, s:{s:s, s:s}, s:[{s:o, s:[{s:s}]}]}", "resourceType",
                    "CapabilityStatement", "fhirVersion", self->fhir_version, "software",
                    "name", "Peer", "version", "1.2", "rest", "resource", list,
                    "interaction", "code",
                    self->transactions == TRANSACTIONS_NONE ? "batch" : "transaction");
}

static void
answer_metadata (Peer *self, FoyerCall *call)
{
  call->server_time = self->now + self->skew_seconds;
  if (self->is_website)
    call->status = 404;
  else if (self->takes_nothing)
    answer (call, 404, NULL);
  else if (self->has_no_metadata)
    answer (call, 403, NULL);
  else
    answer (call, 200, make_statement (self));
}

static void
answer_call (Peer *self, FoyerCall *call)
{
  g_autoptr (json_t) json = call->body != NULL
                                ? foyer_json_parse (g_bytes_get_data (call->body, NULL),
                                                    g_bytes_get_size (call->body), NULL)
                                : NULL;

  if (self->n_calls++ == self->offline_at)
    g_set_error_literal (&call->error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_OFFLINE,
                         "gone");
  else if (self->n_busy > 0)
    {
      self->n_busy--;
      answer (call, 429, NULL);
      call->retry_after_seconds = 2;
    }
  else if (g_str_equal (call->target, "metadata"))
    answer_metadata (self, call);
  else if (g_str_equal (call->method, "POST") && *call->target == '\0')
    carry_out_together (self, call, json);
  else if (self->takes_nothing)
    answer (call, 413, NULL);
  else if (g_str_equal (call->method, "POST"))
    create (self, call, json);
  else if (g_str_equal (call->method, "PUT"))
    update (self, call, json);
  else if (strstr (call->target, "/_history?") != NULL)
    answer (call, self->has_no_history ? 501 : 200,
            self->has_no_history ? NULL : json_pack ("{s:s}", "resourceType", "Bundle"));
  else if (g_str_has_prefix (call->target, "Basic?"))
    find (self, call);
  else
    answer_row (call, 200, find_row (self, call->target + strlen ("Basic/")));
}

static void
peer_send (FoyerTransport *transport,
           FoyerCall     **calls,
           guint           n_calls,
           GCancellable   *cancellable)
{
  for (guint i = 0; i < n_calls; i++)
    if (!g_cancellable_set_error_if_cancelled (cancellable, &calls[i]->error))
      answer_call (TEST_PEER (transport), calls[i]);
}

static void
peer_finalize (GObject *object)
{
  g_ptr_array_unref (TEST_PEER (object)->rows);

  G_OBJECT_CLASS (peer_parent_class)->finalize (object);
}

static void
peer_transport_init (FoyerTransportInterface *iface)
{
  iface->send = peer_send;
}

static void
peer_class_init (PeerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = peer_finalize;
}

static void
peer_init (Peer *self)
{
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) row_free);
  self->now = NOW;
  self->mismatch_status = 412;
  self->fhir_version = "4.0.1";
  self->offline_at = -1;
}

static gint64
peer_clock (gpointer data)
{
  return TEST_PEER (data)->now;
}

static void
peer_wait (guint ms, GCancellable *cancellable, gpointer data)
{
  TEST_PEER (data)->now += ms / 1000;
  TEST_PEER (data)->waited_ms += ms;
}

/* The tests. */

static Peer *
make_peer (void)
{
  return g_object_new (TYPE_PEER, NULL);
}

static FoyerProbe *
run (Peer *peer)
{
  g_autoptr (GError) error = NULL;
  FoyerProbe *probe =
      foyer_probe_run (FOYER_TRANSPORT (peer), peer_clock, peer_wait, peer, NULL, &error);

  g_assert_no_error (error);

  return probe;
}

static void
assert_finding (FoyerProbe       *probe,
                FoyerProbeCode    code,
                FoyerProbeVerdict verdict,
                const char       *detail,
                const char       *says)
{
  const FoyerProbeFinding *finding = foyer_probe_find (probe, code);
  g_autofree char         *sentence = NULL;

  g_assert_nonnull (finding);
  g_assert_cmpint (finding->verdict, ==, verdict);
  g_assert_cmpstr (finding->detail, ==, detail);
  sentence = foyer_words_probe_finding (finding);
  g_assert_nonnull (strstr (sentence, says));
}

static void
assert_unusable (FoyerProbe *probe, FoyerSyncError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (foyer_probe_check (probe, &error));
  g_assert_error (error, FOYER_SYNC_ERROR, (int) code);
}

static void
test_good_endpoint (void)
{
  g_autoptr (Peer) peer = make_peer ();
  g_autoptr (FoyerProbe) probe = run (peer);
  g_autoptr (GError) error = NULL;
  GPtrArray *findings = foyer_probe_get_findings (probe);

  g_assert_true (foyer_probe_check (probe, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (findings->len, ==, 12);
  for (guint i = 0; i < findings->len; i++)
    {
      const FoyerProbeFinding *finding = findings->pdata[i];

      g_assert_cmpint (finding->verdict, ==, FOYER_PROBE_VERDICT_GOOD);
      if (i > 0)
        g_assert_cmpint (finding->code, >,
                         ((const FoyerProbeFinding *) findings->pdata[i - 1])->code);
    }
  assert_finding (probe, FOYER_PROBE_CODE_SERVER, FOYER_PROBE_VERDICT_GOOD, "Peer 1.2",
                  "Peer 1.2");
  assert_finding (probe, FOYER_PROBE_CODE_VERSION_CHECK, FOYER_PROBE_VERDICT_GOOD, "412",
                  "No desk can overwrite");
  g_assert_cmpuint (peer->waited_ms, ==, 0);
}

static void
test_what_is_left_behind (void)
{
  g_autoptr (Peer) peer = make_peer ();
  g_autoptr (FoyerProbe) probe = NULL;

  peer->ignores_if_none_exist = TRUE;
  probe = run (peer);
  g_assert_cmpuint (peer->rows->len, ==, 3);
  for (guint i = 0; i < peer->rows->len; i++)
    {
      const Row       *row = peer->rows->pdata[i];
      g_autofree char *text = json_dumps (row->json, JSON_COMPACT);

      g_assert_nonnull (strstr (text, "\"valueString\":\"entered-in-error\""));
      g_assert_true (g_str_has_prefix (peek_key (row->json), "probe."));
    }
  assert_finding (probe, FOYER_PROBE_CODE_CREATE_ONCE, FOYER_PROBE_VERDICT_WARNING, NULL,
                  "kept twice");
  g_assert_true (foyer_probe_check (probe, NULL));
}

static void
test_if_match_is_ignored (void)
{
  g_autoptr (Peer) peer = make_peer ();
  g_autoptr (FoyerProbe) probe = NULL;

  peer->ignores_if_match = TRUE;
  probe = run (peer);
  assert_finding (probe, FOYER_PROBE_CODE_VERSION_CHECK, FOYER_PROBE_VERDICT_BAD, "200",
                  "does not sync");
  assert_unusable (probe, FOYER_SYNC_ERROR_UNSAFE);
}

static void
test_versions_stand_still (void)
{
  g_autoptr (Peer) peer = make_peer ();
  g_autoptr (FoyerProbe) probe = NULL;

  peer->versions_stand_still = TRUE;
  probe = run (peer);
  assert_unusable (probe, FOYER_SYNC_ERROR_UNSAFE);
}

static void
test_conflict_as_409 (void)
{
  g_autoptr (Peer) peer = make_peer ();
  g_autoptr (FoyerProbe) probe = NULL;

  peer->mismatch_status = 409;
  probe = run (peer);
  assert_finding (probe, FOYER_PROBE_CODE_VERSION_CHECK, FOYER_PROBE_VERDICT_GOOD, "409",
                  "No desk can overwrite");
}

static void
test_index_lag (void)
{
  static const struct
  {
    gint64      lag_seconds;
    const char *detail;
    const char *says;
  } cases[] = {
    { 1, "1", "after 1 second." },
    { 2, "2", "after 2 seconds." },
    { 4, "5", "after 5 seconds." },
    { 60, NULL, "for several seconds" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Peer) peer = make_peer ();
      g_autoptr (FoyerProbe) probe = NULL;

      peer->lag_seconds = cases[i].lag_seconds;
      probe = run (peer);
      assert_finding (probe, FOYER_PROBE_CODE_SEARCH_DELAY, FOYER_PROBE_VERDICT_WARNING,
                      cases[i].detail, cases[i].says);
      g_assert_cmpuint (peer->waited_ms, <=, 5000);
      g_assert_true (foyer_probe_check (probe, NULL));
    }
}

static void
test_weak_searches (void)
{
  g_autoptr (Peer) deaf = make_peer ();
  g_autoptr (Peer) sloppy = make_peer ();
  g_autoptr (FoyerProbe) without = NULL;
  g_autoptr (FoyerProbe) ignoring = NULL;

  deaf->has_no_search = TRUE;
  without = run (deaf);
  assert_finding (without, FOYER_PROBE_CODE_SEARCH, FOYER_PROBE_VERDICT_BAD, NULL,
                  "not found by their identifier");
  g_assert_null (foyer_probe_find (without, FOYER_PROBE_CODE_SEARCH_DELAY));
  assert_unusable (without, FOYER_SYNC_ERROR_NOT_FHIR);

  sloppy->ignores_parameters = TRUE;
  ignoring = run (sloppy);
  assert_finding (ignoring, FOYER_PROBE_CODE_CHANGES, FOYER_PROBE_VERDICT_BAD, NULL,
                  "does not tell what has changed");
  assert_unusable (ignoring, FOYER_SYNC_ERROR_NOT_FHIR);
}

static void
test_lesser_weaknesses (void)
{
  g_autoptr (Peer) peer = make_peer ();
  g_autoptr (FoyerProbe) probe = NULL;

  peer->unchanged_moves = TRUE;
  peer->has_no_history = TRUE;
  peer->transactions = TRANSACTIONS_EACH;
  peer->type_left_out = "Task";
  peer->skew_seconds = -150;
  probe = run (peer);
  g_assert_true (foyer_probe_check (probe, NULL));
  assert_finding (probe, FOYER_PROBE_CODE_UNCHANGED, FOYER_PROBE_VERDICT_WARNING, NULL,
                  "new version");
  assert_finding (probe, FOYER_PROBE_CODE_HISTORY, FOYER_PROBE_VERDICT_WARNING, NULL,
                  "earlier versions");
  assert_finding (probe, FOYER_PROBE_CODE_TRANSACTION, FOYER_PROBE_VERDICT_WARNING, NULL,
                  "does not need that");
  assert_finding (probe, FOYER_PROBE_CODE_TYPES, FOYER_PROBE_VERDICT_WARNING, "Task",
                  "kind Task.");
  assert_finding (probe, FOYER_PROBE_CODE_CLOCK, FOYER_PROBE_VERDICT_WARNING, "-150",
                  "3 minutes behind");
}

static void
test_statement (void)
{
  g_autoptr (Peer) silent = make_peer ();
  g_autoptr (Peer) newer = make_peer ();
  g_autoptr (FoyerProbe) probe = NULL;
  g_autoptr (FoyerProbe) other = NULL;

  silent->has_no_metadata = TRUE;
  probe = run (silent);
  assert_finding (probe, FOYER_PROBE_CODE_SERVER, FOYER_PROBE_VERDICT_WARNING, NULL,
                  "does not say what it is");
  assert_finding (probe, FOYER_PROBE_CODE_FHIR_VERSION, FOYER_PROBE_VERDICT_WARNING, NULL,
                  "needs R4");
  g_assert_true (foyer_probe_check (probe, NULL));

  newer->fhir_version = "5.0.0";
  other = run (newer);
  assert_finding (other, FOYER_PROBE_CODE_FHIR_VERSION, FOYER_PROBE_VERDICT_BAD, "5.0.0",
                  "FHIR 5.0.0");
  assert_unusable (other, FOYER_SYNC_ERROR_NOT_FHIR);
}

static void
assert_no_fhir (Peer *peer)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (foyer_probe_run (FOYER_TRANSPORT (peer), peer_clock, peer_wait, peer,
                                  NULL, &error));
  g_assert_error (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_NOT_FHIR);
}

static void
test_wrong_address (void)
{
  g_autoptr (Peer) website = make_peer ();
  g_autoptr (Peer) beside = make_peer ();

  website->is_website = TRUE;
  assert_no_fhir (website);
  beside->takes_nothing = TRUE;
  assert_no_fhir (beside);
}

/* Wherever the connection breaks, the error says so and nothing is taken for a finding. */
static void
test_broken_connection (void)
{
  g_autoptr (Peer) whole = make_peer ();
  g_autoptr (FoyerProbe) probe = run (whole);
  int n_marks = (int) whole->rows->len;

  for (int i = 0; i < whole->n_calls - n_marks; i++)
    {
      g_autoptr (Peer) peer = make_peer ();
      g_autoptr (GError) error = NULL;

      peer->offline_at = i;
      g_assert_null (foyer_probe_run (FOYER_TRANSPORT (peer), peer_clock, peer_wait, peer,
                                      NULL, &error));
      g_assert_error (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_OFFLINE);
    }
}

static void
test_busy_endpoint (void)
{
  g_autoptr (Peer) peer = make_peer ();
  g_autoptr (Peer) stuck = make_peer ();
  g_autoptr (FoyerProbe) probe = NULL;
  g_autoptr (GError) error = NULL;

  peer->n_busy = 2;
  probe = run (peer);
  g_assert_cmpuint (peer->waited_ms, ==, 4000);

  stuck->n_busy = 1000;
  g_assert_null (foyer_probe_run (FOYER_TRANSPORT (stuck), peer_clock, peer_wait, stuck,
                                  NULL, &error));
  g_assert_error (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_BUSY);
}

static void
test_cancel (void)
{
  g_autoptr (Peer) peer = make_peer ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (foyer_probe_run (FOYER_TRANSPORT (peer), peer_clock, NULL, peer,
                                  cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_kept_as_text (void)
{
  g_autoptr (Peer) peer = make_peer ();
  g_autoptr (FoyerProbe) probe = NULL;
  g_autoptr (FoyerProbe) copy = NULL;
  g_autoptr (FoyerProbe) partial = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *again = NULL;

  peer->lag_seconds = 60;
  probe = run (peer);
  foyer_probe_add (probe, FOYER_PROBE_CODE_TOKEN_HOST, FOYER_PROBE_VERDICT_WARNING,
                   "login.example");
  text = foyer_probe_to_json (probe);
  copy = foyer_probe_from_json (text, &error);
  g_assert_no_error (error);
  again = foyer_probe_to_json (copy);
  g_assert_cmpstr (text, ==, again);
  assert_finding (copy, FOYER_PROBE_CODE_TOKEN_HOST, FOYER_PROBE_VERDICT_WARNING,
                  "login.example", "signs in at login.example");

  partial =
      foyer_probe_from_json ("{\"findings\":[{\"code\":\"colour\",\"verdict\":"
                             "\"good\"},{\"code\":\"search\",\"verdict\":\"good\"},3]}",
                             &error);
  g_assert_no_error (error);
  g_assert_cmpuint (foyer_probe_get_findings (partial)->len, ==, 1);
  assert_unusable (partial, FOYER_SYNC_ERROR_UNSAFE);

  g_assert_null (foyer_probe_from_json ("[]", &error));
  g_assert_error (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_RESOURCE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/probe/good-endpoint", test_good_endpoint);
  g_test_add_func ("/probe/what-is-left-behind", test_what_is_left_behind);
  g_test_add_func ("/probe/if-match-is-ignored", test_if_match_is_ignored);
  g_test_add_func ("/probe/versions-stand-still", test_versions_stand_still);
  g_test_add_func ("/probe/conflict-as-409", test_conflict_as_409);
  g_test_add_func ("/probe/index-lag", test_index_lag);
  g_test_add_func ("/probe/weak-searches", test_weak_searches);
  g_test_add_func ("/probe/lesser-weaknesses", test_lesser_weaknesses);
  g_test_add_func ("/probe/statement", test_statement);
  g_test_add_func ("/probe/wrong-address", test_wrong_address);
  g_test_add_func ("/probe/broken-connection", test_broken_connection);
  g_test_add_func ("/probe/busy-endpoint", test_busy_endpoint);
  g_test_add_func ("/probe/cancel", test_cancel);
  g_test_add_func ("/probe/kept-as-text", test_kept_as_text);

  return g_test_run ();
}
