/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-money-banner.h"

#include "base/foyer-latest.h"
#include "model/foyer-permission.h"
#include "store/foyer-deposits.h"
#include "store/foyer-payments.h"
#include "ui/foyer-booking-window.h"
#include "ui/foyer-deposit-dialog.h"
#include "ui/foyer-open-money-window.h"
#include "ui/foyer-widgets.h"

#include <glib/gi18n-lib.h>

/**
 * FoyerMoneyBanner:
 *
 * Tells, above every screen, that money waits for a person; after a crash that is what was being
 * taken.
 */
struct _FoyerMoneyBanner
{
  AdwBin parent_instance;

  FoyerSession *session; /* (owned) (nullable) */
  GCancellable *reading; /* (owned) (nullable) */
  GtkWindow    *busy;    /* (weak) (nullable) in which money is being taken right now */

  /* Template children */
  GtkLabel *label;
};

G_DEFINE_FINAL_TYPE (FoyerMoneyBanner, foyer_money_banner, ADW_TYPE_BIN)

static void reload (FoyerMoneyBanner *self);

/* What is being taken in an open window is nobody's business but its own. */
static gboolean
wait_for_window (FoyerMoneyBanner *self)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (FOYER_IS_BOOKING_WINDOW (l->data) || FOYER_IS_DEPOSIT_DIALOG (l->data))
      {
        if (self->busy != l->data)
          g_signal_connect_object (l->data, "destroy", G_CALLBACK (reload), self,
                                   G_CONNECT_SWAPPED | G_CONNECT_AFTER);
        g_set_weak_pointer (&self->busy, l->data);
        return TRUE;
      }
  g_clear_weak_pointer (&self->busy);

  return FALSE;
}

static void
show (FoyerMoneyBanner *self, guint n_attempts, guint n_deposits)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (n_attempts > 0)
    g_string_append_printf (
        text,
        g_dngettext (GETTEXT_PACKAGE,
                     /* Translators: what the desk is told after a crash */
                     "%u payment was begun and not finished.",
                     "%u payments were begun and not finished.", n_attempts),
        n_attempts);
  if (n_attempts > 0 && n_deposits > 0)
    g_string_append_c (text, ' ');
  if (n_deposits > 0)
    g_string_append_printf (text,
                            g_dngettext (GETTEXT_PACKAGE,
                                         "%u deposit waits for a decision.",
                                         "%u deposits wait for a decision.", n_deposits),
                            n_deposits);
  gtk_label_set_label (self->label, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self), text->len > 0);
}

typedef struct
{
  gint64 n_attempts;
  gint64 n_deposits;
} Counts;

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerMoneyBanner) self = data;
  g_autofree Counts *counts = foyer_store_finish (FOYER_STORE (source), result, NULL);

  if (foyer_latest_take (&self->reading, result) && counts != NULL &&
      !wait_for_window (self))
    show (self, (guint) counts->n_attempts, (guint) counts->n_deposits);
}

static gpointer
count (FoyerDb *db, gpointer data, GError **error)
{
  Counts counts = { 0 };
  g_autoptr (GPtrArray) attempts = foyer_payments_list_open (db, error);

  if (attempts == NULL || !foyer_deposits_count_undecided (db, &counts.n_deposits, error))
    return NULL;
  counts.n_attempts = attempts->len;

  return g_memdup2 (&counts, sizeof counts);
}

static void
reload (FoyerMoneyBanner *self)
{
  FoyerUser *actor = foyer_session_get_actor (self->session);

  if (self->label == NULL)
    return;
  if (actor == NULL || !foyer_permission_allows (actor->role, FOYER_ACTION_MONEY_TAKE))
    {
      show (self, 0, 0);
      return;
    }
  foyer_latest_ask (&self->reading);
  foyer_store_read_async (foyer_session_get_store (self->session), count, NULL, NULL,
                          g_free, self->reading, counted_cb, g_object_ref (self));
}

static void
store_changed_cb (FoyerMoneyBanner *self, const char *const *kinds)
{
  if (g_strv_contains (kinds, "payment_attempt") || g_strv_contains (kinds, "payment") ||
      g_strv_contains (kinds, "ledger_entry") || g_strv_contains (kinds, "booking"))
    reload (self);
}

static void
clicked_cb (FoyerMoneyBanner *self)
{
  foyer_window_present_over (self, foyer_open_money_window_new (self->session));
}

static void
foyer_money_banner_dispose (GObject *object)
{
  FoyerMoneyBanner *self = FOYER_MONEY_BANNER (object);

  foyer_latest_drop (&self->reading);
  g_clear_weak_pointer (&self->busy);
  foyer_bin_dispose_template (self, FOYER_TYPE_MONEY_BANNER);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (foyer_money_banner_parent_class)->dispose (object);
}

static void
foyer_money_banner_class_init (FoyerMoneyBannerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_money_banner_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/foyerclinic/Foyer/ui/money-banner.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerMoneyBanner, label);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
}

static void
foyer_money_banner_init (FoyerMoneyBanner *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * foyer_money_banner_set_session:
 * @self: a banner from a template
 * @session: the session
 *
 * Says where to look; once.
 */
void
foyer_money_banner_set_session (FoyerMoneyBanner *self, FoyerSession *session)
{
  g_return_if_fail (FOYER_IS_MONEY_BANNER (self) && self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (foyer_session_get_store (session), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::actor", G_CALLBACK (reload), self,
                           G_CONNECT_SWAPPED);
  reload (self);
}
