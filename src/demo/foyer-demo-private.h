/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "demo/foyer-demo.h"
#include "model/foyer-booking.h"
#include "model/foyer-clinic.h"
#include "model/foyer-gift-card.h"
#include "model/foyer-referral.h"
#include "model/foyer-till.h"

G_BEGIN_DECLS

/* For src/demo only. */

#define FOYER_DEMO_BATCH 20000

/* How far ahead visits are booked. */
#define FOYER_DEMO_DAYS_AHEAD 75

/* A patient who is new when they first come. */
typedef struct
{
  int patient;
  int from_day; /* from when they look for a time */
} DemoNewcomer;

/* One run of the generator. */
typedef struct
{
  FoyerDb             *db;     /* (unowned) */
  const FoyerDemoSize *size;   /* (unowned) */
  GRand               *rand;   /* (owned) */
  FoyerUser           *actor;  /* (owned) */
  FoyerClinic         *clinic; /* (owned) */
  FoyerZone           *zone;   /* (owned) */
  gint64               now;
  int                  today;
  int                  first_day; /* of the history */

  GPtrArray *clinicians; /* (owned) of FoyerClinician */
  GPtrArray *services;   /* (owned) of FoyerService */
  GPtrArray *rooms;      /* (owned) of FoyerRoom */
  GArray    *referrers;  /* (owned) of gint64 ids */
  gint64    *patients;   /* (owned) ids */
  gint32 *
      last_visit; /* (owned) per patient: civil day of the last visit, G_MININT32: none */
  GArray *newcomers; /* (owned) of DemoNewcomer, who come first, in the order of coming */
  guint   n_came;    /* how many of @newcomers have come */
  gint32 *busy_day;  /* (owned) per patient: the last day on which a visit was planned */

  GRand         *money_rand; /* (owned) */
  FoyerTill     *till;       /* (owned) (nullable): of an earlier day */
  FoyerGiftCard *gift_card;  /* (owned) (nullable): waits for a visit that it pays */
  guint          n_undecided;

  guint             n_bookings;
  guint64           n_done;
  FoyerDemoProgress progress; /* (nullable) */
  gpointer          progress_data;
  GCancellable     *cancellable; /* (unowned) (nullable) */
} Demo;

typedef struct
{
  const char *language;   /* BCP 47 tag, NULL: English */
  const char *family[16]; /* NULL after the last */
  const char *female[10];
  const char *male[10];
  int         weight;
} DemoCulture;

extern const DemoCulture foyer_demo_cultures[];
extern const guint       foyer_demo_n_cultures;

int         foyer_demo_int (Demo *demo, int from, int to);
gboolean    foyer_demo_chance (Demo *demo, double probability);
const char *foyer_demo_pick (Demo *demo, const char *const *texts, int n_texts);
const char *foyer_demo_pick_name (Demo *demo, const char *const *texts);
void        foyer_demo_give_uid (Demo *demo, gpointer record);
gint64      foyer_demo_instant (Demo *demo, int day, int minute);
gboolean    foyer_demo_add (Demo *demo, FoyerAct *act, gpointer record, GError **error);
void        foyer_demo_give_money_uid (Demo *demo, gpointer record);
gboolean    foyer_demo_batch (
       Demo *demo, const char *summary, FoyerActFunc func, gpointer data, GError **error);

gboolean foyer_demo_add_catalogue (Demo *demo, GError **error);
gboolean foyer_demo_add_people (Demo *demo, GError **error);
gboolean foyer_demo_open_till (Demo *demo, GError **error);
gboolean foyer_demo_close_till (Demo *demo, GError **error);
gboolean foyer_demo_add_visits (Demo *demo, GError **error);
gboolean foyer_demo_add_worklists (Demo *demo, GError **error);
gboolean foyer_demo_add_requests (Demo *demo, GError **error);
gboolean foyer_demo_add_handouts (Demo *demo, GError **error);

GPtrArray *foyer_demo_pay_deposit (Demo *demo, FoyerBooking *booking);
gboolean
foyer_demo_add_charge (Demo *demo, FoyerAct *act, FoyerBooking *booking, GError **error);

FoyerReferral *foyer_demo_add_referral (Demo              *demo,
                                        FoyerAct          *act,
                                        gint64             patient_id,
                                        FoyerReferralState state,
                                        int                received_day,
                                        GError           **error);

G_END_DECLS
