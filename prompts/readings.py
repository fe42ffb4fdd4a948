"""What a reader raises: what was typed is no answer, or may mean more than one."""

from collections.abc import Sequence

from prompts.steps import Json

_QUOTED = 60
_LONGEST = 200


class UnclearError(ValueError):
    """What was typed cannot be read as an answer to this question.

    `why` is a sentence that says so, where more is known than that it cannot be read.
    """

    def __init__(self, typed: str, why: str = "") -> None:
        super().__init__(typed)
        self.why = why


class DoubtError(UnclearError):
    """What was typed may mean any of `readings`, or one that makes little sense here.

    `why` is the sentence that asks about it.
    """

    def __init__(self, typed: str, why: str, readings: Sequence[Json]) -> None:
        super().__init__(typed, why)
        self.readings = tuple(dict.fromkeys(readings))


def refuse_long(text: str) -> None:
    """Raise UnclearError for what is too long to be one day, number or length of time."""
    if len(text) > _LONGEST:
        raise UnclearError(text)


def quoted(typed: str) -> str:
    """Return what was typed as a sentence quotes it: on one line, not without end."""
    flat = " ".join(typed.split())
    return flat if len(flat) <= _QUOTED else flat[: _QUOTED - 2].rstrip() + " …"
