"""What was written before stands beside what is written now, for whoever may open it."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import col, select

from storage.tables import Child, Claim, Record, Submission
from tests.bot.copies import AGAIN, NOW, WORDS, reflect, send, supervise
from tests.conversations.play import Stage


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path, NOW, children=1)


def confirmed(stage: Stage) -> dict[str, bool]:
    """Return the claims of the record that was sent last, and whether each was confirmed."""
    with stage.store.reading() as session:
        last = session.scalars(select(Record.id).order_by(col(Record.id).desc())).first()
        rows = session.scalars(
            select(Claim)
            .join(Submission, col(Submission.id) == col(Claim.submission_id))
            .where(Submission.record_id == last)
        ).all()
        return {claim.indicator: claim.confirmed_by is not None for claim in rows}


def left_copied(stage: Stage) -> list[bool | None]:
    """Return of every sending, the oldest first, whether copied words are left unsaid in it."""
    with stage.store.reading() as session:
        sent = session.scalars(select(Submission).order_by(col(Submission.submitted_at))).all()
        return [one.copied for one in sent]


def test_a_claim_on_copied_words_counts_only_if_it_is_said_again_today(stage: Stage) -> None:
    supervise(stage, WORDS)
    send(stage)
    assert confirmed(stage) == {"child_voice": True}
    assert f'24 November 2026: "{WORDS[:-1]}"' in supervise(stage, WORDS)
    send(stage)
    assert confirmed(stage) == {"child_voice": False}
    supervise(stage, WORDS)
    stage.tap("Sunil", AGAIN)
    assert "You said that it is so again today." in stage.shown["Sunil"][-1].text
    send(stage)
    assert confirmed(stage) == {"child_voice": True}
    assert left_copied(stage) == [False, True, False]


def test_a_claim_on_new_words_beside_copied_ones_counts(stage: Stage) -> None:
    supervise(stage, WORDS)
    send(stage)
    card = supervise(
        stage, f"{WORDS} Then she told me: I want to sleep at my nan's on Fridays now."
    )
    assert f'Copied: "{WORDS[:-1]}"' in card
    assert AGAIN in [button.label for row in stage.shown["Sunil"][-1].buttons for button in row]


def test_the_kept_words_of_somebody_else_are_not_even_known(stage: Stage) -> None:
    reflect(stage, WORDS, "Keep to myself")
    assert "before" not in supervise(stage, WORDS)


def test_a_shared_reflection_is_shown_to_whom_it_was_shared_with(stage: Stage) -> None:
    reflect(stage, WORDS, "Share with Sunil")
    assert 'It stands in an earlier record, of Tuesday 24 November 2026: "She hid' in supervise(
        stage, WORDS
    )


def test_ones_own_kept_words_are_a_day_and_no_words(stage: Stage) -> None:
    reflect(stage, WORDS, "Keep to myself")
    card = reflect(stage, WORDS)
    assert "You wrote this before, on Tuesday 24 November 2026.\n" in card
    assert "24 November 2026: " not in card


@pytest.mark.long
def test_words_about_a_brother_are_shown_and_those_about_another_child_are_a_day(
    tmp_path: Path,
) -> None:
    stage = Stage(tmp_path, NOW, children=3)
    with stage.store.writing() as session:
        for child in session.scalars(
            select(Child).where(col(Child.ref).in_(["CH-0401", "CH-0402"]))
        ):
            child.family_ref = "F-1"
            session.add(child)
    reflect(stage, WORDS, "Share with Sunil")
    assert f'24 November 2026: "0401. {WORDS[:-1]}"' in reflect(stage, WORDS, child="0402")
    stage.tap("Priya", "Keep to myself")
    assert "You wrote this before, on Tuesday 1 December 2026.\n" in reflect(
        stage, WORDS, child="0403"
    )


def test_a_personal_part_is_a_day_and_no_words(stage: Stage) -> None:
    supervise(stage, "He fed the ducks.")
    send(stage, personal=WORDS)
    assert "You wrote this before, on Tuesday 24 November 2026.\n" in supervise(stage, WORDS)


def test_where_the_words_are_changed_nothing_is_said_of_them_any_more(stage: Stage) -> None:
    reflect(stage, WORDS, "Share with Sunil")
    assert "Copied" in reflect(stage, WORDS)
    stage.tap("Priya", "Change something")
    stage.receive("Priya", text="1")
    stage.receive("Priya", text="0401 fed the ducks and asked me twice when nan would be home.")
    assert "Copied" not in stage.shown["Priya"][-1].text


def test_words_that_no_record_holds_are_not_remarked_on(stage: Stage) -> None:
    reflect(stage, WORDS, "Share with Sunil")
    assert "Copied" not in reflect(
        stage, "He fed the ducks and asked me twice when nan would be in."
    )


def test_a_record_that_is_sent_again_is_not_a_copy_of_itself(stage: Stage) -> None:
    supervise(stage, WORDS)
    send(stage)
    stage.tap("Priya", "Read")
    stage.tap("Priya", "Return it")
    stage.receive("Priya", text="Say who came in.")
    stage.tap("Sunil", "Open it")
    assert "Copied" not in stage.shown["Sunil"][-1].text


def test_the_shared_words_of_a_practitioner_are_told_to_the_supervisor_who_reads_the_copy(
    stage: Stage,
) -> None:
    reflect(stage, WORDS, "Share with Sunil")
    reflect(stage, WORDS, "Share with Sunil")
    stage.tap("Sunil", "Read")
    read = stage.shown["Sunil"][-1].text
    assert (
        'Priya wrote this before, on Tuesday 24 November 2026: "0401. She hid behind the sofa'
        in read
    )
    assert "Priya did not say that it is so again, so it does not count." in read


def test_a_practitioner_is_told_of_no_kept_words_of_their_supervisors(stage: Stage) -> None:
    stage.receive("Sunil", text=f"0401. {WORDS}")
    stage.tap("Sunil", "Yes")
    stage.tap("Sunil", "That's enough")
    stage.tap("Sunil", "Keep to myself")
    stage.now += timedelta(days=7)
    supervise(stage, WORDS)
    send(stage)
    stage.tap("Priya", "Read")
    assert "before" not in stage.shown["Priya"][-1].text
