/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/foyer-booking-file.h"
#include "ui/foyer-booking-job.h"
#include "ui/foyer-booking-window.h"
#include "ui/foyer-deposit-form.h"
#include "ui/foyer-edit-banner.h"
#include "ui/foyer-entry-row.h"
#include "ui/foyer-gate-list.h"
#include "ui/foyer-patient-finder.h"
#include "ui/foyer-slot-list.h"

G_BEGIN_DECLS

/* For the files of the booking window only. */

/**
 * FoyerBookingMode:
 * @FOYER_BOOKING_MODE_NEW: a new booking, or one of a request that has no time yet
 * @FOYER_BOOKING_MODE_HELD: a held time is to become a booking
 * @FOYER_BOOKING_MODE_MOVE: a booking gets another time
 *
 * What the window is for.
 */
typedef enum
{
  FOYER_BOOKING_MODE_NEW,
  FOYER_BOOKING_MODE_HELD,
  FOYER_BOOKING_MODE_MOVE,
} FoyerBookingMode;

struct _FoyerBookingWindow
{
  AdwWindow parent_instance;

  FoyerSession     *session; /* (owned) (nullable) until it is set */
  FoyerBookingMode  mode;
  FoyerForm        *form;               /* (owned) of what others may change too */
  FoyerBooking     *known;              /* (owned) (nullable) what is gone on with */
  FoyerBookingFile *file;               /* (owned) (nullable) until it is read */
  gint64            patient_id;         /* 0: nobody yet */
  gint64            booking_id;         /* which is gone on with or moved, 0: none */
  gint64            request_id;         /* of a patient, which becomes it; 0: none */
  gint64            wanted_referral_id; /* to choose once the file is read, -1: propose */
  gint64            wanted_service_id;  /* the same, 0: propose */
  gint64            wanted_clinician_id; /* the same, -1: propose */
  FoyerSlot        *wanted_slot;         /* (owned) (nullable) a time chosen elsewhere */
  GPtrArray        *items;               /* (owned) (nullable) what the gate said last */
  guint             overrides;           /* bit 1 << rule */
  gboolean          showing;             /* the program changes the form, not a person */
  gboolean          focus_slots;     /* the free times get the keyboard when they come */
  gboolean          book_wanted;     /* Enter came before the gate's answer */
  gboolean          hold_wanted;     /* money is about to be asked for */
  gboolean          holding;         /* the time is being held for that */
  gboolean          wrote;           /* what is being paid is written down from here */
  gboolean          found_attempt;   /* it was written down before the window came */
  gint64            attempt_id;      /* of what is being paid, 0: none is known */
  gint64            chosen_start_at; /* of the time that is chosen, 0: none */
  gint64            chosen_clinician_id;
  gboolean          working;    /* a deed is under way */
  GCancellable     *reading;    /* (owned) (nullable) of the file */
  GCancellable     *checking;   /* (owned) (nullable) of the gate */
  guint             check_id;   /* source of a check that is about to be asked */
  guint             tick_id;    /* source of the countdown of a hold */
  gulong            changed_id; /* of the store */

  /* Template children */
  AdwWindowTitle     *window_title;
  GtkButton          *cancel_button;
  GtkButton          *book_button;
  GtkButton          *hold_button;
  GtkWidget          *problem_box;
  FoyerEditBanner    *banner;
  GtkLabel           *problem_label;
  GtkStack           *stack;
  FoyerPatientFinder *finder;
  GtkLabel           *name_label;
  GtkLabel           *person_label;
  GtkWidget          *change_button;
  GtkWidget          *alert_box;
  GtkLabel           *alert_label;
  GtkLabel           *now_label;
  FoyerChoiceRow     *service_row;
  FoyerChoiceRow     *referral_row;
  FoyerChoiceRow     *clinician_row;
  FoyerSwitchRow     *interpreter_row;
  FoyerEntryRow      *reason_row;
  FoyerEntryRow      *note_row;
  FoyerChoiceRow     *channel_row;
  FoyerDepositForm   *deposit;
  FoyerGateList      *gate;
  GtkWidget          *override_list;
  FoyerEntryRow      *override_row;
  FoyerSlotList      *slots;
};

/* foyer-booking-window.c */
void foyer_booking_window_read (FoyerBookingWindow *self);
void foyer_booking_window_search (FoyerBookingWindow *self);
void foyer_booking_window_set_patient (FoyerBookingWindow *self, gint64 patient_id);

/* foyer-booking-form.c */
extern const FoyerEditForm foyer_booking_window_edit_form;
void                       foyer_booking_window_show_file (FoyerBookingWindow *self);
void                       foyer_booking_window_show_mode (FoyerBookingWindow *self);
void                       foyer_booking_window_show_referral (FoyerBookingWindow *self);
void                       foyer_booking_window_show_deposit (FoyerBookingWindow *self);
void foyer_booking_window_show_problem (FoyerBookingWindow *self, const char *sentence);

/* foyer-booking-cure.c */
void foyer_booking_window_cure (FoyerBookingWindow  *self,
                                const FoyerGateItem *item,
                                FoyerGateCure        cure);

/* foyer-booking-deed.c */
void foyer_booking_window_queue_check (FoyerBookingWindow *self);
void foyer_booking_window_book (FoyerBookingWindow *self);
void foyer_booking_window_ask (FoyerBookingWindow *self);
void foyer_booking_window_hold (FoyerBookingWindow *self);

G_END_DECLS
