"""A person's journal: their own reflections as they were sent, and what an entry is made from."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from bot.conversations.draft import stored_steps
from bot.conversations.sendings import as_sent, counting_claims
from bot.permissions import RecordRequest, children_of
from practice.calendar import london_day
from prompts.another_child import Known
from prompts.cpd_entry import Hidden, Written
from prompts.interview import interview_of
from prompts.interview.state import Interview
from prompts.loader import Guides
from prompts.question import Kind
from prompts.tendencies import Reflected
from storage import journal
from storage.journal import OwnReflection
from storage.session import Session
from storage.tables import Record


@dataclass(frozen=True)
class Told:
    """A reflection of one's own, and where its interview stood when it was sent."""

    of: OwnReflection
    told: Interview

    @property
    def first_words(self) -> str:
        """What was written in free words first; "" where nothing was."""
        texts = (
            answer.value
            for slot, answer in self.told.answered()
            if slot.question.kind is Kind.TEXT and isinstance(answer.value, str)
        )
        return next(texts, "")


def own_reflections(
    session: Session, guides: Guides, person_id: str, page: int
) -> tuple[list[Told], bool]:
    """Return a page of a person's own reflections, newest first, and whether older ones follow."""
    found, older = journal.reflections(session, person_id, page)
    return [Told(one, _as_sent(session, guides, one)) for one in found], older


def reflected(session: Session, own: Collection[Told]) -> list[Reflected]:
    """Return these reflections with what their confirmed claims show."""
    return [Reflected(one.told, _shown(session, one.of.record_id)) for one in own]


def _shown(session: Session, record_id: str) -> frozenset[str]:
    return frozenset(name for name, _ in counting_claims(session, record_id).values())


def _as_sent(session: Session, guides: Guides, of: OwnReflection | Record) -> Interview:
    steps = as_sent(stored_steps(session, of.draft_id))
    return interview_of(guides.version(of.guide, of.version), steps).state


def written(session: Session, guides: Guides, asked: Collection[RecordRequest]) -> list[Written]:
    """Return the reflections asked for that are the viewer's own, as an entry is made of them."""
    records = [one.record for one in asked if one.may_read]
    return [Written(one.held_on, _as_sent(session, guides, one)) for one in records]


def hidden(session: Session, person_id: str, of: Collection[Written], at: datetime) -> Hidden:
    """Return whom an entry must not name.

    The children whom its writer may write about today, or might when they wrote; everybody who
    works here or did.
    """
    refs = {ref for one in of for ref in [*Known.of(one.told.context).refs, *one.told.about()]}
    refs |= set(children_of(session, person_id, london_day(at)).refs)
    return Hidden(sorted(refs), journal.known_names(session, refs))
