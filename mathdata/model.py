"""The base of every pydantic model here: frozen, strict about names, cheap to import."""

import ast
import inspect
import textwrap
from typing import Any

from pydantic import BaseModel, ConfigDict
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema


class Model(BaseModel):
    """A value with named fields; the string under a field is its documentation.

    Those strings are read from the source when a JSON Schema is asked for. pydantic's own way of doing so
    parses the source of each class when it is imported, which was a third of the start of the command line.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


def documented_schema(model: type[BaseModel]) -> dict[str, Any]:
    """JSON Schema of a model in which the documentation of each field is its `description`.

    >>> class Point(Model):
    ...     x: int
    >>> documented_schema(Point)["properties"]["x"]["type"]
    'integer'
    """
    return model.model_json_schema(schema_generator=_WithDocs)


class _WithDocs(GenerateJsonSchema):
    def model_schema(self, schema: core_schema.ModelSchema) -> dict[str, Any]:
        described = super().model_schema(schema)
        for name, text in field_docs(schema["cls"]).items():
            described.get("properties", {}).get(name, {}).setdefault("description", text)
        return described


def field_docs(model: type) -> dict[str, str]:
    """The string under each field of a class and of the classes it is made from; none where there is no source."""
    docs: dict[str, str] = {}
    for cls in reversed(model.__mro__):
        if cls in (object, BaseModel) or not issubclass(cls, BaseModel):
            continue
        try:
            (tree,) = ast.parse(textwrap.dedent(inspect.getsource(cls))).body
        except (OSError, TypeError):
            continue  # made in a session that keeps no source
        assert isinstance(tree, ast.ClassDef)
        for field, below in zip(tree.body, tree.body[1:], strict=False):
            if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and _is_text(below):
                docs[field.target.id] = inspect.cleandoc(below.value.value)  # type: ignore[attr-defined]
    return docs


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
