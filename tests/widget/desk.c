/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/widget/desk.h"

#include "store/foyer-bookings.h"
#include "store/foyer-catalogue.h"
#include "store/foyer-patients.h"
#include "store/foyer-referrals.h"
#include "store/foyer-slots.h"
#include "ui/foyer-entry-row.h"
#include "ui/foyer-text-row.h"
#include "ui/foyer-window.h"

#include <string.h>

#define WAIT_SECONDS 60

/* That of the desk under test, for who has to wait for it without having the desk. */
static FoyerStore *open_store; /* (unowned) (nullable) */

static gint64
id_of (gpointer record)
{
  return foyer_record_get_id (FOYER_RECORD (record));
}

static void
add_services (Desk *self)
{
  g_autoptr (GPtrArray) services = foyer_catalogue_new_default_services ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < services->len; i++)
    {
      FoyerService *service = services->pdata[i];

      service->needs_room = FALSE;
      foyer_catalogue_save (self->profile.db, self->profile.manager, service, &error);
      g_assert_no_error (error);
      if (service->deposit_minor > 0)
        self->cosmetic_id = id_of (service);
      else if (service->category == FOYER_SERVICE_CATEGORY_NEW && self->new_visit_id == 0)
        self->new_visit_id = id_of (service);
      else if (service->category == FOYER_SERVICE_CATEGORY_FOLLOW_UP &&
               self->follow_up_id == 0)
        self->follow_up_id = id_of (service);
    }
}

/* Open on every day, so that a test does not depend on when it runs. */
static void
add_clinician (Desk *self)
{
  g_autoptr (FoyerClinician) clinician = foyer_clinician_new ();
  g_autoptr (GPtrArray) hours = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;

  foyer_set_text (&clinician->prefix, "Dr.");
  foyer_set_text (&clinician->given, "Ada");
  foyer_set_text (&clinician->family, "Lind");
  clinician->overlap_limit = 1;
  foyer_catalogue_save (self->profile.db, self->profile.manager, clinician, &error);
  g_assert_no_error (error);
  self->clinician_id = id_of (clinician);

  for (int weekday = 1; weekday <= 7; weekday++)
    {
      FoyerWorkingHours *day = foyer_working_hours_new ();

      day->clinician_id = self->clinician_id;
      day->weekday = weekday;
      day->start_minute = 9 * 60;
      day->end_minute = 17 * 60;
      g_ptr_array_add (hours, day);
    }
  foyer_catalogue_save_hours (self->profile.db, self->profile.manager, self->clinician_id,
                              hours, &error);
  g_assert_no_error (error);
}

static gint64
add_patient (Desk *self, const char *family, const char *given, gboolean known)
{
  g_autoptr (FoyerPatient) patient = foyer_patient_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *seen = NULL;
  int              today;

  foyer_db_today (self->profile.db, &today, &error);
  g_assert_no_error (error);
  seen = foyer_day_format (today - 90);
  foyer_set_text (&patient->family, family);
  foyer_set_text (&patient->given, given);
  foyer_set_text (&patient->birth_date, "1984-03-12");
  if (known)
    foyer_set_text (&patient->seen_before_on, seen);
  foyer_patients_save (self->profile.db, self->profile.manager, patient, &error);
  g_assert_no_error (error);

  return id_of (patient);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  gboolean *done = data;
  g_autoptr (GError) error = NULL;

  foyer_session_load_finish (FOYER_SESSION (source), result, &error);
  g_assert_no_error (error);
  *done = TRUE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

void
desk_set_up (Desk *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gboolean done = FALSE;

  profile_set_up (&self->profile, NULL);
  add_services (self);
  add_clinician (self);
  self->known_id = add_patient (self, "Garcia", "Maria", TRUE);
  self->new_id = add_patient (self, "O’Brien & Söhne <b>", "Nils", FALSE);

  self->store = foyer_store_open (self->profile.folder, &error);
  g_assert_no_error (error);
  foyer_store_set_clock (self->store, profile_clock, &self->profile);
  open_store = self->store;
  self->session = foyer_session_new (self->store);
  foyer_session_load_async (self->session, loaded_cb, &done);
  desk_wait (is_true, &done);
}

void
desk_tear_down (Desk *self, gconstpointer data)
{
  desk_settle ();
  open_store = NULL;
  g_clear_object (&self->session);
  g_assert_finalize_object (g_steal_pointer (&self->store));
  profile_tear_down (&self->profile, NULL);
}

gint64
desk_add_referral (Desk *self, gint64 patient_id, gboolean accepted)
{
  g_autoptr (FoyerReferral) referral = foyer_referral_new ();
  g_autoptr (GError) error = NULL;
  FoyerReferralStep step = {
    .to = FOYER_REFERRAL_STATE_ACCEPTED,
    .service_id = self->new_visit_id,
  };

  referral->patient_id = patient_id;
  referral->state = FOYER_REFERRAL_STATE_RECEIVED;
  referral->visits_authorised = 3;
  foyer_set_text (&referral->reason, "Psoriasis <i>& more");
  foyer_referrals_save (self->profile.db, self->profile.manager, referral, &error);
  g_assert_no_error (error);
  if (accepted)
    foyer_referrals_step (self->profile.db, self->profile.manager, id_of (referral),
                          &step, &error);
  g_assert_no_error (error);

  return id_of (referral);
}

/* The first free time, booked by somebody else. */
gint64
desk_add_booking (Desk *self, gint64 patient_id, gint64 service_id, gboolean held)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerSlotQuery) query =
      foyer_slots_new_query (self->profile.db, service_id, 0, patient_id, &error);
  g_autoptr (GPtrArray) slots = NULL;
  g_autoptr (GPtrArray) items = NULL;
  FoyerBookingRequest request = { .patient_id = patient_id, .service_id = service_id };
  FoyerSlot          *slot;
  gint64              id = 0;

  g_assert_no_error (error);
  query->limit = 1;
  slots = foyer_slots_find (self->profile.db, query, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (slots->len, ==, 1);
  slot = slots->pdata[0];
  request.clinician_id = slot->clinician_id;
  request.start_at = slot->start_at;
  if (held)
    foyer_bookings_hold (self->profile.db, self->profile.manager, &request, FALSE, &id,
                         &items, &error);
  else
    foyer_bookings_make (self->profile.db, self->profile.manager, &request, &id, &items,
                         &error);
  g_assert_no_error (error);

  return id;
}

static gboolean
wake_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* Runs the main loop until @condition holds; fails after a generous while. */
void
desk_wait (DeskCondition condition, gpointer data)
{
  gint64 deadline = g_get_monotonic_time () + WAIT_SECONDS * G_USEC_PER_SEC;
  guint  id = g_timeout_add (20, wake_cb, NULL);

  while (!condition (data))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (id);
}

static gboolean
has_passed (gpointer data)
{
  return g_get_monotonic_time () > *(gint64 *) data;
}

static gpointer
read_nothing (FoyerDb *db, gpointer data, GError **error)
{
  return GINT_TO_POINTER (TRUE);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  gboolean *done = data;

  *done = foyer_store_finish (FOYER_STORE (source), result, NULL) != NULL;
}

/* Waits for what the views are reading, since reads are done in turn. */
static void
wait_for_reads (void)
{
  gboolean done = FALSE;

  if (open_store == NULL)
    return;

  foyer_store_read_async (open_store, read_nothing, NULL, NULL, NULL, NULL, read_cb,
                          &done);
  desk_wait (is_true, &done);
}

/* A window and the number of a frame of it. */
typedef struct
{
  GtkWidget *window; /* (unowned) */
  gint64     number;
} Frame;

static gint64
count_frames (GtkWidget *window)
{
  return gdk_frame_clock_get_frame_counter (gtk_widget_get_frame_clock (window));
}

static gboolean
is_drawn (gpointer data)
{
  Frame *frame = data;

  return !gtk_widget_get_mapped (frame->window) ||
         count_frames (frame->window) > frame->number;
}

/* Waits until each window that is shown has been laid out and drawn again. */
static void
wait_for_frames (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);
      Frame frame = { .window = window };

      if (!gtk_widget_get_mapped (window))
        continue;
      frame.number = count_frames (window);
      gtk_widget_queue_draw (window);
      desk_wait (is_drawn, &frame);
    }
}

/* Lets what is under way come to its end, however slow the machine is. */
void
desk_settle (void)
{
  gint64 until = g_get_monotonic_time () + G_USEC_PER_SEC / 5;

  desk_wait (has_passed, &until);
  for (int round = 0; round < 3; round++)
    {
      wait_for_reads ();
      wait_for_frames ();
    }
}

gboolean
desk_is_gone (gpointer window)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  return g_list_find (windows, window) == NULL;
}

typedef gboolean (*Match) (GtkWidget *widget, gconstpointer data);

/* The first widget that is shown and that @match likes, depth first. */
static GtkWidget *
search (GtkWidget *root, Match match, gconstpointer data)
{
  if (!gtk_widget_get_visible (root) || !gtk_widget_get_child_visible (root))
    return NULL;
  if (match (root, data))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = search (child, match, data);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static gboolean
has_type (GtkWidget *widget, gconstpointer data)
{
  return g_type_is_a (G_OBJECT_TYPE (widget), *(const GType *) data);
}

static gboolean
has_label (GtkWidget *widget, gconstpointer data)
{
  return GTK_IS_BUTTON (widget) &&
         g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), data) == 0;
}

static gboolean
has_title (GtkWidget *widget, gconstpointer data)
{
  g_auto (GStrv) parts = NULL;
  g_autofree char *title = NULL;

  if (!ADW_IS_PREFERENCES_ROW (widget))
    return FALSE;
  parts =
      g_strsplit (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), "_", -1);
  title = g_strjoinv (NULL, parts);

  return g_strcmp0 (title, data) == 0;
}

static gboolean
has_part (GtkWidget *widget, gconstpointer data)
{
  return GTK_IS_LABEL (widget) &&
         strstr (gtk_label_get_text (GTK_LABEL (widget)), data) != NULL;
}

gpointer
desk_find (gpointer root, GType type)
{
  return search (root, has_type, &type);
}

gpointer
desk_find_button (gpointer root, const char *label)
{
  return search (root, has_label, label);
}

gpointer
desk_find_row (gpointer root, const char *title)
{
  return search (root, has_title, title);
}

/* Whether a text with @part stands on the screen. */
gboolean
desk_says (gpointer root, const char *part)
{
  return search (root, has_part, part) != NULL;
}

/* Something on the screen that a test waits for. */
typedef struct
{
  gpointer    root; /* (unowned) */
  const char *text; /* (unowned) */
} Awaited;

static gboolean
says (gpointer data)
{
  Awaited *awaited = data;

  return desk_says (awaited->root, awaited->text);
}

static gboolean
can_click (gpointer data)
{
  Awaited *awaited = data;
  gpointer button = desk_find_button (awaited->root, awaited->text);

  return button != NULL && gtk_widget_is_sensitive (button);
}

static gboolean
has_row (gpointer data)
{
  Awaited *awaited = data;

  return desk_find_row (awaited->root, awaited->text) != NULL;
}

/* Waits until a text with @part stands on the screen. */
void
desk_wait_says (gpointer root, const char *part)
{
  Awaited awaited = { root, part };

  desk_wait (says, &awaited);
}

void
desk_wait_row (gpointer root, const char *title)
{
  Awaited awaited = { root, title };

  desk_wait (has_row, &awaited);
}

/* Types into a row once it is there. */
void
desk_type (gpointer root, const char *title, const char *text)
{
  gpointer row;

  desk_wait_row (root, title);
  row = desk_find_row (root, title);
  if (FOYER_IS_TEXT_ROW (row))
    foyer_text_row_set_text (row, text);
  else
    gtk_editable_set_text (GTK_EDITABLE (foyer_entry_row_get_delegate (row)), text);
}

/* Clicks a button once it can be clicked, as a person does. */
void
desk_click (gpointer root, const char *label)
{
  Awaited awaited = { root, label };

  desk_wait (can_click, &awaited);
  g_signal_emit_by_name (desk_find_button (root, label), "clicked");
}

/* Presents a window and waits until it is drawn. */
GtkWidget *
desk_present (GtkWidget *window)
{
  gtk_window_present (GTK_WINDOW (window));
  desk_settle ();

  return window;
}

/* Presents a page of the window alone, as large as a usual one. */
GtkWidget *
desk_present_page (GtkWidget *page)
{
  GtkWidget *window = adw_window_new ();

  adw_window_set_content (ADW_WINDOW (window), page);
  gtk_window_set_default_size (GTK_WINDOW (window), 1200, 700);

  return desk_present (window);
}

/* A window of that type that is shown, NULL if there is none. */
gpointer
desk_find_window (GType type)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (g_type_is_a (G_OBJECT_TYPE (l->data), type) && gtk_widget_get_visible (l->data))
      return l->data;

  return NULL;
}

static gboolean
is_shown (gpointer type)
{
  return desk_find_window (*(GType *) type) != NULL;
}

gpointer
desk_wait_window (GType type)
{
  desk_wait (is_shown, &type);
  desk_settle ();

  return desk_find_window (type);
}

const char *
desk_get_focus_label (gpointer window)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (window));

  return GTK_IS_BUTTON (focus) ? gtk_button_get_label (GTK_BUTTON (focus)) : NULL;
}

/* A page in its place in the window of the program. */
GtkWidget *
desk_open_page (Desk *self, const char *page)
{
  GtkWidget *window = GTK_WIDGET (foyer_window_new (NULL));

  foyer_window_set_session (FOYER_WINDOW (window), self->session);
  gtk_window_set_default_size (GTK_WINDOW (window), 1366, 768);
  desk_present (window);
  gtk_widget_activate_action (window, "win.show-page", "s", page);
  desk_settle ();

  return window;
}
