"""`mathdata schema`: the record as JSON Schema."""

from mathdata.cli.options import told_plainly


def schema() -> None:
    """Print the JSON Schema of a record, for editors and for other programs."""
    with told_plainly():
        from mathdata.cli.tables import print_json
        from mathdata.model import documented_schema
        from mathdata.schema import Record

        print_json(documented_schema(Record))
