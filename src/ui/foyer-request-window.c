/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-request-window.h"

#include "present/foyer-format.h"
#include "present/foyer-request-words.h"
#include "present/foyer-words.h"
#include "ui/foyer-action.h"
#include "ui/foyer-confirm-dialog.h"
#include "ui/foyer-date-row.h"
#include "ui/foyer-edit-banner.h"
#include "ui/foyer-form.h"
#include "ui/foyer-languages.h"
#include "ui/foyer-request-job.h"
#include "ui/foyer-simple-rows.h"
#include "ui/foyer-text-row.h"
#include "ui/foyer-widgets.h"

#include <glib/gi18n-lib.h>

#define N_DAYS 7

/**
 * FoyerRequestWindow:
 *
 * Takes down what a patient asks for who calls, with the questions of the web form; or puts
 * right what was taken down, or what came from the form.
 */
struct _FoyerRequestWindow
{
  AdwWindow parent_instance;

  FoyerSession *session; /* (owned) */
  FoyerForm    *form;    /* (owned) */
  FoyerRequest *blank;   /* (owned) what is stored, or a new one */
  gboolean      working;
  gboolean      showing;      /* the program changes the form, not a person */
  gboolean      discards;     /* somebody said that what was typed may go */
  GtkWidget    *days[N_DAYS]; /* (unowned) in @days_box */

  /* Template children */
  FoyerEditBanner *banner;
  GtkWidget       *problem_box;
  GtkLabel        *problem_label;
  GtkWidget       *columns;
  FoyerChoiceRow  *language_row;
  FoyerChoiceRow  *category_row;
  FoyerChoiceRow  *channel_row;
  FoyerChoiceRow  *sent_row;
  FoyerChoiceRow  *before_row;
  FoyerTextRow    *message_row;
  FoyerEntryRow   *referrer_text_row;
  GtkBox          *days_box;
  GtkToggleButton *morning_button;
  GtkToggleButton *afternoon_button;
};

enum
{
  ADDED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FoyerRequestWindow, foyer_request_window, ADW_TYPE_WINDOW)

static const char *const day_words[N_DAYS] = { "mon", "tue", "wed", "thu",
                                               "fri", "sat", "sun" };

static void
show_problem (FoyerRequestWindow *self, const char *sentence)
{
  gtk_label_set_label (self->problem_label, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (self->problem_box, sentence != NULL);
}

static void
add_word (GString *text, GtkToggleButton *button, const char *word)
{
  if (gtk_toggle_button_get_active (button))
    g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", word);
}

/* What stands outside the form: days, times, language. */
static void
read_rest (FoyerRequestWindow *self, FoyerRequest *request)
{
  g_autoptr (GString) days = g_string_new (NULL);
  g_autoptr (GString) times = g_string_new (NULL);

  for (int i = 0; i < N_DAYS; i++)
    add_word (days, GTK_TOGGLE_BUTTON (self->days[i]), day_words[i]);
  add_word (times, self->morning_button, "morning");
  add_word (times, self->afternoon_button, "afternoon");
  foyer_set_text (&request->preferred_days, days->str);
  foyer_set_text (&request->preferred_times, times->str);
  foyer_set_text (&request->language, foyer_languages_get_chosen (self->language_row));
}

static gboolean
has_word (const char *words, const char *word)
{
  g_auto (GStrv) all = g_strsplit (words != NULL ? words : "", " ", -1);

  return g_strv_contains ((const char *const *) all, word);
}

static void
show_rest (FoyerRequestWindow *self, FoyerRequest *request)
{
  for (int i = 0; i < N_DAYS; i++)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->days[i]),
                                  has_word (request->preferred_days, day_words[i]));
  gtk_toggle_button_set_active (self->morning_button,
                                has_word (request->preferred_times, "morning"));
  gtk_toggle_button_set_active (self->afternoon_button,
                                has_word (request->preferred_times, "afternoon"));
  foyer_languages_choose (self->language_row, request->language);
}

static gboolean
is_edit (FoyerRequestWindow *self)
{
  return foyer_record_get_id (FOYER_RECORD (self->blank)) != 0;
}

/* What the banner does with the form. */

static FoyerSnapshot *
read_snapshot (gpointer owner)
{
  FoyerRequestWindow *self = owner;
  g_autoptr (FoyerRequest) typed = foyer_record_copy (FOYER_RECORD (self->blank));

  foyer_form_peek (self->form, typed);
  read_rest (self, typed);

  return foyer_snapshot_new (typed);
}

static void
show_snapshot (gpointer owner, FoyerSnapshot *snapshot, FoyerSnapshot *base)
{
  FoyerRequestWindow *self = owner;

  g_set_object (&self->blank, FOYER_REQUEST (base->record));
  self->showing = TRUE;
  foyer_form_update (self->form, snapshot->record);
  show_rest (self, FOYER_REQUEST (snapshot->record));
  self->showing = FALSE;
}

static const FoyerEditForm edit_form = { read_snapshot, show_snapshot, NULL };

static void
changed_cb (FoyerRequestWindow *self)
{
  if (!self->showing && self->banner != NULL)
    foyer_edit_banner_update (self->banner);
}

static gboolean
is_changed (FoyerRequestWindow *self)
{
  g_autoptr (FoyerSnapshot) base = foyer_snapshot_new (self->blank);
  g_autoptr (FoyerSnapshot) typed = read_snapshot (self);

  return !foyer_snapshot_equal (base, typed);
}

static void
added_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerRequestWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerRequestRow) row =
      foyer_store_finish (FOYER_STORE (source), result, &error);
  g_autofree char *text = NULL;

  self->working = FALSE;
  if (self->form == NULL)
    return;
  if (row != NULL)
    {
      g_autofree char *name =
          foyer_format_person (row->request->family, row->request->given);

      if (is_edit (self))
        /* Translators: %s is the name of a patient. */
        text = g_strdup_printf (_ ("The request of %s has been corrected"), name);
      else
        /* Translators: %s is the name of a patient. */
        text = g_strdup_printf (_ ("The request of %s is noted"), name);
      foyer_action_toast (GTK_WIDGET (self), text);
      g_signal_emit (self, signals[ADDED], 0,
                     foyer_record_get_id (FOYER_RECORD (row->request)));
      self->discards = TRUE;
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  if (!foyer_edit_banner_take_error (self->banner, error) &&
      !foyer_form_show_error (self->form, error))
    {
      text = foyer_words_error (error);
      show_problem (self, text);
    }
  foyer_edit_banner_hold (self->banner, FALSE);
}

static gboolean
check (FoyerRequestWindow *self, FoyerRequest *request)
{
  if (request->family == NULL && request->given == NULL)
    {
      foyer_form_show_problem (self->form, "family",
                               _ ("A family name or a given name is needed."));
      return FALSE;
    }
  if (request->phone == NULL && request->email == NULL && request->patient_id == 0)
    {
      foyer_form_show_problem (
          self->form, "phone",
          _ ("A phone number or an e-mail address is needed to answer."));
      return FALSE;
    }

  return TRUE;
}

static void
save_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerRequestWindow *self = FOYER_REQUEST_WINDOW (widget);
  g_autoptr (FoyerRequest) request = foyer_record_copy (FOYER_RECORD (self->blank));
  FoyerRequestJob *job;

  if (self->working)
    return;
  foyer_form_clear_errors (self->form);
  show_problem (self, NULL);
  if (!foyer_form_read (self->form, request) || !check (self, request))
    return;
  read_rest (self, request);
  job = foyer_request_job_new (is_edit (self) ? FOYER_REQUEST_DEED_CORRECT
                                              : FOYER_REQUEST_DEED_ADD,
                               foyer_record_get_id (FOYER_RECORD (request)));
  job->request = g_steal_pointer (&request);
  job->base = foyer_edit_banner_dup_base (self->banner);
  foyer_edit_banner_hold (self->banner, TRUE);
  self->working = TRUE;
  foyer_request_job_run_async (job, self->session, added_cb, g_object_ref (self));
}

static void
discard_answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerRequestWindow) self = data;

  if (!foyer_confirm_dialog_ask_finish (result, NULL))
    return;
  self->discards = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

static gboolean
close_requested_cb (FoyerRequestWindow *self)
{
  if (self->discards)
    return FALSE;
  if (self->working)
    return TRUE;
  if (!is_changed (self))
    return FALSE;
  foyer_confirm_dialog_ask_async (
      GTK_WIDGET (self),
      is_edit (self) ? _ ("Discard What You Typed?") : _ ("Discard This Request?"),
      _ ("It has not been saved.  What you have typed will be lost."), _ ("Discard"),
      TRUE, discard_answered_cb, g_object_ref (self));

  return TRUE;
}

static void
foyer_request_window_dispose (GObject *object)
{
  FoyerRequestWindow *self = FOYER_REQUEST_WINDOW (object);

  /* Rows that go away are no change. */
  self->showing = TRUE;
  if (self->banner != NULL)
    foyer_edit_banner_end (self->banner);
  g_clear_object (&self->form);
  gtk_widget_dispose_template (GTK_WIDGET (self), FOYER_TYPE_REQUEST_WINDOW);
  g_clear_object (&self->session);
  g_clear_object (&self->blank);

  G_OBJECT_CLASS (foyer_request_window_parent_class)->dispose (object);
}

static void
foyer_request_window_class_init (FoyerRequestWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_request_window_dispose;

  /**
   * FoyerRequestWindow::added:
   * @self: the window
   * @id: the new request
   *
   * Emitted when the request is in the database.
   */
  signals[ADDED] = g_signal_new ("added", FOYER_TYPE_REQUEST_WINDOW, G_SIGNAL_RUN_LAST, 0,
                                 NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);

  g_type_ensure (FOYER_TYPE_CHOICE_ROW);
  g_type_ensure (FOYER_TYPE_DATE_ROW);
  g_type_ensure (FOYER_TYPE_EDIT_BANNER);
  g_type_ensure (FOYER_TYPE_TEXT_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/foyerclinic/Foyer/ui/request-window.ui");
#define BIND(child)                                                                      \
  gtk_widget_class_bind_template_child (widget_class, FoyerRequestWindow, child)
  BIND (banner);
  BIND (problem_box);
  BIND (problem_label);
  BIND (columns);
  BIND (language_row);
  BIND (category_row);
  BIND (channel_row);
  BIND (sent_row);
  BIND (before_row);
  BIND (message_row);
  BIND (referrer_text_row);
  BIND (days_box);
  BIND (morning_button);
  BIND (afternoon_button);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, close_requested_cb);
  gtk_widget_class_install_action (widget_class, "request.save", NULL, save_cb);
}

static void
add_days (FoyerRequestWindow *self)
{
  for (int i = 0; i < N_DAYS; i++)
    {
      g_autofree char *name = foyer_format_weekday (i + 1);
      g_autofree char *label = foyer_format_weekday_short (i + 1);

      self->days[i] = gtk_toggle_button_new_with_label (label);
      gtk_widget_set_hexpand (self->days[i], TRUE);
      gtk_widget_set_tooltip_text (self->days[i], name);
      foyer_widget_set_accessible_label (self->days[i], name);
      g_signal_connect_swapped (self->days[i], "toggled", G_CALLBACK (changed_cb), self);
      gtk_box_append (self->days_box, self->days[i]);
    }
}

static void
foyer_request_window_init (FoyerRequestWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_days (self);
  g_signal_connect_swapped (self->morning_button, "toggled", G_CALLBACK (changed_cb),
                            self);
  g_signal_connect_swapped (self->afternoon_button, "toggled", G_CALLBACK (changed_cb),
                            self);
  foyer_languages_fill (self->language_row);
  g_signal_connect_swapped (self->language_row, "notify::value", G_CALLBACK (changed_cb),
                            self);
  foyer_choice_row_add (self->category_row, FOYER_REQUEST_CATEGORY_MEDICAL,
                        foyer_words_request_category (FOYER_REQUEST_CATEGORY_MEDICAL));
  foyer_choice_row_add (self->category_row, FOYER_REQUEST_CATEGORY_COSMETIC,
                        foyer_words_request_category (FOYER_REQUEST_CATEGORY_COSMETIC));
  foyer_choice_row_add (self->channel_row, FOYER_CHANNEL_PHONE,
                        foyer_words_channel (FOYER_CHANNEL_PHONE));
  foyer_choice_row_add (self->channel_row, FOYER_CHANNEL_DESK,
                        foyer_words_channel (FOYER_CHANNEL_DESK));
  for (int i = FOYER_ANSWER_UNKNOWN; i <= FOYER_ANSWER_NO; i++)
    {
      foyer_choice_row_add (self->sent_row, i, foyer_words_answer ((FoyerAnswer) i));
      foyer_choice_row_add (self->before_row, i, foyer_words_answer ((FoyerAnswer) i));
    }
}

static GtkWidget *
new_window (FoyerSession *session, FoyerRequest *request)
{
  FoyerRequestWindow *self = g_object_new (FOYER_TYPE_REQUEST_WINDOW, NULL);
  g_autoptr (FoyerSnapshot) base = foyer_snapshot_new (request);

  self->session = g_object_ref (session);
  self->form = foyer_form_new (self->columns, session);
  foyer_edit_banner_set_form (self->banner, session, self->form, &edit_form, self);
  if (foyer_choice_row_find_label (self->channel_row, request->channel) == NULL)
    foyer_choice_row_add (self->channel_row, request->channel,
                          foyer_words_channel (request->channel));
  foyer_form_show (self->form, request);
  show_snapshot (self, base, base);
  if (is_edit (self))
    foyer_edit_banner_begin (self->banner, base);
  foyer_form_focus (self->form, "family");

  return GTK_WIDGET (self);
}

/**
 * foyer_request_window_new:
 * @session: the session
 *
 * Returns: (transfer floating): a window, to be made transient and presented
 */
GtkWidget *
foyer_request_window_new (FoyerSession *session)
{
  g_autoptr (FoyerRequest) blank = foyer_request_new ();

  return new_window (session, blank);
}

/**
 * foyer_request_window_new_edit:
 * @session: the session
 * @request: a request that nobody has ended
 *
 * What a patient has written in sentences stays as it is.
 *
 * Returns: (transfer floating): a window to put @request right, to be made transient and
 *   presented
 */
GtkWidget *
foyer_request_window_new_edit (FoyerSession *session, FoyerRequest *request)
{
  GtkWidget          *window = new_window (session, request);
  FoyerRequestWindow *self = FOYER_REQUEST_WINDOW (window);
  gboolean            is_own = request->channel == FOYER_CHANNEL_WEB;

  gtk_window_set_title (GTK_WINDOW (self), _ ("Edit Request"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->channel_row), FALSE);
  foyer_text_row_set_editable (self->message_row, !is_own);
  gtk_editable_set_editable (
      GTK_EDITABLE (foyer_entry_row_get_delegate (self->referrer_text_row)), !is_own);
  if (is_own)
    foyer_entry_row_set_hint (self->referrer_text_row,
                              _ ("As the patient wrote it, like the message"));

  return window;
}
