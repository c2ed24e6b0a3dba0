/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-booking-state.h"
#include "model/foyer-record.h"

#define N_STATES (FOYER_BOOKING_STATE_ENTERED_IN_ERROR + 1)

/* What the design allows, written a second time: nick, then the nicks that may follow. */
static const char *const oracle[N_STATES][2] = {
  { "requested", " waitlisted held booked cancelled entered-in-error " },
  { "waitlisted", " requested held booked cancelled entered-in-error " },
  { "held", " booked cancelled entered-in-error " },
  { "booked", " confirmed arrived completed no-show cancelled entered-in-error " },
  { "confirmed", " booked arrived completed no-show cancelled entered-in-error " },
  { "arrived", " checked-in in-room completed left cancelled entered-in-error " },
  { "checked-in", " in-room completed left cancelled entered-in-error " },
  { "in-room", " completed left entered-in-error " },
  { "completed", " entered-in-error " },
  { "no-show", " arrived entered-in-error " },
  { "left", " entered-in-error " },
  { "cancelled", " entered-in-error " },
  { "entered-in-error", " " },
};

static const char *
nick_of (int state)
{
  return foyer_enum_to_nick (FOYER_TYPE_BOOKING_STATE, state);
}

static gboolean
is_in (int state, const char *words)
{
  g_autofree char *word = g_strdup_printf (" %s ", nick_of (state));

  return strstr (words, word) != NULL;
}

static void
test_only_listed_steps (void)
{
  for (int from = 0; from < N_STATES; from++)
    {
      guint                         n_next;
      guint                         n_allowed = 0;
      const FoyerBookingTransition *next = foyer_booking_state_get_next (from, &n_next);

      g_assert_cmpstr (nick_of (from), ==, oracle[from][0]);
      for (int to = 0; to < N_STATES; to++)
        {
          if (foyer_booking_state_can (from, to) != is_in (to, oracle[from][1]))
            g_error ("%s to %s", nick_of (from), nick_of (to));
          n_allowed += foyer_booking_state_can (from, to) ? 1 : 0;
        }
      g_assert_cmpuint (n_next, ==, n_allowed);
      for (guint i = 0; i < n_next; i++)
        g_assert_true (foyer_booking_state_get_transition (from, next[i].to) == &next[i]);
    }
}

static void
test_steps_ask_for_what_they_need (void)
{
  for (int from = 0; from < N_STATES; from++)
    for (int to = 0; to < N_STATES; to++)
      {
        const FoyerBookingTransition *step =
            foyer_booking_state_get_transition (from, to);
        FoyerBookingNeeds needs = FOYER_BOOKING_NEEDS_NOTHING;

        if (step == NULL)
          continue;
        if (to == FOYER_BOOKING_STATE_CANCELLED)
          needs = FOYER_BOOKING_NEEDS_CANCEL_REASON;
        else if (to == FOYER_BOOKING_STATE_ENTERED_IN_ERROR)
          needs = FOYER_BOOKING_NEEDS_REASON;
        else if (foyer_booking_state_is_live (to) &&
                 (!foyer_booking_state_is_live (from) ||
                  from == FOYER_BOOKING_STATE_HELD))
          needs = FOYER_BOOKING_NEEDS_GATE;
        g_assert_cmpint (step->needs, ==, needs);
      }
}

static void
test_kinds_of_state (void)
{
  for (int state = 0; state < N_STATES; state++)
    {
      g_assert_cmpint (
          foyer_booking_state_is_live (state), ==,
          is_in (state, " held booked confirmed arrived checked-in in-room completed "));
      g_assert_cmpint (foyer_booking_state_is_promised (state), ==,
                       is_in (state, " booked confirmed "));
      g_assert_cmpint (foyer_booking_state_is_present (state), ==,
                       is_in (state, " arrived checked-in in-room "));
      g_assert_cmpint (foyer_booking_state_uses_visit (state), ==,
                       is_in (state, " arrived checked-in in-room completed "));
      g_assert_cmpint (foyer_booking_state_is_movable (state), ==,
                       is_in (state, " held booked confirmed "));
      g_assert_cmpint (foyer_booking_state_is_initial (state), ==,
                       is_in (state, " requested waitlisted held booked "));
    }
}

static void
test_undo_leads_back (void)
{
  for (int from = 0; from < N_STATES; from++)
    for (int to = 0; to < N_STATES; to++)
      g_assert_cmpint (foyer_booking_state_is_undoable (from, to), ==,
                       foyer_booking_state_can (from, to) &&
                           !is_in (from, " requested waitlisted held ") &&
                           to != FOYER_BOOKING_STATE_ENTERED_IN_ERROR);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/booking-state/only-listed-steps", test_only_listed_steps);
  g_test_add_func ("/booking-state/steps-ask-for-what-they-need",
                   test_steps_ask_for_what_they_need);
  g_test_add_func ("/booking-state/kinds-of-state", test_kinds_of_state);
  g_test_add_func ("/booking-state/undo-leads-back", test_undo_leads_back);

  return g_test_run ();
}
