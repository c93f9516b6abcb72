"""Containers: bytes to wire rows and back, one file or folder each."""
