"""How far two auditors agree, as practice leads read it: of ten records and more, and of nobody."""

from collections.abc import Sequence
from pathlib import Path

from sqlmodel import Session

from practice.terms import StepKind
from prompts.loader import shipped
from reports.guide_use import used
from storage import audits, drafts
from storage.audits import Drawn
from storage.drafts import StepRow
from storage.tables import Draft, Person
from tests.factories import a_child, a_person, a_team, make_store
from tests.reports.factories import a_meeting, a_record
from tests.storage.test_audits import DAY, NOON

GUIDES = shipped()


def said(folder: Path, chosen: Sequence[tuple[str, str]], *, sends: bool = True) -> list[str]:
    """Return what is said of a guide that two auditors answered: the depths each chose in turn."""
    store = make_store(folder)
    with store.writing() as session:
        team = a_team(session)
        leads = [a_person(session, name, "practice lead", team=team) for name in ("Lena", "Mia")]
        priya = a_person(session, "Priya", team=team, supervisor=a_person(session, "Sunil"))
        for depths in chosen:
            record = a_record(session, a_meeting(session, priya, DAY), a_child(session))
            for lead, depth in zip(leads, depths, strict=True):
                audited(session, record.id, lead, depth, sends=sends)
    with store.reading() as session:
        (version,) = used(session, GUIDES, "practice-audit", NOON)
    store.close()
    return list(version.sentences)


def audited(session: Session, record_id: str, by: Person, depth: str, *, sends: bool) -> str:
    """Add an audit of a record by its steps, and return the id of its draft."""
    draft = Draft(kind="guide", guide="practice-audit", version=2, person_id=by.id, opened_at=NOON)
    session.add(draft)
    session.flush()
    audits.note(session, draft.id, Drawn(record_id, 1, 1, 1, again=False), by.id, NOON)
    told = [
        (StepKind.OPENED, None, {"record_id": record_id}),
        (StepKind.ASKED, "voice", None),
        (StepKind.ANSWERED, "voice", "own"),
        (StepKind.ASKED, "depth", None),
        *([(StepKind.ANSWERED, "depth", depth)] if depth else [(StepKind.SKIPPED, "depth", None)]),
        *([(StepKind.SUBMITTED, None, None)] if sends else []),
    ]
    rows = [
        StepRow(number, kind, question, 0, value, False, by.id, NOON)
        for number, (kind, question, value) in enumerate(told, 1)
    ]
    drafts.add_steps(session, draft.id, rows)
    return draft.id


def test_each_choice_is_said_as_so_many_of_so_many_and_beyond_chance(tmp_path: Path) -> None:
    alike, apart = ("tells", "tells"), ("reasons", "weighs")
    found = said(tmp_path, [alike] * 6 + [("weighs", "weighs")] * 2 + [apart] * 2)
    assert found[-3].startswith("Two auditors read the same 10 records, neither knowing")
    assert found[-2].startswith("How they are there: alike in 10 of 10. Everybody chose the same")
    assert found[-1] == "Depth: alike in 8 of 10, 0.65 beyond chance."


def test_of_nine_records_only_the_count_is_said(tmp_path: Path) -> None:
    assert said(tmp_path, [("tells", "weighs")] * 9)[-1] == (
        "Two auditors read the same 9 records. Fewer than 10 are too few to say how far they agree."
    )


def test_what_was_not_sent_counts_for_nothing(tmp_path: Path) -> None:
    assert "Two auditors read the same 0 records" in said(tmp_path, [("a", "b")], sends=False)[-1]


def test_a_question_that_one_of_them_left_is_not_compared(tmp_path: Path) -> None:
    pairs = [("tells", "tells")] * 9 + [("tells", "")]
    assert said(tmp_path, pairs)[-1] == (
        "Depth: both chose in 9 records, too few to say how far they agree."
    )
