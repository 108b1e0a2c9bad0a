"""The browser door: upload, read, practise, put right; for one person, or a team with accounts."""
