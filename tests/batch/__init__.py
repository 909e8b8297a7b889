"""Durable runs: state, sources, limits, budgets, the command."""
