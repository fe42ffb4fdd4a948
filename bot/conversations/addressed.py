"""Whom a record goes to that one person wrote outside a meeting."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.conversations.submission import Alone
from bot.update import UpdateContext
from prompts.interview.state import Interview
from prompts.steps import Json
from storage import people
from storage.presence import is_here
from storage.tables import Person


@dataclass(frozen=True)
class Addressed:
    """Whom a record goes to as it is sent: the records that it becomes, and who is told.

    `said` is what its writer reads once it was sent, and `heard` the phrase that those read who are
    told; `heard_by` has another for some of them, by their ids. `with_whom` is the one person
    beside its writer who may read it, where it is for nobody else. `as_told` are names of the
    context by which its cards said who reads it: where one has changed since, the card is shown
    anew.
    """

    whats: Sequence[Alone]
    said: str
    heard: str
    tells: Sequence[Person] = ()
    heard_by: Mapping[str, str] = field(default_factory=dict)
    with_whom: Person | None = None
    as_told: Mapping[str, Json] = field(default_factory=dict)

    def is_as_told(self, now: Interview) -> bool:
        """Say whether it goes to whom its cards said."""
        return all(now.context.get(name) == value for name, value in self.as_told.items())


def whom_it_concerns(update: UpdateContext, workers: Iterable[Person]) -> list[Person]:
    """Return who hears of a record: these workers and who supervises them, but for its writer."""
    listed = list(workers)
    above = [people.person(update.session, one.supervisor_id or "") for one in listed]
    named = {one.id: one for one in [*listed, *above] if one and is_here(one, update.today)}
    return [one for one in named.values() if one.id != update.person.id]
