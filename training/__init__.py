"""How what ships as weights was made. Not installed: run from a checkout."""
