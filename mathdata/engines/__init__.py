"""Engines: they run what the rest of the library describes."""
