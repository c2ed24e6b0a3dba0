/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-slot-list.h"

#include "base/foyer-latest.h"
#include "present/foyer-format.h"
#include "present/foyer-slot-words.h"
#include "present/foyer-words.h"
#include "store/foyer-referrals.h"
#include "store/foyer-slots.h"
#include "ui/foyer-widgets.h"

#include <glib/gi18n-lib.h>

#define N_SLOTS 8
#define FIRST_HOUR 7
#define LAST_HOUR 18

/**
 * FoyerSlotList:
 *
 * Free times, best first, each with why it is offered; and what narrows them: the earliest
 * date, the time of day and the days of the week.
 */
struct _FoyerSlotList
{
  GtkBox parent_instance;

  FoyerSession *session; /* (owned) (nullable) until it is set */
  FoyerSlotWish wish;
  FoyerSlot    *pinned;      /* (owned) (nullable) a time that a person chose elsewhere */
  GHashTable   *names;       /* (owned) clinician id to name */
  GPtrArray    *slots;       /* (owned) (nullable) of FoyerSlot, what the list shows */
  GCancellable *cancellable; /* (owned) (nullable) while a search is under way */
  char         *target_date; /* (owned) (nullable) of the referral */
  int           earliest_day; /* civil day, 0: today */
  guint         weekdays;     /* bit 1 << weekday, 0: any */
  guint         limit;
  gboolean      updating;

  GtkCheckButton *weekday_checks[8]; /* (unowned) by ISO weekday */

  /* Template children */
  GtkMenuButton *date_button;
  GtkPopover    *date_popover;
  GtkCalendar   *calendar;
  GtkDropDown   *time_drop_down;
  GtkMenuButton *weekday_button;
  GtkBox        *weekday_box;
  GtkStack      *stack;
  GtkLabel      *none_label;
  GtkWidget     *loosen_button;
  GtkListBox    *list;
  GtkWidget     *later_button;
};

enum
{
  SELECTED,
  ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FoyerSlotList, foyer_slot_list, GTK_TYPE_BOX)

/* Any time, mornings, afternoons, then each hour. */
enum
{
  TIME_ANY,
  TIME_MORNING,
  TIME_AFTERNOON,
  TIME_FIRST_HOUR,
};

typedef struct
{
  FoyerSlotWish wish;
  int           earliest_day;
  guint         weekdays;
  int           from_minute;
  int           to_minute;
  guint         limit;
} Search;

typedef struct
{
  GPtrArray     *slots;       /* (owned) (nullable) */
  char          *target_date; /* (owned) (nullable) */
  FoyerSlotTally tally;
} Found;

static void
found_free (Found *found)
{
  g_clear_pointer (&found->slots, g_ptr_array_unref);
  g_free (found->target_date);
  g_free (found);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Found, found_free)

static gpointer
find_slots (FoyerDb *db, gpointer data, GError **error)
{
  const Search *search = data;
  g_autoptr (Found) found = g_new0 (Found, 1);
  g_autoptr (FoyerSlotQuery) query = NULL;
  FoyerZone *zone = foyer_db_get_zone (db, error);
  gint64     earliest_at = 0;

  if (zone == NULL)
    return NULL;
  if (search->earliest_day != 0)
    earliest_at = foyer_zone_day_start (zone, search->earliest_day);
  query = foyer_slots_new_query (db, search->wish.service_id, search->wish.referral_id,
                                 search->wish.patient_id, error);
  if (query == NULL)
    return NULL;
  if (search->wish.clinician_id != 0)
    {
      if (query->clinician_ids != NULL)
        g_array_set_size (query->clinician_ids, 0);
      foyer_slot_query_add_clinician (query, search->wish.clinician_id);
    }
  query->earliest_at = earliest_at;
  query->booking_id = search->wish.booking_id;
  query->weekdays = search->weekdays;
  query->from_minute = search->from_minute;
  query->to_minute = search->to_minute;
  query->limit = search->limit;
  found->target_date = g_strdup (query->target_date);
  found->slots = foyer_slots_find (db, query, &found->tally, error);

  return found->slots != NULL ? g_steal_pointer (&found) : NULL;
}

static GtkWidget *
new_row (FoyerSlotList *self, FoyerSlot *slot)
{
  FoyerZone       *zone = foyer_session_get_zone (self->session);
  g_autofree char *title =
      foyer_slot_words_time (slot, zone, foyer_session_today (self->session));
  g_autofree char *reason = NULL;
  g_autofree char *subtitle = NULL;
  g_autofree char *label = NULL;
  const char      *name = g_hash_table_lookup (self->names, &slot->clinician_id);
  GtkWidget       *row;

  if (slot == self->pinned)
    reason = g_strdup (C_ ("reason for a free time", "The time you chose"));
  else if (slot->reason != FOYER_SLOT_REASON_EARLIEST &&
           slot->reason != FOYER_SLOT_REASON_FILLS_GAP)
    reason = foyer_slot_words_distance (slot, zone, self->target_date);
  if (reason == NULL)
    reason = foyer_slot_words_reason (slot);
  if (name == NULL || *name == '\0')
    subtitle = g_strdup (reason);
  else if (*reason == '\0')
    subtitle = g_strdup (name);
  else
    subtitle = g_strdup_printf ("%s · %s", name, reason);
  row = foyer_action_row_new (title, subtitle);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_widget_add_css_class (row, "tabular");
  label = g_strdup_printf ("%s, %s", title, subtitle);
  foyer_widget_set_accessible_label (row, label);
  g_object_set_data_full (G_OBJECT (row), "slot", g_object_ref (slot), g_object_unref);

  return row;
}

static gboolean
is_same (FoyerSlot *a, FoyerSlot *b)
{
  return a != NULL && b != NULL && a->start_at == b->start_at &&
         a->clinician_id == b->clinician_id;
}

/* Replaces the rows; the chosen time stays chosen if it is still offered. */
static void
show_slots (FoyerSlotList *self)
{
  g_autoptr (FoyerSlot) chosen = NULL;
  GtkListBoxRow *first = NULL;
  GtkListBoxRow *again = NULL;
  gboolean       had_focus = gtk_widget_get_focus_child (GTK_WIDGET (self->list)) != NULL;

  g_set_object (&chosen, foyer_slot_list_get_slot (self));
  self->updating = TRUE;
  foyer_widget_empty (self->list);
  for (guint i = 0; i < self->slots->len; i++)
    {
      FoyerSlot *slot = self->slots->pdata[i];
      GtkWidget *row = new_row (self, slot);

      gtk_list_box_append (self->list, row);
      if (first == NULL)
        first = GTK_LIST_BOX_ROW (row);
      if (again == NULL && is_same (slot, chosen))
        again = GTK_LIST_BOX_ROW (row);
    }
  gtk_list_box_select_row (self->list, again != NULL ? again : first);
  if (had_focus && first != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (again != NULL ? again : first));
  self->updating = FALSE;
  g_signal_emit (self, signals[SELECTED], 0);
}

static void
slots_found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerSlotList) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Found) found = foyer_store_finish (FOYER_STORE (source), result, &error);

  if (!foyer_latest_take (&self->cancellable, result))
    return;

  g_clear_pointer (&self->slots, g_ptr_array_unref);
  self->slots = found != NULL ? g_steal_pointer (&found->slots)
                              : g_ptr_array_new_with_free_func (g_object_unref);
  g_free (self->target_date);
  self->target_date = found != NULL ? g_steal_pointer (&found->target_date) : NULL;
  gtk_widget_set_visible (self->later_button, self->slots->len >= self->limit);

  if (self->pinned != NULL)
    {
      for (guint i = 0; i < self->slots->len; i++)
        if (is_same (self->slots->pdata[i], self->pinned))
          g_ptr_array_remove_index (self->slots, i--);
      g_ptr_array_insert (self->slots, 0, g_object_ref (self->pinned));
    }
  if (self->slots->len == 0)
    {
      g_autofree char *text = found != NULL
                                  ? g_strdup (foyer_slot_words_rule (found->tally.rule))
                                  : foyer_words_error (error);

      gtk_label_set_label (self->none_label, text);
      gtk_widget_set_visible (self->loosen_button,
                              self->weekdays != 0 || self->earliest_day != 0 ||
                                  gtk_drop_down_get_selected (self->time_drop_down) != 0);
    }
  gtk_stack_set_visible_child_name (self->stack, self->slots->len > 0 ? "slots" : "none");
  show_slots (self);
}

static void
start_search (FoyerSlotList *self)
{
  guint   chosen = gtk_drop_down_get_selected (self->time_drop_down);
  Search *search;

  foyer_latest_drop (&self->cancellable);
  if (self->wish.service_id == 0)
    {
      gtk_stack_set_visible_child_name (self->stack, "hint");
      return;
    }

  search = g_new0 (Search, 1);
  search->wish = self->wish;
  search->earliest_day = self->earliest_day;
  search->weekdays = self->weekdays;
  search->limit = self->limit;
  if (chosen == TIME_MORNING)
    search->to_minute = FOYER_DAY_MINUTES / 2;
  else if (chosen == TIME_AFTERNOON)
    search->from_minute = FOYER_DAY_MINUTES / 2;
  else if (chosen >= TIME_FIRST_HOUR)
    search->from_minute = (FIRST_HOUR + (int) (chosen - TIME_FIRST_HOUR)) * 60;
  foyer_latest_ask (&self->cancellable);
  foyer_store_read_async (foyer_session_get_store (self->session), find_slots, search,
                          g_free, (GDestroyNotify) found_free, self->cancellable,
                          slots_found_cb, g_object_ref (self));
}

static void
show_limits (FoyerSlotList *self)
{
  GString         *days = g_string_new (NULL);
  g_autofree char *from = NULL;
  g_autofree char *text = NULL;

  if (self->earliest_day == 0)
    text = g_strdup (C_ ("earliest date", "From Today"));
  else
    {
      from = foyer_format_day_short (self->earliest_day);
      /* Translators: %s is the earliest date of a free time. */
      text = g_strdup_printf (C_ ("earliest date", "From %s"), from);
    }
  gtk_menu_button_set_label (self->date_button, text);

  for (int i = 0; i < 7; i++)
    {
      int              weekday = (foyer_locale_first_weekday () - 1 + i) % 7 + 1;
      g_autofree char *name = foyer_format_weekday_short (weekday);

      if ((self->weekdays & (1u << weekday)) != 0)
        g_string_append_printf (days, "%s%s", days->len > 0 ? " " : "", name);
    }
  gtk_menu_button_set_label (self->weekday_button,
                             days->len > 0 ? days->str
                                           : C_ ("days of the week", "Any Day"));
  g_string_free (days, TRUE);
}

static void
limits_changed_cb (FoyerSlotList *self)
{
  if (self->updating || self->session == NULL)
    return;
  self->limit = N_SLOTS;
  show_limits (self);
  start_search (self);
}

static void
set_earliest (FoyerSlotList *self, int day)
{
  int today = foyer_session_today (self->session);

  self->earliest_day = day > today ? day : 0;
  gtk_popover_popdown (self->date_popover);
  limits_changed_cb (self);
}

static void
today_clicked_cb (FoyerSlotList *self)
{
  set_earliest (self, 0);
}

static void
week_clicked_cb (FoyerSlotList *self)
{
  set_earliest (self, foyer_session_today (self->session) + 7);
}

static void
month_clicked_cb (FoyerSlotList *self)
{
  set_earliest (self, foyer_day_add_months (foyer_session_today (self->session), 1));
}

static void
quarter_clicked_cb (FoyerSlotList *self)
{
  set_earliest (self, foyer_day_add_months (foyer_session_today (self->session), 3));
}

static void
day_selected_cb (FoyerSlotList *self)
{
  g_autoptr (GDateTime) date = gtk_calendar_get_date (self->calendar);

  if (!self->updating && self->session != NULL)
    set_earliest (self, foyer_day_from_ymd (g_date_time_get_year (date),
                                            g_date_time_get_month (date),
                                            g_date_time_get_day_of_month (date)));
}

static void
weekday_toggled_cb (FoyerSlotList *self)
{
  self->weekdays = 0;
  for (int weekday = 1; weekday <= 7; weekday++)
    if (gtk_check_button_get_active (self->weekday_checks[weekday]))
      self->weekdays |= 1u << weekday;
  limits_changed_cb (self);
}

static void
loosen_clicked_cb (FoyerSlotList *self)
{
  self->updating = TRUE;
  self->earliest_day = 0;
  self->weekdays = 0;
  gtk_drop_down_set_selected (self->time_drop_down, TIME_ANY);
  for (int weekday = 1; weekday <= 7; weekday++)
    gtk_check_button_set_active (self->weekday_checks[weekday], FALSE);
  self->updating = FALSE;
  limits_changed_cb (self);
}

static void
later_clicked_cb (FoyerSlotList *self)
{
  self->limit += N_SLOTS;
  start_search (self);
}

static void
row_selected_cb (FoyerSlotList *self)
{
  if (!self->updating)
    g_signal_emit (self, signals[SELECTED], 0);
}

static void
row_activated_cb (FoyerSlotList *self)
{
  g_signal_emit (self, signals[ACTIVATED], 0);
}

static gboolean
foyer_slot_list_grab_focus (GtkWidget *widget)
{
  FoyerSlotList *self = FOYER_SLOT_LIST (widget);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  return gtk_widget_grab_focus (row != NULL ? GTK_WIDGET (row)
                                            : GTK_WIDGET (self->date_button));
}

static void
foyer_slot_list_dispose (GObject *object)
{
  FoyerSlotList *self = FOYER_SLOT_LIST (object);

  self->updating = TRUE;
  foyer_latest_drop (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), FOYER_TYPE_SLOT_LIST);
  g_clear_object (&self->session);
  g_clear_object (&self->pinned);
  g_clear_pointer (&self->names, g_hash_table_unref);
  g_clear_pointer (&self->slots, g_ptr_array_unref);
  g_clear_pointer (&self->target_date, g_free);

  G_OBJECT_CLASS (foyer_slot_list_parent_class)->dispose (object);
}

static void
foyer_slot_list_class_init (FoyerSlotListClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = foyer_slot_list_dispose;
  widget_class->grab_focus = foyer_slot_list_grab_focus;

  /**
   * FoyerSlotList::selected:
   *
   * Emitted when another time is chosen, or none.
   */
  signals[SELECTED] = g_signal_new ("selected", FOYER_TYPE_SLOT_LIST, G_SIGNAL_RUN_LAST,
                                    0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * FoyerSlotList::activated:
   *
   * Emitted when somebody presses Enter on a time.
   */
  signals[ACTIVATED] = g_signal_new ("activated", FOYER_TYPE_SLOT_LIST, G_SIGNAL_RUN_LAST,
                                     0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/foyerclinic/Foyer/ui/slot-list.ui");
#define BIND(child)                                                                      \
  gtk_widget_class_bind_template_child (widget_class, FoyerSlotList, child)
  BIND (date_button);
  BIND (date_popover);
  BIND (calendar);
  BIND (time_drop_down);
  BIND (weekday_button);
  BIND (weekday_box);
  BIND (stack);
  BIND (none_label);
  BIND (loosen_button);
  BIND (list);
  BIND (later_button);
#undef BIND
#define HANDLE(handler) gtk_widget_class_bind_template_callback (widget_class, handler)
  HANDLE (today_clicked_cb);
  HANDLE (week_clicked_cb);
  HANDLE (month_clicked_cb);
  HANDLE (quarter_clicked_cb);
  HANDLE (day_selected_cb);
  HANDLE (limits_changed_cb);
  HANDLE (loosen_clicked_cb);
  HANDLE (later_clicked_cb);
  HANDLE (row_selected_cb);
  HANDLE (row_activated_cb);
#undef HANDLE
}

static void
add_weekdays (FoyerSlotList *self)
{
  for (int i = 0; i < 7; i++)
    {
      int              weekday = (foyer_locale_first_weekday () - 1 + i) % 7 + 1;
      g_autofree char *name = foyer_format_weekday (weekday);
      GtkWidget       *check = gtk_check_button_new_with_label (name);

      g_signal_connect_swapped (check, "toggled", G_CALLBACK (weekday_toggled_cb), self);
      gtk_box_append (self->weekday_box, check);
      self->weekday_checks[weekday] = GTK_CHECK_BUTTON (check);
    }
}

static void
add_times (FoyerSlotList *self)
{
  g_autoptr (GtkStringList) times = gtk_string_list_new (NULL);

  gtk_string_list_append (times, C_ ("time of day", "Any Time"));
  gtk_string_list_append (times, C_ ("time of day", "Mornings"));
  gtk_string_list_append (times, C_ ("time of day", "Afternoons"));
  for (int hour = FIRST_HOUR; hour <= LAST_HOUR; hour++)
    {
      g_autofree char *time = foyer_format_minute (hour * 60);
      /* Translators: %s is a time of day. */
      g_autofree char *text = g_strdup_printf (C_ ("time of day", "Not before %s"), time);

      gtk_string_list_append (times, text);
    }
  gtk_drop_down_set_model (self->time_drop_down, G_LIST_MODEL (times));
  /* The button inside is what gets the keyboard. */
  foyer_widget_set_accessible_label (
      gtk_widget_get_first_child (GTK_WIDGET (self->time_drop_down)), _ ("Time of day"));
}

static void
foyer_slot_list_init (FoyerSlotList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  foyer_widget_set_accessible_label (self->time_drop_down, _ ("Time of day"));
  foyer_list_let_tab_leave (self->list);

  self->limit = N_SLOTS;
  self->names = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->slots = g_ptr_array_new_with_free_func (g_object_unref);
  add_weekdays (self);
  add_times (self);
  show_limits (self);
}

GtkWidget *
foyer_slot_list_new (void)
{
  return g_object_new (FOYER_TYPE_SLOT_LIST, NULL);
}

void
foyer_slot_list_set_session (FoyerSlotList *self, FoyerSession *session)
{
  g_return_if_fail (FOYER_IS_SLOT_LIST (self));

  g_set_object (&self->session, session);
}

/**
 * foyer_slot_list_name_clinician:
 * @self: a list
 * @clinician_id: a clinician
 * @name: how people call them
 *
 * Tells the list whose times it shows.
 */
void
foyer_slot_list_name_clinician (FoyerSlotList *self,
                                gint64         clinician_id,
                                const char    *name)
{
  g_return_if_fail (FOYER_IS_SLOT_LIST (self));

  g_hash_table_insert (self->names, g_memdup2 (&clinician_id, sizeof clinician_id),
                       g_strdup (name));
}

/**
 * foyer_slot_list_pin:
 * @self: a list
 * @slot: (nullable): a time that a person chose, on the day schedule for instance
 *
 * Keeps @slot at the top, free or not: the gate has to judge it.
 */
void
foyer_slot_list_pin (FoyerSlotList *self, FoyerSlot *slot)
{
  g_return_if_fail (FOYER_IS_SLOT_LIST (self));

  g_set_object (&self->pinned, slot);
}

/**
 * foyer_slot_list_search:
 * @self: a list
 * @wish: what times are searched for; copied
 *
 * Shows the free times for @wish.
 */
void
foyer_slot_list_search (FoyerSlotList *self, const FoyerSlotWish *wish)
{
  g_return_if_fail (FOYER_IS_SLOT_LIST (self));
  g_return_if_fail (self->session != NULL);

  self->wish = *wish;
  self->limit = N_SLOTS;
  start_search (self);
}

/**
 * foyer_slot_list_refresh:
 * @self: a list
 *
 * Searches again for the same.
 */
void
foyer_slot_list_refresh (FoyerSlotList *self)
{
  g_return_if_fail (FOYER_IS_SLOT_LIST (self));

  if (self->session != NULL)
    start_search (self);
}

gboolean
foyer_slot_list_is_searching (FoyerSlotList *self)
{
  g_return_val_if_fail (FOYER_IS_SLOT_LIST (self), FALSE);

  return self->cancellable != NULL;
}

/**
 * foyer_slot_list_get_slot:
 * @self: a list
 *
 * Returns: (transfer none) (nullable): the chosen time
 */
FoyerSlot *
foyer_slot_list_get_slot (FoyerSlotList *self)
{
  GtkListBoxRow *row;

  g_return_val_if_fail (FOYER_IS_SLOT_LIST (self), NULL);

  row = self->list != NULL && self->wish.service_id != 0
            ? gtk_list_box_get_selected_row (self->list)
            : NULL;

  return row != NULL ? g_object_get_data (G_OBJECT (row), "slot") : NULL;
}

/**
 * foyer_slot_list_show_dates:
 * @self: a list
 *
 * Opens the choice of the earliest date.
 */
void
foyer_slot_list_show_dates (FoyerSlotList *self)
{
  g_return_if_fail (FOYER_IS_SLOT_LIST (self));

  gtk_menu_button_popup (self->date_button);
}
