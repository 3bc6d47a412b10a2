"""Where a schema refuses a file: the paths of its errors, as the loaders name places."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import jsonschema

from dunnix.schema import json_schema

Path = tuple[str | int, ...]


def validator(kind: str) -> Any:
    """Give what asks the schema of a kind of file, dates included."""
    checked = jsonschema.Draft7Validator
    return checked(json_schema(kind), format_checker=checked.FORMAT_CHECKER)


def refused_paths(kind: str, content: object) -> set[Path]:
    """Give the paths at which the schema refuses; that of a table for a key it lacks."""
    return {path for error in validator(kind).iter_errors(content) for path in _paths(error)}


def _paths(error: Any) -> Iterator[Path]:
    path: Path = tuple(error.absolute_path)
    match error.validator:
        case "additionalProperties" if error.validator_value is False:
            for name in error.instance:
                if not _is_declared(name, error.schema):
                    yield (*path, name)
        case "not" if isinstance(error.instance, Mapping) and "anyOf" in error.validator_value:
            for each in error.validator_value["anyOf"]:
                yield from ((*path, name) for name in each["required"] if name in error.instance)
        case "uniqueItems":
            items = error.instance
            for place, item in enumerate(items):
                if item in items[:place]:
                    yield (*path, place)
        case "anyOf":
            yield from _of_what_was_meant(error)
        case _:
            yield path


def _of_what_was_meant(error: Any) -> Iterator[Path]:
    """Give what is wrong within the one form that was surely meant; else the place itself."""
    path = tuple(error.absolute_path)
    forms: dict[int, set[Path]] = {}
    for each in error.context:
        forms.setdefault(each.schema_path[0], set()).update(_paths(each))
    meant = [paths for paths in forms.values() if all(len(each) > len(path) for each in paths)]
    yield from min(meant, key=len, default={path})


def _is_declared(name: str, schema: Mapping[str, Any]) -> bool:
    patterns = schema.get("patternProperties", {})
    return name in schema.get("properties", {}) or any(re.search(each, name) for each in patterns)
