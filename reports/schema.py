"""The JSON Schema of what a summary writes."""

import json
from typing import Any

from reports.words import TEMPLATES


def summary_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of `understory summary --format json`."""
    schema: dict[str, Any] = json.loads(
        (TEMPLATES / "summary.schema.json").read_text(encoding="utf-8")
    )
    return schema
