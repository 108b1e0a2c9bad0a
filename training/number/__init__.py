"""Training of the head that hears number words (coach/number/head.py)."""
