"""Answers of a type."""
