"""Tests of the measures, one file a family."""
