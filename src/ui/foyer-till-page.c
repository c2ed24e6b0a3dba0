/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-till-page.h"

#include "model/foyer-permission.h"
#include "present/foyer-format.h"
#include "present/foyer-till-words.h"
#include "present/foyer-words.h"
#include "store/foyer-tills.h"
#include "ui/foyer-money-cell.h"
#include "ui/foyer-money-report-dialog.h"
#include "ui/foyer-till-detail.h"
#include "ui/foyer-till-open-dialog.h"
#include "ui/foyer-widgets.h"
#include "ui/foyer-worklist.h"

#include <glib/gi18n-lib.h>

/* How far back the list goes; older tills are in the reports. */
#define LIST_DAYS 400

/**
 * FoyerTillPage:
 *
 * The tills of the clinic, the newest first, and beside them the one that is looked at.
 */
struct _FoyerTillPage
{
  AdwBin parent_instance;

  FoyerSession *session; /* (owned) */
  gint64        ours_id; /* the till of this desk that is not closed, 0: none */

  /* Template children */
  FoyerWorklist *worklist;
  GtkWidget     *open_button;
};

G_DEFINE_FINAL_TYPE (FoyerTillPage, foyer_till_page, ADW_TYPE_BIN)

typedef struct
{
  GPtrArray *tills;   /* (owned) of FoyerTill, the newest first */
  gint64     ours_id; /* the one of this desk that is not closed */
} Answer;

static void
answer_free (Answer *answer)
{
  g_clear_pointer (&answer->tills, g_ptr_array_unref);
  g_free (answer);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)

static int
compare_tills (gconstpointer a, gconstpointer b)
{
  const gint64 at = (*(FoyerTill *const *) a)->opened_at;
  const gint64 other_at = (*(FoyerTill *const *) b)->opened_at;

  return (other_at > at) - (other_at < at);
}

static gpointer
read_list (FoyerDb *db, gboolean all, GError **error)
{
  const gint64 from =
      foyer_db_now (db) - LIST_DAYS * FOYER_DAY_MINUTES * FOYER_MINUTE_SECONDS;
  g_autoptr (Answer) answer = g_new0 (Answer, 1);
  g_autoptr (FoyerTill) ours = NULL;

  answer->tills = foyer_tills_list (db, from, G_MAXINT64, error);
  if (answer->tills == NULL || !foyer_tills_get_open (db, &ours, error))
    return NULL;
  g_ptr_array_sort (answer->tills, compare_tills);
  answer->ours_id = ours != NULL ? foyer_record_get_id (FOYER_RECORD (ours)) : 0;

  return g_steal_pointer (&answer);
}

static gint64
get_id (gpointer till)
{
  return foyer_record_get_id (till);
}

/* A desk has one till at a time. */
static void
show_steps (FoyerTillPage *self)
{
  gboolean may = foyer_permission_allows (foyer_session_get_actor (self->session)->role,
                                          FOYER_ACTION_TILL_OPEN);
  g_autofree char *reason = NULL;

  if (!may)
    /* Translators: %s is what somebody may not do: “sell gift cards”. */
    reason = g_strdup_printf (_ ("Your role is not allowed to %s."),
                              foyer_words_action (FOYER_ACTION_TILL_OPEN));
  else if (self->ours_id != 0)
    reason = g_strdup (_ ("The till of this desk is open.  Count and close it first."));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "till-page.open", reason == NULL);
  gtk_widget_set_tooltip_text (self->open_button, reason);
  if (self->ours_id == 0)
    gtk_widget_add_css_class (self->open_button, "suggested-action");
  else
    gtk_widget_remove_css_class (self->open_button, "suggested-action");
}

static GPtrArray *
take (GtkWidget *page, gpointer data)
{
  FoyerTillPage *self = FOYER_TILL_PAGE (page);
  Answer        *answer = data;

  /* A till that was just opened is looked at. */
  if (answer->ours_id != 0 && answer->ours_id != self->ours_id)
    foyer_worklist_want (self->worklist, answer->ours_id);
  self->ours_id = answer->ours_id;
  foyer_till_detail_set_ours (
      FOYER_TILL_DETAIL (foyer_worklist_get_detail (self->worklist)), self->ours_id);
  show_steps (self);

  return answer->tills;
}

static void
open_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  foyer_window_present_over (
      widget, foyer_till_open_dialog_new (FOYER_TILL_PAGE (widget)->session));
}

static void
report_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  foyer_window_present_over (
      widget, foyer_money_report_dialog_new (FOYER_TILL_PAGE (widget)->session));
}

static void
show_cell (GtkWidget *page, GtkWidget *cell, gpointer row)
{
  FoyerTillPage   *self = FOYER_TILL_PAGE (page);
  FoyerTill       *till = row;
  gboolean         is_open = till->state == FOYER_TILL_STATE_OPEN;
  g_autofree char *title = foyer_till_words_title (till);
  g_autofree char *amount = foyer_format_money (
      is_open ? till->float_minor : till->counted_minor, till->currency);
  g_autofree char *opened =
      foyer_format_when (foyer_session_get_zone (self->session), till->opened_at);
  g_autofree char *plain = foyer_till_words_amount (
      till->counted_minor - till->expected_minor, till->currency);
  g_autofree char *difference = foyer_isolate_figures (plain);

  foyer_money_cell_show (FOYER_MONEY_CELL (cell),
                         &(FoyerMoneyCellText){
                             .title = title,
                             .state = foyer_till_words_state (till),
                             .state_class = foyer_till_words_state_class (till),
                             .amount = amount,
                             .first = opened,
                             .second = is_open ? C_ ("till", "Float")
                                       : till->counted_minor == till->expected_minor
                                           ? ""
                                           : difference,
                         });
}

static const char *const shown[] = { "till",  "ledger_entry", "patient",
                                     "staff", "clinic",       NULL };

static const FoyerWorklistKind kind = {
  .shown = shown,
  .get_id = get_id,
  .read = read_list,
  .free_answer = (GDestroyNotify) answer_free,
  .take = take,
  .new_cell = foyer_money_cell_new,
  .show_cell = show_cell,
};

static gboolean
foyer_till_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (FOYER_TILL_PAGE (widget)->worklist));
}

static void
foyer_till_page_dispose (GObject *object)
{
  foyer_bin_dispose_template (object, FOYER_TYPE_TILL_PAGE);
  g_clear_object (&FOYER_TILL_PAGE (object)->session);

  G_OBJECT_CLASS (foyer_till_page_parent_class)->dispose (object);
}

static void
foyer_till_page_class_init (FoyerTillPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_till_page_dispose;
  widget_class->grab_focus = foyer_till_page_grab_focus;

  g_type_ensure (FOYER_TYPE_WORKLIST);
  g_type_ensure (FOYER_TYPE_TILL_DETAIL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/foyerclinic/Foyer/ui/till-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerTillPage, worklist);
  gtk_widget_class_bind_template_child (widget_class, FoyerTillPage, open_button);
  gtk_widget_class_install_action (widget_class, "till-page.open", NULL, open_cb);
  gtk_widget_class_install_action (widget_class, "till-page.report", NULL, report_cb);
}

static void
foyer_till_page_init (FoyerTillPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  foyer_worklist_set_name (self->worklist, _ ("Tills"));
  foyer_worklist_set_empty (
      self->worklist, "foyer-till-symbolic", _ ("No Till Yet"),
      _ ("Open the till with the cash that is in the drawer.  What is taken and paid "
         "back "
         "at this desk goes into it until it is counted and closed."));
}

/**
 * foyer_till_page_new:
 * @session: the session
 *
 * Returns: (transfer floating): the page, with the tills of the last year
 */
GtkWidget *
foyer_till_page_new (FoyerSession *session)
{
  FoyerTillPage *self = g_object_new (FOYER_TYPE_TILL_PAGE, NULL);

  self->session = g_object_ref (session);
  foyer_detail_set_session (foyer_worklist_get_detail (self->worklist), session);
  foyer_worklist_start (self->worklist, &kind, session);

  return GTK_WIDGET (self);
}
