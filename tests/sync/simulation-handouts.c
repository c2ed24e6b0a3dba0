/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/sync/simulation-private.h"

#include "store/foyer-articles.h"
#include "store/foyer-handouts.h"
#include "store/foyer-patients.h"

/* What people do with articles for patients: write and review them, and give them. */

static gint64
id_of (gpointer record)
{
  return foyer_record_get_id (FOYER_RECORD (record));
}

static int
draw (SimulationDesk *desk, int n)
{
  return g_rand_int_range (desk->simulation->rand, 0, n);
}

static FoyerArticle *
pick_article (SimulationDesk *desk)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = foyer_articles_list (desk->db, &error);

  g_assert_no_error (error);

  return g_object_ref (list->pdata[draw (desk, (int) list->len)]);
}

static void
write_article (SimulationDesk *desk, FoyerArticle *article)
{
  g_autofree char *token = simulation_make_token (desk->simulation);
  g_autoptr (GError) error = NULL;

  foyer_set_text (&article->body, token);
  foyer_articles_save (desk->db, desk->manager, article, &error);
  if (simulation_was_done (desk, "write article", &error))
    simulation_note (desk->simulation, "%s: writes %s version %d", desk->name,
                     article->slug, (int) article->version);
}

static void
review_article (SimulationDesk *desk, FoyerArticle *article)
{
  g_autoptr (GError) error = NULL;

  foyer_articles_review (desk->db, NULL, article, &error);
  if (simulation_was_done (desk, "review article", &error))
    simulation_note (desk->simulation, "%s: reviews %s", desk->name, article->slug);
}

static void
give_article (SimulationDesk *desk, FoyerArticle *article)
{
  g_autoptr (FoyerPatient) patient = simulation_pick (desk, FOYER_TYPE_PATIENT);
  g_autoptr (FoyerHandout) handout = foyer_handout_new ();
  g_autoptr (GError) error = NULL;

  if (patient == NULL || article->reviewed_at == 0)
    return;
  handout->patient_id = id_of (patient);
  foyer_handouts_add (desk->db, desk->clerk, handout, article, &error);
  if (simulation_was_done (desk, "give article", &error))
    simulation_note (desk->simulation, "%s: queues %s", desk->name, article->slug);
}

static void
end_handout (SimulationDesk *desk)
{
  g_autoptr (FoyerHandout) handout = simulation_pick (desk, FOYER_TYPE_HANDOUT);
  g_autoptr (GError) error = NULL;

  if (handout == NULL || handout->state != FOYER_HANDOUT_STATE_QUEUED)
    return;
  foyer_handouts_end (desk->db, desk->clerk, id_of (handout), FOYER_HANDOUT_STATE_GIVEN,
                      NULL, &error);
  if (simulation_was_done (desk, "end handout", &error))
    simulation_note (desk->simulation, "%s: gives a handout", desk->name);
}

/* One thing that somebody does with an article. */
void
simulation_handle_article (SimulationDesk *desk)
{
  g_autoptr (FoyerArticle) article = pick_article (desk);

  switch (draw (desk, 4))
    {
    case 0:
      write_article (desk, article);
      break;

    case 1:
      review_article (desk, article);
      break;

    case 2:
      end_handout (desk);
      break;

    default:
      give_article (desk, article);
      break;
    }
}
