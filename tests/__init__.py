"""The tests mirror the package; `transport` has the loopback servers that the others borrow."""
