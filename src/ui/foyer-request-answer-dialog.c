/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-request-answer-dialog.h"

#include "present/foyer-format.h"
#include "present/foyer-request-words.h"
#include "present/foyer-words.h"
#include "ui/foyer-action.h"
#include "ui/foyer-referrer-finder.h"
#include "ui/foyer-simple-rows.h"
#include "ui/foyer-text-row.h"

#include <glib/gi18n-lib.h>

/* The patient has not been told yet. */
#define MEDIUM_NONE -1

/**
 * FoyerRequestAnswerDialog:
 *
 * Asks once for what an answer to a request needs: who sends the referral, or why it is
 * declined, and how the patient was told.  What was typed stays if the answer is refused.
 */
struct _FoyerRequestAnswerDialog
{
  AdwWindow parent_instance;

  FoyerSession    *session; /* (owned) */
  FoyerRequest    *request; /* (owned) */
  FoyerRequestDeed deed;

  /* Template children */
  GtkButton           *answer_button;
  GtkLabel            *summary_label;
  GtkLabel            *effect_label;
  FoyerTextRow        *reason_row;
  GtkGrid             *suggestions;
  FoyerReferrerFinder *referrer_row;
  GtkWidget           *referrer_list;
  GtkWidget           *told_list;
  FoyerChoiceRow      *medium_row;
  FoyerChoiceRow      *outcome_row;
  FoyerTextRow        *words_row;
  GtkWidget           *reason_list;
  GtkLabel            *problem_label;
};

G_DEFINE_FINAL_TYPE (FoyerRequestAnswerDialog,
                     foyer_request_answer_dialog,
                     ADW_TYPE_WINDOW)

static const char *const often_declined[] = {
  NC_ ("why a request is declined", "No referral came"),
  NC_ ("why a request is declined", "Not treated at this clinic"),
  NC_ ("why a request is declined", "Cannot be reached"),
  NC_ ("why a request is declined", "No longer wished for"),
};

static const char *const often_dismissed[] = {
  NC_ ("why a request is none", "Sent twice"),
  NC_ ("why a request is none", "Not by a patient"),
};

/* What the patient was told is asked once there was a way to tell them. */
static void
medium_chosen_cb (FoyerRequestAnswerDialog *self)
{
  gint64 medium;

  if (self->words_row == NULL)
    return;
  medium = foyer_choice_row_get_value (self->medium_row);
  gtk_widget_set_visible (GTK_WIDGET (self->outcome_row), medium == FOYER_MEDIUM_PHONE);
  gtk_widget_set_visible (GTK_WIDGET (self->words_row), medium != MEDIUM_NONE);
}

static void
suggestion_clicked_cb (FoyerRequestAnswerDialog *self, GtkButton *button)
{
  foyer_text_row_set_text (self->reason_row, gtk_button_get_label (button));
  gtk_widget_grab_focus (GTK_WIDGET (self->reason_row));
}

static void
show_problem (FoyerRequestAnswerDialog *self, const char *sentence)
{
  gtk_label_set_label (self->problem_label, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), sentence != NULL);
}

static void
toast_answered (FoyerRequestAnswerDialog *self)
{
  g_autofree char *name =
      foyer_format_person (self->request->family, self->request->given);
  g_autofree char *text = NULL;

  if (self->deed == FOYER_REQUEST_DEED_ASK)
    /* Translators: %s is the name of a patient. */
    text = g_strdup_printf (_ ("A referral for %s is expected"), name);
  else if (self->deed == FOYER_REQUEST_DEED_DECLINE)
    /* Translators: %s is the name of a patient. */
    text = g_strdup_printf (_ ("The request of %s is declined"), name);
  else
    text = g_strdup (_ ("It no longer counts as a request"));
  foyer_action_toast (GTK_WIDGET (self), text);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerRequestAnswerDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerRequestRow) row =
      foyer_store_finish (FOYER_STORE (source), result, &error);

  if (self->words_row == NULL)
    return;
  if (row == NULL)
    {
      g_autofree char *text = foyer_words_error (error);

      show_problem (self, text);
      gtk_widget_set_sensitive (GTK_WIDGET (self->answer_button), TRUE);
      return;
    }
  toast_answered (self);
  gtk_window_close (GTK_WINDOW (self));
}

/* How the patient was told, or NULL. */
static FoyerCommunication *
read_told (FoyerRequestAnswerDialog *self)
{
  gint64              medium = foyer_choice_row_get_value (self->medium_row);
  g_autofree char    *words = g_strstrip (foyer_text_row_dup_text (self->words_row));
  FoyerCommunication *told;

  if (medium == MEDIUM_NONE || self->deed == FOYER_REQUEST_DEED_DISMISS)
    return NULL;
  told = foyer_communication_new ();
  told->medium = (FoyerMedium) medium;
  told->outcome =
      medium == FOYER_MEDIUM_PHONE
          ? (FoyerContactOutcome) foyer_choice_row_get_value (self->outcome_row)
          : FOYER_CONTACT_OUTCOME_TOLD;
  foyer_set_text (&told->text, words);

  return told;
}

static gboolean
check (FoyerRequestAnswerDialog *self, const char *reason)
{
  if (self->deed != FOYER_REQUEST_DEED_ASK)
    {
      if (*reason != '\0')
        return TRUE;
      foyer_text_row_set_error (self->reason_row,
                                _ ("Say why, so that it can be understood later."));
      gtk_widget_grab_focus (GTK_WIDGET (self->reason_row));
      return FALSE;
    }
  if (foyer_referrer_finder_get_referrer (self->referrer_row) != 0 ||
      *foyer_entry_row_get_text (FOYER_ENTRY_ROW (self->referrer_row)) == '\0')
    return TRUE;
  foyer_entry_row_set_error (FOYER_ENTRY_ROW (self->referrer_row),
                             _ ("Choose somebody from the list, or add them."));
  gtk_widget_grab_focus (GTK_WIDGET (self->referrer_row));

  return FALSE;
}

static void
answer_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerRequestAnswerDialog *self = FOYER_REQUEST_ANSWER_DIALOG (widget);
  g_autofree char *reason = g_strstrip (foyer_text_row_dup_text (self->reason_row));
  FoyerRequestJob *job;

  if (!gtk_widget_get_sensitive (GTK_WIDGET (self->answer_button)) ||
      !check (self, reason))
    return;
  job = foyer_request_job_new (self->deed,
                               foyer_record_get_id (FOYER_RECORD (self->request)));
  job->reason = g_steal_pointer (&reason);
  job->told = read_told (self);
  job->referrer_id = foyer_referrer_finder_get_referrer (self->referrer_row);
  show_problem (self, NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->answer_button), FALSE);
  foyer_request_job_run_async (job, self->session, answered_cb, g_object_ref (self));
}

static void
foyer_request_answer_dialog_dispose (GObject *object)
{
  FoyerRequestAnswerDialog *self = FOYER_REQUEST_ANSWER_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), FOYER_TYPE_REQUEST_ANSWER_DIALOG);
  g_clear_object (&self->session);
  g_clear_object (&self->request);

  G_OBJECT_CLASS (foyer_request_answer_dialog_parent_class)->dispose (object);
}

static void
foyer_request_answer_dialog_class_init (FoyerRequestAnswerDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_request_answer_dialog_dispose;

  g_type_ensure (FOYER_TYPE_CHOICE_ROW);
  g_type_ensure (FOYER_TYPE_REFERRER_FINDER);
  g_type_ensure (FOYER_TYPE_TEXT_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/foyerclinic/Foyer/ui/request-answer-dialog.ui");
#define BIND(child)                                                                      \
  gtk_widget_class_bind_template_child (widget_class, FoyerRequestAnswerDialog, child)
  BIND (answer_button);
  BIND (summary_label);
  BIND (effect_label);
  BIND (reason_row);
  BIND (suggestions);
  BIND (referrer_row);
  BIND (referrer_list);
  BIND (told_list);
  BIND (medium_row);
  BIND (outcome_row);
  BIND (words_row);
  BIND (reason_list);
  BIND (problem_label);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, medium_chosen_cb);
  gtk_widget_class_install_action (widget_class, "dialog.answer", NULL, answer_cb);
}

static void
foyer_request_answer_dialog_init (FoyerRequestAnswerDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  foyer_choice_row_add (self->medium_row, MEDIUM_NONE,
                        C_ ("how somebody was reached", "Not told yet"));
  for (int medium = FOYER_MEDIUM_PHONE; medium <= FOYER_MEDIUM_IN_PERSON; medium++)
    foyer_choice_row_add (self->medium_row, medium,
                          foyer_words_medium ((FoyerMedium) medium));
  for (int outcome = FOYER_CONTACT_OUTCOME_TOLD;
       outcome <= FOYER_CONTACT_OUTCOME_WILL_CALL_BACK; outcome++)
    foyer_choice_row_add (self->outcome_row, outcome,
                          foyer_words_contact_outcome ((FoyerContactOutcome) outcome));
  medium_chosen_cb (self);
}

static void
add_suggestions (FoyerRequestAnswerDialog *self)
{
  gboolean    declines = self->deed == FOYER_REQUEST_DEED_DECLINE;
  const char *context = declines ? "why a request is declined" : "why a request is none";
  const char *const *words = declines ? often_declined : often_dismissed;
  guint              n_words =
      declines ? G_N_ELEMENTS (often_declined) : G_N_ELEMENTS (often_dismissed);

  for (guint i = 0; i < n_words; i++)
    {
      GtkWidget *button =
          gtk_button_new_with_label (g_dpgettext2 (GETTEXT_PACKAGE, context, words[i]));

      gtk_label_set_ellipsize (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))),
                               PANGO_ELLIPSIZE_END);
      gtk_widget_add_css_class (button, "pill-small");
      g_signal_connect_swapped (button, "clicked", G_CALLBACK (suggestion_clicked_cb),
                                self);
      gtk_grid_attach (self->suggestions, button, (int) i % 2, (int) i / 2, 1, 1);
    }
}

static gboolean
show_words_cb (gpointer data)
{
  FoyerRequestAnswerDialog *self = data;
  g_autofree char          *words = NULL;

  if (self->words_row == NULL)
    return G_SOURCE_REMOVE;
  words =
      foyer_request_words_ask (self->request, foyer_session_get_clinic (self->session));
  foyer_text_row_set_text (self->words_row, words);

  return G_SOURCE_REMOVE;
}

/* A text view of GTK 4.8 makes room only for what comes once it has been drawn. */
static void
mapped_cb (FoyerRequestAnswerDialog *self)
{
  g_signal_handlers_disconnect_by_func (self, mapped_cb, NULL);
  g_idle_add_full (GDK_PRIORITY_REDRAW + 10, show_words_cb, g_object_ref (self),
                   g_object_unref);
}

static void
show_ask (FoyerRequestAnswerDialog *self, gint64 referrer_id)
{
  gtk_window_set_title (GTK_WINDOW (self), _ ("Ask for the Referral"));
  gtk_button_set_label (self->answer_button, C_ ("request", "Expect It"));
  gtk_label_set_label (self->effect_label,
                       _ ("The referral is noted as expected, and the request waits for "
                          "it.  Once the letter is registered, the request comes back to "
                          "the top."));
  foyer_referrer_finder_set_session (self->referrer_row, self->session);
  if (referrer_id != 0)
    foyer_referrer_finder_set_referrer (self->referrer_row, referrer_id);
  else if (self->request->referrer_text != NULL)
    foyer_entry_row_set_hint (FOYER_ENTRY_ROW (self->referrer_row),
                              self->request->referrer_text);
  foyer_choice_row_set_value (self->medium_row, FOYER_MEDIUM_PHONE);
  g_signal_connect (self, "map", G_CALLBACK (mapped_cb), NULL);
  gtk_widget_set_visible (self->reason_list, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->suggestions), FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->referrer_row));
}

static void
show_decline (FoyerRequestAnswerDialog *self)
{
  gboolean declines = self->deed == FOYER_REQUEST_DEED_DECLINE;

  gtk_window_set_title (GTK_WINDOW (self),
                        declines ? _ ("Decline the Request") : _ ("This Is No Request"));
  gtk_button_set_label (self->answer_button, declines ? C_ ("request", "Decline")
                                                      : C_ ("request", "Put It Away"));
  gtk_widget_add_css_class (GTK_WIDGET (self->answer_button), "destructive-action");
  gtk_widget_remove_css_class (GTK_WIDGET (self->answer_button), "suggested-action");
  gtk_label_set_label (
      self->effect_label,
      declines
          ? _ ("Nothing is booked.  It stays under “All” and can be reopened.")
          : _ ("It was a mistake, or not by a patient.  It stays under “All” and can "
               "be reopened."));
  gtk_widget_set_visible (self->referrer_list, FALSE);
  gtk_widget_set_visible (self->told_list, declines);
  add_suggestions (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->reason_row));
}

/**
 * foyer_request_answer_dialog_new:
 * @session: the session
 * @request: a request
 * @referrer_id: who is to send the referral, 0: not known
 * @deed: `FOYER_REQUEST_DEED_ASK`, `FOYER_REQUEST_DEED_DECLINE` or
 *   `FOYER_REQUEST_DEED_DISMISS`
 *
 * Returns: (transfer floating): a dialog, to be made transient and presented
 */
GtkWidget *
foyer_request_answer_dialog_new (FoyerSession    *session,
                                 FoyerRequest    *request,
                                 gint64           referrer_id,
                                 FoyerRequestDeed deed)
{
  FoyerRequestAnswerDialog *self = g_object_new (FOYER_TYPE_REQUEST_ANSWER_DIALOG, NULL);
  g_autofree char          *name = foyer_format_person (request->family, request->given);

  self->session = g_object_ref (session);
  self->request = g_object_ref (request);
  self->deed = deed;
  gtk_label_set_label (self->summary_label, name);
  if (deed == FOYER_REQUEST_DEED_ASK)
    show_ask (self, referrer_id);
  else
    show_decline (self);

  return GTK_WIDGET (self);
}
