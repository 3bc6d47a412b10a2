"""The files of dunnix as JSON Schema, for editors to complete, explain and check."""

from dunnix.schema.documents import FileKind, json_schema

__all__ = ["FileKind", "json_schema"]
