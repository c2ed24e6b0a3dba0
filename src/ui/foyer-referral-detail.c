/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-referral-detail.h"

#include "present/foyer-due.h"
#include "present/foyer-format.h"
#include "present/foyer-words.h"
#include "ui/foyer-accept-dialog.h"
#include "ui/foyer-action.h"
#include "ui/foyer-detail.h"
#include "ui/foyer-document-opener.h"
#include "ui/foyer-file-dialog.h"
#include "ui/foyer-letter.h"
#include "ui/foyer-record-state.h"
#include "ui/foyer-referral-file.h"
#include "ui/foyer-referral-kind.h"
#include "ui/foyer-referral-step-dialog.h"
#include "ui/foyer-widgets.h"
#include "ui/foyer-wrap-layout.h"

#include <glib/gi18n-lib.h>

/**
 * FoyerReferralDetail:
 *
 * One referral: what is asked, by whom, what was decided, its documents and its history,
 * and the steps that it can take next.
 */
struct _FoyerReferralDetail
{
  FoyerDetail parent_instance;

  FoyerDocumentOpener *opener; /* (owned) (nullable) until the session is set */
  FoyerReferralFile   *file;   /* (unowned) (nullable) what is shown */
  gint64               id;     /* what is to be shown, 0: nothing */

  /* Template children */
  GtkLabel         *name_label;
  GtkLabel         *person_label;
  FoyerRecordState *record_state;
  GtkBox           *badges;
  GtkBox           *steps;
  GtkMenuButton    *more_button;
  FoyerFactGrid    *request_facts;
  FoyerFactGrid    *referrer_facts;
  FoyerFactGrid    *plan_facts;
  FoyerFactGrid    *history_facts;
  GtkListBox       *documents;
};

G_DEFINE_FINAL_TYPE (FoyerReferralDetail, foyer_referral_detail, FOYER_TYPE_DETAIL)

static void
book (FoyerReferralDetail *self)
{
  FoyerReferral  *referral = self->file->row->referral;
  GVariantBuilder draft;

  g_variant_builder_init (&draft, G_VARIANT_TYPE ("a{sx}"));
  g_variant_builder_add (&draft, "{sx}", "patient", referral->patient_id);
  g_variant_builder_add (&draft, "{sx}", "referral",
                         foyer_record_get_id (FOYER_RECORD (referral)));
  if (referral->service_id != 0)
    g_variant_builder_add (&draft, "{sx}", "service", referral->service_id);
  foyer_action_activate (GTK_WIDGET (self), "win.book", g_variant_builder_end (&draft));
}

static void
take_step (FoyerReferralDetail *self, FoyerReferralState to)
{
  FoyerReferralRow *row = self->file->row;

  if (to == FOYER_REFERRAL_STATE_BOOKED)
    book (self);
  else if (to == FOYER_REFERRAL_STATE_ACCEPTED &&
           foyer_referral_state_is_undecided (row->referral->state))
    foyer_window_present_over (
        self, foyer_accept_dialog_new (foyer_detail_get_session (self), row));
  else
    foyer_window_present_over (
        self, foyer_referral_step_dialog_new (foyer_detail_get_session (self), row, to));
}

static void
step_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerReferralDetail *self = FOYER_REFERRAL_DETAIL (widget);
  int                  to;

  if (self->file != NULL &&
      foyer_enum_from_nick (FOYER_TYPE_REFERRAL_STATE,
                            g_variant_get_string (parameter, NULL), &to))
    take_step (self, (FoyerReferralState) to);
}

static void
edit_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerReferralDetail *self = FOYER_REFERRAL_DETAIL (widget);

  if (self->file != NULL)
    foyer_window_present_over (
        self, GTK_WIDGET (foyer_record_editor_new (foyer_detail_get_session (self),
                                                   &foyer_referral_kind,
                                                   self->file->row->referral)));
}

static void
patient_clicked_cb (FoyerReferralDetail *self)
{
  foyer_action_activate (GTK_WIDGET (self), "win.open-patient",
                         g_variant_new_int64 (self->file->row->referral->patient_id));
}

static void
document_opened_cb (GtkWidget *row, FoyerReferralDetail *self)
{
  FoyerDocument *document = g_object_get_data (G_OBJECT (row), "document");

  foyer_document_opener_open (self->opener, document, GTK_WIDGET (self));
}

static void
letter_added_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerReferralDetail) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (foyer_letter_add_finish (result, &error))
    text = g_strdup (_ ("The file is kept with the referral"));
  else
    text = foyer_letter_describe_error (error);
  foyer_action_toast (GTK_WIDGET (self), text);
  if (foyer_detail_get_session (self) != NULL)
    foyer_referral_detail_show (self, self->id);
}

static void
file_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerReferralDetail) self = data;
  g_autoptr (GFile) file = foyer_file_dialog_open_finish (result, NULL);

  if (file != NULL && foyer_detail_get_session (self) != NULL && self->id != 0)
    foyer_letter_add_async (foyer_detail_get_session (self), self->id, file,
                            letter_added_cb, g_object_ref (self));
}

static void
add_clicked_cb (FoyerReferralDetail *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  foyer_file_dialog_open_async (GTK_WINDOW (root), _ ("Add a File"), NULL, NULL,
                                file_chosen_cb, g_object_ref (self));
}

/* What a person does next, by state; everything else is in the menu. */
static gboolean
is_usual_step (FoyerReferralState from, FoyerReferralState to)
{
  switch (to)
    {
    case FOYER_REFERRAL_STATE_RECEIVED:
    case FOYER_REFERRAL_STATE_DECLINED:
    case FOYER_REFERRAL_STATE_CLOSED:
      return from != FOYER_REFERRAL_STATE_BOOKED;
    case FOYER_REFERRAL_STATE_ACCEPTED:
    case FOYER_REFERRAL_STATE_INCOMPLETE:
      return foyer_referral_state_is_undecided (from);
    case FOYER_REFERRAL_STATE_CONTACTING:
      return from == FOYER_REFERRAL_STATE_ACCEPTED;
    case FOYER_REFERRAL_STATE_BOOKED:
      return TRUE;
    case FOYER_REFERRAL_STATE_EXPECTED:
    case FOYER_REFERRAL_STATE_TRIAGE:
    case FOYER_REFERRAL_STATE_ATTENDED:
    case FOYER_REFERRAL_STATE_WITHDRAWN:
    case FOYER_REFERRAL_STATE_UNREACHABLE:
    case FOYER_REFERRAL_STATE_EXPIRED:
    case FOYER_REFERRAL_STATE_ENTERED_IN_ERROR:
    default:
      return FALSE;
    }
}

/* What suggests itself first where a referral stands. */
static FoyerReferralState
get_first_step (FoyerReferralState from)
{
  switch ((int) from)
    {
    case FOYER_REFERRAL_STATE_EXPECTED:
    case FOYER_REFERRAL_STATE_INCOMPLETE:
      return FOYER_REFERRAL_STATE_RECEIVED;
    case FOYER_REFERRAL_STATE_RECEIVED:
    case FOYER_REFERRAL_STATE_TRIAGE:
      return FOYER_REFERRAL_STATE_ACCEPTED;
    case FOYER_REFERRAL_STATE_ACCEPTED:
    case FOYER_REFERRAL_STATE_CONTACTING:
      return FOYER_REFERRAL_STATE_BOOKED;
    case FOYER_REFERRAL_STATE_ATTENDED:
      return FOYER_REFERRAL_STATE_CLOSED;
    default:
      return from;
    }
}

static gboolean
is_possible (FoyerReferralDetail *self, FoyerReferralState to)
{
  FoyerReferralRow *row = self->file->row;
  FoyerReferral    *referral = row->referral;
  int               last_day;

  if (to == FOYER_REFERRAL_STATE_EXPIRED)
    return row->visits_booked == 0 && referral->valid_to != NULL &&
           foyer_day_parse (referral->valid_to, &last_day) &&
           last_day < foyer_session_today (foyer_detail_get_session (self));
  if (row->visits_booked > 0 &&
      (to == FOYER_REFERRAL_STATE_CLOSED ||
       (referral->state == FOYER_REFERRAL_STATE_BOOKED &&
        (to == FOYER_REFERRAL_STATE_ACCEPTED || to == FOYER_REFERRAL_STATE_CONTACTING))))
    return FALSE;

  return TRUE;
}

static void
add_step_button (FoyerReferralDetail *self, FoyerReferralState to, gboolean allowed)
{
  FoyerReferralState from = self->file->row->referral->state;
  GtkWidget *button = gtk_button_new_with_label (foyer_referral_step_label (from, to));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "referral.step");
  gtk_actionable_set_action_target (
      GTK_ACTIONABLE (button), "s",
      foyer_enum_to_nick (FOYER_TYPE_REFERRAL_STATE, (int) to));
  if (!allowed)
    {
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), NULL);
      gtk_widget_set_sensitive (button, FALSE);
      gtk_widget_set_tooltip_text (
          button, _ ("Only a clinician or a manager decides about referrals."));
    }
  if (to == get_first_step (from) && allowed)
    {
      gtk_widget_add_css_class (button, "suggested-action");
      gtk_box_prepend (self->steps, button);
    }
  else
    gtk_box_append (self->steps, button);
}

static void
show_steps (FoyerReferralDetail *self)
{
  FoyerReferralState from = self->file->row->referral->state;
  FoyerRole role = foyer_session_get_actor (foyer_detail_get_session (self))->role;
  g_autoptr (GMenu) menu = g_menu_new ();
  const FoyerReferralTransition *next;
  guint                          n_next;

  foyer_widget_empty (self->steps);

  if (from != FOYER_REFERRAL_STATE_ENTERED_IN_ERROR &&
      foyer_permission_allows (role, FOYER_ACTION_REFERRAL_REGISTER))
    g_menu_append (menu, C_ ("referral", "Edit…"), "referral.edit");
  next = foyer_referral_state_get_next (from, &n_next);
  for (guint i = 0; i < n_next; i++)
    {
      FoyerReferralState to = next[i].to;
      gboolean           allowed = foyer_permission_allows (role, next[i].action);

      if (!is_possible (self, to) || to == FOYER_REFERRAL_STATE_ATTENDED ||
          (to == FOYER_REFERRAL_STATE_BOOKED && from == FOYER_REFERRAL_STATE_ATTENDED))
        continue;
      if (is_usual_step (from, to))
        add_step_button (self, to, allowed);
      else if (allowed)
        {
          g_autoptr (GMenuItem) item =
              g_menu_item_new (foyer_referral_step_label (from, to), NULL);

          g_menu_item_set_action_and_target (
              item, "referral.step", "s",
              foyer_enum_to_nick (FOYER_TYPE_REFERRAL_STATE, (int) to));
          g_menu_append_item (menu, item);
        }
    }
  /* Another visit may rest on a referral that already has one. */
  if (from == FOYER_REFERRAL_STATE_BOOKED || from == FOYER_REFERRAL_STATE_ATTENDED)
    add_step_button (self, FOYER_REFERRAL_STATE_BOOKED,
                     foyer_permission_allows (role, FOYER_ACTION_BOOKING_MAKE));
  gtk_menu_button_set_menu_model (self->more_button, G_MENU_MODEL (menu));
  gtk_widget_set_visible (GTK_WIDGET (self->more_button),
                          g_menu_model_get_n_items (G_MENU_MODEL (menu)) > 0);
}

static void
show_badges (FoyerReferralDetail *self)
{
  FoyerReferral   *referral = self->file->row->referral;
  FoyerUrgency     urgency = referral->decided_at != 0 ? referral->assigned_urgency
                                                       : referral->requested_urgency;
  FoyerDueTone     tone;
  g_autofree char *due = foyer_due_describe_referral (
      self->file->row, foyer_session_today (foyer_detail_get_session (self)), &tone);

  foyer_widget_empty (self->badges);
  gtk_box_append (
      self->badges,
      foyer_badge_new (foyer_words_referral_state (referral->state),
                       foyer_referral_state_is_open (referral->state) ? "accent" : NULL));
  if (urgency != FOYER_URGENCY_ROUTINE)
    gtk_box_append (
        self->badges,
        foyer_badge_new (foyer_words_urgency (urgency),
                         urgency >= FOYER_URGENCY_URGENT ? "error" : "warning"));
  if (referral->red_flag)
    gtk_box_append (self->badges,
                    foyer_badge_new (C_ ("referral", "Read today"), "error"));
  if (referral->state <= FOYER_REFERRAL_STATE_CONTACTING && *due != '\0')
    gtk_box_append (self->badges,
                    foyer_badge_new (due, tone == FOYER_DUE_OVER   ? "error"
                                          : tone == FOYER_DUE_SOON ? "warning"
                                                                   : NULL));
}

static void
show_documents (FoyerReferralDetail *self)
{
  foyer_widget_empty (self->documents);
  for (guint i = 0; i < self->file->documents->len; i++)
    {
      FoyerDocument   *document = self->file->documents->pdata[i];
      g_autofree char *size = foyer_format_size (document->size_bytes);
      g_autofree char *when =
          foyer_format_when (foyer_session_get_zone (foyer_detail_get_session (self)),
                             document->received_at);
      g_autofree char *subtitle = g_strdup_printf ("%s · %s", size, when);
      GtkWidget       *row = foyer_action_row_new (document->title, subtitle);
      GtkWidget       *image = gtk_image_new_from_icon_name ("document-open-symbolic");

      adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (
                                                           "mail-attachment-symbolic"));
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), image);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      gtk_widget_set_tooltip_text (row, _ ("Open in the viewer of the desktop"));
      g_object_set_data_full (G_OBJECT (row), "document", g_object_ref (document),
                              g_object_unref);
      g_signal_connect (row, "activated", G_CALLBACK (document_opened_cb), self);
      gtk_list_box_append (self->documents, row);
    }
}

static void
show_person (FoyerReferralDetail *self)
{
  FoyerReferralRow *row = self->file->row;
  g_autofree char  *name = foyer_format_person (row->patient_family, row->patient_given);
  g_autofree char  *born = foyer_format_date (row->patient_birth_date);
  g_autofree char  *age = foyer_format_age (
       row->patient_birth_date, foyer_session_today (foyer_detail_get_session (self)));
  /* Translators: birth date, age, number of the patient, number of the referral. */
  g_autofree char *person =
      g_strdup_printf (_ ("%1$s · %2$s · No. %3$s · Referral %4$s"), born, age,
                       row->patient_number, row->referral->number);

  gtk_label_set_label (self->name_label, name);
  gtk_label_set_label (self->person_label, person);
}

static void
show_file (FoyerReferralDetail *self)
{
  show_person (self);
  show_badges (self);
  show_steps (self);
  foyer_referral_file_show_request (self->file, foyer_detail_get_session (self),
                                    self->request_facts);
  foyer_referral_file_show_referrer (self->file, self->referrer_facts);
  foyer_referral_file_show_plan (self->file, foyer_detail_get_session (self),
                                 self->plan_facts);
  foyer_referral_file_show_history (self->file, foyer_detail_get_session (self),
                                    self->history_facts);
  show_documents (self);
}

static gpointer
read_file (FoyerDb *db, gint64 id, GError **error)
{
  return foyer_referral_file_read (db, id, error);
}

static void
take_file (FoyerDetail *detail, gpointer file)
{
  FoyerReferralDetail *self = FOYER_REFERRAL_DETAIL (detail);

  self->file = file;
  if (file != NULL)
    show_file (self);
}

static void
foyer_referral_detail_dispose (GObject *object)
{
  FoyerReferralDetail *self = FOYER_REFERRAL_DETAIL (object);

  g_clear_object (&self->opener);

  G_OBJECT_CLASS (foyer_referral_detail_parent_class)->dispose (object);
}

static void
foyer_referral_detail_class_init (FoyerReferralDetailClass *klass)
{
  GObjectClass     *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass   *widget_class = GTK_WIDGET_CLASS (klass);
  FoyerDetailClass *detail_class = FOYER_DETAIL_CLASS (klass);

  detail_class->read = read_file;
  detail_class->free_file = (GDestroyNotify) foyer_referral_file_free;
  detail_class->take = take_file;
  object_class->dispose = foyer_referral_detail_dispose;

  g_type_ensure (FOYER_TYPE_FACT_GRID);
  g_type_ensure (FOYER_TYPE_RECORD_STATE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/foyerclinic/Foyer/ui/referral-detail.ui");
#define BIND(child)                                                                      \
  gtk_widget_class_bind_template_child (widget_class, FoyerReferralDetail, child)
  BIND (name_label);
  BIND (person_label);
  BIND (record_state);
  BIND (badges);
  BIND (steps);
  BIND (more_button);
  BIND (request_facts);
  BIND (referrer_facts);
  BIND (plan_facts);
  BIND (history_facts);
  BIND (documents);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, patient_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_clicked_cb);
  gtk_widget_class_install_action (widget_class, "referral.step", "s", step_cb);
  gtk_widget_class_install_action (widget_class, "referral.edit", NULL, edit_cb);
}

static void
foyer_referral_detail_init (FoyerReferralDetail *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (GTK_WIDGET (self->badges), foyer_wrap_layout_new (6));
  gtk_widget_set_layout_manager (GTK_WIDGET (self->steps), foyer_wrap_layout_new (6));
}

GtkWidget *
foyer_referral_detail_new (FoyerSession *session)
{
  FoyerReferralDetail *self = g_object_new (FOYER_TYPE_REFERRAL_DETAIL, NULL);

  foyer_referral_detail_set_session (self, session);

  return GTK_WIDGET (self);
}

void
foyer_referral_detail_set_session (FoyerReferralDetail *self, FoyerSession *session)
{
  g_return_if_fail (FOYER_IS_REFERRAL_DETAIL (self));

  foyer_detail_set_session (FOYER_DETAIL (self), session);
  g_clear_object (&self->opener);
  self->opener = foyer_document_opener_new (session);
}

/**
 * foyer_referral_detail_show:
 * @self: a detail
 * @id: a referral, 0: nothing
 *
 * Reads and shows a referral.
 */
void
foyer_referral_detail_show (FoyerReferralDetail *self, gint64 id)
{
  g_return_if_fail (FOYER_IS_REFERRAL_DETAIL (self));

  self->id = id;
  foyer_record_state_show (self->record_state, foyer_detail_get_session (self),
                           "referral", id);
  foyer_detail_show (FOYER_DETAIL (self), id);
}

/**
 * foyer_referral_detail_get_row:
 * @self: a detail
 *
 * Returns: (transfer none) (nullable): the referral that is shown
 */
FoyerReferralRow *
foyer_referral_detail_get_row (FoyerReferralDetail *self)
{
  g_return_val_if_fail (FOYER_IS_REFERRAL_DETAIL (self), NULL);

  return self->file != NULL ? self->file->row : NULL;
}

/**
 * foyer_referral_detail_accept:
 * @self: a detail
 *
 * Asks how the referral is accepted.
 *
 * Returns: whether it can be
 */
gboolean
foyer_referral_detail_accept (FoyerReferralDetail *self)
{
  FoyerReferralState from;

  g_return_val_if_fail (FOYER_IS_REFERRAL_DETAIL (self), FALSE);

  if (self->file == NULL)
    return FALSE;
  from = self->file->row->referral->state;
  if (!foyer_referral_state_is_undecided (from) ||
      !foyer_referral_state_can (from, FOYER_REFERRAL_STATE_ACCEPTED) ||
      !foyer_permission_allows (
          foyer_session_get_actor (foyer_detail_get_session (self))->role,
          FOYER_ACTION_REFERRAL_DECIDE))
    return FALSE;
  take_step (self, FOYER_REFERRAL_STATE_ACCEPTED);

  return TRUE;
}
