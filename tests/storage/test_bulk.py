"""Many rows at once are stored as the noun modules store them one by one."""

from datetime import UTC, datetime
from typing import Any

from sqlmodel import Session

from prompts.steps import Step
from storage import drafts, plans
from storage.bulk import add_all
from storage.drafts import DraftRow, StepRow
from storage.ids import new_id
from storage.session import Store
from tests.factories import a_child, a_person

AT = datetime(2026, 11, 24, 10, 20, tzinfo=UTC)


def a_draft(session: Session) -> DraftRow:
    person = a_person(session)
    draft = DraftRow(new_id(), "guide", "quick-reflection", 1, person.id, None, None, AT)
    add_all(session, {"draft": [vars(draft)]})
    return draft


def test_steps_are_read_back_as_those_stored_one_by_one(store: Store) -> None:
    steps = [
        Step("opened", value={"children": ["CH-0417"]}, sealed=True),
        Step("asked", "story"),
        Step("answered", "story", 0, "she hid behind the sofa", sealed=True),
        Step("answered", "minutes", 0, 85),
    ]
    with store.writing() as session:
        first, second = a_draft(session), a_draft(session)
        made = [
            StepRow(**{**vars(step), "number": n, "author_id": first.person_id, "at": AT})
            for n, step in enumerate(steps, 1)
        ]
        drafts.add_steps(session, first.id, made)
        rows = [{**vars(step), "id": new_id(), "draft_id": second.id} for step in made]
        add_all(session, {"step": rows})
    with store.reading() as session:
        assert drafts.steps(session, second.id) == drafts.steps(session, first.id)
        assert drafts.draft(session, second.id) == second


def test_free_text_is_encrypted_for_its_row(store: Store) -> None:
    with store.writing() as session:
        draft, child = a_draft(session), a_child(session)
        record, submission = new_id(), new_id()
        rows: dict[str, list[dict[str, Any]]] = {
            "action": [
                {"id": new_id(), "submission_id": submission, "child_id": child.id}
                | {"what": "see her", "why": None, "how": None, "who": "Priya", "due_on": None}
            ],
            "submission": [
                {"id": submission, "record_id": record, "number": 1, "submitted_at": AT}
            ],
            "record": [
                {"id": record, "draft_id": draft.id, "kind": "in depth", "visibility": "child"}
                | {
                    "child_id": child.id,
                    "writer_id": draft.person_id,
                    "held_on": AT.date(),
                }
                | {"team_id": a_person(session).team_id, "guide": "case-supervision", "version": 1}
            ],
        }
        add_all(session, rows)
        stored = session.connection().exec_driver_sql("SELECT what, why FROM action").one()
        [found] = plans.open_actions(session, child.id)
    assert "see her" not in stored[0]
    assert stored[1] is None
    assert (found.what, found.who) == ("see her", "Priya")
