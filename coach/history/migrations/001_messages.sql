-- What was heard in a content, in one way of hearing it; the sound lies beside in a file.
CREATE TABLE hearings (
    key TEXT PRIMARY KEY,            -- digest of content, way of hearing, version of coach
    sha256 TEXT NOT NULL,            -- digest of the recording's bytes
    heard_at TEXT NOT NULL,          -- when, UTC, ISO 8601
    speech BLOB,                     -- the Speech as JSON; NULL once the text was let go
    sound_let_go INTEGER NOT NULL DEFAULT 0  -- 1 where the sound was let go on purpose
) STRICT;
CREATE INDEX hearings_by_content ON hearings (sha256);
-- What was made of a hearing and takes long to make: its clauses' vectors.
CREATE TABLE beside (
    hearing TEXT NOT NULL,           -- the hearing's key
    name TEXT NOT NULL,              -- what it is
    content BLOB NOT NULL,           -- its bytes
    PRIMARY KEY (hearing, name)
) STRICT;
-- A message: content, rep, prospect and time. Equal in all four is the same message.
CREATE TABLE messages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,  -- a number of ours, never given to another message
    sha256 TEXT NOT NULL,            -- digest of the recording's bytes
    given_rep TEXT NOT NULL,         -- the rep as attributed and compared; '' where not known
    given_prospect TEXT NOT NULL,    -- the prospect as attributed and compared; '' not known
    given_company TEXT NOT NULL,     -- the prospect's company likewise
    given_at TEXT NOT NULL,          -- when it was recorded as attributed, UTC; '' not known
    rep_key TEXT NOT NULL,           -- the rep as compared, with what a person said later
    prospect_key TEXT NOT NULL,      -- prospect and company likewise, joined by |; '' not known
    recorded_at TEXT NOT NULL,       -- when it was recorded likewise, UTC; '' where not known
    name TEXT NOT NULL,              -- the file's name, by which equal times are put in order
    location BLOB NOT NULL,          -- where the file was when it was last scored, absolute
    hearing TEXT NOT NULL REFERENCES hearings (key),  -- what was heard in it
    recording BLOB NOT NULL,         -- the Recording as attributed, as JSON
    text TEXT,                       -- its words, with names put right; NULL once let go
    start_s REAL NOT NULL,           -- where the message starts on the recording's clock
    end_s REAL NOT NULL,             -- where it ends
    duration_s REAL NOT NULL,        -- length of the whole recording
    scored_at TEXT NOT NULL,         -- when it was last scored, UTC, ISO 8601
    stale INTEGER NOT NULL DEFAULT 0,  -- 1 while what came before it changed since
    UNIQUE (sha256, given_rep, given_prospect, given_company, given_at)
) STRICT;
CREATE INDEX messages_by_prospect ON messages (prospect_key, recorded_at, name, sha256);
CREATE INDEX messages_by_rep ON messages (rep_key, recorded_at, name, sha256);
CREATE INDEX messages_by_time ON messages (recorded_at, name, sha256);
CREATE INDEX messages_by_hearing ON messages (hearing);
CREATE INDEX messages_stale ON messages (id) WHERE stale;
-- Measurements, one a row; findings are derived from them and are never stored.
CREATE TABLE measurements (
    message INTEGER NOT NULL REFERENCES messages (id) ON DELETE CASCADE,  -- which message
    place INTEGER NOT NULL,          -- in which order it is shown
    id TEXT NOT NULL,                -- rubric id, or id.part
    value ANY,                       -- number, text, or 0 and 1 for a bool; NULL: not measured
    kind TEXT NOT NULL,              -- float, int, str, bool or none
    unit TEXT NOT NULL,              -- the value's unit
    reason TEXT,                     -- why it could not be measured
    evidence BLOB,                   -- quotes with their times, as JSON; NULL where there are none
    PRIMARY KEY (message, place)
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
    sayings BLOB NOT NULL,           -- its clauses and the cues found in them, as JSON
    pitch BLOB,                      -- words and vectors; NULL where there is nothing to compare
    made_of TEXT NOT NULL            -- digest of words, names, cues and models they were made of
) STRICT;
-- What a person put right; it takes precedence, and survives scoring anew.
CREATE TABLE corrections (
    id INTEGER PRIMARY KEY AUTOINCREMENT,  -- a number of ours, in order of time
    message INTEGER NOT NULL REFERENCES messages (id) ON DELETE CASCADE,  -- which message
    row TEXT,                        -- the rubric row whose verdict is corrected
    verdict TEXT,                    -- the verdict a person gave it
    digits TEXT,                     -- the number that was really said
    start_s REAL,                    -- where the message really starts
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
    value TEXT,                      -- what it is; NULL: nobody knows
    by TEXT NOT NULL,                -- who said so
    at TEXT NOT NULL,                -- when, UTC, ISO 8601
    PRIMARY KEY (message, field)
) STRICT, WITHOUT ROWID;
-- Pages that were written of a message, so that they can be written again or erased.
CREATE TABLE pages (
    message INTEGER NOT NULL REFERENCES messages (id) ON DELETE CASCADE,  -- which message
    folder TEXT NOT NULL,            -- the folder given with --out, absolute
    page TEXT NOT NULL,              -- the page's name in it
    PRIMARY KEY (message, folder)
) STRICT, WITHOUT ROWID;
CREATE INDEX pages_by_folder ON pages (folder, message);
CREATE INDEX pages_by_name ON pages (page);
