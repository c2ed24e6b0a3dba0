-- Schema version 3: money at the desk.

-- What the clinic does with deposits.
ALTER TABLE clinic ADD COLUMN deposit_in_time TEXT NOT NULL DEFAULT 'refund'
  CHECK (deposit_in_time IN ('refund', 'credit', 'forfeit', 'carry'));
ALTER TABLE clinic ADD COLUMN deposit_late TEXT NOT NULL DEFAULT 'forfeit'
  CHECK (deposit_late IN ('refund', 'credit', 'forfeit', 'carry'));
ALTER TABLE clinic ADD COLUMN deposit_no_show TEXT NOT NULL DEFAULT 'forfeit'
  CHECK (deposit_no_show IN ('refund', 'credit', 'forfeit', 'carry'));

-- How the clinic wants its tills.
ALTER TABLE clinic ADD COLUMN till_required INTEGER NOT NULL DEFAULT 0
  CHECK (till_required IN (0, 1));
ALTER TABLE clinic ADD COLUMN till_second_count INTEGER NOT NULL DEFAULT 0
  CHECK (till_second_count IN (0, 1));

-- What the clinic promises with a gift card.  It lasts five years at least, or for ever.
ALTER TABLE clinic ADD COLUMN gift_years INTEGER NOT NULL DEFAULT 0
  CHECK (gift_years = 0 OR gift_years >= 5);
ALTER TABLE clinic ADD COLUMN gift_terms TEXT;

-- How much of one gift card a desk takes while it cannot ask the endpoint.
ALTER TABLE clinic ADD COLUMN gift_offline_minor INTEGER NOT NULL DEFAULT 0
  CHECK (gift_offline_minor >= 0);

-- The ledger gains gift cards, credit, the desk, the till and the receipt.  What was paid with
-- a gift card and the sale of one need no patient.

DROP TRIGGER booking_deposit_rule;
DROP TRIGGER ledger_reversal;
DROP TRIGGER ledger_return;
CREATE TABLE new_ledger_entry (
  id                 INTEGER PRIMARY KEY,
  uid                TEXT NOT NULL UNIQUE,
  at                 INTEGER NOT NULL,
  staff_id           INTEGER NOT NULL REFERENCES staff,
  desk               TEXT,
  kind               TEXT NOT NULL
    CHECK (kind IN ('charge', 'payment', 'refund', 'waiver', 'forfeit', 'transfer',
                    'correction', 'gift-issue', 'gift-redeem', 'gift-restore')),
  patient_id         INTEGER REFERENCES patient,
  booking_id         INTEGER REFERENCES booking,
  amount_minor       INTEGER NOT NULL CHECK (amount_minor > 0),
  currency           TEXT NOT NULL CHECK (length (currency) = 3),
  tender             TEXT NOT NULL
    CHECK (tender IN ('none', 'cash', 'card', 'gift-card', 'credit')),
  terminal_reference TEXT,
  gift_card_uid      TEXT,
  till_uid           TEXT,
  receipt            TEXT,
  reverses_id        INTEGER REFERENCES new_ledger_entry,
  reason             TEXT,
  CHECK (kind <> 'correction' OR reverses_id IS NOT NULL),
  CHECK (kind <> 'waiver' OR reason IS NOT NULL),
  CHECK (kind NOT IN ('payment', 'refund') OR tender <> 'none'),
  CHECK (kind NOT IN ('gift-redeem', 'gift-restore') OR tender = 'gift-card'),
  CHECK (kind NOT IN ('gift-issue', 'gift-redeem', 'gift-restore')
         OR gift_card_uid IS NOT NULL),
  CHECK (tender <> 'card' OR terminal_reference IS NOT NULL
         OR kind IN ('forfeit', 'transfer', 'correction'))
) STRICT;
INSERT INTO new_ledger_entry (id, uid, at, staff_id, kind, patient_id, booking_id,
                              amount_minor, currency, tender, terminal_reference,
                              reverses_id, reason)
  SELECT id, uid, at, staff_id, kind, patient_id, booking_id, amount_minor, currency, tender,
         terminal_reference, reverses_id, reason
  FROM ledger_entry;
DROP TABLE ledger_entry;
ALTER TABLE new_ledger_entry RENAME TO ledger_entry;
CREATE INDEX ledger_booking ON ledger_entry (booking_id);
CREATE INDEX ledger_patient ON ledger_entry (patient_id, at);
CREATE INDEX ledger_reverses ON ledger_entry (reverses_id) WHERE reverses_id IS NOT NULL;
CREATE INDEX ledger_till ON ledger_entry (till_uid) WHERE till_uid IS NOT NULL;
CREATE INDEX ledger_receipt ON ledger_entry (receipt) WHERE receipt IS NOT NULL;
CREATE INDEX ledger_gift_card ON ledger_entry (gift_card_uid)
  WHERE gift_card_uid IS NOT NULL;

-- What each entry does to the balances.  All of them are sums over this: a correction counts
-- as the entry that it takes back, with the other sign, and once if two desks have taken one
-- entry back while they were apart.  Only what went through a till stays there: each desk has
-- counted its own.
--
-- booking_minor: money held for a booking.  waived_minor: set aside of its deposit.
-- credit_minor: money of the patient that is held for no booking.  card_minor: what is on a
-- gift card.  money_minor: money of this tender that came in.
CREATE VIEW ledger_effect AS
SELECT id, uid, at, staff_id, kind, patient_id, booking_id, currency, tender, gift_card_uid,
  till_uid,
  factor * amount_minor * CASE
    WHEN booking_id IS NULL THEN 0
    WHEN kind IN ('payment', 'gift-redeem') THEN 1
    WHEN kind IN ('refund', 'gift-restore', 'forfeit', 'transfer') THEN -1
    ELSE 0 END AS booking_minor,
  factor * amount_minor * (kind = 'waiver') AS waived_minor,
  factor * amount_minor * CASE
    WHEN booking_id IS NOT NULL THEN
      CASE WHEN kind = 'transfer' THEN 1
           WHEN tender = 'credit' AND kind = 'payment' THEN -1
           WHEN tender = 'credit' AND kind = 'refund' THEN 1
           ELSE 0 END
    WHEN gift_card_uid IS NOT NULL THEN 0
    WHEN kind = 'payment' THEN 1
    WHEN kind IN ('refund', 'forfeit') THEN -1
    ELSE 0 END AS credit_minor,
  factor * amount_minor * CASE
    WHEN gift_card_uid IS NULL THEN 0
    WHEN kind IN ('gift-issue', 'gift-restore') THEN 1
    WHEN kind = 'gift-redeem' THEN -1
    WHEN booking_id IS NULL AND kind IN ('refund', 'forfeit', 'transfer') THEN -1
    ELSE 0 END AS card_minor,
  sign * amount_minor * CASE
    WHEN tender = 'none' THEN 0
    WHEN kind IN ('payment', 'gift-issue', 'gift-redeem') THEN 1
    WHEN kind IN ('refund', 'gift-restore') THEN -1
    ELSE 0 END AS money_minor
FROM (SELECT entry.id, entry.uid, entry.at, entry.staff_id, meant.kind, entry.patient_id,
             entry.booking_id, entry.currency, entry.tender, entry.gift_card_uid,
             entry.till_uid, entry.amount_minor,
             iif (entry.kind = 'correction', -1, 1) AS sign,
             CASE
               WHEN entry.reverses_id IS NULL THEN 1
               WHEN EXISTS (SELECT 1 FROM ledger_entry AS twin
                            WHERE twin.reverses_id = entry.reverses_id
                              AND twin.uid < entry.uid) THEN 0
               ELSE -1 END AS factor
      FROM ledger_entry AS entry
      JOIN ledger_entry AS meant ON meant.id = coalesce (entry.reverses_id, entry.id));

-- The visits that are over and whose money waits for a person: it is still held, or more of it
-- has gone one way than had come in by it, as where two desks that were apart have both decided.
CREATE VIEW booking_unsettled AS
SELECT id AS booking_id FROM booking
WHERE state IN ('cancelled', 'no-show', 'left', 'entered-in-error')
  AND ((SELECT sum (booking_minor) FROM ledger_effect AS part
        WHERE part.booking_id = booking.id) > 0
       OR EXISTS (SELECT 1 FROM ledger_effect AS part
                  WHERE part.booking_id = booking.id AND part.tender <> 'none'
                  GROUP BY part.tender, part.gift_card_uid
                  HAVING sum (part.booking_minor) < 0));

-- The same, kept by what changes it, so that nobody has to look through the ledger.
CREATE TABLE booking_undecided (
  booking_id INTEGER PRIMARY KEY REFERENCES booking
) STRICT;
INSERT INTO booking_undecided SELECT booking_id FROM booking_unsettled;

CREATE TRIGGER booking_undecided_entry AFTER INSERT ON ledger_entry
WHEN NEW.booking_id IS NOT NULL
BEGIN
  DELETE FROM booking_undecided WHERE booking_id = NEW.booking_id;
  INSERT INTO booking_undecided SELECT booking_id FROM booking_unsettled
  WHERE booking_id = NEW.booking_id;
END;
CREATE TRIGGER booking_undecided_state AFTER UPDATE OF state ON booking
WHEN NEW.state IS NOT OLD.state
BEGIN
  DELETE FROM booking_undecided WHERE booking_id = NEW.id;
  INSERT INTO booking_undecided SELECT booking_id FROM booking_unsettled
  WHERE booking_id = NEW.id;
END;

-- Bookings that sync has changed and not yet compared with the others.
CREATE TABLE booking_arrived (
  booking_id INTEGER PRIMARY KEY REFERENCES booking ON DELETE CASCADE
) STRICT;

-- Rows that are history.

CREATE TRIGGER ledger_no_update BEFORE UPDATE ON ledger_entry
BEGIN SELECT RAISE (ABORT, 'rule:append-only'); END;
CREATE TRIGGER ledger_no_delete BEFORE DELETE ON ledger_entry
BEGIN SELECT RAISE (ABORT, 'rule:append-only'); END;

-- The balances of a clinic are sums, and there is no sum of two currencies.
CREATE TRIGGER clinic_currency BEFORE UPDATE OF currency ON clinic
WHEN NEW.currency <> OLD.currency AND NOT EXISTS (SELECT 1 FROM applying)
BEGIN
  SELECT RAISE (ABORT, 'rule:currency') WHERE EXISTS (SELECT 1 FROM ledger_entry);
END;

-- What must never happen, as before, but for what comes from the endpoint.

CREATE TRIGGER booking_deposit_rule BEFORE UPDATE ON booking
WHEN NEW.deposit_minor > 0
     AND NEW.state IN ('booked', 'confirmed', 'arrived', 'checked-in', 'in-room', 'completed')
     AND (OLD.state IN ('requested', 'waitlisted', 'held', 'cancelled')
          OR NEW.deposit_minor > OLD.deposit_minor)
     AND NOT EXISTS (SELECT 1 FROM applying)
BEGIN
  SELECT RAISE (ABORT, 'rule:deposit')
  WHERE NEW.deposit_minor
        > (SELECT coalesce (sum (booking_minor + waived_minor), 0)
           FROM ledger_effect WHERE booking_id = NEW.id);
END;

-- An entry is taken back once, whole, and by nothing else.
CREATE TRIGGER ledger_reversal BEFORE INSERT ON ledger_entry
WHEN (NEW.kind = 'correction' OR NEW.reverses_id IS NOT NULL)
     AND NOT EXISTS (SELECT 1 FROM applying)
BEGIN
  SELECT RAISE (ABORT, 'rule:reversed')
  WHERE NOT EXISTS (SELECT 1 FROM ledger_entry AS entry
                    WHERE entry.id = NEW.reverses_id AND entry.kind <> 'correction'
                      AND NEW.kind = 'correction'
                      AND entry.patient_id IS NEW.patient_id
                      AND entry.booking_id IS NEW.booking_id
                      AND entry.amount_minor = NEW.amount_minor
                      AND entry.currency = NEW.currency AND entry.tender = NEW.tender
                      AND entry.gift_card_uid IS NEW.gift_card_uid)
     OR EXISTS (SELECT 1 FROM ledger_entry WHERE reverses_id = NEW.reverses_id);
END;

-- Not more leaves a booking than was paid, nor in another tender, and a visit that is promised
-- keeps its deposit.
CREATE TRIGGER ledger_return AFTER INSERT ON ledger_entry
WHEN NEW.booking_id IS NOT NULL
     AND NEW.kind IN ('refund', 'correction', 'forfeit', 'transfer', 'gift-restore')
     AND NOT EXISTS (SELECT 1 FROM applying)
     AND NOT EXISTS (SELECT 1 FROM ledger_entry AS meant
                     WHERE meant.id = NEW.reverses_id AND meant.kind = 'charge')
BEGIN
  SELECT RAISE (ABORT, 'rule:refund')
  WHERE (SELECT sum (booking_minor) FROM ledger_effect
         WHERE booking_id = NEW.booking_id) < 0
     OR (SELECT sum (booking_minor) FROM ledger_effect
         WHERE booking_id = NEW.booking_id AND tender = NEW.tender
           AND gift_card_uid IS NEW.gift_card_uid) < 0;
  SELECT RAISE (ABORT, 'rule:deposit')
  WHERE (SELECT booking.deposit_minor FROM booking
         WHERE booking.id = NEW.booking_id AND booking.state IN ('booked', 'confirmed'))
        > (SELECT coalesce (sum (booking_minor + waived_minor), 0)
           FROM ledger_effect WHERE booking_id = NEW.booking_id);
END;

-- Credit is spent and paid back once.
CREATE TRIGGER ledger_credit AFTER INSERT ON ledger_entry
WHEN NEW.patient_id IS NOT NULL
     AND (NEW.tender = 'credit' OR NEW.booking_id IS NULL
          OR (NEW.kind = 'correction' AND NEW.tender <> 'none'))
     AND NOT EXISTS (SELECT 1 FROM applying)
BEGIN
  SELECT RAISE (ABORT, 'rule:refund')
  WHERE NEW.booking_id IS NULL AND NEW.kind IN ('refund', 'forfeit', 'correction')
    AND (SELECT sum (credit_minor) FROM ledger_effect WHERE patient_id = NEW.patient_id) < 0;
  SELECT RAISE (ABORT, 'rule:credit')
  WHERE (SELECT sum (credit_minor) FROM ledger_effect WHERE patient_id = NEW.patient_id) < 0;
END;

-- Gift cards.  What is left on one is the sum of its entries.
CREATE TABLE gift_card (
  id          INTEGER PRIMARY KEY,
  uid         TEXT NOT NULL UNIQUE,
  code_hash   TEXT NOT NULL UNIQUE,
  last_four   TEXT NOT NULL,
  state       TEXT NOT NULL CHECK (state IN ('inactive', 'active', 'void', 'replaced')),
  currency    TEXT NOT NULL CHECK (length (currency) = 3),
  expires_on  TEXT,
  made_at     INTEGER NOT NULL,
  paid_at     INTEGER,
  replaced_by TEXT
) STRICT;
CREATE INDEX gift_card_made ON gift_card (made_at);

CREATE TRIGGER gift_card_no_delete BEFORE DELETE ON gift_card
BEGIN SELECT RAISE (ABORT, 'rule:append-only'); END;
CREATE TRIGGER gift_card_begins BEFORE INSERT ON gift_card
WHEN NEW.state <> 'inactive' AND NOT EXISTS (SELECT 1 FROM applying)
BEGIN SELECT RAISE (ABORT, 'rule:gift-unpaid'); END;

-- A card stays what it is, becomes active by what was paid for it, and leaves its use once and
-- empty.
CREATE TRIGGER gift_card_state BEFORE UPDATE ON gift_card
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
  SELECT RAISE (ABORT, 'rule:append-only')
  WHERE NEW.uid IS NOT OLD.uid OR NEW.code_hash IS NOT OLD.code_hash
     OR NEW.currency IS NOT OLD.currency OR NEW.made_at IS NOT OLD.made_at
     OR NEW.expires_on IS NOT OLD.expires_on;
  SELECT RAISE (ABORT, 'rule:gift-state')
  WHERE OLD.state IS NOT NEW.state
    AND (OLD.state IN ('void', 'replaced') OR NEW.state = 'inactive'
         OR (OLD.state = 'inactive' AND NEW.state = 'replaced'));
  SELECT RAISE (ABORT, 'rule:gift-unpaid')
  WHERE OLD.state = 'inactive' AND NEW.state = 'active'
    AND coalesce ((SELECT sum (card_minor) FROM ledger_effect
                   WHERE gift_card_uid = NEW.uid), 0) <= 0;
  SELECT RAISE (ABORT, 'rule:gift-balance')
  WHERE NEW.state IN ('void', 'replaced')
    AND coalesce ((SELECT sum (card_minor) FROM ledger_effect
                   WHERE gift_card_uid = NEW.uid), 0) <> 0;
END;

-- Nothing is spent from a card that is not active, and never more than is on it.  The two
-- entries by which one card replaces another belong together and are not taken back.
CREATE TRIGGER ledger_gift AFTER INSERT ON ledger_entry
WHEN NEW.gift_card_uid IS NOT NULL AND NOT EXISTS (SELECT 1 FROM applying)
BEGIN
  SELECT RAISE (ABORT, 'rule:gift-inactive')
  WHERE NOT EXISTS (SELECT 1 FROM gift_card AS card
                    WHERE card.uid = NEW.gift_card_uid AND card.currency = NEW.currency
                      AND CASE
                        WHEN NEW.kind = 'gift-redeem' THEN card.state = 'active'
                        WHEN NEW.kind = 'correction' THEN
                          card.state = 'active'
                          OR (NEW.booking_id IS NOT NULL
                              AND (SELECT kind FROM ledger_entry WHERE id = NEW.reverses_id)
                                  IN ('forfeit', 'transfer'))
                        WHEN NEW.kind = 'gift-issue' THEN card.state IN ('inactive', 'active')
                        WHEN NEW.kind = 'gift-restore' THEN card.state <> 'void'
                        ELSE TRUE END);
  SELECT RAISE (ABORT, 'rule:reversed')
  WHERE NEW.kind = 'correction' AND NEW.tender = 'none' AND NEW.booking_id IS NULL;
  SELECT RAISE (ABORT, 'rule:gift-balance')
  WHERE (SELECT sum (card_minor) FROM ledger_effect
         WHERE gift_card_uid = NEW.gift_card_uid) < 0;
END;

-- What a desk is about to take for a booking, written before anybody asks for the money, and
-- of this desk alone.  A payment becomes the entry of its uid.
CREATE TABLE payment_attempt (
  id         INTEGER PRIMARY KEY,
  uid        TEXT NOT NULL UNIQUE,
  at         INTEGER NOT NULL,
  staff_id   INTEGER NOT NULL REFERENCES staff,
  booking_id INTEGER NOT NULL REFERENCES booking,
  state      TEXT NOT NULL CHECK (state IN ('open', 'taken', 'dropped')),
  closed_at  INTEGER,
  closed_by  INTEGER REFERENCES staff,
  reason     TEXT,
  CHECK ((state = 'open') = (closed_at IS NULL))
) STRICT;
CREATE UNIQUE INDEX payment_attempt_open ON payment_attempt (booking_id)
  WHERE state = 'open';

CREATE TABLE payment (
  id                 INTEGER PRIMARY KEY,
  uid                TEXT NOT NULL UNIQUE,
  attempt_id         INTEGER NOT NULL REFERENCES payment_attempt,
  tender             TEXT NOT NULL CHECK (tender IN ('cash', 'card', 'gift-card', 'credit')),
  amount_minor       INTEGER NOT NULL CHECK (amount_minor > 0),
  gift_card_id       INTEGER REFERENCES gift_card,
  terminal_reference TEXT,
  received_at        INTEGER,
  CHECK ((tender = 'gift-card') = (gift_card_id IS NOT NULL)),
  CHECK (received_at IS NULL OR tender IN ('cash', 'card')),
  CHECK (received_at IS NULL OR tender <> 'card' OR terminal_reference IS NOT NULL)
) STRICT;
CREATE INDEX payment_attempt_parts ON payment (attempt_id);

CREATE TRIGGER payment_attempt_no_delete BEFORE DELETE ON payment_attempt
BEGIN SELECT RAISE (ABORT, 'rule:append-only'); END;

-- It is closed once: by all of its payments being in the ledger, or by none.
CREATE TRIGGER payment_attempt_closed BEFORE UPDATE ON payment_attempt
BEGIN
  SELECT RAISE (ABORT, 'rule:payment-closed')
  WHERE OLD.state <> 'open'
     OR (NEW.booking_id IS NOT OLD.booking_id AND NEW.state <> 'taken')
     OR NOT EXISTS (SELECT 1 FROM booking AS old JOIN booking AS new USING (patient_id)
                    WHERE old.id = OLD.booking_id AND new.id = NEW.booking_id);
  SELECT RAISE (ABORT, 'rule:payment-taken')
  WHERE NEW.state <> 'open'
    AND EXISTS (SELECT 1 FROM payment WHERE attempt_id = NEW.id
                AND (NEW.state = 'taken')
                    <> EXISTS (SELECT 1 FROM ledger_entry
                               WHERE ledger_entry.uid = payment.uid));
END;

-- What the desk has received is not forgotten.
CREATE TRIGGER payment_kept BEFORE DELETE ON payment
WHEN OLD.received_at IS NOT NULL
     OR (SELECT state FROM payment_attempt WHERE id = OLD.attempt_id) <> 'open'
BEGIN SELECT RAISE (ABORT, 'rule:payment-received'); END;
CREATE TRIGGER payment_stays BEFORE UPDATE ON payment
WHEN OLD.received_at IS NOT NULL OR NEW.attempt_id IS NOT OLD.attempt_id
     OR NEW.uid IS NOT OLD.uid OR NEW.tender IS NOT OLD.tender
     OR NEW.amount_minor IS NOT OLD.amount_minor
     OR NEW.gift_card_id IS NOT OLD.gift_card_id
     OR (SELECT state FROM payment_attempt WHERE id = OLD.attempt_id) <> 'open'
BEGIN SELECT RAISE (ABORT, 'rule:payment-received'); END;

-- What is on a gift card at the endpoint changes by claims, which are known by the entry that
-- they are for: a correction by the entry that it takes back, since two desks may have taken
-- one entry back while they were apart.
CREATE VIEW card_move AS
SELECT entry.id AS entry_id, entry.uid AS entry_uid, entry.gift_card_uid AS card_uid,
  iif (meant.id IS NULL, entry.uid, meant.uid || '.back') AS op,
  iif (meant.id IS NULL, own.card_minor, -back.card_minor) AS amount_minor
FROM ledger_entry AS entry
JOIN ledger_effect AS own ON own.id = entry.id
LEFT JOIN ledger_entry AS meant ON meant.id = entry.reverses_id
LEFT JOIN ledger_effect AS back ON back.id = entry.reverses_id
WHERE entry.gift_card_uid IS NOT NULL
  AND iif (meant.id IS NULL, own.card_minor, -back.card_minor) <> 0;

-- entry_uid is missing while a claim was only asked for.  left_minor: what was on the card when
-- it was refused.
CREATE TABLE card_claim (
  op           TEXT PRIMARY KEY,
  card_uid     TEXT NOT NULL,
  amount_minor INTEGER NOT NULL CHECK (amount_minor <> 0),
  state        TEXT NOT NULL CHECK (state IN ('wanted', 'granted', 'refused', 'dropped')),
  entry_uid    TEXT,
  left_minor   INTEGER,
  at           INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX card_claim_card ON card_claim (card_uid);
CREATE INDEX card_claim_open ON card_claim (state) WHERE state <> 'granted';

-- What is taken from a card without having been granted is at risk, and there is a limit to it.
-- A correction is never: where the card did not have it, nobody could take the correction back.
-- Together with an entry that the endpoint has not counted in yet it is sure.  What was paid at
-- risk is not given back or kept before it is known whether the card had it.
CREATE TRIGGER ledger_card_claim AFTER INSERT ON ledger_entry
WHEN NEW.gift_card_uid IS NOT NULL AND EXISTS (SELECT 1 FROM endpoint)
     AND NOT EXISTS (SELECT 1 FROM applying)
BEGIN
  SELECT RAISE (ABORT, 'rule:operation')
  FROM card_move AS move JOIN card_claim AS claim ON claim.op = move.op
  WHERE move.entry_id = NEW.id
    AND (claim.amount_minor <> move.amount_minor OR claim.card_uid <> move.card_uid);
  SELECT RAISE (ABORT, 'rule:gift-taken')
  FROM card_move AS move JOIN card_claim AS claim ON claim.op = move.op
  WHERE move.entry_id = NEW.id AND claim.state = 'refused' AND claim.entry_uid IS NULL;
  INSERT INTO card_claim (op, card_uid, amount_minor, state, entry_uid, at)
  SELECT op, card_uid, amount_minor, 'wanted', entry_uid, NEW.at FROM card_move
  WHERE entry_id = NEW.id
  ON CONFLICT (op) DO UPDATE SET entry_uid = excluded.entry_uid,
    state = iif (state = 'granted', 'granted', 'wanted');
  SELECT RAISE (ABORT, 'rule:gift-offline')
  WHERE EXISTS (SELECT 1 FROM card_claim
                WHERE entry_uid = NEW.uid AND state <> 'granted' AND amount_minor < 0)
    AND (SELECT -sum (amount_minor) FROM card_claim
         WHERE card_uid = NEW.gift_card_uid AND state <> 'granted'
           AND entry_uid IS NOT NULL)
        > (SELECT gift_offline_minor FROM clinic);
  SELECT RAISE (ABORT, 'rule:gift-offline')
  WHERE NEW.kind = 'correction' AND EXISTS (
    SELECT 1 FROM card_move AS move JOIN card_claim AS claim ON claim.op = move.op
    JOIN ledger_entry AS meant ON meant.id = NEW.reverses_id
    WHERE move.entry_id = NEW.id AND claim.state <> 'granted' AND claim.amount_minor < 0
      AND NOT EXISTS (SELECT 1 FROM card_claim AS own
                      WHERE own.op = meant.uid AND own.state <> 'granted'));
  SELECT RAISE (ABORT, 'rule:gift-offline')
  WHERE NEW.kind IN ('gift-restore', 'forfeit', 'transfer', 'refund') AND EXISTS (
    SELECT 1 FROM ledger_entry AS paid JOIN card_claim AS claim ON claim.op = paid.uid
    WHERE paid.booking_id = NEW.booking_id AND paid.gift_card_uid = NEW.gift_card_uid
      AND paid.kind = 'gift-redeem' AND claim.state <> 'granted'
      AND NOT EXISTS (SELECT 1 FROM ledger_entry WHERE reverses_id = paid.id));
END;

-- What a desk is about to take from a card is asked for at once, and given back if it comes to
-- nothing.
CREATE TRIGGER payment_card_claim AFTER INSERT ON payment
WHEN NEW.gift_card_id IS NOT NULL AND EXISTS (SELECT 1 FROM endpoint)
BEGIN
  INSERT INTO card_claim (op, card_uid, amount_minor, state, at)
  SELECT NEW.uid, card.uid, -NEW.amount_minor, 'wanted', attempt.at
  FROM gift_card AS card, payment_attempt AS attempt
  WHERE card.id = NEW.gift_card_id AND attempt.id = NEW.attempt_id
  ON CONFLICT (op) DO NOTHING;
END;
CREATE TRIGGER payment_card_left AFTER DELETE ON payment
WHEN OLD.gift_card_id IS NOT NULL
BEGIN
  UPDATE card_claim SET state = 'dropped' WHERE op = OLD.uid AND entry_uid IS NULL;
END;
CREATE TRIGGER payment_card_dropped AFTER UPDATE ON payment_attempt
WHEN NEW.state = 'dropped'
BEGIN
  UPDATE card_claim SET state = 'dropped' WHERE entry_uid IS NULL
    AND op IN (SELECT uid FROM payment WHERE attempt_id = NEW.id);
END;

-- Another thing that only a person can decide: a card was spent elsewhere.
CREATE TABLE new_conflict (
  id          INTEGER PRIMARY KEY,
  uid         TEXT NOT NULL UNIQUE,
  kind        TEXT NOT NULL
    CHECK (kind IN ('field', 'status', 'gone', 'double-booking', 'refused', 'unreadable',
                    'card-spent')),
  record_kind TEXT,
  record_id   INTEGER,
  resource    TEXT,
  unit        TEXT,
  base        TEXT,
  mine        TEXT,
  theirs      TEXT,
  differences TEXT,
  detail      TEXT,
  other_uid   TEXT,
  created_at  INTEGER NOT NULL,
  resolution  TEXT NOT NULL CHECK (resolution IN ('none', 'ours', 'theirs', 'settled')),
  resolved_at INTEGER,
  staff_id    INTEGER REFERENCES staff,
  applied     INTEGER NOT NULL CHECK (applied IN (0, 1)),
  CHECK ((resolution = 'none') = (resolved_at IS NULL))
) STRICT;
INSERT INTO new_conflict SELECT * FROM conflict;
DROP TABLE conflict;
ALTER TABLE new_conflict RENAME TO conflict;
CREATE INDEX conflict_open ON conflict (created_at) WHERE resolution = 'none';
CREATE INDEX conflict_record ON conflict (record_kind, record_id);
CREATE INDEX conflict_decided ON conflict (resolved_at)
  WHERE NOT applied AND resolution <> 'none';

-- What the endpoint has is long: with it in a tree by its key, as before, there are few rows to
-- a page on every level of the tree.  A list of three states or more would be a table of its own
-- for every row that is written.
CREATE TABLE new_replica (
  id           INTEGER PRIMARY KEY,
  kind         TEXT NOT NULL,
  record_id    INTEGER NOT NULL,
  type         TEXT NOT NULL,
  key          TEXT NOT NULL,
  remote_id    TEXT,
  base         TEXT,
  base_version TEXT,
  base_updated TEXT,
  sent         BLOB,
  sent_edits   INTEGER NOT NULL,
  state        TEXT NOT NULL CHECK (state = 'ok' OR state = 'refused' OR state = 'gone'),
  attempts     INTEGER NOT NULL,
  next_try_at  INTEGER NOT NULL,
  problem      TEXT,
  UNIQUE (kind, record_id, type),
  UNIQUE (type, remote_id),
  UNIQUE (type, key)
) STRICT;
INSERT INTO new_replica (kind, record_id, type, key, remote_id, base, base_version,
                         base_updated, sent, sent_edits, state, attempts, next_try_at,
                         problem)
  SELECT kind, record_id, type, key, remote_id, base, base_version, base_updated, sent,
         sent_edits, state, attempts, next_try_at, problem
  FROM replica;
DROP TABLE replica;
ALTER TABLE new_replica RENAME TO replica;

-- Tills: the drawer of a desk from its opening to its closing.
CREATE TABLE till (
  id             INTEGER PRIMARY KEY,
  uid            TEXT NOT NULL UNIQUE,
  drawer         TEXT NOT NULL,
  state          TEXT NOT NULL CHECK (state IN ('open', 'counted', 'closed')),
  opened_at      INTEGER NOT NULL,
  opened_by      INTEGER NOT NULL REFERENCES staff,
  currency       TEXT NOT NULL CHECK (length (currency) = 3),
  float_minor    INTEGER NOT NULL CHECK (float_minor >= 0),
  expected_minor INTEGER NOT NULL,
  counted_minor  INTEGER NOT NULL CHECK (counted_minor >= 0),
  reason         TEXT,
  counted_at     INTEGER,
  counted_by     INTEGER REFERENCES staff,
  closed_at      INTEGER,
  closed_by      INTEGER REFERENCES staff,
  CHECK ((state = 'open') = (counted_at IS NULL)),
  CHECK ((state = 'closed') = (closed_at IS NOT NULL)),
  CHECK (state = 'open' OR counted_minor = expected_minor OR reason IS NOT NULL)
) STRICT;
CREATE INDEX till_opened ON till (opened_at);
CREATE INDEX till_drawer ON till (drawer, closed_at);

CREATE TABLE till_count (
  id                 INTEGER PRIMARY KEY,
  uid                TEXT NOT NULL UNIQUE,
  till_id            INTEGER NOT NULL REFERENCES till,
  at                 INTEGER NOT NULL,
  staff_id           INTEGER NOT NULL REFERENCES staff,
  denomination_minor INTEGER NOT NULL CHECK (denomination_minor > 0),
  pieces             INTEGER NOT NULL CHECK (pieces > 0)
) STRICT;
CREATE INDEX till_count_till ON till_count (till_id);

-- The numbers of receipts that were given.
CREATE TABLE receipt (
  drawer TEXT NOT NULL,
  number INTEGER NOT NULL,
  at     INTEGER NOT NULL,
  PRIMARY KEY (drawer, number)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER till_no_delete BEFORE DELETE ON till
BEGIN SELECT RAISE (ABORT, 'rule:append-only'); END;
CREATE TRIGGER till_count_no_update BEFORE UPDATE ON till_count
BEGIN SELECT RAISE (ABORT, 'rule:append-only'); END;
CREATE TRIGGER till_count_no_delete BEFORE DELETE ON till_count
BEGIN SELECT RAISE (ABORT, 'rule:append-only'); END;
CREATE TRIGGER receipt_no_update BEFORE UPDATE ON receipt
BEGIN SELECT RAISE (ABORT, 'rule:append-only'); END;
CREATE TRIGGER receipt_no_delete BEFORE DELETE ON receipt
BEGIN SELECT RAISE (ABORT, 'rule:append-only'); END;
CREATE TRIGGER receipt_gap BEFORE INSERT ON receipt
WHEN NEW.number <> (SELECT coalesce (max (number), 0) + 1 FROM receipt
                    WHERE drawer = NEW.drawer)
     AND NOT EXISTS (SELECT 1 FROM applying)
BEGIN SELECT RAISE (ABORT, 'rule:receipt-gap'); END;

CREATE TRIGGER till_open BEFORE INSERT ON till
WHEN EXISTS (SELECT 1 FROM till WHERE drawer = NEW.drawer AND state <> 'closed')
     AND NOT EXISTS (SELECT 1 FROM applying)
BEGIN SELECT RAISE (ABORT, 'rule:till-open'); END;

-- What was counted does not go back to being open, and what was closed stays as it is.
CREATE TRIGGER till_closed BEFORE UPDATE ON till
WHEN (OLD.state = 'closed' OR (OLD.state = 'counted' AND NEW.state = 'open')
      OR NEW.drawer IS NOT OLD.drawer OR NEW.opened_at IS NOT OLD.opened_at
      OR NEW.opened_by IS NOT OLD.opened_by OR NEW.float_minor IS NOT OLD.float_minor)
     AND NOT EXISTS (SELECT 1 FROM applying)
BEGIN SELECT RAISE (ABORT, 'rule:till-closed'); END;

-- A desk that was put back from a backup learns from the endpoint which numbers it has given.
CREATE TRIGGER receipt_known AFTER INSERT ON ledger_entry
WHEN NEW.receipt GLOB '[A-Z]*-[0-9]*' AND EXISTS (SELECT 1 FROM applying)
BEGIN
  INSERT OR IGNORE INTO receipt (drawer, number, at)
  VALUES (substr (NEW.receipt, 1, instr (NEW.receipt, '-') - 1),
          CAST (substr (NEW.receipt, instr (NEW.receipt, '-') + 1) AS INTEGER), NEW.at);
END;

-- Nothing comes into a till that was counted, nor into a time that was closed.
CREATE TRIGGER ledger_till BEFORE INSERT ON ledger_entry
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
  SELECT RAISE (ABORT, 'rule:till-closed')
  WHERE (NEW.till_uid IS NOT NULL
         AND NOT EXISTS (SELECT 1 FROM till WHERE uid = NEW.till_uid AND state = 'open'))
     OR NEW.at < (SELECT max (closed_at) FROM till WHERE drawer = NEW.desk);
END;

-- Two visits that collided between desks may both keep their room, if somebody says so.

DROP TRIGGER booking_overlap;
CREATE TABLE new_booking_override (
  id         INTEGER PRIMARY KEY,
  uid        TEXT NOT NULL UNIQUE,
  booking_id INTEGER NOT NULL REFERENCES booking,
  rule       TEXT NOT NULL
    CHECK (rule IN ('patient-overlap', 'clinician-overlap', 'room-overlap', 'availability',
                    'past-time')),
  staff_id   INTEGER NOT NULL REFERENCES staff,
  at         INTEGER NOT NULL,
  reason     TEXT NOT NULL CHECK (reason <> '')
) STRICT;
INSERT INTO new_booking_override (id, uid, booking_id, rule, staff_id, at, reason)
  SELECT id, uid, booking_id, rule, staff_id, at, reason FROM booking_override;
DROP TABLE booking_override;
ALTER TABLE new_booking_override RENAME TO booking_override;
CREATE INDEX booking_override_booking ON booking_override (booking_id, rule);
CREATE TRIGGER booking_override_no_update BEFORE UPDATE ON booking_override
BEGIN SELECT RAISE (ABORT, 'rule:append-only'); END;
CREATE TRIGGER booking_override_no_delete BEFORE DELETE ON booking_override
BEGIN SELECT RAISE (ABORT, 'rule:append-only'); END;

-- What was set aside for a time holds until the visit is moved from it.
-- A visit that stays where it is is not looked at again, so that an overlap which somebody
-- allowed for one of two visits does not stop the other from being marked as arrived.
CREATE TRIGGER booking_overlap BEFORE UPDATE ON booking
WHEN NEW.state IN ('held', 'booked', 'confirmed', 'arrived', 'checked-in', 'in-room', 'completed')
     AND (NOT OLD.live
          OR NEW.start_at IS NOT OLD.start_at OR NEW.end_at IS NOT OLD.end_at
          OR NEW.block_start_at IS NOT OLD.block_start_at
          OR NEW.block_end_at IS NOT OLD.block_end_at
          OR NEW.clinician_id IS NOT OLD.clinician_id OR NEW.room_id IS NOT OLD.room_id
          OR NEW.patient_id IS NOT OLD.patient_id)
     AND NOT EXISTS (SELECT 1 FROM applying)
BEGIN
  -- Most visits at once inside the new time: that number is reached where one of them begins.
  SELECT RAISE (ABORT, 'rule:clinician-overlap')
  WHERE (SELECT max ((SELECT count (*) FROM booking AS other
                      WHERE other.live AND other.clinician_id = NEW.clinician_id
                        AND other.block_start_at > point.at - 86400
                        AND other.block_start_at <= point.at
                        AND other.block_end_at > point.at
                        AND other.id <> NEW.id))
         FROM (SELECT NEW.block_start_at AS at
               UNION ALL
               SELECT later.block_start_at FROM booking AS later
               WHERE later.live AND later.clinician_id = NEW.clinician_id
                 AND later.block_start_at > NEW.block_start_at
                 AND later.block_start_at < NEW.block_end_at
                 AND later.id <> NEW.id) AS point)
        >= (SELECT overlap_limit FROM clinician WHERE id = NEW.clinician_id)
    AND NOT EXISTS (SELECT 1 FROM booking_override
                    WHERE booking_id = NEW.id AND rule = 'clinician-overlap'
                      AND at >= (SELECT coalesce (max (at), 0) FROM booking_event
                                 WHERE booking_id = NEW.id AND kind = 'move'));
  SELECT RAISE (ABORT, 'rule:room-overlap')
  WHERE NEW.room_id IS NOT NULL
    AND EXISTS (SELECT 1 FROM booking AS other
                WHERE other.live AND other.room_id IS NOT NULL AND other.room_id = NEW.room_id
                  AND other.block_start_at > NEW.block_start_at - 86400
                  AND other.block_start_at < NEW.block_end_at
                  AND other.block_end_at > NEW.block_start_at
                  AND other.id <> NEW.id)
    AND NOT EXISTS (SELECT 1 FROM booking_override
                    WHERE booking_id = NEW.id AND rule = 'room-overlap'
                      AND at >= (SELECT coalesce (max (at), 0) FROM booking_event
                                 WHERE booking_id = NEW.id AND kind = 'move'));
  SELECT RAISE (ABORT, 'rule:patient-overlap')
  WHERE EXISTS (SELECT 1 FROM booking AS other
                WHERE other.live AND other.patient_id = NEW.patient_id
                  AND other.start_at > NEW.start_at - 86400
                  AND other.start_at < NEW.end_at
                  AND other.end_at > NEW.start_at
                  AND other.id <> NEW.id)
    AND NOT EXISTS (SELECT 1 FROM booking_override
                    WHERE booking_id = NEW.id AND rule = 'patient-overlap'
                      AND at >= (SELECT coalesce (max (at), 0) FROM booking_event
                                 WHERE booking_id = NEW.id AND kind = 'move'));
END;

-- Articles for patients.  One row is one version in one language; what it says stays.
CREATE TABLE article (
  id          INTEGER PRIMARY KEY,
  uid         TEXT NOT NULL UNIQUE,
  slug        TEXT NOT NULL,
  language    TEXT NOT NULL,
  version     INTEGER NOT NULL CHECK (version > 0),
  title       TEXT NOT NULL,
  topics      TEXT,
  sources     TEXT,
  body        TEXT NOT NULL,
  shipped     INTEGER NOT NULL CHECK (shipped IN (0, 1)),
  written_at  INTEGER,
  staff_id    INTEGER REFERENCES staff,
  reviewed_by INTEGER REFERENCES staff,
  reviewed_at INTEGER,
  withdrawn   INTEGER NOT NULL CHECK (withdrawn IN (0, 1))
) STRICT;
CREATE INDEX article_slug ON article (slug, language);

CREATE TRIGGER article_version BEFORE UPDATE ON article
WHEN (NEW.slug IS NOT OLD.slug OR NEW.language IS NOT OLD.language
      OR NEW.version IS NOT OLD.version OR NEW.title IS NOT OLD.title
      OR NEW.topics IS NOT OLD.topics OR NEW.sources IS NOT OLD.sources
      OR NEW.body IS NOT OLD.body OR NEW.shipped IS NOT OLD.shipped
      OR NEW.written_at IS NOT OLD.written_at OR NEW.staff_id IS NOT OLD.staff_id
      OR (OLD.reviewed_at IS NOT NULL AND NEW.reviewed_at IS NOT OLD.reviewed_at))
     AND NOT EXISTS (SELECT 1 FROM applying)
BEGIN SELECT RAISE (ABORT, 'rule:article-version'); END;
CREATE TRIGGER article_no_delete BEFORE DELETE ON article
BEGIN SELECT RAISE (ABORT, 'rule:append-only'); END;

-- What patients were given of them, or are to be given.
CREATE TABLE handout (
  id          INTEGER PRIMARY KEY,
  uid         TEXT NOT NULL UNIQUE,
  patient_id  INTEGER NOT NULL REFERENCES patient,
  booking_id  INTEGER REFERENCES booking,
  article_id  INTEGER NOT NULL REFERENCES article,
  state       TEXT NOT NULL CHECK (state IN ('queued', 'given', 'dropped')),
  large_print INTEGER NOT NULL CHECK (large_print IN (0, 1)),
  at          INTEGER NOT NULL,
  staff_id    INTEGER REFERENCES staff,
  ended_at    INTEGER,
  ended_by    INTEGER REFERENCES staff,
  note        TEXT,
  CHECK ((state = 'queued') = (ended_at IS NULL))
) STRICT;
CREATE INDEX handout_patient ON handout (patient_id, at);
CREATE INDEX handout_booking ON handout (booking_id) WHERE booking_id IS NOT NULL;
CREATE INDEX handout_article ON handout (article_id);
CREATE INDEX handout_queued ON handout (at) WHERE state = 'queued';

-- What was given cannot have been something else.
CREATE TRIGGER handout_ended BEFORE UPDATE ON handout
WHEN (OLD.state <> 'queued' OR NEW.article_id IS NOT OLD.article_id
      OR NEW.at IS NOT OLD.at OR NEW.staff_id IS NOT OLD.staff_id)
     AND NEW.patient_id IS OLD.patient_id
     AND NOT EXISTS (SELECT 1 FROM applying)
BEGIN SELECT RAISE (ABORT, 'rule:handout-ended'); END;
CREATE TRIGGER handout_no_delete BEFORE DELETE ON handout
BEGIN SELECT RAISE (ABORT, 'rule:append-only'); END;
