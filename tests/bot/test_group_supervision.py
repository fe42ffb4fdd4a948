"""A group supervision: one child's record, whoever was there; and nobody's own reflection."""

from sqlmodel import select

from practice.access import may_add_to
from storage.access import record_facts, viewer_of
from storage.tables import Claim, Person, Record
from tests.bot.staged import last, write
from tests.bot.test_gone_means_gone import a_new_supervisor, called, change
from tests.bot.test_written_alone import pass_on, sent
from tests.conversations.council import more_children
from tests.conversations.deeds import let_talk
from tests.conversations.play import Stage

OWN = "I ring the health visitor today, because mum lets her in"


def bring(stage: Stage, ref: str = "0402") -> None:
    """Let what Priya brought stand at its check card."""
    stage.receive("Sunil", button=f"!group:{priya(stage).id}")
    for words in ("Mum says no to every visit", ref, "P-12, P-14", "Skip", "Skip", OWN, "Skip"):
        write(stage, "Sunil", words)


def priya(stage: Stage) -> Person:
    with stage.store.reading() as session:
        return called(session, "Priya")


def a_group(stage: Stage) -> Record:
    bring(stage)
    stage.tap("Sunil", "Send to the file")
    (record,) = sent(stage, "group")
    return record


def test_it_is_one_record_of_the_child_that_was_brought(stage: Stage) -> None:
    record = a_group(stage)
    stage.tap("Sunil", "Send to the file")
    with stage.store.reading() as session:
        assert record.visibility == "child"
        assert record.writer_id == called(session, "Sunil").id
        assert record.other_id == called(session, "Priya").id
        assert record.supervision_id is None
        assert len(session.exec(select(Record)).all()) == 1
        assert session.exec(select(Claim)).all() == []


def test_it_opens_as_a_childs_record_and_to_no_colleague_who_was_there(stage: Stage) -> None:
    with stage.store.writing() as session:
        more_children(session, "Omar", 1, stage.now)
    let_talk(stage, "Omar")
    record = a_group(stage)
    for name, reads in (("Priya", True), ("Sunil", True), ("Ruth", True), ("Omar", False)):
        stage.receive(name, button=f"!read:{record.id}")
        assert (OWN in last(stage, name)) == reads, name


def test_whoever_brought_the_child_can_add_what_they_decided(stage: Stage) -> None:
    record = a_group(stage)
    with stage.store.reading() as session:
        facts = record_facts(session, [record.id], stage.now.date())[record.id]
        adds = {
            name: may_add_to(viewer_of(session, called(session, name)), facts)
            for name in ("Priya", "Sunil", "Ruth")
        }
    assert adds == {"Priya": True, "Sunil": True, "Ruth": False}


def test_nothing_is_sent_of_a_child_that_went_to_somebody_else(stage: Stage) -> None:
    bring(stage)
    pass_on(stage, "CH-0402", "Ruth")
    stage.tap("Sunil", "Send to the file")
    assert "Nothing was sent" in last(stage, "Sunil")
    assert sent(stage, "group") == []
    stage.tap("Sunil", "Save for later")
    stage.receive("Sunil", button=f"!group:{priya(stage).id}")
    assert OWN in last(stage, "Sunil")


def test_nothing_is_sent_by_who_supervises_them_no_more(stage: Stage) -> None:
    bring(stage)
    a_new_supervisor(stage)
    stage.tap("Sunil", "Send to the file")
    assert sent(stage, "group") == []


def test_it_is_sent_though_whoever_brought_the_child_left_in_mid_writing(stage: Stage) -> None:
    bring(stage)
    change(stage, "Priya", left_on=stage.now.date())
    stage.tap("Sunil", "Send to the file")
    assert len(sent(stage, "group")) == 1


def test_what_was_decided_stands_among_the_facts_of_the_next_supervision(stage: Stage) -> None:
    a_group(stage)
    stage.receive("Sunil", button="!due:CH-0402")
    assert OWN in last(stage, "Sunil")


def test_no_figure_counts_it(stage: Stage) -> None:
    write(stage, "Ruth", "/summary november")
    before = last(stage, "Ruth")
    a_group(stage)
    write(stage, "Ruth", "/summary november")
    assert last(stage, "Ruth") == before
