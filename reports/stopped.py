"""Sources that send no contact any more: too few to move all contacts, and a reason to ring them.

Said in the summary of the whole council, since the file of contacts is the whole council's.
"""

from collections.abc import Iterator, Sequence

from practice.calendar import Month
from reports import kept
from reports.data_words import moved
from reports.findings import telling
from reports.remembered import standing
from reports.tallies import Counted
from reports.view import Sentence
from storage.measures import Scope, Session
from storage.tables import Team

_FILE, _SOURCE, _GONE = "contacts", "source", "gone"


def sentences(session: Session, scope: Team, counted: Counted) -> Iterator[Sentence]:
    """Yield each source of contacts that stopped within the year, with whom to ask about it.

    All contacts are read for it, so it is remembered while none of their months changes.
    """
    if scope.parent_id is not None:
        return
    months = kept.months_read(session, counted.period, counted.begins)
    stands = standing(session, Scope(counted.teams, months, counted.as_of))
    last = min(counted.period, Month.last_whole(counted.today))
    for what in stands.remember(("stopped", last), lambda: _gone(session, last)):
        yield Sentence(telling.say("looked.stopped", what=what))


def _gone(session: Session, last: Month) -> Sequence[str]:
    """Return which sources came before and do not any more, in words."""
    found = moved(session, _FILE, last, [_SOURCE])
    return [one.what for one in found if one.kind == _GONE]
