/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "present/foyer-words.h"

#include <glib/gi18n-lib.h>

static const char *
word (const char *context, const char *const *words, guint n_words, guint value)
{
  g_return_val_if_fail (value < n_words && words[value] != NULL, "");

  return g_dpgettext2 (GETTEXT_PACKAGE, context, words[value]);
}

/**
 * foyer_words_booking_state:
 * @value: a state of a booking
 *
 * Returns: (transfer none): where the booking stands, in a word or two
 */
const char *
foyer_words_booking_state (FoyerBookingState value)
{
  static const char *const words[] = {
    [FOYER_BOOKING_STATE_REQUESTED] = NC_ ("booking state", "Requested"),
    [FOYER_BOOKING_STATE_WAITLISTED] = NC_ ("booking state", "On waitlist"),
    [FOYER_BOOKING_STATE_HELD] = NC_ ("booking state", "Held"),
    [FOYER_BOOKING_STATE_BOOKED] = NC_ ("booking state", "Booked"),
    [FOYER_BOOKING_STATE_CONFIRMED] = NC_ ("booking state", "Confirmed"),
    [FOYER_BOOKING_STATE_ARRIVED] = NC_ ("booking state", "Arrived"),
    [FOYER_BOOKING_STATE_CHECKED_IN] = NC_ ("booking state", "Checked in"),
    [FOYER_BOOKING_STATE_IN_ROOM] = NC_ ("booking state", "With clinician"),
    [FOYER_BOOKING_STATE_COMPLETED] = NC_ ("booking state", "Seen"),
    [FOYER_BOOKING_STATE_NO_SHOW] = NC_ ("booking state", "Did not come"),
    [FOYER_BOOKING_STATE_LEFT] = NC_ ("booking state", "Left without being seen"),
    [FOYER_BOOKING_STATE_CANCELLED] = NC_ ("booking state", "Cancelled"),
    [FOYER_BOOKING_STATE_ENTERED_IN_ERROR] = NC_ ("booking state", "Entered in error"),
  };

  return word ("booking state", words, G_N_ELEMENTS (words), (guint) value);
}

/**
 * foyer_words_booking_step:
 * @value: the state that a step leads to
 *
 * Returns: (transfer none): what the button for that step says
 */
const char *
foyer_words_booking_step (FoyerBookingState value)
{
  static const char *const words[] = {
    [FOYER_BOOKING_STATE_REQUESTED] = NC_ ("booking step", "Back to Request"),
    [FOYER_BOOKING_STATE_WAITLISTED] = NC_ ("booking step", "Put on Waitlist"),
    [FOYER_BOOKING_STATE_HELD] = NC_ ("booking step", "Hold"),
    [FOYER_BOOKING_STATE_BOOKED] = NC_ ("booking step", "Book"),
    [FOYER_BOOKING_STATE_CONFIRMED] = NC_ ("booking step", "Mark as Confirmed"),
    [FOYER_BOOKING_STATE_ARRIVED] = NC_ ("booking step", "Mark as Arrived"),
    [FOYER_BOOKING_STATE_CHECKED_IN] = NC_ ("booking step", "Check In"),
    [FOYER_BOOKING_STATE_IN_ROOM] = NC_ ("booking step", "With Clinician"),
    [FOYER_BOOKING_STATE_COMPLETED] = NC_ ("booking step", "Mark as Seen"),
    [FOYER_BOOKING_STATE_NO_SHOW] = NC_ ("booking step", "Did Not Come"),
    [FOYER_BOOKING_STATE_LEFT] = NC_ ("booking step", "Left Without Being Seen"),
    [FOYER_BOOKING_STATE_CANCELLED] = NC_ ("booking step", "Cancel Booking…"),
    [FOYER_BOOKING_STATE_ENTERED_IN_ERROR] = NC_ ("booking step", "Entered in Error"),
  };

  return word ("booking step", words, G_N_ELEMENTS (words), (guint) value);
}

/**
 * foyer_words_referral_state:
 * @value: a state of a referral
 *
 * Returns: (transfer none): where the referral stands
 */
const char *
foyer_words_referral_state (FoyerReferralState value)
{
  static const char *const words[] = {
    [FOYER_REFERRAL_STATE_EXPECTED] = NC_ ("referral state", "Expected"),
    [FOYER_REFERRAL_STATE_RECEIVED] = NC_ ("referral state", "Received"),
    [FOYER_REFERRAL_STATE_INCOMPLETE] = NC_ ("referral state", "Awaiting information"),
    [FOYER_REFERRAL_STATE_TRIAGE] = NC_ ("referral state", "Awaiting triage"),
    [FOYER_REFERRAL_STATE_ACCEPTED] = NC_ ("referral state", "Accepted"),
    [FOYER_REFERRAL_STATE_CONTACTING] = NC_ ("referral state", "Contacting patient"),
    [FOYER_REFERRAL_STATE_BOOKED] = NC_ ("referral state", "Booked"),
    [FOYER_REFERRAL_STATE_ATTENDED] = NC_ ("referral state", "Seen, report due"),
    [FOYER_REFERRAL_STATE_CLOSED] = NC_ ("referral state", "Closed"),
    [FOYER_REFERRAL_STATE_DECLINED] = NC_ ("referral state", "Declined"),
    [FOYER_REFERRAL_STATE_WITHDRAWN] = NC_ ("referral state", "Withdrawn"),
    [FOYER_REFERRAL_STATE_UNREACHABLE] = NC_ ("referral state", "Patient not reached"),
    [FOYER_REFERRAL_STATE_EXPIRED] = NC_ ("referral state", "Expired"),
    [FOYER_REFERRAL_STATE_ENTERED_IN_ERROR] = NC_ ("referral state", "Entered in error"),
  };

  return word ("referral state", words, G_N_ELEMENTS (words), (guint) value);
}

/**
 * foyer_words_referral_list:
 * @value: a state of a referral
 *
 * Returns: (transfer none): the name of the list of referrals in that state
 */
const char *
foyer_words_referral_list (FoyerReferralState value)
{
  static const char *const words[] = {
    [FOYER_REFERRAL_STATE_EXPECTED] = NC_ ("referral list", "Expected"),
    [FOYER_REFERRAL_STATE_RECEIVED] = NC_ ("referral list", "To Register"),
    [FOYER_REFERRAL_STATE_INCOMPLETE] = NC_ ("referral list", "Awaiting Information"),
    [FOYER_REFERRAL_STATE_TRIAGE] = NC_ ("referral list", "Triage"),
    [FOYER_REFERRAL_STATE_ACCEPTED] = NC_ ("referral list", "To Book"),
    [FOYER_REFERRAL_STATE_CONTACTING] = NC_ ("referral list", "Contacting Patient"),
    [FOYER_REFERRAL_STATE_BOOKED] = NC_ ("referral list", "Booked"),
    [FOYER_REFERRAL_STATE_ATTENDED] = NC_ ("referral list", "Reports Due"),
    [FOYER_REFERRAL_STATE_CLOSED] = NC_ ("referral list", "Closed"),
    [FOYER_REFERRAL_STATE_DECLINED] = NC_ ("referral list", "Declined"),
    [FOYER_REFERRAL_STATE_WITHDRAWN] = NC_ ("referral list", "Withdrawn"),
    [FOYER_REFERRAL_STATE_UNREACHABLE] = NC_ ("referral list", "Not Reached"),
    [FOYER_REFERRAL_STATE_EXPIRED] = NC_ ("referral list", "Expired"),
    [FOYER_REFERRAL_STATE_ENTERED_IN_ERROR] = NC_ ("referral list", "Entered in Error"),
  };

  return word ("referral list", words, G_N_ELEMENTS (words), (guint) value);
}

/**
 * foyer_words_urgency:
 * @value: an urgency
 *
 * Returns: (transfer none): the word for it
 */
const char *
foyer_words_urgency (FoyerUrgency value)
{
  static const char *const words[] = {
    [FOYER_URGENCY_ROUTINE] = NC_ ("urgency", "Routine"),
    [FOYER_URGENCY_ASAP] = NC_ ("urgency", "Soon"),
    [FOYER_URGENCY_URGENT] = NC_ ("urgency", "Urgent"),
    [FOYER_URGENCY_STAT] = NC_ ("urgency", "Today"),
  };

  return word ("urgency", words, G_N_ELEMENTS (words), (guint) value);
}

/**
 * foyer_words_source:
 * @value: how a referral came
 *
 * Returns: (transfer none): the word for it
 */
const char *
foyer_words_source (FoyerReferralSource value)
{
  static const char *const words[] = {
    [FOYER_REFERRAL_SOURCE_FAX] = NC_ ("referral source", "Fax"),
    [FOYER_REFERRAL_SOURCE_E_REFERRAL] = NC_ ("referral source", "Electronic referral"),
    [FOYER_REFERRAL_SOURCE_LETTER] = NC_ ("referral source", "Letter"),
    [FOYER_REFERRAL_SOURCE_PHONE] = NC_ ("referral source", "Phone"),
    [FOYER_REFERRAL_SOURCE_WALK_IN] = NC_ ("referral source", "Brought by the patient"),
  };

  return word ("referral source", words, G_N_ELEMENTS (words), (guint) value);
}

/**
 * foyer_words_decline_reason:
 * @value: a reason
 *
 * Returns: (transfer none): the words for it
 */
const char *
foyer_words_decline_reason (FoyerDeclineReason value)
{
  static const char *const words[] = {
    [FOYER_DECLINE_REASON_NONE] = NC_ ("decline reason", "Not declined"),
    [FOYER_DECLINE_REASON_OUT_OF_SCOPE] =
        NC_ ("decline reason", "Not what this clinic treats"),
    [FOYER_DECLINE_REASON_NOT_INDICATED] =
        NC_ ("decline reason", "No visit needed; advice given"),
    [FOYER_DECLINE_REASON_NO_CAPACITY] =
        NC_ ("decline reason", "Cannot be seen in useful time"),
    [FOYER_DECLINE_REASON_INSURANCE] = NC_ ("decline reason", "Insurance not accepted"),
    [FOYER_DECLINE_REASON_DUPLICATE] = NC_ ("decline reason", "Already referred"),
    [FOYER_DECLINE_REASON_OTHER] = NC_ ("decline reason", "Other"),
  };

  return word ("decline reason", words, G_N_ELEMENTS (words), (guint) value);
}

/**
 * foyer_words_cancel_reason:
 * @value: a coded reason
 *
 * Returns: (transfer none): the words for it
 */
const char *
foyer_words_cancel_reason (FoyerCancelReason value)
{
  static const char *const words[] = {
    [FOYER_CANCEL_REASON_NONE] = NC_ ("cancel reason", "Not cancelled"),
    [FOYER_CANCEL_REASON_PATIENT] = NC_ ("cancel reason", "Patient cancelled"),
    [FOYER_CANCEL_REASON_PATIENT_FEELING_BETTER] =
        NC_ ("cancel reason", "Patient feels better"),
    [FOYER_CANCEL_REASON_PATIENT_MOVED] = NC_ ("cancel reason", "Patient has moved away"),
    [FOYER_CANCEL_REASON_PATIENT_TRANSPORT] =
        NC_ ("cancel reason", "Patient has no transport"),
    [FOYER_CANCEL_REASON_PATIENT_WEATHER] = NC_ ("cancel reason", "Weather"),
    [FOYER_CANCEL_REASON_CLINIC] = NC_ ("cancel reason", "Clinic cancelled"),
    [FOYER_CANCEL_REASON_CLINICIAN_ABSENT] = NC_ ("cancel reason", "Clinician is absent"),
    [FOYER_CANCEL_REASON_NO_INTERPRETER] = NC_ ("cancel reason", "No interpreter"),
    [FOYER_CANCEL_REASON_ROOM_UNAVAILABLE] = NC_ ("cancel reason", "No room"),
    [FOYER_CANCEL_REASON_FINANCE] = NC_ ("cancel reason", "Cost or insurance"),
    [FOYER_CANCEL_REASON_HOLD_EXPIRED] = NC_ ("cancel reason", "Hold ran out"),
    [FOYER_CANCEL_REASON_ERROR] = NC_ ("cancel reason", "Booked by mistake"),
  };

  return word ("cancel reason", words, G_N_ELEMENTS (words), (guint) value);
}

/**
 * foyer_words_channel:
 * @value: how an appointment was asked for
 *
 * Returns: (transfer none): the words for it
 */
const char *
foyer_words_channel (FoyerChannel value)
{
  static const char *const words[] = {
    [FOYER_CHANNEL_PHONE] = NC_ ("booking channel", "By phone"),
    [FOYER_CHANNEL_DESK] = NC_ ("booking channel", "At the desk"),
    [FOYER_CHANNEL_WEB] = NC_ ("booking channel", "By web form"),
    [FOYER_CHANNEL_REFERRER] = NC_ ("booking channel", "By the referrer"),
  };

  return word ("booking channel", words, G_N_ELEMENTS (words), (guint) value);
}

/**
 * foyer_words_gender:
 * @value: an administrative gender
 *
 * Returns: (transfer none): the word for it
 */
const char *
foyer_words_gender (FoyerGender value)
{
  static const char *const words[] = {
    [FOYER_GENDER_UNKNOWN] = NC_ ("gender", "Not known"),
    [FOYER_GENDER_FEMALE] = NC_ ("gender", "Female"),
    [FOYER_GENDER_MALE] = NC_ ("gender", "Male"),
    [FOYER_GENDER_OTHER] = NC_ ("gender", "Other"),
  };

  return word ("gender", words, G_N_ELEMENTS (words), (guint) value);
}

/**
 * foyer_words_phone_kind:
 * @value: where a number rings
 *
 * Returns: (transfer none): the word for it
 */
const char *
foyer_words_phone_kind (FoyerPhoneKind value)
{
  static const char *const words[] = {
    [FOYER_PHONE_KIND_MOBILE] = NC_ ("phone", "Mobile"),
    [FOYER_PHONE_KIND_HOME] = NC_ ("phone", "Home"),
    [FOYER_PHONE_KIND_WORK] = NC_ ("phone", "Work"),
    [FOYER_PHONE_KIND_OTHER] = NC_ ("phone", "Other"),
  };

  return word ("phone", words, G_N_ELEMENTS (words), (guint) value);
}

/**
 * foyer_words_name_kind:
 * @value: a kind of name
 *
 * Returns: (transfer none): the words for it
 */
const char *
foyer_words_name_kind (FoyerNameKind value)
{
  static const char *const words[] = {
    [FOYER_NAME_KIND_MAIDEN] = NC_ ("name", "Birth name"),
    [FOYER_NAME_KIND_PREVIOUS] = NC_ ("name", "Previous name"),
    [FOYER_NAME_KIND_ALIAS] = NC_ ("name", "Also known as"),
  };

  return word ("name", words, G_N_ELEMENTS (words), (guint) value);
}

/**
 * foyer_words_contact_kind:
 * @value: a kind of contact
 *
 * Returns: (transfer none): the words for it
 */
const char *
foyer_words_contact_kind (FoyerContactKind value)
{
  static const char *const words[] = {
    [FOYER_CONTACT_KIND_GUARDIAN] = NC_ ("contact", "Parent or guardian"),
    [FOYER_CONTACT_KIND_PROXY] = NC_ ("contact", "May act for the patient"),
    [FOYER_CONTACT_KIND_EMERGENCY] = NC_ ("contact", "Emergency contact"),
  };

  return word ("contact", words, G_N_ELEMENTS (words), (guint) value);
}

/**
 * foyer_words_category:
 * @value: a kind of visit
 *
 * Returns: (transfer none): the words for it
 */
const char *
foyer_words_category (FoyerServiceCategory value)
{
  static const char *const words[] = {
    [FOYER_SERVICE_CATEGORY_NEW] = NC_ ("service category", "New patients"),
    [FOYER_SERVICE_CATEGORY_FOLLOW_UP] = NC_ ("service category", "Follow-up"),
    [FOYER_SERVICE_CATEGORY_PROCEDURE] = NC_ ("service category", "Procedures"),
    [FOYER_SERVICE_CATEGORY_COSMETIC] = NC_ ("service category", "Cosmetic"),
    [FOYER_SERVICE_CATEGORY_URGENT] = NC_ ("service category", "Urgent"),
  };

  return word ("service category", words, G_N_ELEMENTS (words), (guint) value);
}

/**
 * foyer_words_referral_rule:
 * @value: who needs a referral
 *
 * Returns: (transfer none): the words for it
 */
const char *
foyer_words_referral_rule (FoyerReferralRule value)
{
  static const char *const words[] = {
    [FOYER_REFERRAL_RULE_NEW_PATIENTS] =
        NC_ ("referral rule", "New patients need a referral"),
    [FOYER_REFERRAL_RULE_ALWAYS] = NC_ ("referral rule", "Everybody needs a referral"),
    [FOYER_REFERRAL_RULE_NEVER] = NC_ ("referral rule", "No referral needed"),
  };

  return word ("referral rule", words, G_N_ELEMENTS (words), (guint) value);
}

/**
 * foyer_words_role:
 * @value: a role
 *
 * Returns: (transfer none): the word for it
 */
const char *
foyer_words_role (FoyerRole value)
{
  static const char *const words[] = {
    [FOYER_ROLE_DESK] = NC_ ("role", "Front desk"),
    [FOYER_ROLE_CLINICIAN] = NC_ ("role", "Clinician"),
    [FOYER_ROLE_MANAGER] = NC_ ("role", "Manager"),
  };

  return word ("role", words, G_N_ELEMENTS (words), (guint) value);
}

/**
 * foyer_words_tender:
 * @value: what money was
 *
 * Returns: (transfer none): the word for it
 */
const char *
foyer_words_tender (FoyerTender value)
{
  static const char *const words[] = {
    [FOYER_TENDER_NONE] = NC_ ("tender", "No payment"),
    [FOYER_TENDER_CASH] = NC_ ("tender", "Cash"),
    [FOYER_TENDER_CARD] = NC_ ("tender", "Card"),
    [FOYER_TENDER_GIFT_CARD] = NC_ ("tender", "Gift card"),
    [FOYER_TENDER_CREDIT] = NC_ ("tender", "Credit"),
  };

  return word ("tender", words, G_N_ELEMENTS (words), (guint) value);
}

/**
 * foyer_words_ledger_kind:
 * @value: a movement of money
 *
 * Returns: (transfer none): the word for it
 */
const char *
foyer_words_ledger_kind (FoyerLedgerKind value)
{
  static const char *const words[] = {
    [FOYER_LEDGER_KIND_CHARGE] = NC_ ("ledger", "Charge"),
    [FOYER_LEDGER_KIND_PAYMENT] = NC_ ("ledger", "Payment"),
    [FOYER_LEDGER_KIND_REFUND] = NC_ ("ledger", "Refund"),
    [FOYER_LEDGER_KIND_WAIVER] = NC_ ("ledger", "Waived"),
    [FOYER_LEDGER_KIND_FORFEIT] = NC_ ("ledger", "Kept by the clinic"),
    [FOYER_LEDGER_KIND_TRANSFER] = NC_ ("ledger", "Moved to credit"),
    [FOYER_LEDGER_KIND_CORRECTION] = NC_ ("ledger", "Correction"),
    [FOYER_LEDGER_KIND_GIFT_ISSUE] = NC_ ("ledger", "Put on a gift card"),
    [FOYER_LEDGER_KIND_GIFT_REDEEM] = NC_ ("ledger", "Paid with a gift card"),
    [FOYER_LEDGER_KIND_GIFT_RESTORE] = NC_ ("ledger", "Back on the gift card"),
  };

  return word ("ledger", words, G_N_ELEMENTS (words), (guint) value);
}

/**
 * foyer_words_action:
 * @value: an action
 *
 * Returns: (transfer none): what one may do, to follow “is not allowed to”
 */
const char *
foyer_words_action (FoyerAction value)
{
  static const char *const words[] = {
    [FOYER_ACTION_PATIENT_EDIT] = NC_ ("action", "edit patients"),
    [FOYER_ACTION_CLINIC_EDIT] = NC_ ("action", "change the clinic’s settings"),
    [FOYER_ACTION_REFERRER_EDIT] = NC_ ("action", "edit referrers"),
    [FOYER_ACTION_REFERRAL_REGISTER] = NC_ ("action", "register referrals"),
    [FOYER_ACTION_REFERRAL_DECIDE] = NC_ ("action", "decide referrals"),
    [FOYER_ACTION_REFERRAL_CLOSE] = NC_ ("action", "close referrals"),
    [FOYER_ACTION_BOOKING_MAKE] = NC_ ("action", "make bookings"),
    [FOYER_ACTION_BOOKING_PROGRESS] = NC_ ("action", "move a visit forward"),
    [FOYER_ACTION_BOOKING_CANCEL] = NC_ ("action", "cancel bookings"),
    [FOYER_ACTION_BOOKING_UNDO] = NC_ ("action", "undo a step"),
    [FOYER_ACTION_BOOKING_UNDO_LATER] =
        NC_ ("action", "undo a step of another day or person"),
    [FOYER_ACTION_BOOKING_OVERRIDE] = NC_ ("action", "set a booking rule aside"),
    [FOYER_ACTION_BOOKING_HOLD_LONG] =
        NC_ ("action", "hold a time until the end of the day"),
    [FOYER_ACTION_MONEY_TAKE] = NC_ ("action", "take payments"),
    [FOYER_ACTION_MONEY_WAIVE] = NC_ ("action", "waive a payment"),
    [FOYER_ACTION_MONEY_RETURN] = NC_ ("action", "return a payment"),
    [FOYER_ACTION_MONEY_CORRECT] = NC_ ("action", "correct an entry of the ledger"),
    [FOYER_ACTION_DEPOSIT_SETTLE] = NC_ ("action", "settle deposits as the rule says"),
    [FOYER_ACTION_GIFT_SELL] = NC_ ("action", "sell gift cards"),
    [FOYER_ACTION_GIFT_CHANGE] = NC_ ("action", "void, replace or take back gift cards"),
    [FOYER_ACTION_TILL_OPEN] = NC_ ("action", "open the till"),
    [FOYER_ACTION_TILL_CLOSE] = NC_ ("action", "count and close the till"),
    [FOYER_ACTION_IMPORT] = NC_ ("action", "import files"),
    [FOYER_ACTION_EXPORT] = NC_ ("action", "export the clinic’s data"),
    [FOYER_ACTION_SYNC] = NC_ ("action", "sync with the endpoint"),
    [FOYER_ACTION_SYNC_DECIDE] = NC_ ("action", "decide what sync found"),
    [FOYER_ACTION_ENDPOINT_EDIT] = NC_ ("action", "change the endpoint"),
    [FOYER_ACTION_REQUEST_HANDLE] = NC_ ("action", "answer requests"),
    [FOYER_ACTION_ARTICLE_EDIT] = NC_ ("action", "write articles for patients"),
    [FOYER_ACTION_ARTICLE_REVIEW] = NC_ ("action", "review articles for patients"),
    [FOYER_ACTION_HANDOUT_GIVE] = NC_ ("action", "give articles to patients"),
  };

  return word ("action", words, G_N_ELEMENTS (words), (guint) value);
}

/**
 * foyer_words_booking_state_icon:
 * @state: a state of a booking
 *
 * Returns: (transfer none): the name of its symbolic icon
 */
const char *
foyer_words_booking_state_icon (FoyerBookingState state)
{
  static const char *const icons[] = {
    [FOYER_BOOKING_STATE_REQUESTED] = "mail-unread-symbolic",
    [FOYER_BOOKING_STATE_WAITLISTED] = "view-list-symbolic",
    [FOYER_BOOKING_STATE_HELD] = "alarm-symbolic",
    [FOYER_BOOKING_STATE_BOOKED] = "x-office-calendar-symbolic",
    [FOYER_BOOKING_STATE_CONFIRMED] = "object-select-symbolic",
    [FOYER_BOOKING_STATE_ARRIVED] = "user-home-symbolic",
    [FOYER_BOOKING_STATE_CHECKED_IN] = "emblem-ok-symbolic",
    [FOYER_BOOKING_STATE_IN_ROOM] = "avatar-default-symbolic",
    [FOYER_BOOKING_STATE_COMPLETED] = "emblem-default-symbolic",
    [FOYER_BOOKING_STATE_NO_SHOW] = "action-unavailable-symbolic",
    [FOYER_BOOKING_STATE_LEFT] = "system-log-out-symbolic",
    [FOYER_BOOKING_STATE_CANCELLED] = "window-close-symbolic",
    [FOYER_BOOKING_STATE_ENTERED_IN_ERROR] = "edit-delete-symbolic",
  };

  g_return_val_if_fail ((guint) state < G_N_ELEMENTS (icons), NULL);

  return icons[state];
}

/**
 * foyer_words_booking_state_class:
 * @state: a state of a booking
 *
 * Returns: (transfer none): the style class of its blocks and pills
 */
const char *
foyer_words_booking_state_class (FoyerBookingState state)
{
  static const char *const classes[] = {
    [FOYER_BOOKING_STATE_REQUESTED] = "state-waiting",
    [FOYER_BOOKING_STATE_WAITLISTED] = "state-waiting",
    [FOYER_BOOKING_STATE_HELD] = "state-held",
    [FOYER_BOOKING_STATE_BOOKED] = "state-booked",
    [FOYER_BOOKING_STATE_CONFIRMED] = "state-booked",
    [FOYER_BOOKING_STATE_ARRIVED] = "state-here",
    [FOYER_BOOKING_STATE_CHECKED_IN] = "state-here",
    [FOYER_BOOKING_STATE_IN_ROOM] = "state-here",
    [FOYER_BOOKING_STATE_COMPLETED] = "state-done",
    [FOYER_BOOKING_STATE_NO_SHOW] = "state-lost",
    [FOYER_BOOKING_STATE_LEFT] = "state-lost",
    [FOYER_BOOKING_STATE_CANCELLED] = "state-lost",
    [FOYER_BOOKING_STATE_ENTERED_IN_ERROR] = "state-lost",
  };

  g_return_val_if_fail ((guint) state < G_N_ELEMENTS (classes), NULL);

  return classes[state];
}

/**
 * foyer_words_referral_state_icon:
 * @state: a state of a referral
 *
 * Returns: (transfer none): the name of its symbolic icon
 */
const char *
foyer_words_referral_state_icon (FoyerReferralState state)
{
  static const char *const icons[] = {
    [FOYER_REFERRAL_STATE_EXPECTED] = "alarm-symbolic",
    [FOYER_REFERRAL_STATE_RECEIVED] = "mail-unread-symbolic",
    [FOYER_REFERRAL_STATE_INCOMPLETE] = "dialog-question-symbolic",
    [FOYER_REFERRAL_STATE_TRIAGE] = "document-open-symbolic",
    [FOYER_REFERRAL_STATE_ACCEPTED] = "object-select-symbolic",
    [FOYER_REFERRAL_STATE_CONTACTING] = "call-start-symbolic",
    [FOYER_REFERRAL_STATE_BOOKED] = "x-office-calendar-symbolic",
    [FOYER_REFERRAL_STATE_ATTENDED] = "document-send-symbolic",
    [FOYER_REFERRAL_STATE_CLOSED] = "emblem-ok-symbolic",
    [FOYER_REFERRAL_STATE_DECLINED] = "action-unavailable-symbolic",
    [FOYER_REFERRAL_STATE_WITHDRAWN] = "edit-undo-symbolic",
    [FOYER_REFERRAL_STATE_UNREACHABLE] = "call-stop-symbolic",
    [FOYER_REFERRAL_STATE_EXPIRED] = "window-close-symbolic",
    [FOYER_REFERRAL_STATE_ENTERED_IN_ERROR] = "edit-delete-symbolic",
  };

  g_return_val_if_fail ((guint) state < G_N_ELEMENTS (icons), NULL);

  return icons[state];
}
