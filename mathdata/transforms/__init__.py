"""Steps: records in, records out; one verb a file."""
