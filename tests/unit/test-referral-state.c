/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-record.h"
#include "model/foyer-referral-state.h"

#define N_STATES (FOYER_REFERRAL_STATE_ENTERED_IN_ERROR + 1)

/* What the design allows, written a second time: nick, then the nicks that may follow. */
static const char *const oracle[N_STATES][2] = {
  { "expected", " received withdrawn entered-in-error " },
  { "received",
    " incomplete triage accepted declined withdrawn expired entered-in-error " },
  { "incomplete",
    " received triage accepted declined withdrawn expired entered-in-error " },
  { "triage", " incomplete accepted declined withdrawn expired entered-in-error " },
  { "accepted", " triage contacting booked attended withdrawn unreachable expired "
                "entered-in-error " },
  { "contacting",
    " triage accepted booked attended withdrawn unreachable expired entered-in-error " },
  { "booked", " accepted contacting attended closed withdrawn entered-in-error " },
  { "attended", " accepted booked closed entered-in-error " },
  { "closed", " attended entered-in-error " },
  { "declined", " triage entered-in-error " },
  { "withdrawn", " triage entered-in-error " },
  { "unreachable", " contacting entered-in-error " },
  { "expired", " triage entered-in-error " },
  { "entered-in-error", " " },
};

static const char *
nick_of (int state)
{
  return foyer_enum_to_nick (FOYER_TYPE_REFERRAL_STATE, state);
}

static void
test_only_listed_steps (void)
{
  for (int from = 0; from < N_STATES; from++)
    {
      g_assert_cmpstr (nick_of (from), ==, oracle[from][0]);
      for (int to = 0; to < N_STATES; to++)
        {
          g_autofree char *word = g_strdup_printf (" %s ", nick_of (to));
          gboolean         expected = strstr (oracle[from][1], word) != NULL;

          if (foyer_referral_state_can (from, to) != expected)
            g_error ("%s to %s", nick_of (from), nick_of (to));
        }
    }
}

static void
test_next_agrees_with_pairs (void)
{
  guint n_pairs = 0;
  guint n_listed = 0;

  for (int from = 0; from < N_STATES; from++)
    {
      guint                          n_next;
      const FoyerReferralTransition *next = foyer_referral_state_get_next (from, &n_next);

      n_listed += n_next;
      for (guint i = 0; i < n_next; i++)
        {
          g_assert_cmpint (next[i].from, ==, from);
          g_assert_true (foyer_referral_state_get_transition (from, next[i].to) ==
                         &next[i]);
        }
      for (int to = 0; to < N_STATES; to++)
        n_pairs += foyer_referral_state_can (from, to) ? 1 : 0;
    }
  g_assert_cmpuint (n_listed, ==, n_pairs);
}

static void
test_steps_ask_for_their_reason (void)
{
  for (int from = 0; from < N_STATES; from++)
    {
      guint                          n_next;
      const FoyerReferralTransition *next = foyer_referral_state_get_next (from, &n_next);

      for (guint i = 0; i < n_next; i++)
        switch (next[i].to)
          {
          case FOYER_REFERRAL_STATE_DECLINED:
            g_assert_cmpint (next[i].needs, ==, FOYER_REFERRAL_NEEDS_DECLINE_REASON);
            g_assert_cmpint (next[i].action, ==, FOYER_ACTION_REFERRAL_DECIDE);
            break;
          case FOYER_REFERRAL_STATE_INCOMPLETE:
            g_assert_cmpint (next[i].needs, ==, FOYER_REFERRAL_NEEDS_MISSING_ITEMS);
            break;
          case FOYER_REFERRAL_STATE_WITHDRAWN:
          case FOYER_REFERRAL_STATE_UNREACHABLE:
          case FOYER_REFERRAL_STATE_CLOSED:
          case FOYER_REFERRAL_STATE_ENTERED_IN_ERROR:
            g_assert_cmpint (next[i].needs, ==, FOYER_REFERRAL_NEEDS_REASON);
            g_assert_cmpint (next[i].action, ==, FOYER_ACTION_REFERRAL_CLOSE);
            break;
          case FOYER_REFERRAL_STATE_BOOKED:
            g_assert_cmpint (next[i].needs, ==, FOYER_REFERRAL_NEEDS_BOOKING);
            break;
          case FOYER_REFERRAL_STATE_ACCEPTED:
            g_assert_cmpint (next[i].needs, ==,
                             foyer_referral_state_is_undecided (from)
                                 ? FOYER_REFERRAL_NEEDS_PLAN
                                 : FOYER_REFERRAL_NEEDS_REASON);
            break;
          case FOYER_REFERRAL_STATE_TRIAGE:
            g_assert_cmpint (next[i].needs, ==,
                             foyer_referral_state_is_undecided (from)
                                 ? FOYER_REFERRAL_NEEDS_NOTHING
                                 : FOYER_REFERRAL_NEEDS_REASON);
            break;
          case FOYER_REFERRAL_STATE_EXPECTED:
            g_assert_not_reached ();
          case FOYER_REFERRAL_STATE_RECEIVED:
          case FOYER_REFERRAL_STATE_CONTACTING:
          case FOYER_REFERRAL_STATE_ATTENDED:
          case FOYER_REFERRAL_STATE_EXPIRED:
          default:
            break;
          }
    }
}

static void
test_kinds_of_state (void)
{
  static const char *const accepted = " accepted contacting booked attended ";
  static const char *const undecided = " expected received incomplete triage ";
  static const char *const initial = " expected received ";
  static const char *const ended =
      " closed declined withdrawn unreachable expired entered-in-error ";

  for (int state = 0; state < N_STATES; state++)
    {
      g_autofree char *word = g_strdup_printf (" %s ", nick_of (state));

      g_assert_cmpint (foyer_referral_state_counts_as_accepted (state), ==,
                       strstr (accepted, word) != NULL);
      g_assert_cmpint (foyer_referral_state_is_undecided (state), ==,
                       strstr (undecided, word) != NULL);
      g_assert_cmpint (foyer_referral_state_is_initial (state), ==,
                       strstr (initial, word) != NULL);
      g_assert_cmpint (foyer_referral_state_is_open (state), ==,
                       strstr (ended, word) == NULL);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/referral-state/only-listed-steps", test_only_listed_steps);
  g_test_add_func ("/referral-state/next-agrees-with-pairs", test_next_agrees_with_pairs);
  g_test_add_func ("/referral-state/steps-ask-for-their-reason",
                   test_steps_ask_for_their_reason);
  g_test_add_func ("/referral-state/kinds-of-state", test_kinds_of_state);

  return g_test_run ();
}
