/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-patient.h"

G_BEGIN_DECLS

/**
 * FoyerLikeness:
 * @FOYER_LIKENESS_NONE: two people
 * @FOYER_LIKENESS_SIMILAR: two people who are easily taken for each other, such as twins
 * @FOYER_LIKENESS_DUPLICATE: most likely one person
 *
 * How alike two records of people are.
 */
typedef enum
{
  FOYER_LIKENESS_NONE,
  FOYER_LIKENESS_SIMILAR,
  FOYER_LIKENESS_DUPLICATE,
} FoyerLikeness;

/**
 * FoyerAgreement:
 * @FOYER_AGREEMENT_FAMILY: family name, also an earlier one
 * @FOYER_AGREEMENT_GIVEN: given name, also preferred or short
 * @FOYER_AGREEMENT_BIRTH_DATE: full date of birth
 * @FOYER_AGREEMENT_PHONE: a phone number
 * @FOYER_AGREEMENT_EMAIL: e-mail address
 * @FOYER_AGREEMENT_POSTAL_CODE: postal code
 * @FOYER_AGREEMENT_NUMBER: record number
 * @FOYER_AGREEMENT_GIVEN_DIFFERS: the given names are those of two people
 * @FOYER_AGREEMENT_BIRTH_DATE_DIFFERS: the dates of birth are those of two people
 * @FOYER_AGREEMENT_BIRTH_DATE_CLOSE: the dates of birth differ as by a slip: one figure, or
 *   day and month exchanged
 * @FOYER_AGREEMENT_SUFFIX_DIFFERS: father and son: `Sr.`, `Jr.`
 *
 * What two records agree on, and what speaks against their being one.
 */
typedef enum
{
  FOYER_AGREEMENT_FAMILY = 1 << 0,
  FOYER_AGREEMENT_GIVEN = 1 << 1,
  FOYER_AGREEMENT_BIRTH_DATE = 1 << 2,
  FOYER_AGREEMENT_PHONE = 1 << 3,
  FOYER_AGREEMENT_EMAIL = 1 << 4,
  FOYER_AGREEMENT_POSTAL_CODE = 1 << 5,
  FOYER_AGREEMENT_NUMBER = 1 << 6,
  FOYER_AGREEMENT_GIVEN_DIFFERS = 1 << 8,
  FOYER_AGREEMENT_BIRTH_DATE_DIFFERS = 1 << 9,
  FOYER_AGREEMENT_BIRTH_DATE_CLOSE = 1 << 10,
  FOYER_AGREEMENT_SUFFIX_DIFFERS = 1 << 11,
} FoyerAgreement;

FoyerLikeness
foyer_duplicate_compare (FoyerPatient *a, FoyerPatient *b, FoyerAgreement *out_agreement);

G_END_DECLS
