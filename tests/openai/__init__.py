"""The OpenAI API, endpoint by endpoint."""
