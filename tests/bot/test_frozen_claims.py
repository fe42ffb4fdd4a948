"""Nobody confirms what they did not see: a record keeps what its card proposed, and no more."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlmodel import col, select

from bot.evidence_reader import EvidenceReader
from practice.evidence import Bar, Found, Reading
from storage.encryption import open_row
from storage.tables import Child, Claim, Record, Step, Submission
from tests.bot.staged import NOW, last, write
from tests.conversations.fixed_reader import VERSION
from tests.conversations.play import Stage

HID = "She hid behind the sofa when he came in."
STAIRS = "He told me he is scared of the stairs."
Change = Callable[[str], None]


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path, NOW, children=2)


@pytest.fixture
def upgrade(stage: Stage) -> Change:
    """Return what puts another reader in the place of ours: it finds other things in any text."""

    def change(version: str) -> None:
        def newer(text: str) -> Reading:
            end = len(text)
            spans = (("child_voice", max(end - 20, 0), end), ("own_practice", 0, 20))
            return Reading(version, tuple(Found(*span, Bar.PROPOSE, 0.9) for span in spans))

        stage.read_by(EvidenceReader.at_once(newer, version=version))

    return change


def kept(stage: Stage, ref: str = "CH-0401") -> set[tuple[str, str, str | None, bool]]:
    """Return the claims of a child's last sending: what, in which words, by whom, confirmed."""
    with stage.store.reading() as session:
        rows = session.exec(
            select(Claim)
            .join(Submission, col(Submission.id) == col(Claim.submission_id))
            .join(Record, col(Record.id) == col(Submission.record_id))
            .join(Child, col(Child.id) == col(Record.child_id))
            .where(col(Child.ref) == ref)
        ).all()
        opened = [open_row(session, "claim", row.model_dump()) for row in rows]
        return {
            (row["indicator"], row["sentence"], row["reader"], bool(row["confirmed_by"]))
            for row in opened
        }


def names(stage: Stage, ref: str = "CH-0401") -> set[str]:
    return {name for name, *_ in kept(stage, ref)}


def reflect(stage: Stage, words: str = f"0401. {HID}") -> None:
    write(stage, "Priya", words)
    stage.tap("Priya", "Yes")
    stage.tap("Priya", "That's enough")


def begin_part(stage: Stage) -> None:
    write(stage, "Sunil", "/supervise")
    stage.tap("Sunil", "Priya Shah")
    stage.tap("Sunil", "Start")


def tell(stage: Stage, words: str) -> None:
    write(stage, "Sunil", words, "that's enough")


def send(stage: Stage) -> None:
    stage.tap("Sunil", "Not today")
    write(stage, "Sunil", "60")
    stage.tap("Sunil", "No date yet")
    stage.tap("Sunil", "Send to Priya")


# --- a reflection ---


def test_a_reader_that_changes_before_sharing_adds_nothing_and_takes_nothing(
    stage: Stage, upgrade: Change
) -> None:
    reflect(stage)
    upgrade("newer")
    stage.tap("Priya", "Share with Sunil")
    assert kept(stage) == {("child_voice", HID, VERSION, True)}


def test_what_is_taken_out_after_the_reader_changed_is_what_the_card_shows(
    stage: Stage, upgrade: Change
) -> None:
    reflect(stage)
    upgrade("newer")
    stage.tap("Priya", "Take a out")
    assert f'"{HID}" (taken out)' in last(stage, "Priya")
    assert "b  " not in last(stage, "Priya")
    stage.tap("Priya", "Keep to myself")
    assert kept(stage) == {("child_voice", HID, VERSION, False)}


def test_the_card_that_is_taken_up_again_proposes_what_it_proposed(
    stage: Stage, upgrade: Change
) -> None:
    reflect(stage)
    before = last(stage, "Priya")
    write(stage, "Priya", "save for later")
    upgrade("newer")
    write(stage, "Priya", "/continue")
    assert last(stage, "Priya").endswith(before.partition("\n")[2])


def test_answers_that_change_are_read_anew_shown_and_kept(stage: Stage, upgrade: Change) -> None:
    reflect(stage)
    upgrade("newer")
    stage.tap("Priya", "Change something")
    stage.tap("Priya", "1 What happened")
    write(stage, "Priya", "0401 was out and I rang")
    card = last(stage, "Priya")
    assert '"0401 was out and I r"' in card
    stage.tap("Priya", "Keep to myself")
    assert kept(stage) == {
        ("own_practice", "0401 was out and I r", "newer", True),
        ("child_voice", "1 was out and I rang", "newer", True),
    }


def test_the_reader_of_a_shared_reflection_sees_the_claims_that_were_sent(
    stage: Stage, upgrade: Change
) -> None:
    reflect(stage)
    stage.tap("Priya", "Share with Sunil")
    upgrade("newer")
    stage.tap("Sunil", "Read")
    assert HID in last(stage, "Sunil")
    assert f'"{HID}"' in last(stage, "Sunil")
    assert "own practice" not in last(stage, "Sunil")


def test_words_that_join_at_the_check_card_are_proposed_on_it_and_older_buttons_are_stale(
    stage: Stage,
) -> None:
    reflect(stage, "0401. I was there at four.")
    write(stage, "Priya", HID)
    stage.tap("Priya", "Add it to What happened")
    assert f'"{HID}"' in last(stage, "Priya")
    stage.tap("Priya", "Keep to myself", 2)
    assert last(stage, "Priya").startswith("That question was answered already.")
    assert kept(stage) == set()
    stage.tap("Priya", "Keep to myself")
    assert names(stage) == {"child_voice"}


def test_words_too_early_for_the_check_card_join_the_answer_before_it(stage: Stage) -> None:
    write(stage, "Priya", "0401. I was there at four.")
    stage.tap("Priya", "Yes")
    write(stage, "Priya", "I do not know yet why.")
    while "Check what you wrote" not in last(stage, "Priya"):
        write(stage, "Priya", "I rang her.")
    stage.receive("Priya", text="And I rang him.", written_at=stage.now)
    assert last(stage, "Priya").startswith("Added to your answer: ")


# --- a supervision ---


def test_a_part_keeps_what_its_card_showed_until_the_meeting_is_sent(
    stage: Stage, upgrade: Change
) -> None:
    begin_part(stage)
    tell(stage, HID)
    stage.tap("Sunil", "Done with CH-0402")
    upgrade("newer")
    tell(stage, STAIRS)
    stage.tap("Sunil", "Done with CH-0401")
    send(stage)
    assert kept(stage, "CH-0402") == {("child_voice", HID, VERSION, True)}
    assert {version for _, _, version, _ in kept(stage)} == {"newer"}


def test_words_that_join_a_part_that_is_done_claim_nothing_that_nobody_saw(stage: Stage) -> None:
    begin_part(stage)
    tell(stage, "We talked about the school.")
    part = next(name for name, said in stage.numbered if "What did the child say" in said)
    stage.tap("Sunil", "Done with CH-0402")
    stage.receive("Sunil", text=HID, written_at=stage.now, replies_to=part)
    tell(stage, "Nothing new was said.")
    stage.tap("Sunil", "Done with CH-0401")
    send(stage)
    assert names(stage, "CH-0402") == set()


def test_who_agrees_sees_the_claims_that_were_sent(stage: Stage, upgrade: Change) -> None:
    begin_part(stage)
    tell(stage, HID)
    stage.tap("Sunil", "Done with CH-0402")
    tell(stage, STAIRS)
    stage.tap("Sunil", "Done with CH-0401")
    send(stage)
    upgrade("newer")
    stage.tap("Priya", "Read")
    assert HID in last(stage, "Priya")
    assert "Strike b" not in {b.label for row in stage.shown["Priya"][-1].buttons for b in row}
    upgrade("newest")
    stage.tap("Priya", "Strike a")
    stage.tap("Priya", "Agree")
    assert STAIRS in last(stage, "Priya")
    assert names(stage) == names(stage, "CH-0402") == {"child_voice"}


def test_a_returned_part_that_is_sent_again_unchanged_claims_what_it_claimed(
    stage: Stage, upgrade: Change
) -> None:
    begin_part(stage)
    tell(stage, HID)
    stage.tap("Sunil", "Done with CH-0402")
    tell(stage, STAIRS)
    stage.tap("Sunil", "Done with CH-0401")
    send(stage)
    stage.tap("Priya", "Read")
    stage.tap("Priya", "Return it")
    write(stage, "Priya", "Not so")
    stage.tap("Priya", "Agree")
    upgrade("newer")
    stage.tap("Sunil", "Open it")
    stage.tap("Sunil", "Send again")
    assert names(stage, "CH-0402") == {"child_voice"}


# --- what was not opened ---

SIX = ("child_voice", "seen_alone", "other_explanation", "chronology", "agency_trail", "research")


def finds_six(text: str) -> Reading:
    """Find six things in any text, each in a word of its own."""
    found = (Found(name, at, at + 1, Bar.PROPOSE, 0.9) for at, name in enumerate(SIX))
    return Reading("six", tuple(found) if len(text) > len(SIX) else ())


@pytest.fixture
def part_of_six(stage: Stage) -> Stage:
    stage.read_by(EvidenceReader.at_once(finds_six, version="six"))
    begin_part(stage)
    tell(stage, "abcdef and so on.")
    return stage


def end_of_six(stage: Stage) -> None:
    stage.tap("Sunil", "Done with CH-0402")
    write(stage, "Sunil", "that's enough")
    stage.tap("Sunil", "Not in depth today")
    stage.looks_the_same("Sunil")
    send(stage)


def test_a_part_keeps_no_claim_that_was_not_opened_and_says_so(part_of_six: Stage) -> None:
    end_of_six(part_of_six)
    said = [message.text for message in part_of_six.shown["Sunil"]]
    assert any("One claim that you did not open is not counted." in text for text in said)
    assert names(part_of_six, "CH-0402") == set(SIX) - {"research"}


def test_a_part_keeps_every_claim_that_was_opened(part_of_six: Stage) -> None:
    part_of_six.tap("Sunil", "See all")
    part_of_six.tap("Sunil", "Take f out")
    part_of_six.tap("Sunil", "Back")
    end_of_six(part_of_six)
    confirmed = {name: is_confirmed for name, _, _, is_confirmed in kept(part_of_six, "CH-0402")}
    assert confirmed == {name: name != "research" for name in SIX}
    said = [message.text for message in part_of_six.shown["Sunil"]]
    assert not any("not counted" in text for text in said)


# --- what is stored ---


def test_what_is_proposed_is_stored_sealed_and_once_for_the_same_answers(stage: Stage) -> None:
    reflect(stage)
    stage.tap("Priya", "Take a out")
    stage.tap("Priya", "Put a back")
    with stage.store.reading() as session:
        steps = session.exec(select(Step).where(Step.kind == "proposed")).all()
        opened = [str(open_row(session, "step", step.model_dump())["value"]) for step in steps]
    assert len(steps) == 1
    assert steps[0].sealed
    assert "sofa" not in str(steps[0].value)
    assert "sofa" in opened[0]
    assert VERSION in opened[0]


def test_a_card_that_no_text_changed_before_reads_none(stage: Stage) -> None:
    texts: list[str] = []

    def counted(text: str) -> Reading:
        texts.append(text)
        return Reading("newer")

    begin_part(stage)
    tell(stage, "We talked about the school.")
    stage.read_by(EvidenceReader.at_once(counted, version="newer"))
    stage.tap("Sunil", "Change something")
    stage.tap("Sunil", "Back to the list")
    stage.tap("Sunil", "Done with CH-0402")
    assert last(stage, "Sunil").startswith("Supervision of one child")
    assert texts == []
