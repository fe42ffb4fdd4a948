"""Who is heard first: the duty number, then people who are enrolled, then strangers."""

from collections.abc import Sequence
from datetime import datetime

from bot.commands import start
from bot.commands.typed import command_in
from bot.messages import Arrival, Precedence
from practice.calendar import london_day
from prompts.spoken_words import Meaning, meaning_of
from storage.senders import enrolled_among
from storage.session import Session

_DUTY_BUTTON = "!now"
_DUTY_COMMAND = "now"


def precedences(
    session: Session, channel: str, arrivals: Sequence[Arrival], now: datetime
) -> list[Precedence]:
    """Return the precedence of each; what nobody can be named for counts as enrolled.

    A stranger with a code, or in danger, comes before other strangers.
    """
    addresses = {arrival.address for arrival in arrivals if arrival.address is not None}
    enrolled = enrolled_among(session, channel, addresses, london_day(now))
    return [_precedence(arrival, enrolled) for arrival in arrivals]


def _precedence(arrival: Arrival, enrolled: frozenset[str]) -> Precedence:
    said = arrival.said or ""
    if arrival.address is None or arrival.address in enrolled:
        return Precedence.URGENT if _is_urgent(said) else Precedence.ENROLLED
    wants_in = _is_urgent(said) or start.holds_code(said)
    return Precedence.WANTS_IN if wants_in else Precedence.STRANGER


def _is_urgent(said: str) -> bool:
    command = command_in(said.strip())
    is_duty = command is not None and command.name == _DUTY_COMMAND
    return said == _DUTY_BUTTON or is_duty or meaning_of(said) is Meaning.TONIGHT
