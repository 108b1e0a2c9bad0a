-- Verdicts as they were derived last, so that long lists are quick; where the playbook is another
-- they are derived anew. They say nothing that the measurements do not say.
CREATE TABLE verdicts (
    message INTEGER PRIMARY KEY REFERENCES messages (id) ON DELETE CASCADE,  -- which message
    judged_by TEXT NOT NULL,         -- the playbook, and the version of coach
    letters TEXT NOT NULL            -- a letter a row of the playbook, in its order
) STRICT;
