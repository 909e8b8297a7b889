"""Tests of the provider catalogue, keys, addresses, models and prices."""
