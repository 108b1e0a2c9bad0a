-- Who may use the browser pages. Row 1 is the one person on this computer, who needs no password.
CREATE TABLE web_accounts (
    id INTEGER PRIMARY KEY,          -- a number of ours
    name TEXT NOT NULL UNIQUE,       -- what is typed to come in, lower case; '' for row 1
    rep TEXT,                        -- whose messages a rep sees: the rep's name in recordings
    role TEXT NOT NULL CHECK (role IN ('owner', 'admin', 'manager', 'rep')),  -- what is allowed
    password TEXT,                   -- argon2id hash; NULL until the link was used
    active INTEGER NOT NULL DEFAULT 1,  -- 0 once shut out
    made_at REAL NOT NULL            -- when, seconds since 1970
) STRICT;
INSERT INTO web_accounts (id, name, role, made_at) VALUES (1, '', 'owner', 0);
-- One-time links with which somebody chooses a password.
CREATE TABLE web_invitations (
    digest TEXT PRIMARY KEY,         -- SHA-256 of the link's secret
    account INTEGER NOT NULL REFERENCES web_accounts (id) ON DELETE CASCADE,  -- for whom
    until REAL NOT NULL              -- good until then, seconds since 1970
) STRICT, WITHOUT ROWID;
-- Who has come in, in which browser.
CREATE TABLE web_sessions (
    digest TEXT PRIMARY KEY,         -- SHA-256 of the cookie's secret
    account INTEGER NOT NULL REFERENCES web_accounts (id) ON DELETE CASCADE,  -- who
    form TEXT NOT NULL,              -- secret that every form of this session carries
    made_at REAL NOT NULL,           -- when, seconds since 1970
    seen_at REAL NOT NULL            -- last use, seconds since 1970
) STRICT, WITHOUT ROWID;
-- Keys with which a dialer or script comes in instead of a person.
CREATE TABLE web_keys (
    id INTEGER PRIMARY KEY,          -- a number of ours
    digest TEXT NOT NULL UNIQUE,     -- SHA-256 of the key
    account INTEGER NOT NULL REFERENCES web_accounts (id) ON DELETE CASCADE,  -- in whose name
    label TEXT NOT NULL,             -- what it is for, in the person's words
    made_at REAL NOT NULL,           -- when, seconds since 1970
    used_at REAL                     -- last use, seconds since 1970
) STRICT;
-- Wrong passwords, to slow down guessing; let go after an hour.
CREATE TABLE web_misses (
    of TEXT NOT NULL,                -- digest of the name, or of the address, that was tried
    at REAL NOT NULL                 -- when, seconds since 1970
) STRICT;
CREATE INDEX web_misses_by_what ON web_misses (of, at);
-- Forms that were sent, so that one sent twice counts once; let go after a day.
CREATE TABLE web_sent (
    digest TEXT PRIMARY KEY,         -- SHA-256 of the form's own number
    at REAL NOT NULL                 -- when, seconds since 1970
) STRICT, WITHOUT ROWID;
-- Recordings taken in through the browser or by a dialer, until they are scored and looked at.
CREATE TABLE web_uploads (
    id INTEGER PRIMARY KEY AUTOINCREMENT,  -- a number of ours, never used twice
    account INTEGER NOT NULL REFERENCES web_accounts (id) ON DELETE CASCADE,  -- whose
    kind TEXT NOT NULL CHECK (kind IN ('message', 'take')),  -- left for a prospect, or practice
    state TEXT NOT NULL              -- how far it is
        CHECK (state IN ('receiving', 'waiting', 'claimed', 'working', 'done', 'failed')),
    key TEXT,                        -- the sender's own name for it: sent twice, it is one
    name TEXT NOT NULL,              -- the file's name as it was sent, without folders
    size INTEGER NOT NULL,           -- bytes announced
    rep TEXT,                        -- who left it
    prospect TEXT,                   -- for whom
    prospect_company TEXT,           -- their company
    recorded_at TEXT,                -- when it was recorded, ISO 8601
    guessed INTEGER NOT NULL,        -- 1 while nobody has confirmed who and for whom
    again_of INTEGER,                -- practice: id of the message that is said again
    message INTEGER REFERENCES messages (id) ON DELETE CASCADE,  -- once scored
    error_kind TEXT,                 -- why it could not be scored: the contract's word
    error TEXT,                      -- why, in a sentence
    tries INTEGER NOT NULL DEFAULT 0,  -- how often the server failed over it
    made_at REAL NOT NULL,           -- when it was announced, seconds since 1970
    changed_at REAL NOT NULL,        -- when its state last changed, seconds since 1970
    UNIQUE (account, key)
) STRICT;
CREATE INDEX web_uploads_by_state ON web_uploads (state, id);
CREATE INDEX web_uploads_by_message ON web_uploads (message);
-- Practice takes: no message, and in nobody's figures.
CREATE TABLE web_takes (
    id INTEGER PRIMARY KEY,          -- the upload's number
    account INTEGER NOT NULL REFERENCES web_accounts (id) ON DELETE CASCADE,  -- whose
    rep_key TEXT NOT NULL,           -- the rep's name as it is compared
    again_of INTEGER REFERENCES messages (id) ON DELETE CASCADE,  -- the message said again
    review BLOB NOT NULL,            -- the take as the contract's JSON
    sound BLOB NOT NULL,             -- what was said, FLAC
    made_at REAL NOT NULL            -- when, seconds since 1970
) STRICT;
CREATE INDEX web_takes_by_account ON web_takes (account, id);
-- Who has a rep forgotten has the rep's practice forgotten too.
CREATE TRIGGER web_takes_forgotten AFTER DELETE ON messages
    WHEN NOT EXISTS (SELECT 1 FROM messages WHERE rep_key = old.rep_key)
    BEGIN DELETE FROM web_takes WHERE rep_key = old.rep_key; END;
