"""How a guide is used, as it is read: counts with what to look at, and of nobody alone."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

from prompts.loader import shipped
from reports.guide_use import UsedVersion, used
from storage.session import Store
from tests.factories import a_person, make_store
from tests.reports.factories import noon
from tests.storage.test_guide_use import DAY, a_draft

GUIDES = shipped()
NOW = noon(DAY) + timedelta(days=30)


def followed(folder: Path, people: int, steps: Mapping[str, str], version: int = 2) -> Store:
    """Return records in which so many people each answered a reflection: question to deed."""
    store = make_store(folder)
    with store.writing() as session:
        for _ in range(people):
            person = a_person(session)
            deeds = [one for key, deed in steps.items() for one in (("asked", key), (deed, key))]
            a_draft(
                session,
                *[one for one in deeds if one[0]],
                guide="quick-reflection", version=version, person_id=person.id, opened_at=noon(DAY),
            )  # fmt: skip
    return store


def read(store: Store) -> list[UsedVersion]:
    with store.reading() as session:
        found = used(session, GUIDES, "quick-reflection", NOW)
    store.close()
    return found


def test_each_question_is_called_by_its_name_in_the_order_of_the_guide(tmp_path: Path) -> None:
    steps = {"story": "answered", "child": "skipped", "probe.impact": "answered", "lens.ends": ""}
    (version,) = read(followed(tmp_path, 5, steps))
    assert [one.title for one in version.questions] == [
        "What happened",
        "Child",
        "Follow-up: The child",
        "Follow-up: What it may mean",
        "Follow-up: Your own practice",
        "Follow-up: What is better",
        "Lens: ends",
    ]
    uses = {
        one.key: (one.use.asked, one.use.answered, one.use.skipped) for one in version.questions
    }
    assert uses["story"] == (5, 5, 0)
    assert uses["child"] == (5, 0, 5)
    assert uses["lens.ends"] == (5, 0, 0)
    assert uses["probe.meaning"] == (0, 0, 0)
    assert version.sentences == ("Version 2: followed 5 times, by 5 people.",)


def test_small_counts_are_said_as_such(tmp_path: Path) -> None:
    (version,) = read(followed(tmp_path, 9, {"story": "answered"}))
    assert {one.notes for one in version.questions} == {("few so far",)}


def test_what_is_skipped_often_or_shows_nothing_is_said(tmp_path: Path) -> None:
    steps = {
        "story": "answered",
        "child": "skipped",
        "probe.impact": "answered",
        "lens.x": "skipped",
    }
    (version,) = read(followed(tmp_path, 10, steps))
    notes = {one.key: one.notes for one in version.questions if one.use.asked}
    assert notes == {
        "story": ("no claim rests on its answers",),
        "child": ("skipped by half or more",),
        "probe.impact": ("no claim rests on its answers",),
        "lens.x": ("skipped by half or more",),
    }


def test_of_fewer_than_five_people_nothing_is_said_of_a_question(tmp_path: Path) -> None:
    (version,) = read(followed(tmp_path, 4, {"story": "answered"}))
    assert version.questions == ()
    assert version.sentences == (
        "Version 2: followed 4 times, by 4 people.",
        (
            "Fewer than 5 people used it, so what became of each question is not shown: "
            "it could say what one of them did."
        ),
    )


def test_versions_stand_newest_first_and_what_was_long_ago_does_not(tmp_path: Path) -> None:
    store = followed(tmp_path, 5, {"story": "answered"}, version=1)
    with store.writing() as session:
        a_draft(session, guide="quick-reflection", version=2)
        a_draft(session, guide="quick-reflection", version=3, opened_at=NOW - timedelta(days=400))
    assert [one.version for one in read(store)] == [2, 1]


def test_a_version_that_is_not_there_any_more_is_counted_by_its_keys(tmp_path: Path) -> None:
    (version,) = read(followed(tmp_path, 5, {"mood": "answered", "g.more": "answered"}, version=9))
    assert [one.title for one in version.questions] == ["mood"]
