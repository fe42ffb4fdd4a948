"""Who is next up the line when some of it are away, drawn at random."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage import absences, reach
from storage.absences import Stretch
from storage.session import Store
from storage.tables import Identity, Person
from tests.examples import examples
from tests.factories import a_person, make_store

MONDAY, NOW = date(2026, 11, 30), datetime(2026, 11, 30, 9, tzinfo=UTC)
LONGEST_LINE = 4


@pytest.fixture(scope="module")
def one_store() -> Iterator[Store]:
    with TemporaryDirectory() as folder:
        store = make_store(Path(folder), waits_for_the_disk=False)
        yield store
        store.close()


one_above = st.tuples(
    st.sampled_from(["telegram", "web", ""]),
    st.none() | st.tuples(st.integers(0, 4), st.integers(0, 4)),
    st.booleans(),
)


@settings(max_examples=examples(150), deadline=None)
@given(st.lists(one_above, max_size=LONGEST_LINE), st.integers(0, 6))
def test_the_nearest_who_is_here_rings_and_is_not_away_is_told(
    one_store: Store,
    above: list[tuple[str, tuple[int, int] | None, bool]],
    today: int,
) -> None:
    on = MONDAY + timedelta(today)
    with one_store.writing() as session:
        line: list[Person] = []
        for channel, days, has_left in reversed(above):
            left_on = MONDAY if has_left else None
            one = a_person(session, supervisor=line[-1] if line else None, left_on=left_on)
            line.append(one)
            if channel:
                session.add(
                    Identity(channel=channel, address=one.id, person_id=one.id, enrolled_at=NOW)
                )
            if days:
                first = MONDAY + timedelta(days[0])
                absences.say(session, one.id, Stretch(first, first + timedelta(days[1])), None, NOW)
        person = a_person(session, supervisor=line[-1] if line else None)
        session.flush()
        up = reach.up_the_line(session, person.id, on)
        expected = None
        for one, (channel, days, has_left) in zip(reversed(line), above, strict=True):
            is_away = days is not None and days[0] <= today <= days[0] + days[1]
            if channel == "telegram" and not is_away and not has_left:
                expected = one.id
                break
        assert (up.first.person.id if up.first else None) == expected
        passed = {one.person.id: one for one in up.passed}
        for one, (channel, days, has_left) in zip(reversed(line), above, strict=True):
            if one.id not in passed:
                break
            is_away = days is not None and days[0] <= today <= days[0] + days[1]
            assert (passed[one.id].away_until is not None) == is_away
            assert passed[one.id].sees_tonight == (bool(channel) and not is_away and not has_left)
        nearest = reach.first_here(session, person.id, on)
        here = [one.id for one, (_, _, gone) in zip(reversed(line), above, strict=True) if not gone]
        assert (nearest.id if nearest else None) == next(iter(here), None)
