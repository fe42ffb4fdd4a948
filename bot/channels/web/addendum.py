"""What is sent to be added to a record, and why it was not."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Form

_REFUSED = 422


@dataclass(frozen=True)
class SentAddendum:
    """The fields of the form: `sure` is the child whom the text may name, `back` a list."""

    token: str
    text: str
    sure: str
    back: str


def addendum_sent(
    token: Annotated[str, Form()] = "",
    text: Annotated[str, Form()] = "",
    sure: Annotated[str, Form()] = "",
    back: Annotated[str, Form()] = "",
) -> SentAddendum:
    """Return what a form holds."""
    return SentAddendum(token, text, sure, back)


@dataclass(frozen=True)
class NotAdded:
    """Why a text was not added; `sure` is the child that it would be added for all the same."""

    said: str
    text: str
    status: int = _REFUSED
    sure: str = ""
