"""What was worked out before from what is kept of a council, while nothing of it has changed.

In memory, and for a few summaries. Triggers count each change of a month (storage/stale_marks.py);
where any month is not counted, or anything is dated after the moment asked about, all is worked out
anew.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, TypeVar

from storage import measures as queries
from storage.lru_cache import LruCache
from storage.measures import Scope, Session

T = TypeVar("T")
_known = LruCache[Any](64)


@dataclass(frozen=True)
class Standing:
    """How a council stands: what was worked out of it holds where it stands so again.

    `key` is None where nobody can tell.
    """

    key: Hashable | None

    def remember(self, what: Hashable, make: Callable[[], T]) -> T:
        """Return what `make` returns; what it returned before, where it is known still."""
        found: T = make() if self.key is None else _known.get((self.key, what), make)
        return found


def standing(session: Session, scope: Scope) -> Standing:
    """Return how the council stands in the months of `scope`, on its day."""
    if not queries.stores_nothing(session) or not queries.is_present(session, scope):
        return Standing(None)
    changes = queries.council_changes(session, scope)
    if not changes or len(changes) < len(scope.begun):
        return Standing(None)
    of = (queries.records_opened(session), scope.today)
    return Standing((*of, tuple(sorted(changes.items()))))


def both(one: Standing, other: Standing) -> Standing:
    """Return how two kinds of things stand together: what rests on both holds while both do."""
    return Standing(None if one.key is None or other.key is None else (one.key, other.key))


def standing_of_files(session: Session, scope: Scope) -> Standing:
    """Return how the rows stand that follow contacts, for the teams and months of `scope`.

    Assessments, enquiries, conferences, and who led a child's case when. Nothing that is written in
    the chat changes them: what was worked out of them holds until a file brings something.
    """
    changes = queries.files_changes(session)
    if not queries.stores_nothing(session) or changes is None:
        return Standing(None)
    of = (queries.records_opened(session), scope.today, changes)
    return Standing(("files", *of, queries.whole_of(scope), scope.months))


def standing_of_teams(session: Session, scope: Scope) -> Standing:
    """Return the same, for what is worked out of the teams of `scope` alone."""
    stands = standing(session, scope)
    return stands if stands.key is None else Standing((stands.key, queries.whole_of(scope)))
