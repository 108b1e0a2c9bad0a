-- What was heard in a content, in one way of hearing it; the sound lies beside in a file.
CREATE TABLE hearings (
    key TEXT PRIMARY KEY,            -- digest of content, way of hearing, version of coach
    sha256 TEXT NOT NULL,            -- digest of the recording's bytes
    heard_at TEXT NOT NULL,          -- when, UTC, ISO 8601
    speech BLOB                      -- the Speech as JSON; NULL once the text was let go
) STRICT;
CREATE INDEX hearings_by_content ON hearings (sha256);
-- A message: content, rep, prospect and time. Equal in all four is the same message.
CREATE TABLE messages (
    id INTEGER PRIMARY KEY,          -- a number of ours, never reused for another message
    sha256 TEXT NOT NULL,            -- digest of the recording's bytes
    rep_key TEXT NOT NULL,           -- the rep's name as it is compared; '' where not known
    prospect_key TEXT NOT NULL,      -- prospect and company as they are compared; '' not known
    recorded_at TEXT NOT NULL,       -- when it was recorded, UTC, ISO 8601; '' where not known
    hearing TEXT NOT NULL REFERENCES hearings (key),  -- what was heard in it
    recording BLOB NOT NULL,         -- the Recording as JSON: path, names, times, outcome
    scored_at TEXT NOT NULL,         -- when it was last scored, UTC, ISO 8601
    UNIQUE (sha256, rep_key, prospect_key, recorded_at)
) STRICT;
CREATE INDEX messages_by_prospect ON messages (prospect_key, recorded_at);
CREATE INDEX messages_by_rep ON messages (rep_key, recorded_at);
CREATE INDEX messages_by_hearing ON messages (hearing);
-- Measurements, one a row; findings are derived from them and are never stored.
CREATE TABLE measurements (
    message INTEGER NOT NULL REFERENCES messages (id) ON DELETE CASCADE,  -- which message
    id TEXT NOT NULL,                -- rubric id, or id.part
    place INTEGER NOT NULL,          -- in which order it is shown
    value ANY,                       -- number, text, or 0 and 1 for a bool; NULL: not measured
    kind TEXT NOT NULL,              -- float, str, bool or none
    unit TEXT NOT NULL,              -- the value's unit
    reason TEXT,                     -- why it could not be measured
    evidence BLOB NOT NULL,          -- quotes with their times, as JSON
    PRIMARY KEY (message, id)
) STRICT, WITHOUT ROWID;
-- With what a message was measured.
CREATE TABLE versions (
    message INTEGER NOT NULL REFERENCES messages (id) ON DELETE CASCADE,  -- which message
    name TEXT NOT NULL,              -- coach, model, cues ...
    version TEXT NOT NULL,           -- its version or digest
    PRIMARY KEY (message, name)
) STRICT, WITHOUT ROWID;
-- What of a message is needed to compare it with others quickly.
CREATE TABLE pitches (
    message INTEGER PRIMARY KEY REFERENCES messages (id) ON DELETE CASCADE,  -- which message
    identity TEXT NOT NULL,          -- sentence model and way of comparing it is for
    pitch BLOB NOT NULL              -- words and vectors
) STRICT;
-- What a person put right; it takes precedence, and survives scoring anew.
CREATE TABLE corrections (
    id INTEGER PRIMARY KEY,          -- a number of ours
    message INTEGER NOT NULL REFERENCES messages (id) ON DELETE CASCADE,  -- which message
    row TEXT,                        -- the rubric row whose verdict is corrected
    verdict TEXT,                    -- the verdict a person gave it
    digits TEXT,                     -- the number that was really said
    start_s REAL,                    -- where the message really starts, or the number
    end_s REAL,                      -- where it really ends
    note TEXT NOT NULL,              -- why, in the person's words
    by TEXT NOT NULL,                -- who
    at TEXT NOT NULL                 -- when, UTC, ISO 8601
) STRICT;
CREATE INDEX corrections_by_message ON corrections (message);
-- Who a message was by and to, and what came of it, as a person said later.
CREATE TABLE said_later (
    message INTEGER NOT NULL REFERENCES messages (id) ON DELETE CASCADE,  -- which message
    field TEXT NOT NULL,             -- a field of Recording: rep, prospect, outcome ...
    value TEXT,                      -- what it is
    by TEXT NOT NULL,                -- who said so
    at TEXT NOT NULL,                -- when, UTC, ISO 8601
    PRIMARY KEY (message, field)
) STRICT, WITHOUT ROWID;
-- Pages that were written of a message, so that they can be written again or erased.
CREATE TABLE pages (
    message INTEGER NOT NULL REFERENCES messages (id) ON DELETE CASCADE,  -- which message
    folder TEXT NOT NULL,            -- the folder given with --out, resolved
    page TEXT NOT NULL,              -- the page's name in it
    PRIMARY KEY (message, folder)
) STRICT, WITHOUT ROWID;
