"""Sources that send no contact any more: too few to move all contacts, and a reason to ring them.

Said in the summary of the whole council, since the file of contacts is the whole council's.
"""

from collections.abc import Iterator

from practice.calendar import Month
from reports.data_words import moved
from reports.findings import telling
from reports.tallies import Counted
from reports.view import Sentence
from storage.measures import Session
from storage.tables import Team

_FILE, _SOURCE, _GONE = "contacts", "source", "gone"


def sentences(session: Session, scope: Team, counted: Counted) -> Iterator[Sentence]:
    """Yield each source of contacts that stopped within the year, with whom to ask about it."""
    if scope.parent_id is not None:
        return
    last = min(counted.period, Month.last_whole(counted.today))
    for one in moved(session, _FILE, last, [_SOURCE]):
        if one.kind == _GONE:
            yield Sentence(telling.say("looked.stopped", what=one.what))
