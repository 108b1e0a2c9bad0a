"""Tests of coach.number."""
