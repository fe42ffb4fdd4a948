"""The current draft is looked up in a row that names it: what a fold of every step says."""

from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import Session, col, select

from practice.terms import DraftKind, StepKind
from storage import drafts
from storage.bulk import add_all
from storage.drafts import ENDS, DraftRow, StepRow
from storage.ids import new_id
from storage.session import Store
from storage.tables import Draft, Step
from tests.examples import examples
from tests.factories import a_person, make_store
from tests.storage.plans import steps

NOW = datetime(2026, 11, 24, 10, 20, tzinfo=UTC)
KINDS = (StepKind.OPENED, StepKind.ANSWERED, *ENDS, StepKind.REOPENED)


def a_draft(session: Session, person_id: str) -> str:
    draft_id = new_id()
    row = DraftRow(draft_id, DraftKind.GUIDE, "quick-reflection", 1, person_id, None, None, NOW)
    drafts.add_draft(session, row)
    return draft_id


def step(number: int, kind: StepKind, author: str) -> StepRow:
    return StepRow(number, kind, None, 0, None, False, author, NOW)


def folded(session: Session, person_id: str) -> str | None:
    """Return the draft last opened and not ended since, looked for in every step."""
    opened: dict[str, str] = {}
    own = select(Step).join(Draft, col(Draft.id) == col(Step.draft_id))
    own = own.where(Draft.person_id == person_id).order_by(col(Step.draft_id), col(Step.number))
    for one in session.exec(own):
        if one.kind == StepKind.OPENED:
            opened[one.draft_id] = one.id
        elif one.kind in ENDS:
            opened.pop(one.draft_id, None)
    return max(opened, key=opened.__getitem__, default=None)


def current(session: Session, person_id: str) -> str | None:
    found = drafts.current(session, person_id)
    return found.id if found else None


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with closing(make_store(tmp_path_factory.mktemp("drafts"), waits_for_the_disk=False)) as made:
        yield made


moves = st.tuples(
    st.integers(0, 3), st.lists(st.sampled_from(KINDS), min_size=1, max_size=3), st.booleans()
)


@settings(max_examples=examples(300))
@given(st.lists(moves, max_size=14))
def test_it_is_what_every_step_says_after_any_steps(
    empty: Store, drawn: list[tuple[int, list[StepKind], bool]]
) -> None:
    with suppress(InterruptedError), empty.writing() as session:
        person, other = a_person(session).id, a_person(session).id
        known = [a_draft(session, person) for _ in range(3)] + [a_draft(session, other)]
        for which, kinds, at_once in drawn:
            add(session, known[which], kinds, person, at_once=at_once)
            assert current(session, person) == folded(session, person)
            assert current(session, other) == folded(session, other)
        raise InterruptedError


def add(
    session: Session, draft_id: str, kinds: list[StepKind], author: str, *, at_once: bool
) -> None:
    after = drafts.last_number(session, draft_id)
    new = [step(number, kind, author) for number, kind in enumerate(kinds, after + 1)]
    if not at_once:
        drafts.add_steps(session, draft_id, new)
        return
    rows = [{**vars(one), "id": new_id(), "draft_id": draft_id} for one in new]
    add_all(session, {"step": rows})


def test_it_is_no_more_work_for_who_has_had_many_drafts(tmp_path: Path) -> None:
    with closing(make_store(tmp_path, waits_for_the_disk=False)) as store:
        works = []
        for count in (20, 400):
            with store.writing() as session:
                person = a_person(session).id
                for _ in range(count):
                    draft_id = a_draft(session, person)
                    kinds = (StepKind.OPENED, StepKind.SUBMITTED)
                    add(session, draft_id, list(kinds), person, at_once=False)
                works.append(steps(session, lambda: drafts.current(session, person)))  # noqa: B023 - asked at once
        assert works[1] <= works[0] + 20
