"""What a message says: one file a cue. The content rows of the rubric are measured here later."""
