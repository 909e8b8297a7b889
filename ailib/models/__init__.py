"""The attrs classes that users hold. Import them from `ailib`; each loads on first use."""
