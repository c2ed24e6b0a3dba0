/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-patient-view.h"

#include "base/foyer-latest.h"
#include "present/foyer-format.h"
#include "present/foyer-words.h"
#include "ui/foyer-patient-details.h"
#include "ui/foyer-patient-file.h"
#include "ui/foyer-record-state.h"
#include "ui/foyer-timeline.h"
#include "ui/foyer-widgets.h"
#include "ui/foyer-wrap-layout.h"

#include <glib/gi18n-lib.h>

/**
 * FoyerPatientView:
 *
 * The record of a patient: who it is at the top, what happened and what is known below.
 */
struct _FoyerPatientView
{
  GtkBox parent_instance;

  FoyerSession *session;     /* (owned) (nullable) */
  gint64        id;          /* 0: nobody */
  GCancellable *cancellable; /* (owned) (nullable) of the load under way */

  /* Template children */
  GtkLabel         *name_label;
  GtkBox           *badges;
  GtkLabel         *facts_label;
  GtkLabel         *reach_label;
  GtkLabel         *care_label;
  FoyerRecordState *record_state;
  GtkWidget        *actions;
  GtkButton        *book_button;
  GtkButton        *referral_button;
  GtkButton        *handout_button;
  GtkButton        *edit_button;
  GtkWidget        *alert_box;
  GtkLabel         *alert_label;
  AdwViewStack     *views;
  FoyerTimeline    *overview;
  FoyerTimeline    *referrals;
  FoyerTimeline    *bookings;
  FoyerTimeline    *payments;
  FoyerTimeline    *handouts;
  AdwBin           *details;
  FoyerTimeline    *history;
};

enum
{
  EDIT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FoyerPatientView, foyer_patient_view, GTK_TYPE_BOX)

static void
append (GString *text, const char *part)
{
  if (part != NULL && *part != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", part);
}

static void
show_text (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), *text != '\0');
}

/* Until a record is loaded nothing stands there, least of all another patient. */
static void
show_content (FoyerPatientView *self, gboolean is_loaded)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gtk_widget_set_visible (child, is_loaded);
}

static void
show_badges (FoyerPatientView *self, FoyerPatientFile *file)
{
  FoyerPatient *patient = file->patient;

  foyer_widget_empty (self->badges);

  if (patient->deceased)
    gtk_box_append (self->badges, foyer_badge_new (C_ ("patient", "deceased"), NULL));
  else if (!patient->active)
    gtk_box_append (self->badges, foyer_badge_new (C_ ("patient", "inactive"), NULL));
  else if (foyer_patient_file_is_new (file, self->session))
    gtk_box_append (self->badges, foyer_badge_new (C_ ("patient", "new"), "accent"));
  if (patient->interpreter_needed)
    gtk_box_append (self->badges, foyer_badge_new (_ ("interpreter"), "warning"));
}

static void
show_header (FoyerPatientView *self, FoyerPatientFile *file)
{
  FoyerPatient    *patient = file->patient;
  g_autofree char *name = foyer_format_person (patient->family, patient->given);
  g_autofree char *birth = foyer_format_date (patient->birth_date);
  g_autofree char *age =
      patient->deceased
          ? NULL
          : foyer_format_age (patient->birth_date, foyer_session_today (self->session));
  g_autofree char *language = foyer_format_language (patient->language);
  g_autoptr (GString) facts = g_string_new (NULL);
  g_autoptr (GString) reach = g_string_new (NULL);
  g_autoptr (GString) care = g_string_new (NULL);

  if (patient->preferred_name != NULL)
    {
      g_autofree char *legal = g_steal_pointer (&name);

      /* Translators: a patient’s legal name and the name that the person wants to hear */
      name = g_strdup_printf (_ ("%s “%s”"), legal, patient->preferred_name);
    }

  append (facts, patient->birth_date != NULL ? birth : _ ("Birth date not known"));
  append (facts, age);
  if (patient->gender != FOYER_GENDER_UNKNOWN)
    append (facts, foyer_words_gender (patient->gender));
  append (facts, patient->number);

  for (guint i = 0; patient->phones != NULL && i < patient->phones->len; i++)
    {
      FoyerPatientPhone *phone = g_ptr_array_index (patient->phones, i);
      g_autofree char   *number = foyer_isolate_figures (phone->number);

      append (reach, number);
    }
  append (reach, patient->email);

  append (care, language);
  if (file->clinician != NULL)
    {
      g_autofree char *clinician = foyer_format_person_full (
          file->clinician->prefix, NULL, file->clinician->family, NULL);

      append (care, clinician);
    }
  if (file->pcp != NULL)
    {
      g_autofree char *pcp = foyer_format_person_full (
          file->pcp->prefix, file->pcp->given, file->pcp->family, NULL);
      g_autofree char *text = NULL;

      /* Translators: PCP is the primary care provider; %s is the name */
      text = g_strdup_printf (_ ("PCP %s"), pcp);
      append (care, text);
    }
  append (care, patient->insurance);

  show_text (self->name_label, name);
  show_text (self->facts_label, facts->str);
  show_text (self->reach_label, reach->str);
  show_text (self->care_label, care->str);
  gtk_label_set_label (self->alert_label, patient->alert != NULL ? patient->alert : "");
  gtk_widget_set_visible (self->alert_box, patient->alert != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->book_button),
                            patient->active && !patient->deceased);
  show_badges (self, file);
}

typedef GPtrArray *(*ListItems) (FoyerPatientFile *file, FoyerSession *session);

static void
show_items (FoyerPatientView *self,
            FoyerTimeline    *timeline,
            FoyerPatientFile *file,
            ListItems         list)
{
  g_autoptr (GPtrArray) items = list (file, self->session);

  foyer_timeline_show (timeline, items);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  FoyerPatientView *self = g_task_get_source_object (task);
  FoyerPatientFile *file = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gpointer done = foyer_store_finish (FOYER_STORE (source), result, &error);

  if (!foyer_latest_take (&self->cancellable, task))
    return;

  if (done == NULL)
    {
      g_autofree char *sentence = foyer_words_error (error);

      foyer_show_toast (self, sentence);
      return;
    }

  show_content (self, TRUE);
  show_header (self, file);
  show_items (self, self->overview, file, foyer_patient_file_list_overview);
  show_items (self, self->referrals, file, foyer_patient_file_list_referrals);
  show_items (self, self->bookings, file, foyer_patient_file_list_bookings);
  show_items (self, self->payments, file, foyer_patient_file_list_payments);
  show_items (self, self->handouts, file, foyer_patient_file_list_handouts);
  show_items (self, self->history, file, foyer_patient_file_list_history);
  adw_bin_set_child (self->details, foyer_patient_details_new (file));
}

static void
load (FoyerPatientView *self)
{
  FoyerPatientFile *file = g_new0 (FoyerPatientFile, 1);
  GTask            *task;

  foyer_latest_ask (&self->cancellable);

  file->id = self->id;
  task = g_task_new (self, self->cancellable, NULL, NULL);
  g_task_set_task_data (task, file, (GDestroyNotify) foyer_patient_file_free);
  foyer_store_read_async (foyer_session_get_store (self->session),
                          foyer_patient_file_load, file, NULL, NULL, self->cancellable,
                          loaded_cb, task);
}

static void
store_changed_cb (FoyerPatientView *self, const char *const *kinds)
{
  if (self->id != 0)
    load (self);
}

static void
book_clicked_cb (FoyerPatientView *self)
{
  GVariantBuilder keys;

  g_variant_builder_init (&keys, G_VARIANT_TYPE ("a{sx}"));
  g_variant_builder_add (&keys, "{sx}", "patient", self->id);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.book", "a{sx}", &keys);
}

static void
referral_clicked_cb (FoyerPatientView *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.register-referral", "x", self->id);
}

static void
handout_clicked_cb (FoyerPatientView *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.give-handout", "(xx)", self->id,
                              (gint64) 0);
}

static void
edit_clicked_cb (FoyerPatientView *self)
{
  g_signal_emit (self, signals[EDIT], 0);
}

static void
foyer_patient_view_dispose (GObject *object)
{
  FoyerPatientView *self = FOYER_PATIENT_VIEW (object);

  foyer_latest_drop (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), FOYER_TYPE_PATIENT_VIEW);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (foyer_patient_view_parent_class)->dispose (object);
}

#define BIND(child)                                                                      \
  gtk_widget_class_bind_template_child (widget_class, FoyerPatientView, child)

static void
foyer_patient_view_class_init (FoyerPatientViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_patient_view_dispose;

  /**
   * FoyerPatientView::edit:
   *
   * Emitted when the person wants to change the record.
   */
  signals[EDIT] = g_signal_new ("edit", FOYER_TYPE_PATIENT_VIEW, G_SIGNAL_RUN_LAST, 0,
                                NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (FOYER_TYPE_TIMELINE);
  g_type_ensure (FOYER_TYPE_RECORD_STATE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/foyerclinic/Foyer/ui/patient-view.ui");
  BIND (name_label);
  BIND (badges);
  BIND (facts_label);
  BIND (reach_label);
  BIND (care_label);
  BIND (record_state);
  BIND (actions);
  BIND (book_button);
  BIND (referral_button);
  BIND (handout_button);
  BIND (edit_button);
  BIND (alert_box);
  BIND (alert_label);
  BIND (views);
  BIND (overview);
  BIND (referrals);
  BIND (bookings);
  BIND (payments);
  BIND (handouts);
  BIND (details);
  BIND (history);
  gtk_widget_class_bind_template_callback (widget_class, book_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, referral_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, handout_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, edit_clicked_cb);
}

static void
foyer_patient_view_init (FoyerPatientView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (self->actions, foyer_wrap_layout_new (6));
  foyer_button_set_accessible_label (self->book_button);
  foyer_button_set_accessible_label (self->referral_button);
  foyer_button_set_accessible_label (self->handout_button);
  foyer_button_set_accessible_label (self->edit_button);

  foyer_timeline_set_empty (self->overview, "document-open-recent-symbolic",
                            _ ("Nothing Yet"),
                            _ ("Register the referral letter, or book the first visit."));
  foyer_timeline_set_empty (self->referrals, "mail-read-symbolic", _ ("No Referrals"),
                            _ ("Register a letter when it arrives."));
  foyer_timeline_set_empty (self->bookings, "x-office-calendar-symbolic",
                            _ ("No Bookings"), _ ("Book finds the best free times."));
  foyer_timeline_set_empty (self->payments, "emblem-documents-symbolic",
                            _ ("No Payments"),
                            _ ("Deposits are taken when a visit is booked."));
  foyer_timeline_set_empty (self->handouts, "foyer-handout-symbolic", _ ("No Handouts"),
                            _ ("Give articles to read with Handouts."));
  foyer_timeline_set_empty (self->history, "document-edit-symbolic", _ ("No Changes"),
                            _ ("What is changed in this record is listed here."));
}

GtkWidget *
foyer_patient_view_new (FoyerSession *session)
{
  FoyerPatientView *self = g_object_new (FOYER_TYPE_PATIENT_VIEW, NULL);

  foyer_patient_view_set_session (self, session);

  return GTK_WIDGET (self);
}

/**
 * foyer_patient_view_set_session:
 * @self: a view from a template
 * @session: the session
 *
 * Says where to read; once.
 */
void
foyer_patient_view_set_session (FoyerPatientView *self, FoyerSession *session)
{
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (foyer_session_get_store (session), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * foyer_patient_view_open:
 * @self: a view
 * @id: a patient
 *
 * Shows the record of a patient, on the overview if it is another one than before.
 */
void
foyer_patient_view_open (FoyerPatientView *self, gint64 id)
{
  if (self->id != id)
    {
      adw_view_stack_set_visible_child_name (self->views, "overview");
      show_content (self, FALSE);
    }
  self->id = id;
  foyer_record_state_show (self->record_state, self->session, "patient", id);
  load (self);
}

gint64
foyer_patient_view_get_patient (FoyerPatientView *self)
{
  return self->id;
}
