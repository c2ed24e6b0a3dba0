/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "present/foyer-words.h"

#include "present/foyer-format.h"
#include "store/foyer-edits.h"

#include <glib/gi18n-lib.h>

/**
 * foyer_words_gate_rule:
 * @rule: a rule of the booking gate
 *
 * Returns: (transfer none): what is checked, for a line of the checklist that is kept
 */
const char *
foyer_words_gate_rule (FoyerGateRule rule)
{
  switch (rule)
    {
    case FOYER_GATE_RULE_PATIENT_ACTIVE:
      return C_ ("booking checklist", "Patient");
    case FOYER_GATE_RULE_SERVICE_ACTIVE:
      return C_ ("booking checklist", "Service");
    case FOYER_GATE_RULE_REFERRAL:
      return C_ ("booking checklist", "Referral");
    case FOYER_GATE_RULE_DEPOSIT:
      return C_ ("booking checklist", "Deposit");
    case FOYER_GATE_RULE_PATIENT_OVERLAP:
      return C_ ("booking checklist", "Patient has no other visit then");
    case FOYER_GATE_RULE_CLINICIAN_OVERLAP:
      return C_ ("booking checklist", "Clinician is free");
    case FOYER_GATE_RULE_ROOM_OVERLAP:
      return C_ ("booking checklist", "Room is free");
    case FOYER_GATE_RULE_AVAILABILITY:
      return C_ ("booking checklist", "Working hours");
    case FOYER_GATE_RULE_PAST_TIME:
      return C_ ("booking checklist", "Time lies ahead");
    case FOYER_GATE_RULE_GUARDIAN:
      return C_ ("booking checklist", "Guardian");
    case FOYER_GATE_RULE_INTERPRETER:
      return C_ ("booking checklist", "Interpreter");
    case FOYER_GATE_RULE_NO_SHOWS:
      return C_ ("booking checklist", "Missed visits");
    case FOYER_GATE_RULE_NAMED_CLINICIAN:
      return C_ ("booking checklist", "Clinician named by the referral");
    case FOYER_GATE_RULE_TARGET_DATE:
      return C_ ("booking checklist", "Target date");
    default:
      g_return_val_if_reached ("");
    }
}

static char *
describe_taken (const FoyerGateItem *item, FoyerZone *zone)
{
  g_autofree char *range = foyer_format_time_range (zone, item->start_at, item->end_at);

  switch ((int) item->rule)
    {
    case FOYER_GATE_RULE_PATIENT_OVERLAP:
      /* Translators: %s is a time range, 9:00–9:30 */
      return g_strdup_printf (_ ("The patient has another visit at %s."), range);

    case FOYER_GATE_RULE_ROOM_OVERLAP:
      /* Translators: %s is a time range, 9:00–9:30 */
      return g_strdup_printf (_ ("The room is in use at %s."), range);

    case FOYER_GATE_RULE_CLINICIAN_OVERLAP:
    default:
      /* Translators: %s is a time range, 9:00–9:30 */
      return g_strdup_printf (_ ("The clinician is booked at %s."), range);
    }
}

static char *
describe_referral (const FoyerGateItem *item)
{
  g_autofree char *date = foyer_format_date (item->date[0] != '\0' ? item->date : NULL);

  switch ((int) item->reason)
    {
    case FOYER_GATE_REASON_NO_REFERRAL:
      if (item->cure == FOYER_GATE_CURE_CHOOSE_REFERRAL)
        return g_strdup (
            _ ("This visit needs a referral, and an accepted one is on file."));
      if (item->cure == FOYER_GATE_CURE_ACCEPT_REFERRAL)
        return g_strdup (_ ("This visit needs an accepted referral; one is on file and "
                            "not decided yet."));
      return g_strdup (_ (
          "This visit needs a referral from the patient’s doctor, and none is on file."));

    case FOYER_GATE_REASON_NOT_ACCEPTED:
      return g_strdup (_ ("The referral has not been accepted yet."));

    case FOYER_GATE_REASON_REFERRAL_ENDED:
      return g_strdup (_ ("The referral has ended and cannot carry a visit."));

    case FOYER_GATE_REASON_OTHER_PATIENT:
      return g_strdup (_ ("The referral is for another patient."));

    case FOYER_GATE_REASON_NOT_YET_VALID:
      /* Translators: %s is a date */
      return g_strdup_printf (_ ("The referral is valid only from %s."), date);

    case FOYER_GATE_REASON_EXPIRED:
      /* Translators: %s is a date */
      return g_strdup_printf (_ ("The referral is valid only until %s."), date);

    case FOYER_GATE_REASON_NO_VISITS_LEFT:
    default:
      /* Translators: how many visits of a referral are used or booked, and how many it allows */
      return g_strdup_printf (
          _ ("All visits of the referral are used or booked (%1$d of %2$d)."),
          (int) item->number, (int) item->limit);
    }
}

static char *
describe_availability (const FoyerGateItem *item)
{
  switch ((int) item->reason)
    {
    case FOYER_GATE_REASON_BREAK:
      return g_strdup (_ ("The clinician has a break then."));
    case FOYER_GATE_REASON_ABSENT:
      return g_strdup (_ ("The clinician is away then."));
    case FOYER_GATE_REASON_CLOSED:
      return g_strdup (_ ("The clinic is closed then."));
    case FOYER_GATE_REASON_KEPT:
      return g_strdup (_ ("That time is kept for another kind of visit."));
    case FOYER_GATE_REASON_DAILY_LIMIT:
      /* Translators: a number of visits */
      return g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE,
                       "The clinician has %d visit of this kind that day, "
                       "and no more are planned.",
                       "The clinician has %d visits of this kind that day, "
                       "and no more are planned.",
                       (gulong) item->limit),
          (int) item->limit);
    case FOYER_GATE_REASON_TOO_SOON:
      {
        g_autofree char *lead = foyer_format_duration (item->limit);

        /* Translators: %s is a duration, 2 h */
        return g_strdup_printf (_ ("Visits are booked at least %s ahead."), lead);
      }
    case FOYER_GATE_REASON_TOO_FAR:
      /* Translators: a number of days */
      return g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "Visits are booked at most %d day ahead.",
                       "Visits are booked at most %d days ahead.", (gulong) item->limit),
          (int) item->limit);
    case FOYER_GATE_REASON_OUTSIDE_HOURS:
    default:
      return g_strdup (_ ("That time is outside the clinician’s working hours."));
    }
}

static char *
describe_deposit (const FoyerGateItem *item, const char *currency)
{
  g_autofree char *due = foyer_format_money (item->limit - item->number, currency);
  g_autofree char *all = foyer_format_money (item->limit, currency);

  if (item->number == 0)
    /* Translators: %s is an amount of money */
    return g_strdup_printf (_ ("%s is due at booking."), due);

  /* Translators: two amounts of money: what is still due, and the whole */
  return g_strdup_printf (_ ("%1$s of %2$s is still due at booking."), due, all);
}

/**
 * foyer_words_gate:
 * @item: a line of the checklist
 * @zone: the zone of the clinic
 * @currency: what the clinic counts in
 *
 * Returns: (transfer full): what is wrong, as a sentence; the name of the rule if it is kept
 */
char *
foyer_words_gate (const FoyerGateItem *item, FoyerZone *zone, const char *currency)
{
  g_autofree char *date = foyer_format_date (item->date[0] != '\0' ? item->date : NULL);

  switch (item->reason)
    {
    case FOYER_GATE_REASON_NONE:
      return g_strdup (foyer_words_gate_rule (item->rule));

    case FOYER_GATE_REASON_NO_PATIENT:
      return g_strdup (_ ("No patient has been chosen."));
    case FOYER_GATE_REASON_INACTIVE:
      return g_strdup (_ ("This person is no longer a patient here."));
    case FOYER_GATE_REASON_DECEASED:
      return g_strdup (_ ("This patient has died."));
    case FOYER_GATE_REASON_NOT_OFFERED:
      return g_strdup (_ ("No service that is offered has been chosen."));

    case FOYER_GATE_REASON_NO_REFERRAL:
    case FOYER_GATE_REASON_NOT_ACCEPTED:
    case FOYER_GATE_REASON_REFERRAL_ENDED:
    case FOYER_GATE_REASON_OTHER_PATIENT:
    case FOYER_GATE_REASON_NOT_YET_VALID:
    case FOYER_GATE_REASON_EXPIRED:
    case FOYER_GATE_REASON_NO_VISITS_LEFT:
      return describe_referral (item);

    case FOYER_GATE_REASON_DEPOSIT_DUE:
      return describe_deposit (item, currency);
    case FOYER_GATE_REASON_TAKEN:
      return describe_taken (item, zone);
    case FOYER_GATE_REASON_NO_ROOM:
      return g_strdup (_ ("This service needs a room, and none is free then."));
    case FOYER_GATE_REASON_NO_TIME:
      return g_strdup (_ ("No time has been chosen."));
    case FOYER_GATE_REASON_NO_CLINICIAN:
      return g_strdup (_ ("No clinician who works here has been chosen."));

    case FOYER_GATE_REASON_OUTSIDE_HOURS:
    case FOYER_GATE_REASON_BREAK:
    case FOYER_GATE_REASON_ABSENT:
    case FOYER_GATE_REASON_CLOSED:
    case FOYER_GATE_REASON_KEPT:
    case FOYER_GATE_REASON_DAILY_LIMIT:
    case FOYER_GATE_REASON_TOO_SOON:
    case FOYER_GATE_REASON_TOO_FAR:
      return describe_availability (item);

    case FOYER_GATE_REASON_PAST:
      return g_strdup (_ ("That time has passed."));
    case FOYER_GATE_REASON_NO_GUARDIAN:
      /* Translators: an age in years */
      return g_strdup_printf (
          _ ("The patient is %d and no parent or guardian is on file."),
          (int) item->number);
    case FOYER_GATE_REASON_NO_INTERPRETER:
      return g_strdup (
          _ ("The patient needs an interpreter, and none has been arranged."));
    case FOYER_GATE_REASON_NO_SHOWS:
      /* Translators: a number of visits */
      return g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE,
                       "The patient missed %d visit in the last 24 months.",
                       "The patient missed %d visits in the last 24 months.",
                       (gulong) item->number),
          (int) item->number);
    case FOYER_GATE_REASON_OTHER_CLINICIAN:
      return g_strdup (_ ("The referral names another clinician."));
    case FOYER_GATE_REASON_AFTER_TARGET:
      /* Translators: %s is a date */
      return g_strdup_printf (
          _ ("The visit is after the target date of the referral, %s."), date);

    default:
      g_return_val_if_reached (g_strdup (""));
    }
}

/**
 * foyer_words_gate_cure:
 * @cure: what mends a broken rule
 *
 * Returns: (transfer none) (nullable): what the button for it says; `NULL` for none
 */
const char *
foyer_words_gate_cure (FoyerGateCure cure)
{
  switch (cure)
    {
    case FOYER_GATE_CURE_NONE:
      return NULL;
    case FOYER_GATE_CURE_CHOOSE_PATIENT:
      return C_ ("booking cure", "Choose Patient");
    case FOYER_GATE_CURE_REVIEW_PATIENT:
      return C_ ("booking cure", "Review Record…");
    case FOYER_GATE_CURE_CHOOSE_SERVICE:
      return C_ ("booking cure", "Choose Service");
    case FOYER_GATE_CURE_REGISTER_REFERRAL:
      return C_ ("booking cure", "Register Referral…");
    case FOYER_GATE_CURE_ACCEPT_REFERRAL:
      return C_ ("booking cure", "Decide Referral…");
    case FOYER_GATE_CURE_CHOOSE_REFERRAL:
      return C_ ("booking cure", "Use This Referral");
    case FOYER_GATE_CURE_TAKE_DEPOSIT:
      return C_ ("booking cure", "Take Payment");
    case FOYER_GATE_CURE_WAIVE_DEPOSIT:
      return C_ ("booking cure", "Waive…");
    case FOYER_GATE_CURE_CHOOSE_OTHER_DATE:
      return C_ ("booking cure", "Choose Another Day");
    case FOYER_GATE_CURE_CHOOSE_OTHER_TIME:
      return C_ ("booking cure", "Choose Another Time");
    case FOYER_GATE_CURE_CHOOSE_CLINICIAN:
      return C_ ("booking cure", "Choose Clinician");
    case FOYER_GATE_CURE_CHOOSE_ROOM:
      return C_ ("booking cure", "Choose Room");
    case FOYER_GATE_CURE_ADD_GUARDIAN:
      return C_ ("booking cure", "Add Guardian…");
    case FOYER_GATE_CURE_ARRANGE_INTERPRETER:
      return C_ ("booking cure", "Interpreter Is Arranged");
    case FOYER_GATE_CURE_OVERRIDE:
      return C_ ("booking cure", "Override…");
    default:
      g_return_val_if_reached (NULL);
    }
}

static const char *
words_for_rule (const char *rule)
{
  int value;

  if (g_strcmp0 (rule, "clinician-overlap") == 0)
    return _ (
        "Somebody else has just taken this time. Nothing was booked; choose another "
        "time.");
  if (g_strcmp0 (rule, "room-overlap") == 0)
    return _ (
        "Somebody else has just taken the room. Nothing was booked; choose another time "
        "or room.");
  if (g_strcmp0 (rule, "patient-overlap") == 0)
    return _ (
        "The patient has another visit at that time. Nothing was changed; choose another "
        "time.");
  if (g_strcmp0 (rule, "referral") == 0)
    return _ (
        "This visit needs an accepted referral that is valid on that day. Nothing was "
        "booked; register or choose a referral.");
  if (g_strcmp0 (rule, "deposit") == 0)
    return _ (
        "The deposit has not been paid or waived in full. Nothing was booked; take the "
        "payment or hold the time.");
  if (g_strcmp0 (rule, "booking-step") == 0)
    return _ (
        "The visit has gone on in the meantime, or this step does not follow from where "
        "it stands. Nothing was changed; look at its state again.");
  if (g_strcmp0 (rule, "not-yet") == 0)
    return _ ("The visit is still to come. Nothing was changed; do this once its time is "
              "there.");
  if (g_strcmp0 (rule, "nothing-to-undo") == 0)
    return _ ("The last change of this visit cannot be taken back. Nothing was changed.");
  if (g_strcmp0 (rule, "referral-step") == 0)
    return _ (
        "The referral has gone on in the meantime, or this step does not follow from "
        "where it stands. Nothing was changed; look at its state again.");
  if (g_strcmp0 (rule, "referral-has-bookings") == 0)
    return _ ("A visit still rests on this referral. Nothing was changed; cancel or "
              "complete the visit first.");
  if (g_strcmp0 (rule, "referral-valid") == 0)
    return _ ("The referral is still valid and cannot expire. Nothing was changed.");
  if (g_strcmp0 (rule, "reversed") == 0)
    return _ ("This entry was taken back before, or takes back another one. Nothing was "
              "changed.");
  if (g_strcmp0 (rule, "refund") == 0)
    return _ ("That is more than what was paid for this visit. Nothing was paid back.");
  if (g_strcmp0 (rule, "credit") == 0)
    return _ ("That is more than the credit of this patient. Nothing was paid.");
  if (g_strcmp0 (rule, "gift-balance") == 0)
    return _ ("Less than that is left on the gift card. Nothing was changed; look the "
              "card up again.");
  if (g_strcmp0 (rule, "gift-taken") == 0)
    return _ (
        "Another desk has spent from this gift card in the meantime, and less than that "
        "is left on it. Nothing was taken from it; take another payment, or look the "
        "card up again.");
  if (g_strcmp0 (rule, "gift-inactive") == 0)
    return _ ("This gift card cannot be spent: it was not paid for, was made void or was "
              "replaced. Nothing was changed.");
  if (g_strcmp0 (rule, "gift-offline") == 0)
    return _ (
        "The endpoint could not be asked whether this is still on the gift card, and "
        "it is more than your clinic takes without asking. Nothing was taken; take "
        "another payment, or try again once this desk is connected.");
  if (g_strcmp0 (rule, "gift-expired") == 0)
    return _ ("The gift card has expired. Nothing was changed.");
  if (g_strcmp0 (rule, "gift-expires-soon") == 0)
    return _ ("The gift card ends sooner than money put on it today may. Nothing was "
              "changed; sell a new card.");
  if (g_strcmp0 (rule, "gift-spent") == 0)
    return _ (
        "Some of the gift card was spent, so its sale cannot be taken back. Nothing "
        "was paid back.");
  if (g_strcmp0 (rule, "gift-replaced") == 0)
    return _ ("This gift card replaced a lost one and was not paid for itself. Nothing "
              "was paid back.");
  if (g_strcmp0 (rule, "operation") == 0)
    return _ ("Another payment was made under this number. Nothing was changed; start "
              "the payment again.");
  if (g_strcmp0 (rule, "payment-open") == 0)
    return _ (
        "A payment for this visit was begun before and is not finished. Nothing was "
        "changed; finish or drop that one first.");
  if (g_strcmp0 (rule, "payment-closed") == 0)
    return _ (
        "This payment was finished or dropped in the meantime. Nothing was changed; "
        "look at it again.");
  if (g_strcmp0 (rule, "payment-received") == 0)
    return _ (
        "This money was noted as received. Nothing was changed; finish the payment, "
        "or give the money back and drop it.");
  if (g_strcmp0 (rule, "deposit-promised") == 0)
    return _ ("The visit may still take place, so its deposit stays with it. Nothing was "
              "changed; cancel the visit first.");
  if (g_strcmp0 (rule, "deposit-clinic") == 0)
    return _ (
        "It was not the patient who cancelled, so the deposit cannot be kept. Nothing "
        "was changed; pay it back or turn it into credit.");
  if (g_strcmp0 (rule, "currency") == 0)
    return _ ("Money has been taken or charged in the clinic’s currency already, so it "
              "stays what it is. Nothing was changed; a clinic that changes its currency "
              "begins with a new profile.");
  if (g_strcmp0 (rule, "deposit-returned") == 0)
    return _ ("What was paid for this visit has gone back, so the visit cannot come back "
              "as it was. Nothing was changed; book a new visit with a new payment.");
  if (g_strcmp0 (rule, "nothing-due") == 0)
    return _ ("Nothing is due for this visit. Nothing was changed.");
  if (g_strcmp0 (rule, "till-needed") == 0)
    return _ (
        "The till of this desk is not open. Nothing was taken; open the till first.");
  if (g_strcmp0 (rule, "till-open") == 0)
    return _ (
        "The till of this desk is open already. Nothing was changed; count and close "
        "it first.");
  if (g_strcmp0 (rule, "till-closed") == 0)
    return _ ("The till has been counted, so nothing in it can change any more. Nothing "
              "was changed.");
  if (g_strcmp0 (rule, "till-counts-differ") == 0)
    return _ ("The two counts are not the same. Nothing was closed; both of you count "
              "again.");
  if (g_strcmp0 (rule, "article-not-reviewed") == 0)
    return _ ("No clinician has reviewed this article yet, so it was not given. Ask a "
              "clinician to read it and to mark it as reviewed.");
  if (g_strcmp0 (rule, "article-newer") == 0)
    return _ ("Somebody has written a newer version of this article in the meantime. "
              "Yours was not saved; copy it, open the newer one and put it in there.");
  if (g_strcmp0 (rule, "article-version") == 0)
    return _ ("What an article says stays as it is. Nothing was changed; write a new "
              "version of it.");
  if (g_strcmp0 (rule, "handout-ended") == 0)
    return _ ("Somebody has given or dropped this handout already. Nothing was changed.");
  if (g_strcmp0 (rule, "request-step") == 0)
    return _ ("The request has been answered in the meantime. Nothing was changed; look "
              "at it again.");
  if (rule != NULL && g_str_has_prefix (rule, FOYER_RULE_CHANGED))
    return _ (
        "Somebody else changed this record just now. Nothing was saved, and what you "
        "typed is still here; look at it and save again.");
  if (g_strcmp0 (rule, "decided") == 0)
    return _ ("This was decided in the meantime. Nothing was changed.");
  if (g_strcmp0 (rule, "append-only") == 0)
    return _ ("This is part of the record and cannot be changed or deleted. Nothing was "
              "changed.");
  if (foyer_enum_from_nick (FOYER_TYPE_GATE_RULE, rule, &value))
    return _ (
        "A booking rule is not met. Nothing was changed; see the checklist for what "
        "helps.");

  return _ (
      "That would break a rule of the clinic’s data, for example a name or code that "
      "is already in use. Nothing was changed.");
}

/**
 * foyer_words_error:
 * @error: why a call of the store failed
 *
 * Says in sentences what happened, what was kept and what to do next.  Carries no patient
 * data.
 *
 * Returns: (transfer full): the sentences
 */
char *
foyer_words_error (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  if (error->domain != FOYER_STORE_ERROR)
    /* Translators: %s is a message of the system, perhaps in English */
    return g_strdup_printf (_ ("This did not work: %s. Nothing was changed."),
                            error->message);

  switch ((FoyerStoreError) error->code)
    {
    case FOYER_STORE_ERROR_NOT_FOUND:
      return g_strdup (
          _ ("This record is no longer there. Nothing was changed; go back and "
             "look it up again."));
    case FOYER_STORE_ERROR_INVALID:
      /* Translators: %s is a sentence that says what is wrong with a field */
      return g_strdup_printf (_ ("%s Nothing was saved; what you typed is still here."),
                              foyer_words_problem (error) != NULL
                                  ? foyer_words_problem (error)
                                  : _ ("A field has a value that cannot be."));
    case FOYER_STORE_ERROR_RULE:
      return g_strdup (words_for_rule (foyer_store_error_get_rule (error)));
    case FOYER_STORE_ERROR_DENIED:
      return g_strdup (
          _ ("Your role does not allow this. Nothing was changed; ask a manager "
             "to do it."));
    case FOYER_STORE_ERROR_BUSY:
      return g_strdup (_ ("Another program is writing to the clinic’s data. Nothing was "
                          "changed; try again in a moment."));
    case FOYER_STORE_ERROR_CORRUPT:
      return g_strdup (
          _ ("The clinic’s data file is damaged. Nothing was changed; close Foyer "
             "and restore the newest backup."));
    case FOYER_STORE_ERROR_SCHEMA_TOO_NEW:
      return g_strdup (
          _ ("The clinic’s data was written by a newer version of Foyer. Nothing "
             "was changed; update Foyer on this computer."));
    case FOYER_STORE_ERROR_READ_ONLY:
      return g_strdup (
          _ ("The clinic’s data cannot be written here. Nothing was changed; check "
             "who may write to the profile’s folder."));
    case FOYER_STORE_ERROR_FULL:
      return g_strdup (
          _ ("The disk is full. Nothing was changed; make space and try again. "
             "What you typed is still here."));
    case FOYER_STORE_ERROR_IO:
      return g_strdup (
          _ ("The disk did not answer as it should. Nothing was changed; try "
             "again, and have the disk checked."));
    case FOYER_STORE_ERROR_LOCKED:
      return g_strdup (
          _ ("Another session has this profile open. Nothing was changed; close "
             "Foyer there first."));
    case FOYER_STORE_ERROR_CANCELLED:
      return g_strdup (_ ("This was cancelled. What had been saved before stays."));
    case FOYER_STORE_ERROR_FAILED:
    default:
      return g_strdup (
          _ ("This did not work, for a reason Foyer does not know. Nothing was "
             "changed; try again."));
    }
}
