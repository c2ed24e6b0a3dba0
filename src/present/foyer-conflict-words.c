/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "present/foyer-conflict-words.h"

#include <glib/gi18n-lib.h>

/* For each kind: what it is called, what happened, and of the two choices what the button
 * says, what it does, and what was done. */
typedef struct
{
  const char *title;
  const char *icon;
  const char *sentence;
  const char *choice[2];
  const char *effect[2];
  const char *done[2];
} Words;

/* Ours comes first.  A choice that is not offered is NULL. */
static const Words words[] = {
  [FOYER_CONFLICT_KIND_FIELD] = {
    NC_ ("decision", "Changed at Two Desks"),
    "document-edit-symbolic",
    NC_ ("decision", "This desk and another one changed the same thing before they heard "
                     "of each other. Both versions are kept until you choose."),
    { NC_ ("decision", "Keep _Ours"), NC_ ("decision", "Keep _Theirs") },
    { NC_ ("decision", "What this desk wrote goes to all desks. Their version stays in "
                       "the history."),
      NC_ ("decision", "What the other desk wrote stays. Ours stays in the history.") },
    { NC_ ("decision", "Ours is kept and goes to all desks."),
      NC_ ("decision", "Theirs is kept.") },
  },
  [FOYER_CONFLICT_KIND_STATUS] = {
    NC_ ("decision", "Two States or Times"),
    "view-refresh-symbolic",
    NC_ ("decision", "This desk and another one gave this a different state or time before "
                     "they heard of each other. Ask who knows which is true."),
    { NC_ ("decision", "Keep _Ours"), NC_ ("decision", "Keep _Theirs") },
    { NC_ ("decision", "The state and time of this desk go to all desks."),
      NC_ ("decision", "The state and time of the other desk stay.") },
    { NC_ ("decision", "Ours is kept and goes to all desks."),
      NC_ ("decision", "Theirs is kept.") },
  },
  [FOYER_CONFLICT_KIND_GONE] = {
    NC_ ("decision", "Removed Elsewhere"),
    "user-trash-symbolic",
    NC_ ("decision", "The endpoint no longer has this record. It is still here, with all "
                     "that belongs to it."),
    { NC_ ("decision", "_Send It Again"), NC_ ("decision", "_End It Here Too") },
    { NC_ ("decision", "The endpoint gets the record once more, as it is here, and all "
                       "desks see it again."),
      NC_ ("decision", "A patient becomes inactive; a visit or referral is marked as "
                       "entered in error. Nothing is deleted.") },
    { NC_ ("decision", "The record is sent again."),
      NC_ ("decision", "The record has ended here, too.") },
  },
  [FOYER_CONFLICT_KIND_DOUBLE_BOOKING] = {
    NC_ ("decision", "Two Visits at One Time"),
    "x-office-calendar-symbolic",
    NC_ ("decision", "Two desks booked the same time before they heard of each other. Both "
                     "visits are kept. Call one of the patients and move or cancel a "
                     "visit; this ends by itself then."),
    { NC_ ("decision", "_Keep Both"), NULL },
    { NC_ ("decision", "Both visits stay at the same time, and in their rooms, on your "
                       "responsibility."),
      NULL },
    { NC_ ("decision", "Both visits stay."), NULL },
  },
  [FOYER_CONFLICT_KIND_REFUSED] = {
    NC_ ("decision", "Refused by the Endpoint"),
    "action-unavailable-symbolic",
    NC_ ("decision", "The endpoint does not take this record as it is. It is saved here, "
                     "and other desks do not see it. Correct what the endpoint "
                     "says is wrong, then send it again."),
    { NC_ ("decision", "Keep _Ours and Send It Again"),
      NC_ ("decision", "Keep _Theirs") },
    { NC_ ("decision", "The record stays as it is here and is sent once more. If it is "
                       "refused again, it comes back to this list."),
      NC_ ("decision", "The record becomes what the endpoint has, and what was changed "
                       "here stays in the history.") },
    { NC_ ("decision", "Ours is kept and sent again."),
      NC_ ("decision", "Theirs is kept.") },
  },
  [FOYER_CONFLICT_KIND_UNREADABLE] = {
    NC_ ("decision", "Cannot Be Read"),
    "dialog-question-symbolic",
    NC_ ("decision", "A record of the endpoint cannot be understood and was left out. "
                     "Nothing here was changed by it. Tell whoever runs the endpoint."),
    { NULL, NC_ ("decision", "_Set Aside") },
    { NULL, NC_ ("decision", "This is no longer shown until the record changes at the "
                             "endpoint.") },
    { NULL, NC_ ("decision", "The record has been set aside.") },
  },
  [FOYER_CONFLICT_KIND_CARD_SPENT] = {
    NC_ ("decision", "Gift Card Spent Elsewhere"),
    "emblem-important-symbolic",
    NC_ ("decision", "This desk moved money on a gift card while the endpoint could not be "
                     "asked, and so much was no longer on the card. The payment is kept "
                     "and marked as at risk until you choose. Call the patient and ask "
                     "for another payment."),
    { NC_ ("decision", "_Try Again"), NC_ ("decision", "Take the Payment _Back") },
    { NC_ ("decision", "The card is asked once more, as after it was reloaded. If it still "
                       "has too little, this comes back to the list."),
      NC_ ("decision", "A correction takes the payment back. What it paid is due again.") },
    { NC_ ("decision", "The card is asked again."),
      NC_ ("decision", "The payment is taken back.") },
  },
};

/* Instead, of what was put on a card and not taken from it. */
static const Words card_ended = {
  NC_ ("decision", "Gift Card No Longer in Use"),
  "emblem-important-symbolic",
  NC_ ("decision",
       "This desk put money on a gift card that another desk had made void or "
       "replaced meanwhile. The entry is kept and marked as at risk until you "
       "choose, and nothing of it can be spent."),
  { NC_ ("decision", "_Try Again"), NC_ ("decision", "Take the Entry _Back") },
  { NC_ ("decision",
         "The card is asked once more. If it is still not in use, this comes "
         "back to the list."),
    NC_ ("decision",
         "A correction takes the entry back. What was returned is held for its "
         "visit again, and can go to the card that replaced this one or to the "
         "patient’s credit. What was paid for a reload has to be handed back.") },
  { NC_ ("decision", "The card is asked again."),
    NC_ ("decision", "The entry is taken back.") },
};

/* What cannot end, and what the endpoint never had, can only stay here. */
static const char *const here_only[] = {
  NC_ ("decision", "Keep It on This Desk _Only"),
  NC_ ("decision",
       "The record stays as it is on this desk and is not sent. Other desks do "
       "not get it from here."),
  NC_ ("decision", "The record stays on this desk only."),
};

static gboolean
stays_here_only (FoyerConflict *conflict)
{
  static const char *const can_end[] = { "patient", "booking", "referral", NULL };

  if (conflict->kind == FOYER_CONFLICT_KIND_REFUSED)
    return conflict->theirs == NULL;

  return conflict->kind == FOYER_CONFLICT_KIND_GONE && conflict->record_kind != NULL &&
         !g_strv_contains (can_end, conflict->record_kind);
}

static const Words *
find (FoyerConflict *conflict)
{
  return conflict->kind == FOYER_CONFLICT_KIND_CARD_SPENT &&
                 g_strcmp0 (conflict->unit, FOYER_CONFLICT_UNIT_CARD_ENDED) == 0
             ? &card_ended
             : &words[conflict->kind];
}

static const char *
translate (const char *text)
{
  return text != NULL ? g_dpgettext2 (GETTEXT_PACKAGE, "decision", text) : NULL;
}

/* One of @pair; @nth of what is said instead about a record that stays here. */
static const char *
pick (FoyerConflict    *conflict,
      const char *const pair[2],
      guint             nth,
      FoyerResolution   choice)
{
  g_return_val_if_fail (
      choice == FOYER_RESOLUTION_OURS || choice == FOYER_RESOLUTION_THEIRS, NULL);

  if (choice == FOYER_RESOLUTION_THEIRS && stays_here_only (conflict))
    return translate (here_only[nth]);

  return translate (pair[choice == FOYER_RESOLUTION_THEIRS]);
}

/**
 * foyer_conflict_words_title:
 * @conflict: what is to be decided
 *
 * Returns: (transfer none): what happened, in a few words
 */
const char *
foyer_conflict_words_title (FoyerConflict *conflict)
{
  return translate (find (conflict)->title);
}

/**
 * foyer_conflict_words_icon:
 * @conflict: what is to be decided
 *
 * Returns: (transfer none): name of a symbolic icon
 */
const char *
foyer_conflict_words_icon (FoyerConflict *conflict)
{
  return find (conflict)->icon;
}

/**
 * foyer_conflict_words_record:
 * @record_kind: (nullable): a kind of record
 *
 * Returns: (transfer none): what people call such a record
 */
const char *
foyer_conflict_words_record (const char *record_kind)
{
  static const struct
  {
    const char *kind;
    const char *name;
  } names[] = {
    { "patient", NC_ ("kind of record", "Patient") },
    { "booking", NC_ ("kind of record", "Visit") },
    { "referral", NC_ ("kind of record", "Referral") },
    { "document", NC_ ("kind of record", "Letter or document") },
    { "request", NC_ ("kind of record", "Request") },
    { "communication", NC_ ("kind of record", "Call or message") },
    { "article", NC_ ("kind of record", "Article for patients") },
    { "handout", NC_ ("kind of record", "Handout") },
    { "ledger_entry", NC_ ("kind of record", "Payment") },
    { "gift_card", NC_ ("kind of record", "Gift Card") },
    { "till", NC_ ("kind of record", "Till") },
    { "clinic", NC_ ("kind of record", "Clinic") },
    { "clinician", NC_ ("kind of record", "Clinician") },
    { "service", NC_ ("kind of record", "Service") },
    { "room", NC_ ("kind of record", "Room") },
    { "staff", NC_ ("kind of record", "Member of staff") },
    { "referrer", NC_ ("kind of record", "Referrer") },
    { "practice", NC_ ("kind of record", "Practice") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (names[i].kind, record_kind) == 0)
      return g_dpgettext2 (GETTEXT_PACKAGE, "kind of record", names[i].name);

  return C_ ("kind of record", "Record");
}

/**
 * foyer_conflict_words_sentence:
 * @conflict: what is to be decided
 *
 * Returns: (transfer full): what happened and what was kept, with what the endpoint said
 */
char *
foyer_conflict_words_sentence (FoyerConflict *conflict)
{
  const char *sentence = translate (find (conflict)->sentence);

  if (conflict->detail == NULL)
    return g_strdup (sentence);
  if (g_str_equal (conflict->detail, FOYER_CONFLICT_DETAIL_TOO_LARGE))
    return g_strdup (
        conflict->kind == FOYER_CONFLICT_KIND_UNREADABLE
            ? C_ ("decision", "A letter at the endpoint is larger than Foyer takes and "
                              "was left out. Nothing here was changed by it. Ask who "
                              "wrote it to send it again with fewer pages or a lower "
                              "resolution.")
            : C_ ("decision", "This is larger than the endpoint takes. It is saved here, "
                              "and other desks do not see it. Ask whoever runs the "
                              "endpoint to allow 48 MiB and send it again, or add the "
                              "letter once more, scanned with a lower resolution."));

  return conflict->kind == FOYER_CONFLICT_KIND_UNREADABLE
             /* Translators: a sentence, the name of a record at the endpoint such as
              * “Patient/17”, and a technical reason in English */
             ? g_strdup_printf (C_ ("decision", "%1$s\n\n%2$s: %3$s"), sentence,
                                conflict->resource != NULL ? conflict->resource : "",
                                conflict->detail)
             /* Translators: a sentence, and what a program answered, in its own words */
             : g_strdup_printf (C_ ("decision", "%1$s\n\nThe endpoint says: %2$s"),
                                sentence, conflict->detail);
}

/**
 * foyer_conflict_words_choice:
 * @conflict: what is to be decided
 * @choice: ours or theirs
 *
 * Returns: (transfer none) (nullable): what the button says; `NULL` if it is not offered
 */
const char *
foyer_conflict_words_choice (FoyerConflict *conflict, FoyerResolution choice)
{
  return pick (conflict, find (conflict)->choice, 0, choice);
}

/**
 * foyer_conflict_words_effect:
 * @conflict: what is to be decided
 * @choice: ours or theirs
 *
 * Returns: (transfer none) (nullable): what the choice does
 */
const char *
foyer_conflict_words_effect (FoyerConflict *conflict, FoyerResolution choice)
{
  return pick (conflict, find (conflict)->effect, 1, choice);
}

/**
 * foyer_conflict_words_done:
 * @conflict: what was decided
 * @choice: ours or theirs
 *
 * Returns: (transfer none) (nullable): what was decided, a sentence
 */
const char *
foyer_conflict_words_done (FoyerConflict *conflict, FoyerResolution choice)
{
  return pick (conflict, find (conflict)->done, 2, choice);
}
