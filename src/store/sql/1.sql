-- Schema version 1.  Once released this file is never edited; the next change is 2.sql.
--
-- Instants are seconds since 1970-01-01 UTC; civil dates are text YYYY-MM-DD; money is in
-- minor units.  Columns follow the field tables of src/model.  A message that begins with
-- "rule:" names the rule that a trigger protects; the store turns it into an error code.

CREATE TABLE clinic (
  id                   INTEGER PRIMARY KEY CHECK (id = 1),
  uid                  TEXT NOT NULL UNIQUE,
  name                 TEXT NOT NULL CHECK (name <> ''),
  phone                TEXT,
  address              TEXT,
  zone                 TEXT NOT NULL,
  currency             TEXT NOT NULL CHECK (length (currency) = 3),
  new_after_years      INTEGER NOT NULL CHECK (new_after_years BETWEEN 0 AND 50),
  hold_minutes         INTEGER NOT NULL CHECK (hold_minutes BETWEEN 1 AND 1440),
  lead_minutes         INTEGER NOT NULL CHECK (lead_minutes BETWEEN 0 AND 43200),
  horizon_days         INTEGER NOT NULL CHECK (horizon_days BETWEEN 1 AND 800),
  cancel_cutoff_hours  INTEGER NOT NULL CHECK (cancel_cutoff_hours BETWEEN 0 AND 720),
  no_show_limit        INTEGER NOT NULL CHECK (no_show_limit BETWEEN 0 AND 100),
  urgent_release_hours INTEGER NOT NULL CHECK (urgent_release_hours BETWEEN 0 AND 720),
  target_days_urgent   INTEGER NOT NULL CHECK (target_days_urgent BETWEEN 0 AND 366),
  target_days_routine  INTEGER NOT NULL CHECK (target_days_routine BETWEEN 0 AND 366),
  paper                TEXT NOT NULL CHECK (paper IN ('letter', 'a4'))
) STRICT;

CREATE TABLE practice (
  id      INTEGER PRIMARY KEY,
  uid     TEXT NOT NULL UNIQUE,
  name    TEXT NOT NULL CHECK (name <> ''),
  phone   TEXT,
  fax     TEXT,
  address TEXT,
  npi     TEXT CHECK (npi IS NULL OR length (npi) = 10),
  active  INTEGER NOT NULL CHECK (active IN (0, 1))
) STRICT;

CREATE TABLE referrer (
  id          INTEGER PRIMARY KEY,
  uid         TEXT NOT NULL UNIQUE,
  practice_id INTEGER REFERENCES practice,
  prefix      TEXT,
  family      TEXT NOT NULL CHECK (family <> ''),
  given       TEXT,
  credentials TEXT,
  npi         TEXT CHECK (npi IS NULL OR length (npi) = 10),
  phone       TEXT,
  fax         TEXT,
  email       TEXT,
  specialty   TEXT,
  is_pcp      INTEGER NOT NULL CHECK (is_pcp IN (0, 1)),
  active      INTEGER NOT NULL CHECK (active IN (0, 1))
) STRICT;
CREATE INDEX referrer_practice ON referrer (practice_id);
CREATE UNIQUE INDEX referrer_npi ON referrer (npi) WHERE npi IS NOT NULL;

CREATE TABLE clinician (
  id            INTEGER PRIMARY KEY,
  uid           TEXT NOT NULL UNIQUE,
  prefix        TEXT,
  family        TEXT NOT NULL CHECK (family <> ''),
  given         TEXT,
  credentials   TEXT,
  npi           TEXT CHECK (npi IS NULL OR length (npi) = 10),
  specialty     TEXT,
  colour        TEXT,
  overlap_limit INTEGER NOT NULL CHECK (overlap_limit BETWEEN 1 AND 4),
  position      INTEGER NOT NULL,
  active        INTEGER NOT NULL CHECK (active IN (0, 1))
) STRICT;

CREATE TABLE staff (
  id           INTEGER PRIMARY KEY,
  uid          TEXT NOT NULL UNIQUE,
  name         TEXT NOT NULL CHECK (name <> ''),
  role         TEXT NOT NULL CHECK (role IN ('desk', 'clinician', 'manager')),
  clinician_id INTEGER REFERENCES clinician,
  active       INTEGER NOT NULL CHECK (active IN (0, 1))
) STRICT;

CREATE TABLE room (
  id     INTEGER PRIMARY KEY,
  uid    TEXT NOT NULL UNIQUE,
  name   TEXT NOT NULL CHECK (name <> ''),
  active INTEGER NOT NULL CHECK (active IN (0, 1))
) STRICT;

CREATE TABLE service (
  id                    INTEGER PRIMARY KEY,
  uid                   TEXT NOT NULL UNIQUE,
  code                  TEXT NOT NULL UNIQUE CHECK (code <> ''),
  name                  TEXT NOT NULL CHECK (name <> ''),
  category              TEXT NOT NULL
    CHECK (category IN ('new', 'follow-up', 'procedure', 'cosmetic', 'urgent')),
  duration_minutes      INTEGER NOT NULL CHECK (duration_minutes BETWEEN 5 AND 720),
  buffer_before_minutes INTEGER NOT NULL CHECK (buffer_before_minutes BETWEEN 0 AND 120),
  buffer_after_minutes  INTEGER NOT NULL CHECK (buffer_after_minutes BETWEEN 0 AND 120),
  grid_minutes          INTEGER NOT NULL CHECK (grid_minutes IN (5, 10, 15, 20, 30, 60)),
  colour                TEXT,
  referral_rule         TEXT NOT NULL
    CHECK (referral_rule IN ('new-patients', 'always', 'never')),
  price_minor           INTEGER NOT NULL CHECK (price_minor >= 0),
  deposit_minor         INTEGER NOT NULL CHECK (deposit_minor >= 0),
  needs_room            INTEGER NOT NULL CHECK (needs_room IN (0, 1)),
  daily_limit           INTEGER NOT NULL CHECK (daily_limit BETWEEN 0 AND 200),
  instructions          TEXT,
  active                INTEGER NOT NULL CHECK (active IN (0, 1))
) STRICT;

CREATE TABLE working_hours (
  id            INTEGER PRIMARY KEY,
  uid           TEXT NOT NULL UNIQUE,
  clinician_id  INTEGER NOT NULL REFERENCES clinician,
  weekday       INTEGER NOT NULL CHECK (weekday BETWEEN 1 AND 7),
  start_minute  INTEGER NOT NULL CHECK (start_minute BETWEEN 0 AND 1439),
  end_minute    INTEGER NOT NULL CHECK (end_minute BETWEEN 1 AND 1440),
  kind          TEXT NOT NULL CHECK (kind IN ('work', 'break')),
  only_category TEXT
    CHECK (only_category IN ('new', 'follow-up', 'procedure', 'cosmetic', 'urgent')),
  room_id       INTEGER REFERENCES room,
  valid_from    TEXT,
  valid_to      TEXT,
  CHECK (end_minute > start_minute),
  CHECK (valid_from IS NULL OR valid_to IS NULL OR valid_to >= valid_from)
) STRICT;
CREATE INDEX working_hours_clinician ON working_hours (clinician_id);

CREATE TABLE absence (
  id           INTEGER PRIMARY KEY,
  uid          TEXT NOT NULL UNIQUE,
  clinician_id INTEGER REFERENCES clinician,
  start_at     INTEGER NOT NULL,
  end_at       INTEGER NOT NULL,
  reason       TEXT,
  CHECK (end_at > start_at)
) STRICT;
CREATE INDEX absence_end ON absence (end_at);

CREATE TABLE holiday (
  id   INTEGER PRIMARY KEY,
  uid  TEXT NOT NULL UNIQUE,
  date TEXT NOT NULL UNIQUE CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  name TEXT
) STRICT;

CREATE TABLE patient (
  id                 INTEGER PRIMARY KEY,
  uid                TEXT NOT NULL UNIQUE,
  number             TEXT NOT NULL UNIQUE,
  family             TEXT,
  given              TEXT,
  name_key           TEXT NOT NULL,
  prefix             TEXT,
  suffix             TEXT,
  preferred_name     TEXT,
  birth_date         TEXT CHECK (birth_date IS NULL OR length (birth_date) IN (4, 7, 10)),
  gender             TEXT NOT NULL CHECK (gender IN ('unknown', 'female', 'male', 'other')),
  email              TEXT,
  address_line       TEXT,
  city               TEXT,
  region             TEXT,
  postal_code        TEXT,
  country            TEXT,
  language           TEXT,
  other_languages    TEXT,
  interpreter_needed INTEGER NOT NULL CHECK (interpreter_needed IN (0, 1)),
  clinician_id       INTEGER REFERENCES clinician,
  pcp_id             INTEGER REFERENCES referrer,
  insurance          TEXT,
  alert              TEXT,
  note               TEXT,
  consent_text       INTEGER NOT NULL CHECK (consent_text IN (0, 1)),
  consent_email      INTEGER NOT NULL CHECK (consent_email IN (0, 1)),
  consent_photo      INTEGER NOT NULL CHECK (consent_photo IN (0, 1)),
  seen_before_on     TEXT,
  active             INTEGER NOT NULL CHECK (active IN (0, 1)),
  deceased           INTEGER NOT NULL CHECK (deceased IN (0, 1)),
  deceased_on        TEXT,
  created_at         INTEGER NOT NULL,
  updated_at         INTEGER NOT NULL,
  CHECK (family IS NOT NULL OR given IS NOT NULL)
) STRICT;
CREATE INDEX patient_birth_date ON patient (birth_date);
CREATE INDEX patient_name_key ON patient (name_key, birth_date, postal_code);
CREATE INDEX patient_email ON patient (email COLLATE NOCASE) WHERE email IS NOT NULL;
CREATE INDEX patient_updated ON patient (updated_at);

CREATE TABLE patient_phone (
  id                  INTEGER PRIMARY KEY,
  uid                 TEXT NOT NULL UNIQUE,
  patient_id          INTEGER NOT NULL REFERENCES patient,
  kind                TEXT NOT NULL CHECK (kind IN ('mobile', 'home', 'work', 'other')),
  number              TEXT NOT NULL CHECK (number <> ''),
  digits              TEXT NOT NULL,
  may_leave_voicemail INTEGER NOT NULL CHECK (may_leave_voicemail IN (0, 1)),
  may_text            INTEGER NOT NULL CHECK (may_text IN (0, 1)),
  position            INTEGER NOT NULL
) STRICT;
CREATE INDEX patient_phone_patient ON patient_phone (patient_id, position);
CREATE INDEX patient_phone_digits ON patient_phone (digits);

CREATE TABLE patient_name (
  id         INTEGER PRIMARY KEY,
  uid        TEXT NOT NULL UNIQUE,
  patient_id INTEGER NOT NULL REFERENCES patient,
  kind       TEXT NOT NULL CHECK (kind IN ('maiden', 'previous', 'alias')),
  family     TEXT,
  given      TEXT
) STRICT;
CREATE INDEX patient_name_patient ON patient_name (patient_id);

CREATE TABLE patient_contact (
  id           INTEGER PRIMARY KEY,
  uid          TEXT NOT NULL UNIQUE,
  patient_id   INTEGER NOT NULL REFERENCES patient,
  kind         TEXT NOT NULL CHECK (kind IN ('guardian', 'proxy', 'emergency')),
  name         TEXT NOT NULL CHECK (name <> ''),
  relationship TEXT,
  phone        TEXT,
  authority    TEXT
) STRICT;
CREATE INDEX patient_contact_patient ON patient_contact (patient_id);

CREATE TABLE not_same_person (
  patient_a INTEGER NOT NULL REFERENCES patient,
  patient_b INTEGER NOT NULL REFERENCES patient,
  staff_id  INTEGER REFERENCES staff,
  at        INTEGER NOT NULL,
  PRIMARY KEY (patient_a, patient_b),
  CHECK (patient_a < patient_b)
) STRICT, WITHOUT ROWID;

CREATE TABLE identifier (
  id         INTEGER PRIMARY KEY,
  uid        TEXT NOT NULL UNIQUE,
  owner_kind TEXT NOT NULL CHECK (owner_kind IN ('patient', 'referrer', 'practice')),
  owner_id   INTEGER NOT NULL,
  system     TEXT NOT NULL,
  value      TEXT NOT NULL
) STRICT;
CREATE INDEX identifier_value ON identifier (owner_kind, value, system);
CREATE INDEX identifier_owner ON identifier (owner_kind, owner_id);

CREATE TABLE referral (
  id                   INTEGER PRIMARY KEY,
  uid                  TEXT NOT NULL UNIQUE,
  number               TEXT NOT NULL UNIQUE,
  patient_id           INTEGER NOT NULL REFERENCES patient,
  state                TEXT NOT NULL
    CHECK (state IN ('expected', 'received', 'incomplete', 'triage', 'accepted', 'contacting',
                     'booked', 'attended', 'closed', 'declined', 'withdrawn', 'unreachable',
                     'expired', 'entered-in-error')),
  source               TEXT NOT NULL
    CHECK (source IN ('fax', 'e-referral', 'letter', 'phone', 'walk-in')),
  letter_date          TEXT,
  received_on          TEXT,
  referrer_id          INTEGER REFERENCES referrer,
  previous_referral_id INTEGER REFERENCES referral,
  reason               TEXT,
  body_site            TEXT,
  problem_since        TEXT,
  prior_treatment      TEXT,
  immunosuppressed     INTEGER NOT NULL CHECK (immunosuppressed IN (0, 1)),
  anticoagulated       INTEGER NOT NULL CHECK (anticoagulated IN (0, 1)),
  implanted_device     INTEGER NOT NULL CHECK (implanted_device IN (0, 1)),
  photos_attached      INTEGER NOT NULL CHECK (photos_attached IN (0, 1)),
  pathology_attached   INTEGER NOT NULL CHECK (pathology_attached IN (0, 1)),
  red_flag             INTEGER NOT NULL CHECK (red_flag IN (0, 1)),
  requested_urgency    TEXT NOT NULL
    CHECK (requested_urgency IN ('routine', 'asap', 'urgent', 'stat')),
  assigned_urgency     TEXT NOT NULL
    CHECK (assigned_urgency IN ('routine', 'asap', 'urgent', 'stat')),
  target_date          TEXT,
  service_id           INTEGER REFERENCES service,
  visit_minutes        INTEGER,
  clinician_id         INTEGER REFERENCES clinician,
  interpreter          INTEGER NOT NULL CHECK (interpreter IN (0, 1)),
  transport            INTEGER NOT NULL CHECK (transport IN (0, 1)),
  authorisation_number TEXT,
  valid_from           TEXT,
  valid_to             TEXT,
  visits_authorised    INTEGER CHECK (visits_authorised > 0),
  restrictions         TEXT,
  missing_items        TEXT,
  decline_reason       TEXT NOT NULL
    CHECK (decline_reason IN ('none', 'out-of-scope', 'not-indicated', 'no-capacity',
                              'insurance', 'duplicate', 'other')),
  decision_comment     TEXT,
  decided_by           INTEGER REFERENCES staff,
  decided_at           INTEGER,
  desk_instructions    TEXT,
  patient_instructions TEXT,
  created_at           INTEGER NOT NULL,
  updated_at           INTEGER NOT NULL,
  CHECK (valid_from IS NULL OR valid_to IS NULL OR valid_to >= valid_from),
  CHECK (state <> 'declined'
         OR (decline_reason <> 'none' AND decision_comment IS NOT NULL))
) STRICT;
CREATE INDEX referral_patient ON referral (patient_id);
CREATE INDEX referral_state ON referral (state, received_on);

CREATE TABLE referral_event (
  id          INTEGER PRIMARY KEY,
  uid         TEXT NOT NULL UNIQUE,
  referral_id INTEGER NOT NULL REFERENCES referral,
  at          INTEGER NOT NULL,
  staff_id    INTEGER REFERENCES staff,
  from_state  TEXT,
  to_state    TEXT NOT NULL,
  reason      TEXT,
  comment     TEXT
) STRICT;
CREATE INDEX referral_event_referral ON referral_event (referral_id, id);

CREATE TABLE document (
  id           INTEGER PRIMARY KEY,
  uid          TEXT NOT NULL UNIQUE,
  patient_id   INTEGER REFERENCES patient,
  referral_id  INTEGER REFERENCES referral,
  kind         TEXT NOT NULL
    CHECK (kind IN ('referral-letter', 'pathology', 'photo', 'other')),
  title        TEXT NOT NULL,
  content_type TEXT NOT NULL,
  size_bytes   INTEGER NOT NULL CHECK (size_bytes > 0),
  sha256       TEXT NOT NULL CHECK (length (sha256) = 64),
  received_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX document_referral ON document (referral_id);
CREATE INDEX document_patient ON document (patient_id);

-- The bytes are apart, so that lists of documents never read them.
CREATE TABLE document_content (
  document_id INTEGER PRIMARY KEY REFERENCES document,
  content     BLOB NOT NULL
) STRICT;

CREATE TABLE booking (
  id             INTEGER PRIMARY KEY,
  uid            TEXT NOT NULL UNIQUE,
  number         TEXT NOT NULL UNIQUE,
  patient_id     INTEGER NOT NULL REFERENCES patient,
  service_id     INTEGER NOT NULL REFERENCES service,
  clinician_id   INTEGER REFERENCES clinician,
  room_id        INTEGER REFERENCES room,
  referral_id    INTEGER REFERENCES referral,
  state          TEXT NOT NULL
    CHECK (state IN ('requested', 'waitlisted', 'held', 'booked', 'confirmed', 'arrived',
                     'checked-in', 'in-room', 'completed', 'no-show', 'left', 'cancelled',
                     'entered-in-error')),
  start_at       INTEGER,
  end_at         INTEGER,
  block_start_at INTEGER,
  block_end_at   INTEGER,
  visit_date     TEXT,
  reason         TEXT,
  note           TEXT,
  interpreter_arranged INTEGER NOT NULL CHECK (interpreter_arranged IN (0, 1)),
  channel        TEXT NOT NULL CHECK (channel IN ('phone', 'desk', 'web', 'referrer')),
  held_until     INTEGER,
  deposit_minor  INTEGER NOT NULL CHECK (deposit_minor >= 0),
  booked_at      INTEGER,
  confirmed_at   INTEGER,
  arrived_at     INTEGER,
  checked_in_at  INTEGER,
  in_room_at     INTEGER,
  completed_at   INTEGER,
  ended_at       INTEGER,
  cancel_reason  TEXT NOT NULL
    CHECK (cancel_reason IN ('none', 'patient', 'patient-feeling-better', 'patient-moved',
                             'patient-transport', 'patient-weather', 'clinic',
                             'clinician-absent', 'no-interpreter', 'room-unavailable',
                             'finance', 'hold-expired', 'error')),
  cancel_comment TEXT,
  times_moved    INTEGER NOT NULL,
  created_by     INTEGER REFERENCES staff,
  created_at     INTEGER NOT NULL,
  updated_at     INTEGER NOT NULL,
  -- Whether the booking occupies its time.
  live           INTEGER NOT NULL AS (state IN ('held', 'booked', 'confirmed', 'arrived',
                                                'checked-in', 'in-room', 'completed')) STORED,
  CHECK (end_at > start_at),
  CHECK (block_start_at <= start_at AND block_end_at >= end_at),
  -- The overlap search looks back this far and no further.
  CHECK (block_end_at - block_start_at <= 86400),
  CHECK (start_at IS NULL
         OR (end_at IS NOT NULL AND block_start_at IS NOT NULL AND block_end_at IS NOT NULL
             AND visit_date IS NOT NULL)),
  CHECK (state IN ('requested', 'waitlisted', 'cancelled', 'entered-in-error')
         OR (start_at IS NOT NULL AND clinician_id IS NOT NULL)),
  CHECK (state <> 'held' OR held_until IS NOT NULL),
  CHECK (state <> 'cancelled' OR cancel_reason <> 'none')
) STRICT;
-- Day schedules, slot search and the overlap rule read these and nothing else.
CREATE INDEX booking_clinician_time
  ON booking (clinician_id, block_start_at, block_end_at, state, held_until, service_id, room_id,
              patient_id) WHERE live;
CREATE INDEX booking_room_time ON booking (room_id, block_start_at, block_end_at)
  WHERE live AND room_id IS NOT NULL;
CREATE INDEX booking_patient ON booking (patient_id, start_at, state, visit_date);
CREATE INDEX booking_referral ON booking (referral_id, state);
CREATE INDEX booking_date ON booking (visit_date, clinician_id, live);
CREATE INDEX booking_held ON booking (held_until) WHERE state = 'held';

CREATE TABLE booking_event (
  id            INTEGER PRIMARY KEY,
  uid           TEXT NOT NULL UNIQUE,
  booking_id    INTEGER NOT NULL REFERENCES booking,
  at            INTEGER NOT NULL,
  staff_id      INTEGER REFERENCES staff,
  kind          TEXT NOT NULL CHECK (kind IN ('transition', 'move', 'undo')),
  from_state    TEXT,
  to_state      TEXT NOT NULL,
  from_start_at INTEGER,
  to_start_at   INTEGER,
  reason        TEXT,
  undone        INTEGER NOT NULL CHECK (undone IN (0, 1))
) STRICT;
CREATE INDEX booking_event_booking ON booking_event (booking_id, id);

CREATE TABLE booking_override (
  id         INTEGER PRIMARY KEY,
  uid        TEXT NOT NULL UNIQUE,
  booking_id INTEGER NOT NULL REFERENCES booking,
  rule       TEXT NOT NULL
    CHECK (rule IN ('patient-overlap', 'clinician-overlap', 'availability', 'past-time')),
  staff_id   INTEGER NOT NULL REFERENCES staff,
  at         INTEGER NOT NULL,
  reason     TEXT NOT NULL CHECK (reason <> '')
) STRICT;
CREATE INDEX booking_override_booking ON booking_override (booking_id, rule);

CREATE TABLE ledger_entry (
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
  reverses_id        INTEGER UNIQUE REFERENCES ledger_entry,
  reason             TEXT,
  CHECK (kind <> 'correction' OR reverses_id IS NOT NULL),
  CHECK (kind <> 'waiver' OR reason IS NOT NULL),
  CHECK (kind NOT IN ('payment', 'refund') OR tender <> 'none'),
  CHECK (tender <> 'card' OR terminal_reference IS NOT NULL)
) STRICT;
CREATE INDEX ledger_booking ON ledger_entry (booking_id);
CREATE INDEX ledger_patient ON ledger_entry (patient_id, at);

CREATE TABLE audit (
  id            INTEGER PRIMARY KEY,
  at            INTEGER NOT NULL,
  staff_id      INTEGER,
  staff_name    TEXT,
  role          TEXT,
  action        TEXT NOT NULL,
  outcome       TEXT NOT NULL CHECK (outcome IN ('done', 'denied')),
  record_kind   TEXT,
  record_id     INTEGER,
  changes       TEXT,
  reason        TEXT,
  hash          BLOB NOT NULL CHECK (length (hash) = 32)
) STRICT;
CREATE INDEX audit_record ON audit (record_kind, record_id);

-- What changed, in order: views, the search index and other processes follow it.  A row
-- whose record_id is 0 says that any record of the kind may have changed.
CREATE TABLE change (
  seq       INTEGER PRIMARY KEY AUTOINCREMENT,
  kind      TEXT NOT NULL,
  record_id INTEGER NOT NULL
) STRICT;

-- What the endpoint has not been told yet.  record_id 0: look for records never sent.
CREATE TABLE unsent (
  kind      TEXT NOT NULL,
  record_id INTEGER NOT NULL,
  edits     INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (kind, record_id)
) STRICT, WITHOUT ROWID;

-- The next number of each series that people read: patient, referral, booking.
CREATE TABLE series (
  name TEXT PRIMARY KEY,
  next INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO series (name, next) VALUES ('patient', 100001), ('referral', 1001), ('booking', 20001);

-- Rows that are history.

CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
BEGIN SELECT RAISE (ABORT, 'rule:append-only'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
BEGIN SELECT RAISE (ABORT, 'rule:append-only'); END;
CREATE TRIGGER ledger_no_update BEFORE UPDATE ON ledger_entry
BEGIN SELECT RAISE (ABORT, 'rule:append-only'); END;
CREATE TRIGGER ledger_no_delete BEFORE DELETE ON ledger_entry
BEGIN SELECT RAISE (ABORT, 'rule:append-only'); END;
CREATE TRIGGER referral_event_no_update BEFORE UPDATE ON referral_event
BEGIN SELECT RAISE (ABORT, 'rule:append-only'); END;
CREATE TRIGGER referral_event_no_delete BEFORE DELETE ON referral_event
BEGIN SELECT RAISE (ABORT, 'rule:append-only'); END;
-- Of a step only that it was taken back is noted later.
CREATE TRIGGER booking_event_no_update BEFORE UPDATE ON booking_event
WHEN NEW.undone < OLD.undone OR NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid
     OR NEW.booking_id IS NOT OLD.booking_id OR NEW.at IS NOT OLD.at
     OR NEW.staff_id IS NOT OLD.staff_id OR NEW.kind IS NOT OLD.kind
     OR NEW.from_state IS NOT OLD.from_state OR NEW.to_state IS NOT OLD.to_state
     OR NEW.from_start_at IS NOT OLD.from_start_at
     OR NEW.to_start_at IS NOT OLD.to_start_at OR NEW.reason IS NOT OLD.reason
BEGIN SELECT RAISE (ABORT, 'rule:append-only'); END;
CREATE TRIGGER booking_event_no_delete BEFORE DELETE ON booking_event
BEGIN SELECT RAISE (ABORT, 'rule:append-only'); END;
CREATE TRIGGER booking_override_no_update BEFORE UPDATE ON booking_override
BEGIN SELECT RAISE (ABORT, 'rule:append-only'); END;
CREATE TRIGGER booking_override_no_delete BEFORE DELETE ON booking_override
BEGIN SELECT RAISE (ABORT, 'rule:append-only'); END;
CREATE TRIGGER document_content_no_update BEFORE UPDATE ON document_content
BEGIN SELECT RAISE (ABORT, 'rule:append-only'); END;
CREATE TRIGGER document_content_no_delete BEFORE DELETE ON document_content
BEGIN SELECT RAISE (ABORT, 'rule:append-only'); END;
CREATE TRIGGER booking_no_delete BEFORE DELETE ON booking
BEGIN SELECT RAISE (ABORT, 'rule:append-only'); END;
CREATE TRIGGER patient_no_delete BEFORE DELETE ON patient
BEGIN SELECT RAISE (ABORT, 'rule:append-only'); END;
CREATE TRIGGER referral_no_delete BEFORE DELETE ON referral
BEGIN SELECT RAISE (ABORT, 'rule:append-only'); END;

-- What must never happen.  A booking is first stored as 'requested' and then given its
-- state, so that overrides and money can stand before the rules below look at it.

CREATE TRIGGER booking_begins_requested BEFORE INSERT ON booking
WHEN NEW.state NOT IN ('requested', 'waitlisted')
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
WHEN NEW.kind = 'correction' OR NEW.reverses_id IS NOT NULL
BEGIN
  SELECT RAISE (ABORT, 'rule:reversed')
  WHERE NOT EXISTS (SELECT 1 FROM ledger_entry AS entry
                    WHERE entry.id = NEW.reverses_id AND entry.kind <> 'correction'
                      AND NEW.kind = 'correction'
                      AND entry.patient_id = NEW.patient_id
                      AND entry.booking_id IS NEW.booking_id
                      AND entry.amount_minor = NEW.amount_minor
                      AND entry.currency = NEW.currency);
END;

-- Not more is paid back than was paid, and a visit that is promised keeps its deposit.
CREATE TRIGGER ledger_return AFTER INSERT ON ledger_entry
WHEN NEW.kind IN ('refund', 'correction')
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
