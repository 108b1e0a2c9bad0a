-- What a message was measured of, so that the same is not measured again.
ALTER TABLE pitches ADD COLUMN
    measured_of TEXT;  -- digest of the message, the cues and coach's own files; NULL: not known
