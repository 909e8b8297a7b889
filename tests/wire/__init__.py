"""The dialects by themselves, no sockets."""
