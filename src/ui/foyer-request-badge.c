/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-request-badge.h"

#include "store/foyer-requests.h"
#include "ui/foyer-widgets.h"

#include <glib/gi18n-lib.h>

/**
 * FoyerRequestBadge:
 *
 * How many requests are to be answered, beside the name of their screen.  The row that it
 * stands in says so, too, to somebody who cannot see it.
 */
struct _FoyerRequestBadge
{
  AdwBin parent_instance;

  FoyerSession *session;    /* (owned) (nullable) until it is set */
  gulong        changed_id; /* of the store */
  GtkLabel     *label;      /* (unowned) */
};

G_DEFINE_FINAL_TYPE (FoyerRequestBadge, foyer_request_badge, ADW_TYPE_BIN)

static gpointer
count_open (FoyerDb *db, gpointer data, GError **error)
{
  gint64 n;

  return foyer_requests_count_open (db, &n, error) ? g_memdup2 (&n, sizeof n) : NULL;
}

static void
show_count (FoyerRequestBadge *self, gint64 n)
{
  GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_LIST_BOX_ROW);
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, n);
  g_autofree char *spoken = NULL;

  gtk_label_set_label (self->label, text);
  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
  if (row == NULL)
    return;
  /* Translators: the screen of requests, and how many are to be answered. */
  spoken = n > 0
               ? g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Requests, %d to answer",
                                               "Requests, %d to answer", (gulong) n),
                                  (int) n)
               : g_strdup (C_ ("screen", "Requests"));
  foyer_widget_set_accessible_label (row, spoken);
  gtk_widget_set_tooltip_text (row, spoken);
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerRequestBadge) self = data;
  g_autofree gint64 *n = foyer_store_finish (FOYER_STORE (source), result, NULL);

  if (n != NULL && self->session != NULL)
    show_count (self, *n);
}

static void
count (FoyerRequestBadge *self)
{
  foyer_store_read_async (foyer_session_get_store (self->session), count_open, NULL, NULL,
                          g_free, NULL, counted_cb, g_object_ref (self));
}

static void
store_changed_cb (FoyerRequestBadge *self, const char *const *kinds)
{
  if (g_strv_contains (kinds, "request") || g_strv_contains (kinds, "referral"))
    count (self);
}

static void
foyer_request_badge_dispose (GObject *object)
{
  FoyerRequestBadge *self = FOYER_REQUEST_BADGE (object);

  if (self->session != NULL)
    g_clear_signal_handler (&self->changed_id, foyer_session_get_store (self->session));
  g_clear_object (&self->session);

  G_OBJECT_CLASS (foyer_request_badge_parent_class)->dispose (object);
}

static void
foyer_request_badge_class_init (FoyerRequestBadgeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = foyer_request_badge_dispose;
}

static void
foyer_request_badge_init (FoyerRequestBadge *self)
{
  self->label = GTK_LABEL (foyer_badge_new ("", "accent"));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->label));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
foyer_request_badge_new (void)
{
  return g_object_new (FOYER_TYPE_REQUEST_BADGE, NULL);
}

/**
 * foyer_request_badge_set_session:
 * @self: a badge
 * @session: the session
 *
 * Counts from now on; once.
 */
void
foyer_request_badge_set_session (FoyerRequestBadge *self, FoyerSession *session)
{
  g_return_if_fail (FOYER_IS_REQUEST_BADGE (self) && self->session == NULL);

  self->session = g_object_ref (session);
  self->changed_id = g_signal_connect_swapped (
      foyer_session_get_store (session), "changed", G_CALLBACK (store_changed_cb), self);
  count (self);
}
