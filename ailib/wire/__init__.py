"""Pure dialects: request to provider JSON, provider JSON to response, bytes to chunks. No I/O."""
