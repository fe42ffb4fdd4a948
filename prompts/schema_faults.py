"""Says in plain words where a guide file does not fit the model of a guide."""

from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from prompts.errors import Fault

_REMEDIES = {
    "extra_forbidden": ("there is no key `{key}`", "Check its spelling in docs/guides.md"),
    "missing": ("`{key}` is missing", "Add it"),
    "string_type": ("`{key}` is not text", "Put it in quotes"),
    "int_type": ("`{key}` is not a whole number", "Write it without quotes"),
    "bool_type": ("`{key}` is not true or false", "Write true or false, without quotes"),
    "enum": ("`{key}` is not one of its values", "Use {expected}"),
    "literal_error": ("`{key}` is not one of its values", "Use {expected}"),
    "tuple_type": ("`{key}` is not a list", "Write it in square brackets"),
    "model_type": ("`{key}` is not a table of keys", "See its example in docs/guides.md"),
}


def schema_faults(file: str, content: dict[str, Any], error: ValidationError) -> list[Fault]:
    """Return a fault for each thing in `content` that does not fit the model."""
    return [_fault(file, content, detail) for detail in error.errors(include_url=False)]


def _fault(file: str, content: dict[str, Any], detail: ErrorDetails) -> Fault:
    key = next((str(step) for step in reversed(detail["loc"]) if isinstance(step, str)), "guide")
    expected = detail.get("ctx", {}).get("expected", "")
    what, remedy = _REMEDIES.get(
        detail["type"], ("`{key}` does not fit", "See its line in docs/guides.md")
    )
    filled = remedy.format(expected=expected)
    return Fault(file, _place(content, detail["loc"]), what.format(key=key), filled)


def _place(content: dict[str, Any], where: tuple[int | str, ...]) -> str | None:
    """Return the ids on the way to the fault: question, and field; or the number of what has none.

    The way is pydantic's: keys and positions from the outside in.
    """
    here: Any = content
    names = []
    for number, step in enumerate(where):
        here = _inside(here, step)
        if isinstance(step, int) and where[number - 1] in {"question", "fields", "probe"}:
            named = here.get("id") if isinstance(here, dict) else None
            names.append(str(named) if named else f"{where[number - 1]} number {step + 1}")
    return ".".join(names) or None


def _inside(here: Any, step: int | str) -> Any:  # noqa: ANN401 - whatever a file holds
    try:
        return here[step]
    except (KeyError, IndexError, TypeError):
        return None
