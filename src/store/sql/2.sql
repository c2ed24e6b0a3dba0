-- Schema version 2: what sync with an endpoint keeps, and what patients ask for.
--
-- What comes from the endpoint was checked where it was made, and it is there whether or not
-- it keeps the rules here: refusing it would lose it.  So the rules stand aside while the
-- table `applying` has its row, which foyer_act_set_remote() puts there inside a transaction
-- and takes away before the end of it.

CREATE TABLE applying (id INTEGER PRIMARY KEY CHECK (id = 1)) STRICT;

-- When the first of the edits was made that the endpoint has not been told of.  So far no
-- profile had an endpoint.
ALTER TABLE unsent ADD COLUMN since INTEGER NOT NULL DEFAULT 0;
DELETE FROM unsent WHERE kind NOT IN ('clinic', 'practice', 'room', 'service', 'clinician',
  'staff', 'referrer', 'patient', 'referral', 'document', 'booking', 'ledger_entry');
UPDATE unsent SET since = (SELECT coalesce (max (at), 0) FROM audit);

CREATE TABLE request (
  id              INTEGER PRIMARY KEY,
  uid             TEXT NOT NULL UNIQUE,
  channel         TEXT NOT NULL CHECK (channel IN ('phone', 'desk', 'web', 'referrer')),
  state           TEXT NOT NULL
    CHECK (state IN ('open', 'awaiting-referral', 'booked', 'declined', 'entered-in-error')),
  received_at     INTEGER NOT NULL,
  family          TEXT,
  given           TEXT,
  birth_date      TEXT,
  phone           TEXT,
  email           TEXT,
  language        TEXT,
  category        TEXT NOT NULL CHECK (category IN ('medical', 'cosmetic')),
  earliest_date   TEXT,
  preferred_days  TEXT,
  preferred_times TEXT,
  referrer_text   TEXT,
  referral_sent   TEXT NOT NULL CHECK (referral_sent IN ('unknown', 'yes', 'no')),
  seen_before     TEXT NOT NULL CHECK (seen_before IN ('unknown', 'yes', 'no')),
  message         TEXT,
  patient_id      INTEGER REFERENCES patient,
  referral_id     INTEGER REFERENCES referral,
  reason          TEXT,
  handled_by      INTEGER REFERENCES staff,
  handled_at      INTEGER,
  created_at      INTEGER NOT NULL,
  updated_at      INTEGER NOT NULL
) STRICT;
CREATE INDEX request_state ON request (state, received_at);
CREATE INDEX request_patient ON request (patient_id) WHERE patient_id IS NOT NULL;
CREATE INDEX request_referral ON request (referral_id) WHERE referral_id IS NOT NULL;

CREATE TABLE communication (
  id          INTEGER PRIMARY KEY,
  uid         TEXT NOT NULL UNIQUE,
  at          INTEGER NOT NULL,
  staff_id    INTEGER REFERENCES staff,
  medium      TEXT NOT NULL
    CHECK (medium IN ('phone', 'text', 'email', 'letter', 'fax', 'in-person')),
  outcome     TEXT NOT NULL
    CHECK (outcome IN ('told', 'voicemail', 'no-answer', 'wrong-number', 'will-call-back')),
  patient_id  INTEGER REFERENCES patient,
  request_id  INTEGER REFERENCES request,
  referral_id INTEGER REFERENCES referral,
  booking_id  INTEGER REFERENCES booking,
  text        TEXT
) STRICT;
CREATE INDEX communication_patient ON communication (patient_id, at);
CREATE INDEX communication_request ON communication (request_id, at)
  WHERE request_id IS NOT NULL;

-- Where the endpoint is.  Its secret is in the keyring.
CREATE TABLE endpoint (
  id            INTEGER PRIMARY KEY CHECK (id = 1),
  uid           TEXT NOT NULL UNIQUE,
  address       TEXT NOT NULL CHECK (address <> ''),
  auth          TEXT NOT NULL CHECK (auth IN ('none', 'basic', 'bearer', 'oauth2', 'smart')),
  user          TEXT,
  client_id     TEXT,
  token_address TEXT,
  scope         TEXT,
  key_id        TEXT,
  key_algorithm TEXT NOT NULL CHECK (key_algorithm IN ('ES384', 'RS384')),
  ca_file       TEXT
) STRICT;

-- How sync stands; its counts are not kept but taken when it is read.
CREATE TABLE sync_status (
  id              INTEGER PRIMARY KEY CHECK (id = 1),
  state           TEXT NOT NULL
    CHECK (state IN ('off', 'idle', 'offline', 'paused', 'failing')),
  problem         TEXT,
  detail          TEXT,
  synced_at       INTEGER,
  first_pull_done INTEGER NOT NULL CHECK (first_pull_done IN (0, 1))
) STRICT;

CREATE TABLE sync_fact (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- A record, or the part of it that is a resource of its own, as the endpoint has it.  The base
-- is NULL where our own rendering of the record is what the endpoint has.
CREATE TABLE replica (
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
  state        TEXT NOT NULL CHECK (state IN ('ok', 'refused', 'gone')),
  attempts     INTEGER NOT NULL,
  next_try_at  INTEGER NOT NULL,
  problem      TEXT,
  PRIMARY KEY (kind, record_id, type),
  UNIQUE (type, remote_id),
  UNIQUE (type, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE cursor (
  type          TEXT PRIMARY KEY,
  at            TEXT,
  initial_done  INTEGER NOT NULL CHECK (initial_done IN (0, 1)),
  reconciled_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Resources that cannot be taken in yet.
CREATE TABLE inbox (
  id        INTEGER PRIMARY KEY,
  type      TEXT NOT NULL,
  remote_id TEXT NOT NULL,
  version   TEXT,
  json      TEXT NOT NULL,
  waits_for TEXT,
  UNIQUE (type, remote_id)
) STRICT;

-- Work of several requests that is finished whatever happens in between.
CREATE TABLE saga (
  seq         INTEGER PRIMARY KEY,
  id          TEXT NOT NULL UNIQUE,
  kind        TEXT NOT NULL,
  step        INTEGER NOT NULL,
  data        TEXT,
  attempts    INTEGER NOT NULL,
  next_try_at INTEGER NOT NULL
) STRICT;

-- What the guards say of the time of a booking.
CREATE TABLE claim (
  booking_id   INTEGER PRIMARY KEY REFERENCES booking,
  clinician_id INTEGER NOT NULL,
  start_at     INTEGER NOT NULL,
  end_at       INTEGER NOT NULL,
  refused      INTEGER NOT NULL CHECK (refused IN (0, 1)),
  other_uid    TEXT
) STRICT;

CREATE TABLE conflict (
  id          INTEGER PRIMARY KEY,
  uid         TEXT NOT NULL UNIQUE,
  kind        TEXT NOT NULL
    CHECK (kind IN ('field', 'status', 'gone', 'double-booking', 'refused', 'unreadable')),
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
CREATE INDEX conflict_open ON conflict (created_at) WHERE resolution = 'none';
CREATE INDEX conflict_record ON conflict (record_kind, record_id);
CREATE INDEX conflict_decided ON conflict (resolved_at)
  WHERE NOT applied AND resolution <> 'none';

-- Two desks may each have noted one referrer, or taken one payment back, while they were
-- apart: both are kept.  The store still asks before a person notes a second one.
DROP INDEX referrer_npi;
CREATE INDEX referrer_npi ON referrer (npi) WHERE npi IS NOT NULL;

DROP TRIGGER booking_deposit_rule;
DROP TRIGGER ledger_reversal;
DROP TRIGGER ledger_return;
CREATE TABLE new_ledger_entry (
  id                 INTEGER PRIMARY KEY,
  uid                TEXT NOT NULL UNIQUE,
  at                 INTEGER NOT NULL,
  staff_id           INTEGER NOT NULL REFERENCES staff,
  kind               TEXT NOT NULL
    CHECK (kind IN ('charge', 'payment', 'refund', 'waiver', 'forfeit', 'transfer',
                    'correction')),
  patient_id         INTEGER NOT NULL REFERENCES patient,
  booking_id         INTEGER REFERENCES booking,
  amount_minor       INTEGER NOT NULL CHECK (amount_minor > 0),
  currency           TEXT NOT NULL CHECK (length (currency) = 3),
  tender             TEXT NOT NULL CHECK (tender IN ('none', 'cash', 'card')),
  terminal_reference TEXT,
  reverses_id        INTEGER REFERENCES new_ledger_entry,
  reason             TEXT,
  CHECK (kind <> 'correction' OR reverses_id IS NOT NULL),
  CHECK (kind <> 'waiver' OR reason IS NOT NULL),
  CHECK (kind NOT IN ('payment', 'refund') OR tender <> 'none'),
  CHECK (tender <> 'card' OR terminal_reference IS NOT NULL)
) STRICT;
INSERT INTO new_ledger_entry SELECT * FROM ledger_entry;
DROP TABLE ledger_entry;
ALTER TABLE new_ledger_entry RENAME TO ledger_entry;
CREATE INDEX ledger_booking ON ledger_entry (booking_id);
CREATE INDEX ledger_patient ON ledger_entry (patient_id, at);
CREATE INDEX ledger_reverses ON ledger_entry (reverses_id) WHERE reverses_id IS NOT NULL;

-- Rows that are history.

CREATE TRIGGER ledger_no_update BEFORE UPDATE ON ledger_entry
BEGIN SELECT RAISE (ABORT, 'rule:append-only'); END;
CREATE TRIGGER ledger_no_delete BEFORE DELETE ON ledger_entry
BEGIN SELECT RAISE (ABORT, 'rule:append-only'); END;
CREATE TRIGGER communication_no_update BEFORE UPDATE ON communication
BEGIN SELECT RAISE (ABORT, 'rule:append-only'); END;
CREATE TRIGGER communication_no_delete BEFORE DELETE ON communication
BEGIN SELECT RAISE (ABORT, 'rule:append-only'); END;
CREATE TRIGGER request_no_delete BEFORE DELETE ON request
BEGIN SELECT RAISE (ABORT, 'rule:append-only'); END;

-- What must never happen, as in version 1, but for what comes from the endpoint.

DROP TRIGGER booking_begins_requested;
DROP TRIGGER booking_overlap;
DROP TRIGGER booking_referral_rule;

CREATE TRIGGER booking_begins_requested BEFORE INSERT ON booking
WHEN NEW.state NOT IN ('requested', 'waitlisted')
     AND NOT EXISTS (SELECT 1 FROM applying)
BEGIN SELECT RAISE (ABORT, 'rule:begins-requested'); END;

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
                  AND other.id <> NEW.id);
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

-- The same rule as foyer_patient_is_new_on() and the referral rule of foyer-gate.c.
CREATE TRIGGER booking_referral_rule BEFORE UPDATE ON booking
WHEN NEW.state IN ('booked', 'confirmed', 'arrived', 'checked-in', 'in-room', 'completed')
     AND (OLD.state IN ('requested', 'waitlisted', 'held', 'cancelled')
          OR NEW.visit_date IS NOT OLD.visit_date OR NEW.referral_id IS NOT OLD.referral_id
          OR NEW.patient_id IS NOT OLD.patient_id OR NEW.service_id IS NOT OLD.service_id)
     AND NOT EXISTS (SELECT 1 FROM applying)
BEGIN
  SELECT RAISE (ABORT, 'rule:referral')
  WHERE (SELECT CASE referral_rule
                WHEN 'always' THEN 1
                WHEN 'never' THEN 0
                ELSE NOT EXISTS (
                       SELECT 1 FROM booking AS earlier, clinic
                       WHERE earlier.patient_id = NEW.patient_id AND earlier.id <> NEW.id
                         AND earlier.start_at < NEW.start_at
                         AND earlier.state IN ('arrived', 'checked-in', 'in-room', 'completed')
                         AND (clinic.new_after_years = 0
                              OR earlier.visit_date
                                 >= date (NEW.visit_date,
                                          '-' || clinic.new_after_years || ' years')))
                     AND NOT EXISTS (
                       SELECT 1 FROM patient, clinic
                       WHERE patient.id = NEW.patient_id
                         AND patient.seen_before_on
                             <= substr (NEW.visit_date, 1, length (patient.seen_before_on))
                         AND (clinic.new_after_years = 0
                              OR patient.seen_before_on
                                 || substr ('9999-12-31', length (patient.seen_before_on) + 1)
                                 >= date (NEW.visit_date,
                                          '-' || clinic.new_after_years || ' years')))
                END
         FROM service WHERE id = NEW.service_id)
    AND NOT EXISTS (
      SELECT 1 FROM referral
      WHERE referral.id = NEW.referral_id AND referral.patient_id = NEW.patient_id
        AND referral.state IN ('accepted', 'contacting', 'booked', 'attended')
        AND (referral.valid_from IS NULL OR referral.valid_from <= NEW.visit_date)
        AND (referral.valid_to IS NULL OR referral.valid_to >= NEW.visit_date)
        AND (referral.visits_authorised IS NULL
             OR referral.visits_authorised
                > (SELECT count (*) FROM booking AS other
                   WHERE other.referral_id = referral.id AND other.live
                     AND other.id <> NEW.id)));
END;

CREATE TRIGGER booking_deposit_rule BEFORE UPDATE ON booking
WHEN NEW.deposit_minor > 0
     AND NEW.state IN ('booked', 'confirmed', 'arrived', 'checked-in', 'in-room', 'completed')
     AND (OLD.state IN ('requested', 'waitlisted', 'held', 'cancelled')
          OR NEW.deposit_minor > OLD.deposit_minor)
     AND NOT EXISTS (SELECT 1 FROM applying)
BEGIN
  SELECT RAISE (ABORT, 'rule:deposit')
  WHERE NEW.deposit_minor
        > (SELECT coalesce (sum (iif (kind = 'refund', -amount_minor, amount_minor)), 0)
           FROM ledger_entry AS entry
           WHERE booking_id = NEW.id AND kind IN ('payment', 'waiver', 'refund')
             AND NOT EXISTS (SELECT 1 FROM ledger_entry WHERE reverses_id = entry.id));
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
                      AND entry.patient_id = NEW.patient_id
                      AND entry.booking_id IS NEW.booking_id
                      AND entry.amount_minor = NEW.amount_minor
                      AND entry.currency = NEW.currency)
     OR EXISTS (SELECT 1 FROM ledger_entry WHERE reverses_id = NEW.reverses_id);
END;

-- Not more is paid back than was paid, and a visit that is promised keeps its deposit.
CREATE TRIGGER ledger_return AFTER INSERT ON ledger_entry
WHEN NEW.kind IN ('refund', 'correction')
     AND NOT EXISTS (SELECT 1 FROM applying)
BEGIN
  SELECT RAISE (ABORT, 'rule:refund')
  WHERE (SELECT sum (iif (kind = 'refund', -amount_minor, amount_minor))
         FROM ledger_entry AS entry
         WHERE patient_id = NEW.patient_id AND booking_id IS NEW.booking_id
           AND kind IN ('payment', 'refund')
           AND NOT EXISTS (SELECT 1 FROM ledger_entry WHERE reverses_id = entry.id)) < 0;
  SELECT RAISE (ABORT, 'rule:deposit')
  WHERE (SELECT booking.deposit_minor FROM booking
         WHERE booking.id = NEW.booking_id AND booking.state IN ('booked', 'confirmed'))
        > (SELECT coalesce (sum (iif (kind = 'refund', -amount_minor, amount_minor)), 0)
           FROM ledger_entry AS entry
           WHERE booking_id = NEW.booking_id AND kind IN ('payment', 'waiver', 'refund')
             AND NOT EXISTS (SELECT 1 FROM ledger_entry WHERE reverses_id = entry.id));
END;
