/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "demo/foyer-demo-private.h"
#include "model/foyer-user.h"
#include "store/foyer-articles.h"
#include "store/foyer-bookings.h"
#include "store/foyer-catalogue.h"
#include "store/foyer-handouts.h"
#include "store/foyer-patients.h"

#define N_HANDOUTS 8

/* Is still to be read, so that there is something to review. */
#define UNREAD "stress-and-skin"

static FoyerUser *
find_clinician (Demo *demo, GError **error)
{
  g_autoptr (GPtrArray) staff =
      foyer_catalogue_list (demo->db, FOYER_TYPE_USER, TRUE, error);
  FoyerUser *found = NULL;

  for (guint i = 0; staff != NULL && i < staff->len; i++)
    {
      FoyerUser *user = staff->pdata[i];

      if (user->role == FOYER_ROLE_CLINICIAN &&
          (found == NULL || foyer_record_get_id (FOYER_RECORD (user)) <
                                foyer_record_get_id (FOYER_RECORD (found))))
        found = user;
    }

  return found != NULL ? g_object_ref (found) : NULL;
}

static gboolean
review_articles (Demo *demo, FoyerUser *clinician, GError **error)
{
  g_autoptr (GPtrArray) articles = foyer_articles_list (demo->db, error);

  if (articles == NULL)
    return FALSE;
  for (guint i = 0; i < articles->len; i++)
    {
      FoyerArticle *article = articles->pdata[i];

      if (!g_str_equal (article->slug, UNREAD) &&
          !foyer_articles_review (demo->db, clinician, article, error))
        return FALSE;
    }

  return TRUE;
}

/* What fits best, as long as it was reviewed: given to who was here, queued for who comes. */
static gboolean
give (Demo *demo, FoyerBooking *booking, GError **error)
{
  g_autoptr (FoyerPatient) patient =
      foyer_patients_get (demo->db, booking->patient_id, error);
  g_autoptr (GPtrArray) articles = NULL;
  g_autoptr (FoyerHandout) handout = foyer_handout_new ();

  if (patient == NULL)
    return FALSE;
  articles = foyer_articles_suggest (demo->db, booking->patient_id,
                                     foyer_record_get_id (FOYER_RECORD (booking)),
                                     patient->language, error);
  if (articles == NULL)
    return FALSE;
  if (articles->len == 0 || ((FoyerArticle *) articles->pdata[0])->reviewed_at == 0)
    return TRUE;

  foyer_demo_give_uid (demo, handout);
  handout->patient_id = booking->patient_id;
  handout->booking_id = foyer_record_get_id (FOYER_RECORD (booking));
  handout->state = booking->state == FOYER_BOOKING_STATE_COMPLETED
                       ? FOYER_HANDOUT_STATE_GIVEN
                       : FOYER_HANDOUT_STATE_QUEUED;

  return foyer_handouts_add (demo->db, demo->actor, handout, articles->pdata[0], error);
}

/* Articles that a clinician has read, and what some of today’s patients get of them. */
gboolean
foyer_demo_add_handouts (Demo *demo, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (FoyerUser) clinician = find_clinician (demo, &problem);
  g_autoptr (GPtrArray) rows = NULL;
  g_autofree char *today = foyer_day_format (demo->today);

  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  if (clinician == NULL)
    return TRUE;
  if (!review_articles (demo, clinician, error))
    return FALSE;
  rows = foyer_bookings_list_day (demo->db, today, 0, FALSE, error);
  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < MIN (rows->len, N_HANDOUTS); i++)
    if (!give (demo, ((FoyerBookingRow *) rows->pdata[i])->booking, error))
      return FALSE;

  return TRUE;
}
