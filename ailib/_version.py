"""The version, read by the build and by `ailib.__version__`."""

__version__ = "0.1.0"
