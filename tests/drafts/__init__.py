"""Tests of the drafts."""
