"""The JSON Schemas (2020-12) of what the desk hands out."""

import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def schemas() -> dict[str, Any]:
    """Each by its name; they refer to each other as ``#/$defs/Name``."""
    return json.loads((files("genkan.knowledge.desk") / "schemas.json").read_text(encoding="utf-8"))


def schema_of(name: str) -> dict[str, Any]:
    """One of them with all that it refers to."""
    return {"type": "object", "$ref": f"#/$defs/{name}", "$defs": schemas()}
