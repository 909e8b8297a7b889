"""Recorded traffic of providers, held against independent expectations."""
