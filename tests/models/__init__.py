"""The models by themselves."""
