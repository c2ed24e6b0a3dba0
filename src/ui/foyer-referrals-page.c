/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-referrals-page.h"

#include "base/foyer-latest.h"
#include "present/foyer-words.h"
#include "ui/foyer-action.h"
#include "ui/foyer-referral-cell.h"
#include "ui/foyer-referral-detail.h"
#include "ui/foyer-row-list.h"
#include "ui/foyer-widgets.h"

#include <glib/gi18n-lib.h>

#define PAGE_SIZE 200
#define N_STATES (FOYER_REFERRAL_STATE_ENTERED_IN_ERROR + 1)
/* The list of what may expire, beside those by state. */
#define LIST_PROPOSALS N_STATES
#define N_LISTS (N_STATES + 1)

/**
 * FoyerReferralsPage:
 *
 * Worklists of referrals by where they stand, the referrals of the chosen list with what is
 * most urgent first, and beside them the one that is being read.
 */
struct _FoyerReferralsPage
{
  AdwBin parent_instance;

  FoyerSession *session;    /* (owned) */
  FoyerRowList *list_rows;  /* (owned) of FoyerReferralRow */
  gulong        changed_id; /* of the store */
  int           list;       /* a state, or LIST_PROPOSALS */
  guint         limit;
  GCancellable *cancellable; /* (owned) (nullable) while the lists are read */
  gboolean      updating;

  GtkWidget *rows[N_LISTS];   /* (unowned) in @lists */
  GtkLabel  *counts[N_LISTS]; /* (unowned) in @rows */

  /* Template children */
  GtkListBox          *lists;
  GtkStack            *stack;
  AdwStatusPage       *none_page;
  GtkListView         *list_view;
  GtkSingleSelection  *selection;
  GtkWidget           *more_button;
  FoyerReferralDetail *detail;
};

G_DEFINE_FINAL_TYPE (FoyerReferralsPage, foyer_referrals_page, ADW_TYPE_BIN)

/* In the order of the work; what may expire comes before what is over. */
static const int list_order[N_LISTS] = {
  FOYER_REFERRAL_STATE_EXPECTED,
  FOYER_REFERRAL_STATE_RECEIVED,
  FOYER_REFERRAL_STATE_INCOMPLETE,
  FOYER_REFERRAL_STATE_TRIAGE,
  FOYER_REFERRAL_STATE_ACCEPTED,
  FOYER_REFERRAL_STATE_CONTACTING,
  FOYER_REFERRAL_STATE_BOOKED,
  FOYER_REFERRAL_STATE_ATTENDED,
  LIST_PROPOSALS,
  FOYER_REFERRAL_STATE_CLOSED,
  FOYER_REFERRAL_STATE_DECLINED,
  FOYER_REFERRAL_STATE_WITHDRAWN,
  FOYER_REFERRAL_STATE_UNREACHABLE,
  FOYER_REFERRAL_STATE_EXPIRED,
  FOYER_REFERRAL_STATE_ENTERED_IN_ERROR,
};

typedef struct
{
  int    list;
  guint  limit;
  gint64 id; /* go to the list of this referral, 0: stay */
} Question;

typedef struct
{
  int        list;
  gint64     counts[N_LISTS];
  GPtrArray *rows; /* (owned) (nullable) */
} Answer;

static void
answer_free (Answer *answer)
{
  g_clear_pointer (&answer->rows, g_ptr_array_unref);
  g_free (answer);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)

static gpointer
read_lists (FoyerDb *db, gpointer data, GError **error)
{
  const Question *question = data;
  g_autoptr (Answer) answer = g_new0 (Answer, 1);
  g_autoptr (GPtrArray) proposals = NULL;

  answer->list = question->list;
  if (question->id != 0)
    {
      g_autoptr (FoyerReferralRow) row = foyer_referrals_get (db, question->id, error);

      if (row == NULL)
        return NULL;
      answer->list = (int) row->referral->state;
    }
  if (!foyer_referrals_count_by_state (db, answer->counts, error) ||
      (proposals = foyer_referrals_list_expiry_proposals (db, error)) == NULL)
    return NULL;
  answer->counts[LIST_PROPOSALS] = proposals->len;
  if (answer->list == LIST_PROPOSALS)
    answer->rows = g_steal_pointer (&proposals);
  else
    answer->rows = foyer_referrals_list_by_state (db, (FoyerReferralState) answer->list,
                                                  0, question->limit, error);

  return answer->rows != NULL ? g_steal_pointer (&answer) : NULL;
}

static const char *
name_list (int list)
{
  return list == LIST_PROPOSALS ? C_ ("referral list", "Proposed to Expire")
                                : foyer_words_referral_list ((FoyerReferralState) list);
}

static void
show_counts (FoyerReferralsPage *self, const gint64 *counts)
{
  for (int list = 0; list < N_LISTS; list++)
    {
      g_autofree char *count = g_strdup_printf ("%" G_GINT64_FORMAT, counts[list]);
      g_autofree char *label = NULL;

      gtk_label_set_label (self->counts[list], counts[list] > 0 ? count : "");
      /* Translators: a worklist and how many referrals it has. */
      label = g_strdup_printf (_ ("%1$s, %2$s"), name_list (list), count);
      foyer_widget_set_accessible_label (self->rows[list], label);
    }
}

static void
show_empty_list (FoyerReferralsPage *self)
{
  const char *description;

  if (self->list == LIST_PROPOSALS)
    description = _ ("No referral has run out without a visit.");
  else if (self->list == FOYER_REFERRAL_STATE_RECEIVED)
    description = _ ("When a letter comes, register it with Ctrl+R.");
  else
    description = NULL;
  adw_status_page_set_title (self->none_page, _ ("Nothing Here"));
  adw_status_page_set_description (self->none_page, description);
}

static gint64
get_id (gpointer row)
{
  return foyer_record_get_id (FOYER_RECORD (((FoyerReferralRow *) row)->referral));
}

static void
row_chosen_cb (FoyerReferralsPage *self)
{
  foyer_referral_detail_show (self->detail, foyer_row_list_get_chosen (self->list_rows));
}

static void
lists_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerReferralsPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Answer) answer = foyer_store_finish (FOYER_STORE (source), result, &error);

  if (!foyer_latest_take (&self->cancellable, result))
    return;
  if (answer == NULL)
    {
      foyer_row_list_want (self->list_rows, 0);
      foyer_action_toast_error (GTK_WIDGET (self), error);
      return;
    }

  self->updating = TRUE;
  self->list = answer->list;
  gtk_list_box_select_row (self->lists, GTK_LIST_BOX_ROW (self->rows[self->list]));
  show_counts (self, answer->counts);
  foyer_row_list_fill (self->list_rows, answer->rows);
  show_empty_list (self);
  gtk_stack_set_visible_child_name (self->stack, answer->rows->len > 0 ? "list" : "none");
  gtk_widget_set_visible (self->more_button,
                          self->list != LIST_PROPOSALS &&
                              answer->rows->len < answer->counts[self->list]);
  self->updating = FALSE;
}

static void
reload (FoyerReferralsPage *self, gint64 id)
{
  Question *question = g_new0 (Question, 1);

  foyer_latest_ask (&self->cancellable);
  question->list = self->list;
  question->limit = self->limit;
  question->id = id;
  foyer_store_read_async (foyer_session_get_store (self->session), read_lists, question,
                          g_free, (GDestroyNotify) answer_free, self->cancellable,
                          lists_read_cb, g_object_ref (self));
}

static void
reload_in_place (FoyerReferralsPage *self)
{
  foyer_row_list_keep (self->list_rows);
  reload (self, 0);
}

static void
store_changed_cb (FoyerReferralsPage *self, GStrv kinds)
{
  static const char *const shown[] = { "referral",        "booking",  "patient",
                                       "referrer",        "practice", "document",
                                       "document_content" };

  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    if (g_strv_contains ((const char *const *) kinds, shown[i]))
      {
        reload_in_place (self);
        return;
      }
}

static void
list_selected_cb (FoyerReferralsPage *self, GtkListBoxRow *row)
{
  int list;

  if (self->updating || row == NULL)
    return;
  /* The list box also says so when the chosen row gets the focus. */
  list = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "list"));
  if (list == self->list)
    return;
  self->list = list;
  self->limit = PAGE_SIZE;
  foyer_row_list_want (self->list_rows, 0);
  reload (self, 0);
}

static void
row_activated_cb (FoyerReferralsPage *self)
{
  gtk_widget_child_focus (GTK_WIDGET (self->detail), GTK_DIR_TAB_FORWARD);
}

static void
more_clicked_cb (FoyerReferralsPage *self)
{
  self->limit += PAGE_SIZE;
  reload_in_place (self);
}

static void
register_clicked_cb (FoyerReferralsPage *self)
{
  foyer_action_activate (GTK_WIDGET (self), "win.register-referral",
                         g_variant_new_int64 (0));
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, foyer_referral_cell_new ());
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget          *cell = gtk_list_item_get_child (item);
  FoyerReferralsPage *self =
      FOYER_REFERRALS_PAGE (gtk_widget_get_ancestor (cell, FOYER_TYPE_REFERRALS_PAGE));

  foyer_referral_cell_set_row (FOYER_REFERRAL_CELL (cell), gtk_list_item_get_item (item),
                               foyer_session_today (self->session));
}

static void
accept_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  foyer_referral_detail_accept (FOYER_REFERRALS_PAGE (widget)->detail);
}

static gboolean
foyer_referrals_page_grab_focus (GtkWidget *widget)
{
  FoyerReferralsPage *self = FOYER_REFERRALS_PAGE (widget);

  return gtk_widget_grab_focus (
      !foyer_row_list_is_empty (self->list_rows)
          ? GTK_WIDGET (self->list_view)
          : GTK_WIDGET (gtk_list_box_get_selected_row (self->lists)));
}

static void
foyer_referrals_page_dispose (GObject *object)
{
  FoyerReferralsPage *self = FOYER_REFERRALS_PAGE (object);

  self->updating = TRUE;
  foyer_latest_drop (&self->cancellable);
  if (self->session != NULL)
    g_clear_signal_handler (&self->changed_id, foyer_session_get_store (self->session));
  g_clear_object (&self->list_rows);
  foyer_bin_dispose_template (self, FOYER_TYPE_REFERRALS_PAGE);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (foyer_referrals_page_parent_class)->dispose (object);
}

static void
foyer_referrals_page_class_init (FoyerReferralsPageClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = foyer_referrals_page_dispose;
  widget_class->grab_focus = foyer_referrals_page_grab_focus;

  g_type_ensure (FOYER_TYPE_REFERRAL_DETAIL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/foyerclinic/Foyer/ui/referrals-page.ui");
#define BIND(child)                                                                      \
  gtk_widget_class_bind_template_child (widget_class, FoyerReferralsPage, child)
  BIND (lists);
  BIND (stack);
  BIND (none_page);
  BIND (list_view);
  BIND (selection);
  BIND (more_button);
  BIND (detail);
#undef BIND
#define HANDLE(handler) gtk_widget_class_bind_template_callback (widget_class, handler)
  HANDLE (list_selected_cb);
  HANDLE (row_activated_cb);
  HANDLE (more_clicked_cb);
  HANDLE (register_clicked_cb);
  HANDLE (setup_cb);
  HANDLE (bind_cb);
#undef HANDLE
  gtk_widget_class_install_action (widget_class, "referrals.accept", NULL, accept_cb);
}

static GtkWidget *
new_list_row (FoyerReferralsPage *self, int list)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *icon = gtk_image_new_from_icon_name (
      list == LIST_PROPOSALS
          ? "appointment-soon-symbolic"
          : foyer_words_referral_state_icon ((FoyerReferralState) list));
  GtkWidget *name = gtk_label_new (name_list (list));
  GtkWidget *count = gtk_label_new (NULL);
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_wrap (GTK_LABEL (name), TRUE);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_add_css_class (count, "dim-label");
  gtk_widget_add_css_class (count, "tabular");
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), count);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data (G_OBJECT (row), "list", GINT_TO_POINTER (list));
  self->rows[list] = row;
  self->counts[list] = GTK_LABEL (count);

  return row;
}

static void
add_header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  gboolean ends = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "list")) ==
                  FOYER_REFERRAL_STATE_CLOSED;

  gtk_list_box_row_set_header (row, ends ? gtk_separator_new (GTK_ORIENTATION_HORIZONTAL)
                                         : NULL);
}

static void
foyer_referrals_page_init (FoyerReferralsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  foyer_list_let_tab_leave (self->list_view);
  foyer_list_let_tab_leave (self->lists);

  self->list = FOYER_REFERRAL_STATE_RECEIVED;
  self->limit = PAGE_SIZE;
  self->list_rows = foyer_row_list_new (self->selection, get_id);
  g_signal_connect_swapped (self->list_rows, "chosen", G_CALLBACK (row_chosen_cb), self);
  self->updating = TRUE;
  for (int i = 0; i < N_LISTS; i++)
    gtk_list_box_append (self->lists, new_list_row (self, list_order[i]));
  gtk_list_box_select_row (self->lists, GTK_LIST_BOX_ROW (self->rows[self->list]));
  gtk_list_box_set_header_func (self->lists, add_header_cb, NULL, NULL);
  self->updating = FALSE;
}

/**
 * foyer_referrals_page_new:
 * @session: the session
 *
 * Returns: (transfer floating): the page, on the list of what has come
 */
GtkWidget *
foyer_referrals_page_new (FoyerSession *session)
{
  FoyerReferralsPage *self = g_object_new (FOYER_TYPE_REFERRALS_PAGE, NULL);

  self->session = g_object_ref (session);
  foyer_referral_detail_set_session (self->detail, session);
  self->changed_id = g_signal_connect_swapped (
      foyer_session_get_store (session), "changed", G_CALLBACK (store_changed_cb), self);
  reload (self, 0);

  return GTK_WIDGET (self);
}

/**
 * foyer_referrals_page_open:
 * @self: the page
 * @id: a referral
 *
 * Goes to the list in which a referral is and shows it.
 */
void
foyer_referrals_page_open (FoyerReferralsPage *self, gint64 id)
{
  g_return_if_fail (FOYER_IS_REFERRALS_PAGE (self));

  self->limit = PAGE_SIZE;
  foyer_row_list_want (self->list_rows, id);
  reload (self, id);
}
