"""Tests on programs of other people, started here: llama.cpp with a tiny model, and aimock."""
