"""How often each question of a guide was asked, answered and skipped, on both databases."""

from datetime import date, datetime, timedelta
from typing import Any

from storage.guide_use import QuestionUse, VersionUse, of_guide
from storage.session import Session, Store
from storage.tables import Claim, Draft, Record, Step, Submission
from tests.factories import a_person, a_team
from tests.reports.factories import a_strike, noon

DAY = date(2026, 11, 3)
SINCE = noon(DAY) - timedelta(days=1)


def a_draft(session: Session, *steps: tuple[str, str], **more: object) -> Draft:
    """Add a draft of the guide "visit" with steps of (kind, question)."""
    held: dict[str, Any] = {
        "kind": "guide",
        "guide": "visit",
        "version": 1,
        "opened_at": noon(DAY),
        **more,
    }
    if "person_id" not in held:
        held["person_id"] = a_person(session).id
    draft = Draft(**held)
    session.add(draft)
    session.flush()
    for number, (kind, question) in enumerate(steps, 1):
        key, _, entry = question.partition(" ")
        session.add(
            Step(
                draft_id=draft.id,
                number=number,
                kind=kind,
                question=key or None,
                entry=int(entry or 0),
                author_id=draft.person_id,
                at=noon(DAY),
            )
        )
    session.flush()
    return draft


def used(store: Store, since: datetime = SINCE) -> dict[int, VersionUse]:
    with store.reading() as session:
        return of_guide(session, "visit", since)


def test_what_was_asked_is_answered_skipped_or_left_open(store: Store) -> None:
    asked = [("opened", ""), ("asked", "story"), ("answered", "story"), ("asked", "mood")]
    with store.writing() as session:
        a_draft(session, *asked, ("skipped", "mood"), ("asked", "probe.why"), ("asked", "#check"))
        a_draft(session, *asked)
    assert used(store)[1] == VersionUse(
        2,
        2,
        {
            "story": QuestionUse(2, 2, 0),
            "mood": QuestionUse(2, 0, 1),
            "probe.why": QuestionUse(1, 0, 0),
        },
    )


def test_what_was_said_last_counts_and_asking_again_counts_once(store: Store) -> None:
    with store.writing() as session:
        a_draft(
            session,
            *(("asked", "a"), ("skipped", "a"), ("asked", "a"), ("answered", "a")),
            *(("asked", "b"), ("answered", "b"), ("asked", "b"), ("skipped", "b")),
        )
    assert used(store)[1].questions == {"a": QuestionUse(1, 1, 0), "b": QuestionUse(1, 0, 1)}


def test_each_entry_of_a_group_counts(store: Store) -> None:
    with store.writing() as session:
        a_draft(session, ("asked", "g.what"), ("asked", "g.what 1"), ("answered", "g.what 1"))
    assert used(store)[1].questions == {"g.what": QuestionUse(2, 1, 0)}


def test_versions_and_people_are_counted_apart_and_what_was_thrown_away_is_not(
    store: Store,
) -> None:
    with store.writing() as session:
        person = a_person(session).id
        for version in (1, 2, 2):
            a_draft(session, ("asked", "a"), person_id=person, version=version)
        a_draft(session, ("asked", "a"), ("discarded", ""), version=2)
        a_draft(session, ("asked", "a"), guide="call")
        a_draft(session, ("asked", "a"), kind="meeting")
        a_draft(session, ("asked", "a"), opened_at=SINCE - timedelta(seconds=1))
    found = used(store)
    assert {version: (one.drafts, one.people) for version, one in found.items()} == {
        1: (1, 1),
        2: (2, 1),
    }


def test_claims_that_stand_in_the_last_sending_count_where_they_rest(store: Store) -> None:
    with store.writing() as session:
        draft = a_draft(session, ("asked", "story"), ("answered", "story"))
        record = Record(
            draft_id=draft.id, kind="reflection", visibility="kept", writer_id=draft.person_id,
            team_id=a_team(session).id, held_on=DAY, guide="visit", version=1,
        )  # fmt: skip
        session.add(record)
        session.flush()
        sent = [
            Submission(record_id=record.id, number=number, submitted_at=noon(DAY))
            for number in (1, 2)
        ]
        session.add_all(sent)
        session.flush()
        for one, confirmed, question in (
            (sent[0], True, "story"),
            (sent[1], True, "story"),
            (sent[1], True, "story"),
            (sent[1], False, "story"),
            (sent[1], True, None),
        ):
            claim = Claim(
                submission_id=one.id, indicator="why", sentence="He hid.", question=question,
                confirmed_by=draft.person_id if confirmed else None, made_at=noon(DAY),
            )  # fmt: skip
            session.add(claim)
            session.flush()
        struck = Claim(
            submission_id=sent[1].id, indicator="why", sentence="He hid.", question="story",
            confirmed_by=draft.person_id, made_at=noon(DAY),
        )  # fmt: skip
        session.add(struck)
        session.flush()
        a_strike(session, struck, a_person(session))
    assert used(store)[1].questions["story"] == QuestionUse(1, 1, 0, claims=2)
