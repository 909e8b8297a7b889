"""Bytes to events: incremental, linear in the number of bytes, exact at every split."""
