/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* for SCHED_BATCH */

#include "base/foyer-background.h"

#include <sched.h>
#include <sys/resource.h>

/* How far a thread in the background stands behind: -20 to 19, higher is further. */
#define NICE 10

/* How long it stands still before it looks again. */
#define LOOK_US 1000

/* How long it stands still for what is needed now; then it goes on, and does not wait again for
 * what was needed before. */
#define NEED_LOOKS 5

/* Whoever has pressed a key or a button so lately will press another: people who type take 80
 * to 300 ms a key. */
#define BUSY_MS 300

/* How long it stands still while somebody is busy, and how long it then goes on whatever is
 * pressed. */
#define BUSY_MAX_US (3 * G_USEC_PER_SEC)

/* How often each is needed now, how often a processor ever was, and when somebody
 * last pressed something: milliseconds of the monotonic clock, from 0 again after the highest. */
static int n_needed[FOYER_NEED_LOCK + 1];
static int n_ever_needed;
static int pressed_ms;

/* Of this thread: whether it is in the background, up to which of @n_ever_needed it has stood
 * still, and until when it does not for whoever is busy. */
static _Thread_local gboolean is_background;
static _Thread_local int      n_let_pass;
static _Thread_local gint64   going_on_until_us;

/**
 * foyer_background_begin:
 *
 * Lets all other threads go before the calling one wherever there is not enough processor for
 * all, for good.
 */
void
foyer_background_begin (void)
{
  const struct sched_param param = { 0 };

  is_background = TRUE;
  /* On Linux both are of the thread alone.  If they are refused, things are merely as before.
   * A batch does not take the place of whoever runs when it wakes. */
  sched_setscheduler (0, SCHED_BATCH, &param);
  if (getpriority (PRIO_PROCESS, 0) < NICE)
    setpriority (PRIO_PROCESS, 0, NICE);
}

/**
 * foyer_background_begin_need:
 * @need: what is needed from now on
 *
 * Says that people wait for something; end it with foyer_background_end_need().
 */
void
foyer_background_begin_need (FoyerNeed need)
{
  if (need == FOYER_NEED_PROCESSOR)
    g_atomic_int_inc (&n_ever_needed);
  g_atomic_int_inc (&n_needed[need]);
}

/**
 * foyer_background_end_need:
 * @need: what was needed up to now
 *
 * Says that people do not wait for it any more.
 */
void
foyer_background_end_need (FoyerNeed need)
{
  g_atomic_int_add (&n_needed[need], -1);
}

/**
 * foyer_background_hear_person:
 *
 * Says that somebody has pressed a key or a button, whom what comes of it and of the next one
 * must not keep waiting.
 */
void
foyer_background_hear_person (void)
{
  /* 0 is for never. */
  g_atomic_int_set (&pressed_ms, (int) (g_get_monotonic_time () / 1000) | 1);
}

static gboolean
is_needed (FoyerNeed need)
{
  return g_atomic_int_get (&n_needed[need]) > 0;
}

static gboolean
is_busy (gint64 now_us)
{
  const int pressed = g_atomic_int_get (&pressed_ms);

  return pressed != 0 && (guint) (now_us / 1000) - (guint) pressed + 1 <= BUSY_MS;
}

static void
let_need_pass (void)
{
  const int n_ever = g_atomic_int_get (&n_ever_needed);

  if (n_ever == n_let_pass)
    return;
  for (guint i = 0; i < NEED_LOOKS && is_needed (FOYER_NEED_PROCESSOR); i++)
    {
      g_usleep (LOOK_US);
      n_let_pass = n_ever;
    }
}

static void
let_busy_pass (void)
{
  const gint64 since_us = g_get_monotonic_time ();
  gint64       now_us = since_us;

  if (since_us < going_on_until_us)
    return;
  while (is_busy (now_us) && !is_needed (FOYER_NEED_LOCK))
    {
      g_usleep (LOOK_US);
      now_us = g_get_monotonic_time ();
      if (now_us - since_us < BUSY_MAX_US)
        continue;
      going_on_until_us = now_us + BUSY_MAX_US;
      return;
    }
}

/**
 * foyer_background_let_pass:
 *
 * Stands still while people are busy at the keyboard, for 3 seconds at most before as many of
 * work, and while something needs the processor, for 5 ms at most; but not for the keyboard
 * while something needs what this thread may hold.  Does nothing on a thread that is not in the background.
 *
 * To begin in the background is not enough where every processor is busy: whoever wakes may
 * have to wait for the next tick of the clock, some milliseconds, before it takes the place of
 * another thread.  So one that computes for long calls this often.  What is soon done does not,
 * as somebody may wait for it, too.
 */
void
foyer_background_let_pass (void)
{
  if (!is_background)
    return;

  let_busy_pass ();
  let_need_pass ();
}
