/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "print/foyer-print-kind.h"

G_BEGIN_DECLS

#define FOYER_PRINT_ERROR (foyer_print_error_quark ())
GQuark foyer_print_error_quark (void);

/**
 * FoyerPrintError:
 * @FOYER_PRINT_ERROR_DRAW: the pages could not be drawn
 * @FOYER_PRINT_ERROR_FILE: the file could not be written; nothing of it is there
 *
 * What can go wrong on the way to paper.
 */
typedef enum
{
  FOYER_PRINT_ERROR_DRAW,
  FOYER_PRINT_ERROR_FILE,
} FoyerPrintError;

char *foyer_print_error_to_words (const GError *error);

/**
 * FoyerDaySheetRowKind:
 * @FOYER_DAY_SHEET_ROW_BOOKING: a patient is expected
 * @FOYER_DAY_SHEET_ROW_HELD: a time is kept for a patient, but not promised
 * @FOYER_DAY_SHEET_ROW_GAP: nobody is expected: free, a break, an absence; `title` says which
 *
 * What a row of the day schedule is about.
 */
typedef enum
{
  FOYER_DAY_SHEET_ROW_BOOKING,
  FOYER_DAY_SHEET_ROW_HELD,
  FOYER_DAY_SHEET_ROW_GAP,
} FoyerDaySheetRowKind;

/**
 * FoyerDaySheetRow:
 *
 * One row, in words of the reader's language.  Every text is (owned) and (nullable); what is
 * `NULL` takes no room.  A gap has only `time`, `duration` and `title`.
 */
typedef struct
{
  FoyerDaySheetRowKind kind;

  char *time;     /* from when to when */
  char *duration; /* 30 min */
  char *title;    /* of a gap: Free, Lunch, Away */

  char    *name;           /* as lists show it, family name first */
  char    *initials;       /* all that a list on a door may show */
  gboolean same_name;      /* another patient has this name */
  char    *birth;          /* birth date and age */
  char    *number;         /* medical record number */
  char    *preferred_name; /* what to call the person, if it is another name */
  char    *phone;
  char    *language; /* if an interpreter or another language is needed */
  char    *guardian; /* who has to come along */
  char    *alert;

  gboolean is_new;
  char    *service;
  char    *reason;
  char    *attached; /* photos, pathology */
  char    *override; /* which rule was set aside, by whom and why */

  char    *referral;         /* number, urgency */
  char    *referrer;         /* who referred */
  char    *referral_use;     /* 2+1 of 4, until when it is valid */
  char    *referral_problem; /* missing, expired, used up */
  char    *deposit;          /* paid, due or waived */
  gboolean deposit_due;

  char *status;
  char *status_note; /* since when, for how long; until when a time is held */
  char *confirmed;   /* whether and how */
  char *room;
  char *no_shows; /* how many lately */
} FoyerDaySheetRow;

/**
 * FoyerDaySheetSection:
 *
 * The day of one clinician.
 */
typedef struct
{
  char      *title; /* (owned) who */
  char      *note;  /* (owned) (nullable) absences of the day */
  GPtrArray *rows;  /* (owned) of FoyerDaySheetRow, in order of time */
} FoyerDaySheetSection;

/**
 * FoyerDaySheet:
 *
 * The day schedule as it goes to paper: a value that its caller fills, in words of the
 * reader's language.  Texts are (owned) and (nullable).
 */
typedef struct
{
  char      *clinic;             /* name */
  char      *phone;              /* of the clinic */
  char      *date;               /* with its weekday */
  char      *who;                /* the clinician, or all of them */
  char      *zone;               /* of the clinic */
  char      *printed_at;         /* when, in that zone */
  char      *printed_by;         /* by whom */
  char      *changes;            /* since the last print */
  char      *counts;             /* by status */
  gboolean   privacy;            /* only times and initials, for a list on a door */
  gboolean   page_per_clinician; /* so that each can be handed over */
  gboolean   right_to_left;      /* set by foyer_day_sheet_new() from the language */
  GPtrArray *sections;           /* (owned) of FoyerDaySheetSection */
} FoyerDaySheet;

FoyerDaySheet        *foyer_day_sheet_new (void);
void                  foyer_day_sheet_free (FoyerDaySheet *self);
FoyerDaySheetSection *foyer_day_sheet_add_section (FoyerDaySheet *self,
                                                   const char    *title);
FoyerDaySheetRow     *foyer_day_sheet_section_add_row (FoyerDaySheetSection *section,
                                                       FoyerDaySheetRowKind  kind);

extern const FoyerPrintKind foyer_day_sheet_print_kind;

void foyer_paper_get_size (FoyerPaper paper, double *out_width_pt, double *out_height_pt);
gboolean foyer_day_sheet_write_pdf (const FoyerDaySheet *self,
                                    const char          *path,
                                    FoyerPaper           paper,
                                    GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerDaySheet, foyer_day_sheet_free)

G_END_DECLS
