"""Bridges to other libraries: one small module each, imported only when it is used."""
