"""The published JSON Schema."""
