"""The guides that ship, and what each of them asks."""

from collections.abc import Iterator

from prompts.guide import Guide, Probe
from prompts.question import Question
from tests import nine_parts

GUIDES = nine_parts.guides()
CASE = GUIDES.newest("case-supervision")
REFLECTION = GUIDES.newest("quick-reflection")


def asked(guide: Guide) -> Iterator[Question | Probe]:
    for _, question in guide.questions():
        yield question
        yield from question.fields
    yield from guide.probes
