/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-welcome-page.h"

#include "demo/foyer-demo.h"
#include "present/foyer-format.h"
#include "present/foyer-words.h"
#include "store/foyer-catalogue.h"
#include "ui/foyer-form.h"
#include "ui/foyer-hours-editor.h"
#include "ui/foyer-join-page.h"
#include "ui/foyer-simple-rows.h"
#include "ui/foyer-widgets.h"
#include "ui/foyer-zone-row.h"

#include <glib/gi18n-lib.h>

/**
 * FoyerWelcomePage:
 *
 * What an empty profile shows: set the clinic up, join one that is at an endpoint, or look
 * around in a sample clinic.
 */
struct _FoyerWelcomePage
{
  AdwBin parent_instance;

  FoyerSession *session;        /* (owned) */
  FoyerForm    *clinic_form;    /* (owned) */
  FoyerForm    *user_form;      /* (owned) */
  FoyerForm    *clinician_form; /* (owned) */
  GPtrArray    *services;       /* (owned) of FoyerService: what is offered */
  GPtrArray    *service_rows;   /* (owned) of FoyerSwitchRow, beside @services */
  GCancellable *cancellable;    /* (owned) (nullable) of the sample under way */

  /* Template children */
  GtkStack         *stack;
  GtkButton        *set_up_button;
  GtkButton        *join_button;
  FoyerJoinPage    *join_page;
  GtkButton        *sample_button;
  GtkWidget        *clinic_group;
  FoyerZoneRow     *zone_row;
  GtkWidget        *user_group;
  GtkWidget        *clinician_group;
  FoyerHoursEditor *hours;
  GtkWidget        *services_group;
  GtkButton        *back_button;
  GtkButton        *begin_button;
  GtkProgressBar   *progress_bar;
  GtkLabel         *progress_label;
  GtkButton        *cancel_button;
};

enum
{
  READY,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FoyerWelcomePage, foyer_welcome_page, ADW_TYPE_BIN)

/* A clinic on its way to the store. */
typedef struct
{
  FoyerClinic    *clinic;    /* (owned) */
  FoyerUser      *user;      /* (owned) */
  FoyerClinician *clinician; /* (owned) */
  GPtrArray      *hours;     /* (owned) of FoyerWorkingHours */
  GPtrArray      *services;  /* (owned) of FoyerService */
} SetUp;

static void
set_up_free (SetUp *set_up)
{
  g_clear_object (&set_up->clinic);
  g_clear_object (&set_up->user);
  g_clear_object (&set_up->clinician);
  g_clear_pointer (&set_up->hours, g_ptr_array_unref);
  g_clear_pointer (&set_up->services, g_ptr_array_unref);
  g_free (set_up);
}

static gboolean
save_catalogue (FoyerAct *act, gpointer data, GError **error)
{
  SetUp *set_up = data;

  if (!foyer_catalogue_save_in (act, set_up->clinician, error))
    return FALSE;

  for (guint i = 0; i < set_up->hours->len; i++)
    {
      FoyerWorkingHours *hours = g_ptr_array_index (set_up->hours, i);

      hours->clinician_id = foyer_record_get_id (FOYER_RECORD (set_up->clinician));
      if (!foyer_catalogue_save_in (act, hours, error))
        return FALSE;
    }
  for (guint i = 0; i < set_up->services->len; i++)
    if (!foyer_catalogue_save_in (act, g_ptr_array_index (set_up->services, i), error))
      return FALSE;

  return TRUE;
}

static gpointer
save_set_up (FoyerDb *db, gpointer data, GError **error)
{
  SetUp   *set_up = data;
  gboolean has_clinic;

  /* The second attempt, after the clinic was made and something else failed. */
  if (!foyer_db_has_clinic (db, &has_clinic, error) ||
      (!has_clinic && !foyer_catalogue_set_up (db, set_up->clinic, set_up->user, error)))
    return NULL;
  if (has_clinic)
    {
      g_clear_object (&set_up->user);
      set_up->user = foyer_catalogue_get_default_actor (db, error);
      if (set_up->user == NULL)
        return NULL;
    }

  return GINT_TO_POINTER (foyer_db_act (db, set_up->user, FOYER_ACTION_CLINIC_EDIT, NULL,
                                        save_catalogue, set_up, error));
}

static void
show_error (FoyerWelcomePage *self, const GError *error)
{
  g_autofree char *sentence = foyer_words_error (error);

  foyer_show_toast (self->stack, sentence);
}

static void
session_loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerWelcomePage) self = data;
  g_autoptr (GError) error = NULL;

  if (foyer_session_load_finish (FOYER_SESSION (source), result, &error))
    g_signal_emit (self, signals[READY], 0);
  else if (self->stack != NULL)
    show_error (self, error);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerWelcomePage) self = data;
  g_autoptr (GError) error = NULL;
  gpointer done = foyer_store_finish (FOYER_STORE (source), result, &error);

  if (self->stack == NULL)
    return;

  gtk_widget_set_sensitive (GTK_WIDGET (self->begin_button), TRUE);
  if (done != NULL)
    foyer_session_load_async (self->session, session_loaded_cb, g_object_ref (self));
  else if (!foyer_form_show_error (self->clinic_form, error))
    show_error (self, error);
}

/* What is missing is said before anything is saved: the clinic is made in one go. */
static gboolean
read_forms (FoyerWelcomePage *self, SetUp *set_up)
{
  const char *missing = _ ("This cannot be empty.");

  foyer_form_clear_errors (self->clinic_form);
  foyer_form_clear_errors (self->user_form);
  foyer_form_clear_errors (self->clinician_form);
  foyer_form_read (self->clinic_form, set_up->clinic);
  foyer_form_read (self->user_form, set_up->user);
  foyer_form_read (self->clinician_form, set_up->clinician);

  if (set_up->clinic->name == NULL)
    return !foyer_form_show_problem (self->clinic_form, "name", missing);
  if (set_up->user->name == NULL)
    return !foyer_form_show_problem (self->user_form, "name", missing);
  if (set_up->clinician->family == NULL)
    return !foyer_form_show_problem (self->clinician_form, "family", missing);

  set_up->hours = foyer_hours_editor_read (self->hours, TRUE);
  return set_up->hours != NULL;
}

static void
begin_clicked_cb (FoyerWelcomePage *self)
{
  SetUp *set_up = g_new0 (SetUp, 1);

  set_up->clinic = foyer_catalogue_new_default_clinic ();
  set_up->user = foyer_user_new ();
  set_up->user->role = FOYER_ROLE_MANAGER;
  set_up->clinician = foyer_clinician_new ();
  set_up->clinician->overlap_limit = 1;
  foyer_set_text (&set_up->clinician->colour, "#3584e4");
  set_up->services = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < self->services->len; i++)
    if (foyer_switch_row_get_active (g_ptr_array_index (self->service_rows, i)))
      g_ptr_array_add (set_up->services,
                       foyer_record_copy (g_ptr_array_index (self->services, i)));

  if (!read_forms (self, set_up))
    {
      set_up_free (set_up);
      return;
    }

  gtk_widget_set_sensitive (GTK_WIDGET (self->begin_button), FALSE);
  foyer_store_write_async (foyer_session_get_store (self->session), save_set_up, set_up,
                           (GDestroyNotify) set_up_free, NULL, NULL, saved_cb,
                           g_object_ref (self));
}

static void
set_up_clicked_cb (FoyerWelcomePage *self)
{
  gtk_stack_set_visible_child_name (self->stack, "form");
  foyer_form_focus (self->clinic_form, "name");
}

static void
join_clicked_cb (FoyerWelcomePage *self)
{
  gtk_stack_set_visible_child_name (self->stack, "join");
  gtk_widget_grab_focus (GTK_WIDGET (self->join_page));
}

static void
joined_cb (FoyerWelcomePage *self)
{
  g_signal_emit (self, signals[READY], 0);
}

static void
back_clicked_cb (FoyerWelcomePage *self)
{
  gtk_stack_set_visible_child_name (self->stack, "start");
}

/* How far the sample is, on the way from the writing thread to the page. */
typedef struct
{
  FoyerWelcomePage *page; /* (owned) */
  guint64           n_done;
  guint64           n_total;
} Progress;

static void
progress_free (gpointer data)
{
  g_object_unref (((Progress *) data)->page);
  g_free (data);
}

static gboolean
show_progress_cb (gpointer data)
{
  Progress        *progress = data;
  g_autofree char *text = NULL;

  /* Translators: how many records have been made, and how many there will be */
  text = g_strdup_printf (_ ("%d of %d records"), (int) progress->n_done,
                          (int) progress->n_total);
  if (progress->page->progress_bar != NULL)
    {
      gtk_progress_bar_set_fraction (
          progress->page->progress_bar,
          MIN ((double) progress->n_done / (double) MAX (progress->n_total, 1), 1));
      gtk_label_set_label (progress->page->progress_label, text);
    }

  return G_SOURCE_REMOVE;
}

static void
progress_cb (guint64 n_done, guint64 n_total, gpointer data)
{
  Progress *progress = g_new0 (Progress, 1);

  progress->page = g_object_ref (data);
  progress->n_done = n_done;
  progress->n_total = n_total;
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, show_progress_cb, progress, progress_free);
}

static gpointer
make_sample (FoyerDb *db, gpointer data, GError **error)
{
  FoyerWelcomePage   *self = data;
  const FoyerDemoSize size = { FOYER_DEMO_PATIENTS, FOYER_DEMO_BOOKINGS, 1 };

  return GINT_TO_POINTER (
      foyer_demo_fill (db, &size, progress_cb, self, self->cancellable, error));
}

static void
sample_made_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerWelcomePage) self = data;
  g_autoptr (GError) error = NULL;
  gpointer done = foyer_store_finish (FOYER_STORE (source), result, &error);
  gboolean was_cancelled = g_cancellable_is_cancelled (self->cancellable);

  g_clear_object (&self->cancellable);
  if (self->stack == NULL)
    return;

  /* What was made until then is a clinic too. */
  if (done != NULL || was_cancelled)
    foyer_session_load_async (self->session, session_loaded_cb, g_object_ref (self));
  else
    {
      gtk_stack_set_visible_child_name (self->stack, "start");
      show_error (self, error);
    }
}

static void
sample_clicked_cb (FoyerWelcomePage *self)
{
  if (self->cancellable != NULL)
    return;

  self->cancellable = g_cancellable_new ();
  gtk_stack_set_visible_child_name (self->stack, "progress");
  foyer_store_write_async (foyer_session_get_store (self->session), make_sample, self,
                           NULL, NULL, NULL, sample_made_cb, g_object_ref (self));
}

static void
cancel_clicked_cb (FoyerWelcomePage *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

static void
offer_services (FoyerWelcomePage *self)
{
  for (guint i = 0; i < self->services->len; i++)
    {
      FoyerService    *service = g_ptr_array_index (self->services, i);
      GtkWidget       *row = foyer_switch_row_new (service->name);
      g_autofree char *length = foyer_format_duration (service->duration_minutes);
      g_autofree char *price = foyer_format_money (
          service->price_minor, foyer_session_get_currency (self->session));
      g_autofree char *deposit = foyer_format_money (
          service->deposit_minor, foyer_session_get_currency (self->session));
      g_autofree char *facts = NULL;

      if (service->deposit_minor > 0)
        /* Translators: length of a visit, its price, and what is paid at booking */
        facts = g_strdup_printf (_ ("%s · %s · %s when booked"), length, price, deposit);
      else
        facts = g_strdup_printf ("%s · %s", length, price);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), facts);
      foyer_switch_row_set_active (FOYER_SWITCH_ROW (row), TRUE);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->services_group), row);
      g_ptr_array_add (self->service_rows, row);
    }
}

static void
foyer_welcome_page_dispose (GObject *object)
{
  FoyerWelcomePage *self = FOYER_WELCOME_PAGE (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->clinic_form);
  g_clear_object (&self->user_form);
  g_clear_object (&self->clinician_form);
  foyer_bin_dispose_template (self, FOYER_TYPE_WELCOME_PAGE);
  g_clear_pointer (&self->services, g_ptr_array_unref);
  g_clear_pointer (&self->service_rows, g_ptr_array_unref);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (foyer_welcome_page_parent_class)->dispose (object);
}

#define BIND(child)                                                                      \
  gtk_widget_class_bind_template_child (widget_class, FoyerWelcomePage, child)

static void
foyer_welcome_page_class_init (FoyerWelcomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_welcome_page_dispose;

  /**
   * FoyerWelcomePage::ready:
   *
   * Emitted when the profile has a clinic and the session knows it.
   */
  signals[READY] = g_signal_new ("ready", FOYER_TYPE_WELCOME_PAGE, G_SIGNAL_RUN_LAST, 0,
                                 NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (FOYER_TYPE_HOURS_EDITOR);
  g_type_ensure (FOYER_TYPE_JOIN_PAGE);
  g_type_ensure (FOYER_TYPE_ZONE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/foyerclinic/Foyer/ui/welcome-page.ui");
  BIND (stack);
  BIND (set_up_button);
  BIND (join_button);
  BIND (join_page);
  BIND (sample_button);
  BIND (clinic_group);
  BIND (zone_row);
  BIND (user_group);
  BIND (clinician_group);
  BIND (hours);
  BIND (services_group);
  BIND (back_button);
  BIND (begin_button);
  BIND (progress_bar);
  BIND (progress_label);
  BIND (cancel_button);
  gtk_widget_class_bind_template_callback (widget_class, set_up_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, join_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, joined_cb);
  gtk_widget_class_bind_template_callback (widget_class, sample_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, begin_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
}

static void
foyer_welcome_page_init (FoyerWelcomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  foyer_button_set_accessible_label (self->set_up_button);
  foyer_button_set_accessible_label (self->join_button);
  foyer_button_set_accessible_label (self->sample_button);
  foyer_button_set_accessible_label (self->back_button);
  foyer_button_set_accessible_label (self->begin_button);
  foyer_button_set_accessible_label (self->cancel_button);
}

/**
 * foyer_welcome_page_new:
 * @session: a session of a profile that has not been set up
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
foyer_welcome_page_new (FoyerSession *session)
{
  FoyerWelcomePage *self = g_object_new (FOYER_TYPE_WELCOME_PAGE, NULL);
  g_autoptr (GPtrArray) hours = foyer_catalogue_new_default_hours (0);

  self->session = g_object_ref (session);
  self->services = foyer_catalogue_new_default_services ();
  self->service_rows = g_ptr_array_new ();
  self->clinic_form = foyer_form_new (self->clinic_group, session);
  self->user_form = foyer_form_new (self->user_group, session);
  self->clinician_form = foyer_form_new (self->clinician_group, session);
  foyer_zone_row_load (self->zone_row, foyer_session_get_store (session));
  foyer_hours_editor_show (self->hours, hours);
  foyer_join_page_set_session (self->join_page, session);
  offer_services (self);

  return GTK_WIDGET (self);
}

/**
 * foyer_welcome_page_is_joining:
 * @self: the page
 *
 * Returns: whether a clinic is on its way from an endpoint: until it is ready, nobody should
 *   work with what has come
 */
gboolean
foyer_welcome_page_is_joining (FoyerWelcomePage *self)
{
  return foyer_join_page_is_joining (self->join_page);
}
