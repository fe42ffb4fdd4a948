"""What the evidence reader found in imported notes when they were brought in."""

from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import select
from sqlmodel import Session, col

from storage.encryption import open_row
from storage.many_rows import chunks, rows_where
from storage.submissions import NewClaim, NewProcessShare
from storage.tables import Claim, ImportedNote, ProcessShare, Submission, table_of

_AT_ONCE = 500


class FoundInNote(NamedTuple):
    """What was found in the text of a note: proposals, and how much of it is about process."""

    claims: tuple[NewClaim, ...]
    process: tuple[NewProcessShare, ...]


def found_in(session: Session, note_ids: Collection[str]) -> dict[str, FoundInNote]:
    """Return, by note, what was found in these notes, decrypted; none where a note is not here."""
    of_sending: dict[str, str] = {}
    for some in chunks(sorted(note_ids), _AT_ONCE):
        rows = session.execute(
            select(col(Submission.id), col(ImportedNote.id))
            .join(ImportedNote, col(ImportedNote.record_id) == col(Submission.record_id))
            .where(col(ImportedNote.id).in_(some))
        )
        for sending, note in rows:
            of_sending[sending] = note
    claims, process = _claims(session, of_sending), _process(session, of_sending)
    return {note: FoundInNote(tuple(claims[note]), tuple(process[note])) for note in note_ids}


def _claims(session: Session, notes: dict[str, str]) -> dict[str, list[NewClaim]]:
    found = defaultdict[str, list[NewClaim]](list)
    for row in rows_where(session, table_of(Claim), "submission_id", notes):
        told = open_row(session, "claim", row)
        of = (told["indicator"], told["sentence"], False, told["reader"], told["question"])
        found[notes[row["submission_id"]]].append(NewClaim(*of))
    return found


def _process(session: Session, notes: dict[str, str]) -> dict[str, list[NewProcessShare]]:
    found = defaultdict[str, list[NewProcessShare]](list)
    for row in rows_where(session, table_of(ProcessShare), "submission_id", notes):
        share = NewProcessShare(row["reader"], row["share"], row["sentences"])
        found[notes[row["submission_id"]]].append(share)
    return found
