-- What a watcher took out of a drop folder, or took note of there, and how far it has come.
CREATE TABLE watch_claims (
    id INTEGER PRIMARY KEY,          -- a number of ours; names the folder under working/
    folder TEXT NOT NULL,            -- the drop folder, resolved
    path_key TEXT NOT NULL,          -- digest of folder and path, to find a file that was seen
    path BLOB,                       -- path inside the folder; NULL once its message was erased
    size INTEGER NOT NULL,           -- bytes, when it was taken
    changed TEXT NOT NULL,           -- time of last change and file number, when it was taken
    state TEXT NOT NULL,             -- claimed, waiting, scored, done, failing, failed, copying, copy, gone
    moved INTEGER NOT NULL,          -- 1: the file goes into working/; 0: it stays (--leave)
    recording BLOB,                  -- who, to whom and when as JSON, while it is worked on
    sha256 TEXT,                     -- digest of the file's bytes
    identity TEXT,                   -- digest of content, rep, prospect and time
    message INTEGER,                 -- the message it became
    page TEXT,                       -- its report's name
    place BLOB,                      -- where the file lies now, inside the folder
    reason TEXT,                     -- why it waits or failed, in a sentence
    tries INTEGER NOT NULL,          -- how often it was tried in vain
    starts INTEGER NOT NULL,         -- how often work on it began and was never heard of again
    not_before REAL NOT NULL,        -- when it may be tried again, in seconds since 1970
    untold BLOB,                     -- what the hook has yet to be told, as JSON
    at TEXT NOT NULL                 -- when this last changed, UTC, ISO 8601
) STRICT;
CREATE INDEX watch_claims_by_path ON watch_claims (path_key);
CREATE INDEX watch_claims_by_state ON watch_claims (folder, state);
CREATE INDEX watch_claims_by_identity ON watch_claims (identity);
CREATE INDEX watch_claims_by_message ON watch_claims (message);
-- What is erased is erased here as well; only that the file was dealt with stays known.
CREATE TRIGGER watch_forgets AFTER DELETE ON messages BEGIN UPDATE watch_claims SET path = NULL, place = NULL, identity = NULL, recording = NULL, page = NULL, untold = NULL, message = NULL WHERE message = OLD.id; END;
