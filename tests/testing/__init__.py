"""Tests of the shipped test kit."""
