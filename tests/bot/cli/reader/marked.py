"""Texts that are told, drawn into a workbook and marked by two people."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date

from openpyxl import Workbook, load_workbook
from sqlmodel import Session, col, select

from storage import drafts
from storage.drafts import StepRow
from storage.tables import AuditEvent, Child, Person, Record
from tests.bot.cli.commands import Here, is_one_sentence, records
from tests.reports.factories import a_meeting, a_record, noon
from tests.rewriting import rewriting

DAY = date(2026, 3, 2)
WHY = "He hides because shouting frightens him."
PLAIN = "We met at school on Tuesday."


@contextmanager
def writing(here: Here) -> Iterator[Session]:
    store = records(here)
    with store.writing() as session:
        yield session
    store.close()


def tell(
    session: Session, writer: Person, child: Child, *texts: str, question: str = "words"
) -> list[Record]:
    """Add records of a writer that were sent, each with one text."""
    made = []
    for text in texts:
        record = a_record(session, a_meeting(session, writer, DAY), child)
        with rewriting(session):
            record.guide, record.version, record.writer_id = "case-supervision", 2, writer.id
        steps = (("answered", question, text), ("submitted", None, None))
        rows = [
            StepRow(n, kind, asked, 0, said, said is not None, writer.id, noon(DAY))
            for n, (kind, asked, said) in enumerate(steps, 1)
        ]
        drafts.add_steps(session, record.draft_id, rows)
        made.append(record)
    return made


def draw(here: Here, *words: str) -> Workbook:
    result = here.run("reader", "sample", "--out", "marks.xlsx", *words)
    assert (result.exit_code, result.stderr) == (0, "")
    return load_workbook(here.folder / "marks.xlsx")


def texts(book: Workbook) -> list[str]:
    return [str(row[1].value) for row in book.worksheets[0].iter_rows(min_row=2)]


Mark = Callable[[str], Sequence[object]]


def fill_in(here: Here, book: Workbook, says: Mark, indicator: str = "why") -> None:
    """Let two people mark every text for an indicator."""
    sheet = book.worksheets[0]
    headings = [cell.value for cell in sheet[1]]
    for row in range(2, sheet.max_row + 1):
        for marker, mark in enumerate(says(str(sheet.cell(row, 2).value)), 1):
            column = headings.index(f"{indicator} {marker}") + 1
            sheet.cell(row, column).value = mark  # type: ignore[assignment]
    book.save(here.folder / "marks.xlsx")


def both(text: str) -> Sequence[object]:
    return ("y", "Yes ") if WHY in text else ("n", 0)


def deeds(here: Here) -> list[tuple[str, str, str | None]]:
    store = records(here)
    with store.reading() as session:
        events = session.exec(select(AuditEvent).order_by(col(AuditEvent.id))).all()
    store.close()
    return [(event.deed, event.noun, event.noun_id) for event in events]


def is_one_line(said: str) -> bool:
    return said.count("\n") == 1 and is_one_sentence(said)
