/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-conflict-view.h"

#include "model/foyer-permission.h"
#include "present/foyer-booking-words.h"
#include "present/foyer-conflict-words.h"
#include "present/foyer-format.h"
#include "present/foyer-words.h"
#include "store/foyer-conflicts.h"
#include "ui/foyer-action.h"
#include "ui/foyer-booking-steps.h"
#include "ui/foyer-fact-grid.h"
#include "ui/foyer-widgets.h"

#include <glib/gi18n-lib.h>

/**
 * FoyerConflictView:
 *
 * One thing that only a person can decide: what happened, whom it concerns, ours and theirs
 * side by side, and what each choice does.
 */
struct _FoyerConflictView
{
  AdwBin parent_instance;

  FoyerSession      *session; /* (owned) (nullable) */
  FoyerConflictFile *file;    /* (owned) (nullable) */

  /* Template children */
  GtkImage     *icon;
  GtkLabel     *title_label;
  GtkWidget    *record_group;
  AdwActionRow *record_row;
  GtkWidget    *record_arrow;
  GtkLabel     *sentence_label;
  GtkWidget    *differences;
  GtkGrid      *grid;
  GtkBox       *visits;
  GtkBox       *choices;

  int n_rows; /* of @grid */
};

G_DEFINE_FINAL_TYPE (FoyerConflictView, foyer_conflict_view, ADW_TYPE_BIN)

/**
 * foyer_conflict_view_dup_name:
 * @file: what is to be decided
 *
 * Returns: (transfer full): whom or what it concerns
 */
char *
foyer_conflict_view_dup_name (FoyerConflictFile *file)
{
  if (file->patient != NULL)
    return foyer_format_person (file->patient->family, file->patient->given);
  if (file->name != NULL)
    return g_strdup (file->name);

  return g_strdup (foyer_conflict_words_record (file->conflict->record_kind));
}

static void
add_fact (GString *text, const char *fact)
{
  if (fact == NULL || *fact == '\0')
    return;
  if (text->len > 0)
    g_string_append (text, " · ");
  g_string_append (text, fact);
}

/* Two identifiers, so that nobody decides about somebody else. */
static char *
dup_facts (FoyerConflictView *self)
{
  FoyerConflictFile *file = self->file;
  GString           *text = g_string_new (NULL);
  g_autofree char   *birth = NULL;
  g_autofree char   *when = NULL;

  if (file->patient != NULL || file->name != NULL)
    add_fact (text, foyer_conflict_words_record (file->conflict->record_kind));
  if (file->visit != NULL)
    {
      when = foyer_format_when (foyer_session_get_zone (self->session),
                                file->visit->booking->start_at);
      add_fact (text, when);
    }
  else if (file->patient != NULL)
    add_fact (text, file->name);
  if (file->patient != NULL)
    {
      if (file->patient->birth_date != NULL)
        birth = foyer_format_date (file->patient->birth_date);
      add_fact (text, birth);
      add_fact (text, file->patient->number);
    }

  return g_string_free (text, FALSE);
}

static const char *
get_open_action (FoyerConflict *conflict)
{
  if (conflict->record_id == 0)
    return NULL;
  if (g_strcmp0 (conflict->record_kind, "patient") == 0)
    return "win.open-patient";
  if (g_strcmp0 (conflict->record_kind, "booking") == 0)
    return "win.open-booking";
  if (g_strcmp0 (conflict->record_kind, "referral") == 0)
    return "win.open-referral";

  return NULL;
}

static void
record_activated_cb (FoyerConflictView *self)
{
  const char *action = self->file != NULL ? get_open_action (self->file->conflict) : NULL;

  if (action != NULL)
    foyer_action_activate (GTK_WIDGET (self), action,
                           g_variant_new_int64 (self->file->conflict->record_id));
}

static void
show_record (FoyerConflictView *self)
{
  g_autofree char *name = foyer_conflict_view_dup_name (self->file);
  g_autofree char *facts = dup_facts (self);
  gboolean         can_open = get_open_action (self->file->conflict) != NULL;
  g_autofree char *spoken =
      /* Translators: what a row opens: a name, and what tells them from others */
      g_strdup_printf (C_ ("accessible name", "Open %1$s, %2$s"), name, facts);

  gtk_widget_set_visible (self->record_group,
                          self->file->patient != NULL || self->file->name != NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->record_row), name);
  adw_action_row_set_subtitle (self->record_row, facts);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self->record_row), can_open);
  gtk_widget_set_visible (self->record_arrow, can_open);
  foyer_widget_set_accessible_label (self->record_row, can_open ? spoken : name);
}

static GtkWidget *
new_label (const char *text, const char *css_class)
{
  GtkWidget *label = foyer_text_label_new (text, css_class);

  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);

  return label;
}

static void
add_grid_row (FoyerConflictView *self, const char *name, const char *a, const char *b)
{
  const char *text[] = { name, a, b };
  gboolean    is_head = self->n_rows == 0;

  for (int column = 0; column < 3; column++)
    gtk_grid_attach (self->grid,
                     new_label (text[column], is_head       ? "heading"
                                              : column == 0 ? "dim-label"
                                                            : NULL),
                     column, self->n_rows, 1, 1);
  self->n_rows++;
}

static void
show_differences (FoyerConflictView *self)
{
  const char *kind = self->file->conflict->record_kind;

  while (self->n_rows > 0)
    gtk_grid_remove_row (self->grid, --self->n_rows);
  gtk_widget_set_visible (self->differences, self->file->changes->len > 0);
  if (self->file->changes->len == 0)
    return;

  add_grid_row (self, "", C_ ("decision", "Ours"), C_ ("decision", "Theirs"));
  for (guint i = 0; i < self->file->changes->len; i++)
    {
      const FoyerFieldChange *change = self->file->changes->pdata[i];
      FoyerZone              *zone = foyer_session_get_zone (self->session);
      const char             *currency = foyer_session_get_currency (self->session);
      g_autofree char        *name = foyer_field_words_name (kind, change->field);
      g_autofree char        *ours =
          foyer_field_words_value (kind, change->field, change->old, zone, currency);
      g_autofree char *theirs =
          foyer_field_words_value (kind, change->field, change->new, zone, currency);

      add_grid_row (self, name, ours, theirs);
    }
}

static FoyerBookingRow *
get_visit (GtkWidget *button)
{
  return g_object_get_data (G_OBJECT (button), "visit");
}

static void
move_clicked_cb (FoyerConflictView *self, GtkWidget *button)
{
  foyer_booking_steps_move (GTK_WIDGET (self), get_visit (button), 0, 0);
}

static void
cancel_clicked_cb (FoyerConflictView *self, GtkWidget *button)
{
  foyer_booking_steps_take (GTK_WIDGET (self), self->session, get_visit (button),
                            FOYER_BOOKING_STATE_CANCELLED);
}

static GtkWidget *
new_visit_button (FoyerConflictView *self,
                  FoyerBookingRow   *row,
                  const char        *text,
                  gboolean           allowed,
                  GCallback          clicked)
{
  GtkWidget       *button = gtk_button_new_with_label (text);
  g_autofree char *name = foyer_format_person (row->patient_family, row->patient_given);
  g_autofree char *spoken = g_strdup_printf ("%s: %s", text, name);

  foyer_widget_set_accessible_label (button, spoken);
  gtk_widget_set_sensitive (button, allowed);
  g_object_set_data_full (G_OBJECT (button), "visit", g_object_ref (row), g_object_unref);
  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);

  return button;
}

static gboolean
may (FoyerConflictView *self, FoyerAction action)
{
  FoyerUser *actor = foyer_session_get_actor (self->session);

  return actor != NULL && foyer_permission_allows (actor->role, action);
}

/* One of two visits: when, with whom, for whom, and the number to call. */
static GtkWidget *
new_visit (FoyerConflictView *self, FoyerBookingRow *row, const char *title)
{
  GtkWidget       *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget       *facts = foyer_fact_grid_new (title);
  FoyerFactGrid   *grid = FOYER_FACT_GRID (facts);
  FoyerZone       *zone = foyer_session_get_zone (self->session);
  FoyerBooking    *booking = row->booking;
  g_autofree char *name = foyer_format_person (row->patient_family, row->patient_given);
  g_autofree char *birth = foyer_booking_words_birth (row);
  g_autofree char *day = foyer_format_day (foyer_zone_get_day (zone, booking->start_at));
  g_autofree char *time =
      foyer_format_time_range (zone, booking->start_at, booking->end_at);
  g_autofree char *phone =
      row->patient_phone != NULL ? foyer_isolate_figures (row->patient_phone) : NULL;

  foyer_fact_grid_set_compact (grid, TRUE);
  foyer_fact_grid_add (grid, C_ ("visit", "Patient"), name);
  foyer_fact_grid_add (grid, C_ ("visit", "Born"), birth);
  foyer_fact_grid_add (grid, C_ ("visit", "Call"),
                       phone != NULL ? phone : C_ ("visit", "No phone on file"));
  foyer_fact_grid_add (grid, C_ ("visit", "Day"), day);
  foyer_fact_grid_add (grid, C_ ("visit", "Time"), time);
  foyer_fact_grid_add (grid, C_ ("visit", "With"), row->clinician_name);
  foyer_fact_grid_add (grid, C_ ("visit", "Visit"), row->service_name);
  foyer_fact_grid_add (grid, C_ ("visit", "State"),
                       foyer_words_booking_state (booking->state));
  gtk_widget_set_vexpand (facts, TRUE);
  gtk_widget_set_hexpand (box, TRUE);
  gtk_box_append (GTK_BOX (box), facts);
  if (foyer_booking_state_is_movable (booking->state))
    gtk_box_append (GTK_BOX (box),
                    new_visit_button (self, row, _ ("Move This Visit…"),
                                      may (self, FOYER_ACTION_BOOKING_MAKE),
                                      G_CALLBACK (move_clicked_cb)));
  if (foyer_booking_state_can (booking->state, FOYER_BOOKING_STATE_CANCELLED))
    gtk_box_append (GTK_BOX (box),
                    new_visit_button (self, row, _ ("Cancel This Visit…"),
                                      may (self, FOYER_ACTION_BOOKING_CANCEL),
                                      G_CALLBACK (cancel_clicked_cb)));

  return box;
}

static void
show_visits (FoyerConflictView *self)
{
  FoyerConflictFile *file = self->file;
  gboolean collided = file->conflict->kind == FOYER_CONFLICT_KIND_DOUBLE_BOOKING;

  foyer_widget_empty (self->visits);
  gtk_widget_set_visible (GTK_WIDGET (self->visits), collided);
  if (!collided)
    return;

  if (file->visit != NULL)
    gtk_box_append (self->visits,
                    new_visit (self, file->visit, C_ ("decision", "This Visit")));
  if (file->other != NULL)
    gtk_box_append (self->visits,
                    new_visit (self, file->other, C_ ("decision", "The Other Visit")));
  else
    gtk_box_append (
        self->visits,
        new_label (
            _ ("The other visit is at the endpoint and has not come here yet. Sync "
               "again to see whose it is."),
            "dim-label"));
}

typedef struct
{
  FoyerUser      *actor; /* (owned) */
  gint64          id;
  FoyerResolution choice;
} Decision;

static void
decision_free (gpointer data)
{
  Decision *decision = data;

  g_object_unref (decision->actor);
  g_free (decision);
}

static gpointer
decide (FoyerDb *db, gpointer data, GError **error)
{
  Decision *decision = data;

  return GINT_TO_POINTER (foyer_conflicts_decide (db, decision->actor, decision->id,
                                                  decision->choice, error));
}

typedef struct
{
  FoyerConflictView *self;     /* (owned) */
  FoyerConflict     *conflict; /* (owned) */
  FoyerResolution    choice;
} Waiting;

static void
decided_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Waiting           *waiting = data;
  FoyerConflictView *self = waiting->self;
  g_autoptr (GError) error = NULL;
  gboolean done = foyer_store_finish (FOYER_STORE (source), result, &error) != NULL;

  if (self->session != NULL)
    {
      gtk_widget_set_sensitive (GTK_WIDGET (self->choices), TRUE);
      if (!done)
        foyer_action_toast_error (GTK_WIDGET (self), error);
      else
        {
          foyer_action_toast (GTK_WIDGET (self), foyer_conflict_words_done (
                                                     waiting->conflict, waiting->choice));
          foyer_sync_monitor_sync (foyer_session_get_sync (self->session), FALSE);
        }
    }
  g_object_unref (waiting->conflict);
  g_object_unref (waiting->self);
  g_free (waiting);
}

static void
choice_clicked_cb (FoyerConflictView *self, GtkWidget *button)
{
  Decision *decision = g_new0 (Decision, 1);
  Waiting  *waiting = g_new0 (Waiting, 1);

  decision->actor =
      foyer_record_copy (FOYER_RECORD (foyer_session_get_actor (self->session)));
  decision->id = foyer_record_get_id (FOYER_RECORD (self->file->conflict));
  decision->choice =
      (FoyerResolution) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "choice"));
  waiting->self = g_object_ref (self);
  waiting->conflict = g_object_ref (self->file->conflict);
  waiting->choice = decision->choice;
  gtk_widget_set_sensitive (GTK_WIDGET (self->choices), FALSE);
  foyer_store_write_async (foyer_session_get_store (self->session), decide, decision,
                           decision_free, NULL, NULL, decided_cb, waiting);
}

static void
add_choice (FoyerConflictView *self, FoyerResolution choice)
{
  FoyerConflict *conflict = self->file->conflict;
  const char    *text = foyer_conflict_words_choice (conflict, choice);
  const char    *effect = foyer_conflict_words_effect (conflict, choice);
  gboolean       keeps_both = conflict->kind == FOYER_CONFLICT_KIND_DOUBLE_BOOKING;
  gboolean       allowed;
  GtkWidget     *box, *button;

  if (text == NULL)
    return;
  allowed =
      may (self, keeps_both ? FOYER_ACTION_BOOKING_OVERRIDE : FOYER_ACTION_SYNC_DECIDE);
  if (keeps_both && !allowed)
    effect = _ ("Only a manager may keep both.");

  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  button = gtk_button_new_with_mnemonic (text);
  g_object_set_data (G_OBJECT (button), "choice", GINT_TO_POINTER (choice));
  g_signal_connect_object (button, "clicked", G_CALLBACK (choice_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  foyer_button_set_accessible_label (GTK_BUTTON (button));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, effect, -1);
  gtk_widget_set_sensitive (button, allowed);
  gtk_widget_set_hexpand (box, TRUE);
  gtk_box_append (GTK_BOX (box), button);
  gtk_box_append (GTK_BOX (box), new_label (effect, "dim-label"));
  gtk_box_append (self->choices, box);
}

static void
foyer_conflict_view_dispose (GObject *object)
{
  FoyerConflictView *self = FOYER_CONFLICT_VIEW (object);

  foyer_bin_dispose_template (self, FOYER_TYPE_CONFLICT_VIEW);
  g_clear_object (&self->file);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (foyer_conflict_view_parent_class)->dispose (object);
}

static void
foyer_conflict_view_class_init (FoyerConflictViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_conflict_view_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/foyerclinic/Foyer/ui/conflict-view.ui");
#define BIND(child)                                                                      \
  gtk_widget_class_bind_template_child (widget_class, FoyerConflictView, child)
  BIND (icon);
  BIND (title_label);
  BIND (record_group);
  BIND (record_row);
  BIND (record_arrow);
  BIND (sentence_label);
  BIND (differences);
  BIND (grid);
  BIND (visits);
  BIND (choices);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, record_activated_cb);
}

static void
foyer_conflict_view_init (FoyerConflictView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * foyer_conflict_view_set_session:
 * @self: a view
 * @session: the session
 */
void
foyer_conflict_view_set_session (FoyerConflictView *self, FoyerSession *session)
{
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
}

/**
 * foyer_conflict_view_set_narrow:
 * @self: a view
 * @narrow: whether what stands side by side has to stand one below the other
 */
void
foyer_conflict_view_set_narrow (FoyerConflictView *self, gboolean narrow)
{
  GtkOrientation orientation =
      narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->visits), orientation);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->choices), orientation);
}

/**
 * foyer_conflict_view_show:
 * @self: a view
 * @file: what is to be decided
 */
void
foyer_conflict_view_show (FoyerConflictView *self, FoyerConflictFile *file)
{
  g_autofree char *sentence = foyer_conflict_words_sentence (file->conflict);

  g_set_object (&self->file, file);
  gtk_image_set_from_icon_name (self->icon, foyer_conflict_words_icon (file->conflict));
  gtk_label_set_label (self->title_label, foyer_conflict_words_title (file->conflict));
  gtk_label_set_label (self->sentence_label, sentence);
  show_record (self);
  show_differences (self);
  show_visits (self);
  foyer_widget_empty (self->choices);
  add_choice (self, FOYER_RESOLUTION_OURS);
  add_choice (self, FOYER_RESOLUTION_THEIRS);
}
