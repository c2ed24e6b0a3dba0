/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "present/foyer-words.h"

#include "store/foyer-store-error.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  const char *problem;
  const char *field; /* (nullable): any field */
  const char *text;
} Sentence;

/* The first that fits is taken. */
static const Sentence sentences[] = {
  { "missing", "family", N_ ("A family name or a given name is needed.") },
  { "missing", "names", N_ ("A previous name needs a family name or a given name.") },
  { "missing", "contacts", N_ ("A contact needs a name.") },
  { "missing", "code", N_ ("A short code is needed; scripts know the service by it.") },
  { "missing", NULL, N_ ("This cannot be empty.") },
  { "impossible-date", NULL, N_ ("There is no such date.") },
  { "in-future", NULL, N_ ("This date lies in the future.") },
  { "too-long-ago", NULL, N_ ("Nobody is that old; check the year.") },
  { "before-birth", NULL, N_ ("This is before the date of birth.") },
  { "not-deceased", NULL,
    N_ ("A date of death needs “Deceased” to be on; or clear this.") },
  { "before-start", NULL, N_ ("The end must come after the start.") },
  { "not-a-number", "phones", N_ ("A phone number needs at least three digits.") },
  { "not-a-number", NULL,
    N_ ("This is no phone number; it needs at least three digits.") },
  { "impossible", "email",
    N_ ("This is no e-mail address. One looks like name@example.org.") },
  { "check-digit", NULL,
    N_ ("This NPI has a slip in it: the check digit does not fit. Compare the ten "
        "digits.") },
  { "taken", "npi", N_ ("Somebody else has this NPI. Find that record instead.") },
  { "taken", NULL, N_ ("Another record has this already.") },
  { "unknown", "zone", N_ ("There is no such time zone.") },
  { "unknown", "currency",
    N_ ("A currency has three letters, such as USD for US dollars.") },
  { "unknown", "colour", N_ ("A colour is written like #3584e4.") },
  { "unknown", NULL, N_ ("Foyer does not know this value.") },
  { "out-of-range", "duration-minutes", N_ ("A visit takes from 5 to 720 minutes.") },
  { "out-of-range", NULL, N_ ("This number is too small or too large.") },
  { "too-long", NULL, N_ ("This text is too long.") },
  { "too-many", NULL, N_ ("There are too many of these.") },
  { "not-text", NULL, N_ ("This has characters that are no text; type it again.") },
  { "same", NULL, N_ ("Both are the same record.") },
  { "card-number", NULL,
    N_ ("This looks like the number of a card, which Foyer never keeps. Enter the "
        "reference that the terminal shows.") },
  { "too-soon", NULL,
    N_ ("A gift card lasts five years at least, or it never expires.") },
  { "character", "code", N_ ("A gift card’s code has no such sign. Compare it again.") },
  { "length", "code",
    N_ ("A gift card’s code has 20 letters and digits; this has more or fewer.") },
  { "check", "code",
    N_ ("This code has a slip in it: its last sign does not fit. Compare it again.") },
  { "more-than-due", NULL, N_ ("This is more than what is due.") },
  { "no-address", NULL,
    N_ ("This is no address of an endpoint. One looks like "
        "https://fhir.example.org/r4.") },
  { "insecure", NULL,
    N_ ("Patient data would travel unprotected; the address must begin with https.") },
  { "empty", "content", N_ ("This file is empty.") },
  { "too-large", "content", N_ ("This file is larger than 32 MiB.") },
  { "has-bookings", NULL,
    N_ ("Visits rest on this referral already, so its patient cannot change.") },
};

/**
 * foyer_words_problem:
 * @error: an error of the store
 *
 * Says what is wrong with the field that @error is about, for showing beside it.
 *
 * Returns: (transfer none) (nullable): a sentence, or `NULL` if @error is about no field
 */
const char *
foyer_words_problem (const GError *error)
{
  const char *field = foyer_store_error_get_field (error);
  const char *problem = foyer_store_error_get_problem (error);

  if (field == NULL)
    return NULL;

  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    if (g_strcmp0 (sentences[i].problem, problem) == 0 &&
        (sentences[i].field == NULL || g_str_equal (sentences[i].field, field)))
      return _ (sentences[i].text);

  return _ ("This value cannot be.");
}
