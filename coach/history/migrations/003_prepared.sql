-- What makes a pitch soon compared with others; NULL where that is made when it is asked for.
ALTER TABLE pitches ADD COLUMN
    prepared BLOB;  -- what is known of each clause beforehand: lengths, weights; a mark before it
