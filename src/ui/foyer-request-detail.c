/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-request-detail.h"

#include "present/foyer-format.h"
#include "present/foyer-request-words.h"
#include "ui/foyer-action.h"
#include "ui/foyer-detail.h"
#include "ui/foyer-patient-finder.h"
#include "ui/foyer-request-answer-dialog.h"
#include "ui/foyer-request-file.h"
#include "ui/foyer-request-job.h"
#include "ui/foyer-request-patient-window.h"
#include "ui/foyer-request-rows.h"
#include "ui/foyer-request-window.h"
#include "ui/foyer-widgets.h"
#include "ui/foyer-wrap-layout.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/**
 * FoyerRequestDetail:
 *
 * One request: what is asked for, how to reach who asks, who that may be, what was said, and
 * what can be done with it, the most sensible first.
 */
struct _FoyerRequestDetail
{
  FoyerDetail parent_instance;

  FoyerRequestFile *file; /* (unowned) (nullable) what is shown */

  /* Template children */
  GtkScrolledWindow *scroller;
  GtkLabel          *name_label;
  GtkLabel          *person_label;
  GtkBox            *badges;
  GtkWidget         *steps_box;
  GtkBox            *steps;
  GtkMenuButton     *more_button;
  GtkWidget         *deposit_box;
  GtkLabel          *deposit_label;
  FoyerFactGrid     *facts;
  GtkListBox        *contact;
  GtkLabel          *patient_heading;
  GtkListBox        *patients;
  GtkLabel          *nobody_label;
  FoyerFactGrid     *log;
};

G_DEFINE_FINAL_TYPE (FoyerRequestDetail, foyer_request_detail, FOYER_TYPE_DETAIL)

static gint64
get_id (FoyerRequestDetail *self)
{
  return foyer_record_get_id (FOYER_RECORD (self->file->row->request));
}

/* What is shown follows from the change of the store. */
static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerRequestDetail) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerRequestRow) row =
      foyer_store_finish (FOYER_STORE (source), result, &error);

  if (row == NULL)
    foyer_action_toast_error (GTK_WIDGET (self), error);
}

static void
attach (FoyerRequestDetail *self, gint64 patient_id)
{
  FoyerRequestJob *job = foyer_request_job_new (FOYER_REQUEST_DEED_ATTACH, get_id (self));

  job->patient_id = patient_id;
  foyer_request_job_run_async (job, foyer_detail_get_session (self), done_cb,
                               g_object_ref (self));
}

static void
attach_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerRequestDetail *self = FOYER_REQUEST_DETAIL (widget);

  if (self->file != NULL)
    attach (self, g_variant_get_int64 (parameter));
}

static void
register_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerRequestDetail *self = FOYER_REQUEST_DETAIL (widget);

  if (self->file != NULL)
    foyer_window_present_over (
        self, foyer_request_patient_window_new (foyer_detail_get_session (self),
                                                self->file->row->request));
}

static void
find_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerRequestDetail *self = FOYER_REQUEST_DETAIL (widget);

  if (self->file != NULL)
    foyer_window_present_over (
        self, foyer_request_patient_window_new_finder (foyer_detail_get_session (self),
                                                       self->file->row->request));
}

static void
book_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerRequestDetail *self = FOYER_REQUEST_DETAIL (widget);
  GVariantBuilder     draft;

  if (self->file == NULL)
    return;
  g_variant_builder_init (&draft, G_VARIANT_TYPE ("a{sx}"));
  g_variant_builder_add (&draft, "{sx}", "request", get_id (self));
  g_variant_builder_add (&draft, "{sx}", "patient", self->file->row->request->patient_id);
  if (self->file->hold != NULL)
    g_variant_builder_add (
        &draft, "{sx}", "booking",
        foyer_record_get_id (FOYER_RECORD (self->file->hold->booking)));
  if (self->file->usable_referral_id != 0)
    g_variant_builder_add (&draft, "{sx}", "referral", self->file->usable_referral_id);
  if (self->file->service_id != 0)
    g_variant_builder_add (&draft, "{sx}", "service", self->file->service_id);
  foyer_action_activate (widget, "win.book", g_variant_builder_end (&draft));
}

static void
answer_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerRequestDetail *self = FOYER_REQUEST_DETAIL (widget);
  FoyerRequestDeed    deed = FOYER_REQUEST_DEED_DISMISS;

  if (self->file == NULL)
    return;
  if (g_str_equal (name, "request.ask"))
    deed = FOYER_REQUEST_DEED_ASK;
  else if (g_str_equal (name, "request.decline"))
    deed = FOYER_REQUEST_DEED_DECLINE;
  foyer_window_present_over (
      self, foyer_request_answer_dialog_new (foyer_detail_get_session (self),
                                             self->file->row->request,
                                             self->file->referrer_id, deed));
}

static void
edit_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerRequestDetail *self = FOYER_REQUEST_DETAIL (widget);

  if (self->file != NULL)
    foyer_window_present_over (
        self, foyer_request_window_new_edit (foyer_detail_get_session (self),
                                             self->file->row->request));
}

static void
reopen_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerRequestDetail *self = FOYER_REQUEST_DETAIL (widget);

  if (self->file != NULL)
    foyer_request_job_run_async (
        foyer_request_job_new (FOYER_REQUEST_DEED_REOPEN, get_id (self)),
        foyer_detail_get_session (self), done_cb, g_object_ref (self));
}

static void
open_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerRequestDetail *self = FOYER_REQUEST_DETAIL (widget);

  if (self->file == NULL)
    return;
  if (g_str_equal (name, "request.open-patient"))
    foyer_action_activate (widget, "win.open-patient",
                           g_variant_new_int64 (self->file->row->request->patient_id));
  else if (g_str_equal (name, "request.open-referral"))
    foyer_action_activate (widget, "win.open-referral",
                           g_variant_new_int64 (self->file->row->referral_id));
  else
    foyer_action_activate (widget, "win.open-booking",
                           g_variant_new_int64 (self->file->visit_id));
}

static void
show_person (FoyerRequestDetail *self)
{
  FoyerRequest    *request = self->file->row->request;
  gboolean         is_open = self->file->row->is_open;
  g_autofree char *name = foyer_format_person (request->family, request->given);
  g_autofree char *person = foyer_request_words_person (
      request, foyer_session_today (foyer_detail_get_session (self)));
  g_autofree char *came = foyer_request_words_came (
      request, foyer_session_get_zone (foyer_detail_get_session (self)),
      foyer_session_now (foyer_detail_get_session (self)));
  g_autofree char *text = g_strdup_printf ("%s · %s", person, came);

  gtk_label_set_label (self->name_label, name);
  gtk_label_set_label (self->person_label, text);
  foyer_widget_empty (self->badges);
  gtk_box_append (
      self->badges,
      foyer_badge_new (foyer_words_request_state (request->state, is_open),
                       foyer_words_request_state_class (request->state, is_open)));
  gtk_box_append (
      self->badges,
      foyer_badge_new (foyer_words_request_category (request->category), NULL));
}

static void
add_step (FoyerRequestDetail *self,
          const char         *label,
          const char         *action,
          FoyerRequestStep    step)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_name (button, action);
  if (step == foyer_request_file_get_next (self->file))
    {
      gtk_widget_add_css_class (button, "suggested-action");
      gtk_box_prepend (self->steps, button);
    }
  else
    gtk_box_append (self->steps, button);
}

static void
add_pending_steps (FoyerRequestDetail *self, GMenu *menu)
{
  FoyerRequestFile *file = self->file;
  FoyerRequestStep  next = foyer_request_file_get_next (file);
  gboolean          attached = file->row->request->patient_id != 0;

  if (!attached)
    {
      add_step (self, C_ ("request", "Register as New Patient…"), "request.register",
                FOYER_REQUEST_STEP_REGISTER);
      add_step (self, C_ ("request", "Find the Patient…"), "request.find",
                FOYER_REQUEST_STEP_NONE);
    }
  else
    {
      if (next == FOYER_REQUEST_STEP_REFERRAL)
        add_step (self, C_ ("request", "Open the Referral"), "request.open-referral",
                  FOYER_REQUEST_STEP_REFERRAL);
      if (foyer_request_file_can_ask (file))
        add_step (self, C_ ("request", "Ask for the Referral…"), "request.ask",
                  FOYER_REQUEST_STEP_ASK);
      add_step (self,
                file->hold != NULL ? C_ ("request", "Book the Held Time…")
                                   : C_ ("request", "Book…"),
                "request.book", FOYER_REQUEST_STEP_BOOK);
      g_menu_append (menu, C_ ("request", "Another Patient…"), "request.find");
    }
  add_step (self, C_ ("request", "Decline…"), "request.decline", FOYER_REQUEST_STEP_NONE);
  g_menu_append (menu, C_ ("request", "Edit…"), "request.edit");
  if (file->row->request->state == FOYER_REQUEST_STATE_AWAITING_REFERRAL)
    g_menu_append (menu, C_ ("request", "No Longer Wait"), "request.reopen");
  g_menu_append (menu, C_ ("request", "This Is No Request…"), "request.dismiss");
}

static void
show_steps (FoyerRequestDetail *self)
{
  FoyerRole role = foyer_session_get_actor (foyer_detail_get_session (self))->role;
  g_autoptr (GMenu) menu = g_menu_new ();

  foyer_widget_empty (self->steps);
  if (foyer_request_file_is_pending (self->file))
    add_pending_steps (self, menu);
  else if (self->file->visit_id != 0)
    add_step (self, C_ ("request", "Show the Booking"), "request.open-booking",
              FOYER_REQUEST_STEP_VISIT);
  else if (self->file->row->request->state != FOYER_REQUEST_STATE_BOOKED)
    add_step (self, C_ ("request", "Reopen"), "request.reopen",
              FOYER_REQUEST_STEP_REOPEN);
  gtk_menu_button_set_menu_model (self->more_button, G_MENU_MODEL (menu));
  gtk_widget_set_visible (GTK_WIDGET (self->more_button),
                          g_menu_model_get_n_items (G_MENU_MODEL (menu)) > 0);
  gtk_widget_set_visible (self->steps_box,
                          foyer_permission_allows (role, FOYER_ACTION_REQUEST_HANDLE));
}

static void
show_deposit (FoyerRequestDetail *self)
{
  g_autofree char *rule = foyer_request_words_deposit (
      foyer_choices_find_service (self->file->booking->choices, self->file->service_id),
      foyer_session_get_currency (foyer_detail_get_session (self)));

  gtk_label_set_label (self->deposit_label, rule != NULL ? rule : "");
  gtk_widget_set_visible (self->deposit_box,
                          rule != NULL && foyer_request_file_is_pending (self->file));
}

static void
show_contact (FoyerRequestDetail *self)
{
  FoyerRequest *request = self->file->row->request;

  foyer_widget_empty (self->contact);
  if (request->phone != NULL)
    gtk_list_box_append (self->contact,
                         foyer_request_rows_new_contact (request->phone, TRUE));
  if (request->email != NULL)
    gtk_list_box_append (self->contact,
                         foyer_request_rows_new_contact (request->email, FALSE));
  gtk_widget_set_visible (gtk_widget_get_parent (GTK_WIDGET (self->contact)),
                          request->phone != NULL || request->email != NULL);
}

static void
show_candidates (FoyerRequestDetail *self)
{
  GPtrArray *candidates = self->file->candidates;
  gboolean   allowed = gtk_widget_get_visible (self->steps_box);

  gtk_label_set_label (self->patient_heading, _ ("Who This May Be"));
  for (guint i = 0; i < candidates->len; i++)
    gtk_list_box_append (self->patients,
                         foyer_request_rows_new_candidate (
                             candidates->pdata[i], self->file->referrals->pdata[i],
                             foyer_session_today (foyer_detail_get_session (self)),
                             allowed, i == 0));
}

static void
show_patient (FoyerRequestDetail *self)
{
  gtk_label_set_label (self->patient_heading, C_ ("request", "Patient"));
  gtk_list_box_append (self->patients,
                       foyer_request_rows_new_patient (
                           self->file->row, self->file->booking->is_new,
                           foyer_session_today (foyer_detail_get_session (self))));
  gtk_list_box_append (self->patients,
                       foyer_request_rows_new_referral (self->file->referral));
}

static void
show_patients (FoyerRequestDetail *self)
{
  gboolean pending = foyer_request_file_is_pending (self->file);
  gboolean attached = self->file->row->request->patient_id != 0;
  gboolean nobody = !attached && self->file->candidates->len == 0;

  foyer_widget_empty (self->patients);
  if (attached)
    show_patient (self);
  else
    show_candidates (self);
  gtk_widget_set_visible (GTK_WIDGET (self->patients), !nobody);
  gtk_widget_set_visible (GTK_WIDGET (self->nobody_label), nobody);
  gtk_widget_set_visible (gtk_widget_get_parent (GTK_WIDGET (self->patients)),
                          attached || pending);
}

static GtkWidget *
find_by_name (GtkWidget *widget, const char *name)
{
  GtkWidget *found = NULL;

  if (g_str_equal (gtk_widget_get_name (widget), name))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_by_name (child, name);

  return found;
}

/* Who has the keyboard here; the name outlives the widget, which is made anew. */
static char *
dup_focus_name (FoyerRequestDetail *self)
{
  GtkRoot   *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self))
             ? g_strdup (gtk_widget_get_name (focus))
             : NULL;
}

/* The first candidate, or the first step. */
static void
focus_next (FoyerDetail *detail)
{
  FoyerRequestDetail *self = FOYER_REQUEST_DETAIL (detail);
  GtkWidget          *widget = NULL;

  if (foyer_request_file_get_next (self->file) == FOYER_REQUEST_STEP_ATTACH)
    widget = find_by_name (GTK_WIDGET (self->patients), FOYER_REQUEST_FIRST_CANDIDATE);
  if (widget == NULL)
    widget = gtk_widget_get_first_child (GTK_WIDGET (self->steps));
  if (widget == NULL || !gtk_widget_grab_focus (widget))
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

/* The keyboard stays where it was, or goes on with what is next. */
static void
restore_focus (FoyerRequestDetail *self, const char *name)
{
  GtkWidget *widget = name != NULL ? find_by_name (GTK_WIDGET (self), name) : NULL;

  if (name != NULL && (widget == NULL || !gtk_widget_grab_focus (widget)))
    focus_next (FOYER_DETAIL (self));
}

static void
show_file (FoyerRequestDetail *self)
{
  g_autofree char *focus = dup_focus_name (self);

  show_person (self);
  show_steps (self);
  show_deposit (self);
  foyer_request_file_show_facts (self->file, foyer_detail_get_session (self),
                                 self->facts);
  show_contact (self);
  show_patients (self);
  foyer_request_file_show_log (self->file, foyer_detail_get_session (self), self->log);
  restore_focus (self, focus);
}

static gpointer
read_file (FoyerDb *db, gint64 id, GError **error)
{
  return foyer_request_file_read (db, id, error);
}

static void
take_file (FoyerDetail *detail, gpointer file)
{
  FoyerRequestDetail *self = FOYER_REQUEST_DETAIL (detail);

  self->file = file;
  if (file != NULL)
    show_file (self);
}

static void
foyer_request_detail_class_init (FoyerRequestDetailClass *klass)
{
  GtkWidgetClass   *widget_class = GTK_WIDGET_CLASS (klass);
  FoyerDetailClass *detail_class = FOYER_DETAIL_CLASS (klass);

  detail_class->read = read_file;
  detail_class->free_file = (GDestroyNotify) foyer_request_file_free;
  detail_class->take = take_file;
  detail_class->focus_next = focus_next;

  g_type_ensure (FOYER_TYPE_FACT_GRID);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/foyerclinic/Foyer/ui/request-detail.ui");
#define BIND(child)                                                                      \
  gtk_widget_class_bind_template_child (widget_class, FoyerRequestDetail, child)
  BIND (scroller);
  BIND (name_label);
  BIND (person_label);
  BIND (badges);
  BIND (steps_box);
  BIND (steps);
  BIND (more_button);
  BIND (deposit_box);
  BIND (deposit_label);
  BIND (facts);
  BIND (contact);
  BIND (patient_heading);
  BIND (patients);
  BIND (nobody_label);
  BIND (log);
#undef BIND
#define ACTION(name, type, handler)                                                      \
  gtk_widget_class_install_action (widget_class, name, type, handler)
  ACTION ("request.attach", "x", attach_cb);
  ACTION ("request.register", NULL, register_cb);
  ACTION ("request.find", NULL, find_cb);
  ACTION ("request.book", NULL, book_cb);
  ACTION ("request.ask", NULL, answer_cb);
  ACTION ("request.decline", NULL, answer_cb);
  ACTION ("request.dismiss", NULL, answer_cb);
  ACTION ("request.edit", NULL, edit_cb);
  ACTION ("request.reopen", NULL, reopen_cb);
  ACTION ("request.open-patient", NULL, open_cb);
  ACTION ("request.open-referral", NULL, open_cb);
  ACTION ("request.open-booking", NULL, open_cb);
#undef ACTION
}

static void
foyer_request_detail_init (FoyerRequestDetail *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (GTK_WIDGET (self->badges), foyer_wrap_layout_new (6));
  gtk_widget_set_layout_manager (GTK_WIDGET (self->steps), foyer_wrap_layout_new (6));
}

GtkWidget *
foyer_request_detail_new (FoyerSession *session)
{
  FoyerRequestDetail *self = g_object_new (FOYER_TYPE_REQUEST_DETAIL, NULL);

  foyer_detail_set_session (FOYER_DETAIL (self), session);

  return GTK_WIDGET (self);
}

/**
 * foyer_request_detail_refresh:
 * @self: a detail
 *
 * Says anew how long ago the request came.
 */
void
foyer_request_detail_refresh (FoyerRequestDetail *self)
{
  g_return_if_fail (FOYER_IS_REQUEST_DETAIL (self));

  if (self->file != NULL)
    show_person (self);
}
