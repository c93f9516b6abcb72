"""Formats: how each trainer lays a conversation out in a row."""
