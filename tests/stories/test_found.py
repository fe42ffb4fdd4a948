"""What is found of a story, and what of a quiet council, as README.md has them (minutes).

Seeds below 1000 were looked at while this was built; those of the last test were not.
"""

from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor

import pytest

from practice.calendar import Month
from reports.finding import Finding, Found, Verdict
from reports.findings.found import find
from tests.stories.invented import made, month_begins
from tests.stories.measured import measured
from tests.stories.planted import BEGINS, MONTHS, TEAM_OF_THE_STORY, Story

TOLD = [story for story in Story if story is not Story.QUIET]
OF_EACH, QUIET_COUNCILS = 30, 200
SEEN, UNSEEN = 1, 61_129
AIM, LEAST, MOST_FALSE = 0.95, 0.9, 0.1
"""Where one team of three changes, an ideal test is short of the aim: all are held to less."""
EITHER_SIDE = 2
"""A change is dated right within so many months."""


def found_of(story: Story, seed: int) -> Found:
    """Return what a summary finds; of the gap in its month, of everything else at the end."""
    until = BEGINS[story] if story is Story.DATA_GAP else MONTHS
    return find(*measured(made(story, seed), until))


def the_signal(found: Found, key: str) -> Finding | None:
    return next((one for one in found.signals if one.measure == key), None)


def is_dated(one: Finding, story: Story) -> bool:
    assert one.since is not None
    begins = Month.of(month_begins(BEGINS[story]))
    months = [12 * month.year + month.month for month in (one.since, begins)]
    return abs(months[0] - months[1]) <= EITHER_SIDE


def most(one: Finding) -> set[str]:
    """Return the categories that a finding's sentence says most of it is."""
    return {part.value for part in one.made_of if part.value in one.sentence}


def is_told(story: Story, found: Found) -> bool:
    """Say whether a story was found: the right measure, verdict, part and direction."""
    return {
        Story.OPEN_CASE_CALLS: _open_case_calls,
        Story.CONVERSION: _conversion,
        Story.DOMESTIC_ABUSE: _domestic_abuse,
        Story.CHANGES_ADD_DAYS: _days,
        Story.QUALITY: _quality,
        Story.DATA_GAP: _gap,
    }[story](found)


def _open_case_calls(found: Found) -> bool:
    one = the_signal(found, "contacts.recorded")
    true = the_signal(found, "contacts.true")
    return bool(
        one
        and true is None
        and "rose" in one.sentence
        and one.direction == "neither"
        and "calls on open cases" in most(one)
        and "contacts.true did not move" in one.sentence
    )


def _conversion(found: Found) -> bool:
    one = the_signal(found, "section47.to_conference")
    if one is None or one.direction != "neither" or "fell" not in one.sentence:
        return False
    return one.part == TEAM_OF_THE_STORY or TEAM_OF_THE_STORY in most(one)


def _domestic_abuse(found: Found) -> bool:
    one = the_signal(found, "contacts.recorded")
    share = the_signal(found, "contacts.domestic_abuse_share")
    return bool(
        one
        and share
        and "police" in most(one)
        and "rose" in one.sentence
        and (one.direction, share.direction) == ("neither", "neither")
    )


def _days(found: Found) -> bool:
    one = the_signal(found, "assessments.days_added_by_change")
    return bool(one and one.direction == "concern" and "days more" in one.sentence)


def _quality(found: Found) -> bool:
    one = the_signal(found, "records.child_voice")
    held = "supervision.held_share" in found.looked.quiet
    return bool(one and held and one.direction == "improvement")


def _gap(found: Found) -> bool:
    gaps = [one for one in found.findings if one.verdict is Verdict.TOO_LITTLE]
    of_contacts = any(one.measure.startswith("contacts.") for one in gaps)
    return of_contacts and not any(one.measure.startswith("contacts.") for one in found.signals)


def _told(asked: tuple[Story, int]) -> bool:
    return is_told(asked[0], found_of(*asked))


def _false(seed: int) -> int:
    return len(found_of(Story.QUIET, seed).signals)


@pytest.mark.long
@pytest.mark.parametrize("story", [one for one in TOLD if one is not Story.CONVERSION])
def test_a_story_is_found_with_its_verdict_part_and_direction(story: Story) -> None:
    found = found_of(story, SEEN)
    assert is_told(story, found)
    if story in {Story.OPEN_CASE_CALLS, Story.DOMESTIC_ABUSE}:
        one = the_signal(found, "contacts.recorded")
        assert one
        assert is_dated(one, story)


def test_a_gap_in_the_middle_is_no_fall_later() -> None:
    found = find(*measured(made(Story.DATA_GAP, SEEN)))
    assert found.signals == ()
    assert "contacts.recorded" in found.looked.quiet


def test_a_quiet_council_is_told_of_nothing() -> None:
    assert found_of(Story.QUIET, SEEN).signals == ()


@pytest.mark.benchmark
@pytest.mark.timeout(0)
@pytest.mark.parametrize("seed", [SEEN, UNSEEN], ids=["seen", "not used while building"])
def test_what_is_found_of_stories_and_of_quiet_councils(
    seed: int, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = [(story, seed + n) for story in TOLD for n in range(OF_EACH)]
    with ProcessPoolExecutor(2) as both:
        told = list(both.map(_told, asked))
        false = sum(both.map(_false, range(seed, seed + QUIET_COUNCILS))) / QUIET_COUNCILS
    right: Counter[Story] = Counter(
        story for (story, _), is_right in zip(asked, told, strict=True) if is_right
    )
    share = sum(told) / len(told)
    with capsys.disabled():
        print("\n" + "\n".join(_lines(right, share, false, seed)))  # noqa: T201 - figures to read
    assert false <= MOST_FALSE
    assert share >= LEAST
    assert all(right[story] >= AIM * OF_EACH for story in TOLD if story is not Story.CONVERSION)


def _lines(right: Counter[Story], share: float, false: float, seed: int) -> Iterable[str]:
    yield f"seeds from {seed}: {share:.3f} of the stories found (aim {AIM})"
    yield from (f"  {story}: {right[story]} of {OF_EACH}" for story in TOLD)
    yield f"  false signals in a quiet summary: {false:.3f} (aim at most {MOST_FALSE})"
