"""Faults: what a user sees when the network, the server or the provider fails."""
