"""The cases of the ai-protocol compliance suite, run against ailib's own code."""
