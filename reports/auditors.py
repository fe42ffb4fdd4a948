"""How far two auditors agree who read the same record without seeing each other's audit."""

from collections.abc import Iterator, Mapping, Sequence

from practice.agreement import FEWEST, agreement
from prompts.guide import Guide
from prompts.interview import interview_of
from prompts.phrases import phrase
from prompts.question import Kind
from prompts.steps import Step
from storage import audits, drafts
from storage.session import Session


def said_of(session: Session, guide: Guide) -> Iterator[str]:
    """Yield in sentences how far two agree on each question of an audit that is a choice.

    Of fewer than ten records only how many there are is said. Nobody is named.
    """
    pairs = [
        (_chosen(session, guide, first), _chosen(session, guide, second))
        for version, first, second in audits.read_twice(session, guide.name)
        if version == guide.version
    ]
    if len(pairs) < FEWEST:
        yield phrase("guides.agreement.too_few", count=len(pairs), least=FEWEST)
        return
    yield phrase("guides.agreement.of", count=len(pairs))
    for key, question in guide.everything_asked():
        if question.kind is Kind.CHOICE:
            both = [(one[key], other[key]) for one, other in pairs if key in one and key in other]
            yield _line(question.short or key, both)


def _chosen(session: Session, guide: Guide, draft_id: str) -> Mapping[str, str]:
    """Return what an auditor chose, by question."""
    steps = [
        Step(row.kind, row.question, row.entry, row.value, row.sealed, row.author_id)
        for row in drafts.steps(session, draft_id)
    ]
    answers = interview_of(guide, steps).state.answers
    return {key: str(said.value) for (key, _), said in answers.items() if not said.skipped}


def _line(title: str, pairs: Sequence[tuple[str, str]]) -> str:
    found = agreement(pairs)
    if found is None:
        return phrase("guides.agreement.few", title=title, count=len(pairs))
    said: dict[str, str | int] = {"title": title, "alike": found.alike, "count": found.of}
    if found.beyond_chance is None:
        return phrase("guides.agreement.all_the_same", **said)
    return phrase("guides.agreement.line", beyond=f"{found.beyond_chance:.2f}", **said)
