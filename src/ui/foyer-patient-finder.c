/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-patient-finder.h"

#include "base/foyer-latest.h"
#include "present/foyer-format.h"
#include "present/foyer-words.h"
#include "store/foyer-patients.h"
#include "ui/foyer-action.h"
#include "ui/foyer-patient-finder-row.h"
#include "ui/foyer-widgets.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define LIMIT 50

/* A place in the list.  Places stay while a person types; what stands in them changes, so
 * that no row is made or taken away for a keystroke. */
#define FOYER_TYPE_PLACE (foyer_place_get_type ())
G_DECLARE_FINAL_TYPE (FoyerPlace, foyer_place, FOYER, PLACE, GObject)

struct _FoyerPlace
{
  GObject parent_instance;

  FoyerPatientRow       *row;  /* (owned) */
  FoyerPatientFinderRow *view; /* (unowned) (nullable) while bound */
};

G_DEFINE_FINAL_TYPE (FoyerPlace, foyer_place, G_TYPE_OBJECT)

static void
foyer_place_finalize (GObject *object)
{
  g_clear_object (&FOYER_PLACE (object)->row);

  G_OBJECT_CLASS (foyer_place_parent_class)->finalize (object);
}

static void
foyer_place_class_init (FoyerPlaceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_place_finalize;
}

static void
foyer_place_init (FoyerPlace *self)
{
}

/**
 * FoyerPatientFinder:
 *
 * Finds patients while a person types: Enter picks one, Ctrl+Enter picks for the second
 * purpose.
 *
 * The newest query wins: an older one is cancelled, and its answer is never shown.
 */
struct _FoyerPatientFinder
{
  GtkBox parent_instance;

  FoyerSession *session;     /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) (nullable) of the query under way */
  GListStore   *places;      /* (owned) of FoyerPlace */
  gboolean      pick_first;  /* Enter came before the answer */

  /* Template children */
  GtkSearchEntry     *search_entry;
  GtkLabel           *caption_label;
  GtkStack           *stack;
  GtkListView        *list;
  GtkSingleSelection *selection;
  AdwStatusPage      *empty_page;
  GtkButton          *register_button;
  GtkLabel           *register_label;
  GtkButton          *import_button;
};

enum
{
  PICKED,
  PICKED_ALTERNATIVE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FoyerPatientFinder, foyer_patient_finder, GTK_TYPE_BOX)

/* A query and what it was asked for. */
typedef struct
{
  char          *text; /* (owned) */
  FoyerDateOrder date_order;
} Query;

static void
query_free (Query *query)
{
  g_free (query->text);
  g_free (query);
}

static gpointer
run_query (FoyerDb *db, gpointer data, GError **error)
{
  Query *query = data;

  if (*query->text == '\0')
    return foyer_patients_list_recent (db, LIMIT, error);
  return foyer_patients_search (db, query->text, query->date_order, LIMIT, error);
}

static char *
dup_typed (FoyerPatientFinder *self)
{
  return g_strstrip (
      g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->search_entry))));
}

static void
pick (FoyerPatientFinder *self, guint position, guint signal)
{
  g_autoptr (FoyerPlace) place =
      g_list_model_get_item (G_LIST_MODEL (self->places), position);

  if (place != NULL)
    g_signal_emit (self, signals[signal], 0, place->row->id);
}

static void
show_empty (FoyerPatientFinder *self, const char *typed)
{
  g_autofree char *title = NULL, *label = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->import_button), *typed == '\0');
  if (*typed == '\0')
    {
      adw_status_page_set_icon_name (self->empty_page, "system-users-symbolic");
      adw_status_page_set_title (self->empty_page, _ ("No Patients Yet"));
      adw_status_page_set_description (
          self->empty_page, _ ("Register the first patient, or import a list of them."));
      gtk_label_set_label (self->register_label, _ ("Register a Patient…"));
    }
  else
    {
      /* Translators: %s is what somebody typed to find a patient */
      title = g_strdup_printf (_ ("Nobody Found for “%s”"), typed);
      /* Translators: %s is what somebody typed to find a patient: a name */
      label = g_strdup_printf (_ ("Register “%s”…"), typed);
      adw_status_page_set_icon_name (self->empty_page, "edit-find-symbolic");
      adw_status_page_set_title (self->empty_page, title);
      adw_status_page_set_description (
          self->empty_page, _ ("Try fewer letters, the birth date or the phone number."));
      gtk_label_set_label (self->register_label, label);
    }
  foyer_widget_set_accessible_label (self->register_button,
                                     gtk_label_get_label (self->register_label));
  gtk_stack_set_visible_child_name (self->stack, "empty");
}

static void
fill_place (FoyerPatientFinder *self, FoyerPlace *place, FoyerPatientRow *row)
{
  g_set_object (&place->row, row);
  if (place->view != NULL)
    foyer_patient_finder_row_set_row (place->view, row,
                                      foyer_session_today (self->session));
}

static void
show_rows (FoyerPatientFinder *self, GPtrArray *rows, const char *typed)
{
  guint n_places = g_list_model_get_n_items (G_LIST_MODEL (self->places));
  g_autoptr (GPtrArray) more = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < rows->len; i++)
    {
      g_autoptr (FoyerPlace) place =
          i < n_places ? g_list_model_get_item (G_LIST_MODEL (self->places), i)
                       : g_object_new (FOYER_TYPE_PLACE, NULL);

      fill_place (self, place, g_ptr_array_index (rows, i));
      if (i >= n_places)
        g_ptr_array_add (more, g_steal_pointer (&place));
    }
  if (rows->len < n_places)
    g_list_store_splice (self->places, rows->len, n_places - rows->len, NULL, 0);
  else
    g_list_store_splice (self->places, n_places, 0, more->pdata, more->len);

  gtk_label_set_label (self->caption_label, *typed == '\0' ? _ ("Recently Changed")
                                                           : _ ("Best Matches First"));
  gtk_widget_set_visible (GTK_WIDGET (self->caption_label), rows->len > 0);
  if (rows->len > 0)
    gtk_stack_set_visible_child_name (self->stack, "results");
  else
    show_empty (self, typed);
}

static void
show_failure (FoyerPatientFinder *self, const GError *error)
{
  g_autofree char *sentence = foyer_words_error (error);
  g_autofree char *escaped = g_markup_escape_text (sentence, -1);

  /* A status page reads its description as markup, though not its title. */
  g_list_store_remove_all (self->places);
  gtk_widget_set_visible (GTK_WIDGET (self->caption_label), FALSE);
  show_empty (self, "");
  adw_status_page_set_icon_name (self->empty_page, "dialog-warning-symbolic");
  adw_status_page_set_title (self->empty_page, _ ("The Search Failed"));
  adw_status_page_set_description (self->empty_page, escaped);
  gtk_widget_set_visible (GTK_WIDGET (self->import_button), FALSE);
}

typedef struct
{
  FoyerPatientFinder *finder;      /* (owned) */
  GCancellable       *cancellable; /* (owned): which query this is */
  char               *typed;       /* (owned) */
  gboolean            is_new;      /* not the same query again */
} Asked;

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Asked              *asked = data;
  FoyerPatientFinder *self = asked->finder;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = foyer_store_finish (FOYER_STORE (source), result, &error);

  if (asked->cancellable == self->cancellable)
    {
      g_clear_object (&self->cancellable);
      if (rows != NULL)
        {
          show_rows (self, rows, asked->typed);
          if (asked->is_new && rows->len > 0)
            {
              gtk_single_selection_set_selected (self->selection, 0);
              gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item",
                                          "u", 0);
            }
          if (self->pick_first)
            {
              self->pick_first = FALSE;
              pick (self, 0, PICKED);
            }
        }
      else
        show_failure (self, error);
    }

  g_object_unref (asked->finder);
  g_object_unref (asked->cancellable);
  g_free (asked->typed);
  g_free (asked);
}

static void
ask (FoyerPatientFinder *self, gboolean is_new)
{
  Query *query;
  Asked *asked;

  if (self->session == NULL)
    return;

  foyer_latest_ask (&self->cancellable);

  query = g_new0 (Query, 1);
  query->text = dup_typed (self);
  query->date_order = foyer_locale_date_order ();

  asked = g_new0 (Asked, 1);
  asked->finder = g_object_ref (self);
  asked->cancellable = g_object_ref (self->cancellable);
  asked->typed = g_strdup (query->text);
  asked->is_new = is_new;

  foyer_store_read_async (foyer_session_get_store (self->session), run_query, query,
                          (GDestroyNotify) query_free, (GDestroyNotify) g_ptr_array_unref,
                          self->cancellable, found_cb, asked);
}

static void
store_changed_cb (FoyerPatientFinder *self, const char *const *kinds)
{
  if (g_strv_contains (kinds, "patient") || g_strv_contains (kinds, "patient_phone"))
    ask (self, FALSE);
}

static void
text_changed_cb (FoyerPatientFinder *self)
{
  self->pick_first = FALSE;
  ask (self, TRUE);
}

static void
activated_cb (FoyerPatientFinder *self)
{
  if (self->cancellable != NULL)
    self->pick_first = TRUE;
  else if (g_list_model_get_n_items (G_LIST_MODEL (self->places)) > 0)
    pick (self, gtk_single_selection_get_selected (self->selection), PICKED);
  else
    g_signal_emit_by_name (self->register_button, "clicked");
}

static void
select_by (FoyerPatientFinder *self, int step)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->places));
  guint selected = gtk_single_selection_get_selected (self->selection);

  if (n == 0)
    return;

  selected = selected == GTK_INVALID_LIST_POSITION
                 ? 0
                 : (guint) CLAMP ((gint64) selected + step, 0, (gint64) n - 1);
  gtk_single_selection_set_selected (self->selection, selected);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u",
                              selected);
}

static void
next_match_cb (FoyerPatientFinder *self)
{
  select_by (self, 1);
}

static void
previous_match_cb (FoyerPatientFinder *self)
{
  select_by (self, -1);
}

static void
list_activated_cb (FoyerPatientFinder *self, guint position)
{
  pick (self, position, PICKED);
}

static void
register_clicked_cb (FoyerPatientFinder *self)
{
  g_autofree char *typed = dup_typed (self);

  foyer_action_activate (GTK_WIDGET (self), "win.new-patient",
                         g_variant_new_string (typed));
}

/* The arrows walk through the answers while the keyboard stays where the person types. */
static gboolean
entry_key_pressed_cb (GtkEventControllerKey *controller,
                      guint                  keyval,
                      guint                  keycode,
                      GdkModifierType        state,
                      FoyerPatientFinder    *self)
{
  switch (keyval)
    {
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      select_by (self, 1);
      return GDK_EVENT_STOP;

    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      select_by (self, -1);
      return GDK_EVENT_STOP;

    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                FoyerPatientFinder    *self)
{
  if ((keyval != GDK_KEY_Return && keyval != GDK_KEY_KP_Enter) ||
      (state & GDK_CONTROL_MASK) == 0)
    return GDK_EVENT_PROPAGATE;

  /* Not while older answers stand there: Ctrl+Enter acts on what the person sees. */
  if (self->cancellable == NULL)
    pick (self, gtk_single_selection_get_selected (self->selection), PICKED_ALTERNATIVE);

  return GDK_EVENT_STOP;
}

static void
row_clicked_cb (GtkListItem *item, FoyerPatientFinderRow *row)
{
  FoyerPatientFinder *self = FOYER_PATIENT_FINDER (
      gtk_widget_get_ancestor (GTK_WIDGET (row), FOYER_TYPE_PATIENT_FINDER));

  gtk_single_selection_set_selected (self->selection, gtk_list_item_get_position (item));
  pick (self, gtk_list_item_get_position (item), PICKED);
}

static void
row_set_up_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *item,
               FoyerPatientFinder       *self)
{
  GtkWidget *row = foyer_patient_finder_row_new ();

  g_signal_connect_object (row, "clicked", G_CALLBACK (row_clicked_cb), item,
                           G_CONNECT_SWAPPED);
  gtk_list_item_set_child (item, row);
}

static void
row_bound_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *item,
              FoyerPatientFinder       *self)
{
  FoyerPlace *place = gtk_list_item_get_item (item);

  place->view = FOYER_PATIENT_FINDER_ROW (gtk_list_item_get_child (item));
  foyer_patient_finder_row_set_row (place->view, place->row,
                                    foyer_session_today (self->session));
}

static void
row_unbound_cb (GtkSignalListItemFactory *factory,
                GtkListItem              *item,
                FoyerPatientFinder       *self)
{
  FoyerPlace *place = gtk_list_item_get_item (item);

  place->view = NULL;
}

static gboolean
foyer_patient_finder_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (FOYER_PATIENT_FINDER (widget)->search_entry));
}

static void
foyer_patient_finder_dispose (GObject *object)
{
  FoyerPatientFinder *self = FOYER_PATIENT_FINDER (object);

  foyer_latest_drop (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), FOYER_TYPE_PATIENT_FINDER);
  g_clear_object (&self->places);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (foyer_patient_finder_parent_class)->dispose (object);
}

static void
foyer_patient_finder_class_init (FoyerPatientFinderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_patient_finder_dispose;
  widget_class->grab_focus = foyer_patient_finder_grab_focus;

  /**
   * FoyerPatientFinder::picked:
   * @id: the patient
   *
   * Emitted when the person has chosen: Enter, or a click.
   */
  signals[PICKED] = g_signal_new ("picked", FOYER_TYPE_PATIENT_FINDER, G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  /**
   * FoyerPatientFinder::picked-alternative:
   * @id: the patient
   *
   * Emitted when the person has chosen with Ctrl+Enter.
   */
  signals[PICKED_ALTERNATIVE] =
      g_signal_new ("picked-alternative", FOYER_TYPE_PATIENT_FINDER, G_SIGNAL_RUN_LAST, 0,
                    NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/foyerclinic/Foyer/ui/patient-finder.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerPatientFinder, search_entry);
  gtk_widget_class_bind_template_child (widget_class, FoyerPatientFinder, caption_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerPatientFinder, stack);
  gtk_widget_class_bind_template_child (widget_class, FoyerPatientFinder, list);
  gtk_widget_class_bind_template_child (widget_class, FoyerPatientFinder, selection);
  gtk_widget_class_bind_template_child (widget_class, FoyerPatientFinder, empty_page);
  gtk_widget_class_bind_template_child (widget_class, FoyerPatientFinder,
                                        register_button);
  gtk_widget_class_bind_template_child (widget_class, FoyerPatientFinder, register_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerPatientFinder, import_button);
  gtk_widget_class_bind_template_callback (widget_class, text_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_match_cb);
  gtk_widget_class_bind_template_callback (widget_class, previous_match_cb);
  gtk_widget_class_bind_template_callback (widget_class, list_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, register_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_set_up_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_bound_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_unbound_cb);
}

static void
foyer_patient_finder_init (FoyerPatientFinder *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  foyer_list_let_tab_leave (self->list);
  self->places = g_list_store_new (FOYER_TYPE_PLACE);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->places));
}

/**
 * foyer_patient_finder_new:
 * @session: the session
 *
 * Returns: (transfer floating): a finder that shows the patients changed last
 */
GtkWidget *
foyer_patient_finder_new (FoyerSession *session)
{
  FoyerPatientFinder *self = g_object_new (FOYER_TYPE_PATIENT_FINDER, NULL);

  foyer_patient_finder_set_session (self, session);

  return GTK_WIDGET (self);
}

/**
 * foyer_patient_finder_set_session:
 * @self: a finder from a template
 * @session: the session
 *
 * Says where to search; once.
 */
void
foyer_patient_finder_set_session (FoyerPatientFinder *self, FoyerSession *session)
{
  g_return_if_fail (FOYER_IS_PATIENT_FINDER (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (foyer_session_get_store (session), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  ask (self, TRUE);
}

/**
 * foyer_patient_finder_find:
 * @self: a finder
 *
 * Gives the keyboard to the search, with what is typed selected.
 */
void
foyer_patient_finder_find (FoyerPatientFinder *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
  gtk_editable_select_region (GTK_EDITABLE (self->search_entry), 0, -1);
}

void
foyer_patient_finder_set_text (FoyerPatientFinder *self, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), text);
}

const char *
foyer_patient_finder_get_text (FoyerPatientFinder *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->search_entry));
}

/**
 * foyer_patient_finder_clear:
 * @self: a finder
 *
 * Forgets what is typed.
 */
void
foyer_patient_finder_clear (FoyerPatientFinder *self)
{
  foyer_patient_finder_set_text (self, "");
}
