/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-request.h"

G_BEGIN_DECLS

#define FOYER_FORM_MAX_BYTES (32 * 1024)
#define FOYER_FORM_MAX_MESSAGE 1000

/**
 * FoyerFormInput:
 * @FOYER_FORM_BIRTH_MONTH: carries the problems of the whole date
 * @FOYER_FORM_DAYS: one or more of mon to sun, with a space between
 * @FOYER_FORM_TRAP: a field that nobody sees, so that only a program fills it in
 *
 * What the form asks for, in the order of the page.
 */
typedef enum
{
  FOYER_FORM_GIVEN,
  FOYER_FORM_FAMILY,
  FOYER_FORM_BIRTH_MONTH,
  FOYER_FORM_BIRTH_DAY,
  FOYER_FORM_BIRTH_YEAR,
  FOYER_FORM_PHONE,
  FOYER_FORM_EMAIL,
  FOYER_FORM_REFERRER,
  FOYER_FORM_REFERRAL_SENT,
  FOYER_FORM_SEEN_BEFORE,
  FOYER_FORM_CATEGORY,
  FOYER_FORM_DAYS,
  FOYER_FORM_TIMES,
  FOYER_FORM_EARLIEST,
  FOYER_FORM_MESSAGE,
  FOYER_FORM_TRAP,
  FOYER_FORM_TOKEN,
  FOYER_FORM_LANGUAGE,
} FoyerFormInput;

#define FOYER_FORM_N_INPUTS (FOYER_FORM_LANGUAGE + 1)

/**
 * FoyerFormProblem:
 * @FOYER_FORM_PROBLEM_NONE:
 * @FOYER_FORM_PROBLEM_MISSING: nothing was typed or chosen
 * @FOYER_FORM_PROBLEM_TOO_LONG: more characters than are stored
 * @FOYER_FORM_PROBLEM_CHARACTERS: control characters, or marks that turn the direction
 * @FOYER_FORM_PROBLEM_FORMAT: not a date, a phone number, an e-mail address
 * @FOYER_FORM_PROBLEM_PAST: a date that is too long ago
 * @FOYER_FORM_PROBLEM_FUTURE: a date that is too far ahead
 * @FOYER_FORM_PROBLEM_CHOICE: none of the choices
 * @FOYER_FORM_PROBLEM_CARD: had the number of a payment card, which was taken out
 * @FOYER_FORM_PROBLEM_TRAP: was to stay empty
 *
 * What is wrong with an input.
 */
typedef enum
{
  FOYER_FORM_PROBLEM_NONE,
  FOYER_FORM_PROBLEM_MISSING,
  FOYER_FORM_PROBLEM_TOO_LONG,
  FOYER_FORM_PROBLEM_CHARACTERS,
  FOYER_FORM_PROBLEM_FORMAT,
  FOYER_FORM_PROBLEM_PAST,
  FOYER_FORM_PROBLEM_FUTURE,
  FOYER_FORM_PROBLEM_CHOICE,
  FOYER_FORM_PROBLEM_CARD,
  FOYER_FORM_PROBLEM_TRAP,
} FoyerFormProblem;

/**
 * FoyerForm:
 * @typed: what was typed or chosen, valid UTF-8, empty if nothing
 * @problems: what is wrong with it
 *
 * The clinic's appointment request form as somebody has filled it in.
 */
typedef struct
{
  char            *typed[FOYER_FORM_N_INPUTS]; /* (owned) */
  FoyerFormProblem problems[FOYER_FORM_N_INPUTS];
} FoyerForm;

FoyerForm *foyer_form_new (void);
FoyerForm *foyer_form_parse (const char *data, gsize length);
void       foyer_form_free (FoyerForm *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerForm, foyer_form_free)

const char   *foyer_form_get_name (FoyerFormInput input);
guint         foyer_form_get_max (FoyerFormInput input);
gboolean      foyer_form_has_problems (const FoyerForm *self);
FoyerRequest *foyer_form_check (FoyerForm *self, gint64 now);

gboolean foyer_form_cut_cards (char **text);

G_END_DECLS
