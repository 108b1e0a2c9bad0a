"""Tests of the browser door."""
