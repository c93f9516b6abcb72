"""Containers: bytes to wire rows and back. They know files, and no layout."""
