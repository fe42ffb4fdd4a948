"""What a guide is: parts of questions, and the probes that may follow. Guides are TOML files."""

from collections.abc import Iterator
from functools import cached_property
from typing import Literal

from pydantic import Field

from prompts.question import OF_ONE_CHILD, Kind, Piece, Question


class Part(Piece):
    """One card of a guide: "2 of 9 · The child".

    One with `lenses` asks at most so many of them, chosen as it is reached; of those that nothing
    in the words calls for, at most `unprompted`.
    """

    id: str
    title: str
    questions: tuple[Question, ...] = Field(default=(), alias="question")
    lenses: int = 0
    unprompted: int = 0


class Probe(Piece):
    """A follow-up, asked after question `after` when `when` holds; always skippable.

    Where `ask` holds {quote} it quotes the writer: the passage that shows the indicator `quotes`,
    or without it the sentence that makes `when` hold. `plain` is asked where there is neither.
    """

    id: str
    title: str
    after: str
    when: str
    ask: str
    plain: str | None = None
    quotes: str | None = None
    hint: str | None = None
    example: str | None = None
    whose: Literal["supervisor", "practitioner", "both"] = "practitioner"
    shows: tuple[str, ...] | None = None

    @cached_property
    def quoting(self) -> Question:
        """The question that it asks, the writer's words quoted."""
        return self._asking(self.ask)

    @cached_property
    def plainly(self) -> Question:
        """The question that it asks where there is nothing to quote."""
        return self._asking(self.plain or self.ask)

    def _asking(self, ask: str) -> Question:
        return Question(
            id=self.id,
            kind=Kind.TEXT,
            ask=ask,
            hint=self.hint,
            example=self.example,
            whose=self.whose,
            short=self.title,
            shows=self.shows,
        )


def _asked_apart(questions: tuple[Question, ...]) -> Iterator[Question]:
    """Yield the questions that are asked of each apart, a group with those of its fields."""
    for question in questions:
        fields = tuple(field for field in question.fields if field.apart)
        if question.apart or fields:
            yield question.model_copy(update={"fields": fields})


class Guide(Piece):
    """One version of a guide. Probes stand in order of worth; at most `probes_at_most` are asked.

    `ends` says how it is finished: a reflection is shared or kept, a part of a meeting returns to
    the meeting, and what is written alone is sent as the record that it names. `shows_anywhere`
    are indicators that every answer may show which may show any.
    """

    name: str
    version: int
    title: str
    minutes: int
    who: tuple[Literal["practitioner", "supervisor"], ...]
    ends: Literal[
        "share", "meeting", "decision", "preparation", "handover", "audit", "group", "imported"
    ]
    names: tuple[str, ...] = ()
    records_claims: bool = True
    shows_anywhere: tuple[str, ...] = ()
    probes_at_most: int = 2
    probes_each: int = 1
    parts: tuple[Part, ...] = Field(alias="part")
    probes: tuple[Probe, ...] = Field(default=(), alias="probe")

    @property
    def is_sent(self) -> bool:
        """Whether it is sent as a record that its writer wrote alone, with nothing to choose."""
        return self.ends not in {"share", "meeting"}

    @property
    def is_of_one_child(self) -> bool:
        """Whether its record stands on the file of one child, for whoever reads that child's."""
        return self.ends in OF_ONE_CHILD

    @property
    def is_of_many(self) -> bool:
        """Whether it may name any child of its writer's: it stands on nobody's file."""
        return self.ends == "preparation"

    @cached_property
    def prose(self) -> frozenset[str]:
        """The names of the answers in free words; those to a follow-up are besides."""
        return frozenset(key for key, asked in self.everything_asked() if asked.kind is Kind.TEXT)

    @cached_property
    def of_family(self) -> dict[str, Question]:
        """The questions that siblings in one meeting are asked once, by id."""
        return {question.id: question for _, question in self.questions() if question.family}

    @cached_property
    def child_question(self) -> str:
        """The question which child it is about; "" where none is asked."""
        return next((asked.id for _, asked in self.questions() if asked.kind is Kind.CHILD), "")

    @cached_property
    def tells_beside(self) -> frozenset[str]:
        """The questions in whose answers those to others may stand already."""
        asked = (question.found_in for _, question in self.everything_asked())
        return frozenset(found_in for found_in in asked if found_in)

    @cached_property
    def thinking(self) -> tuple[int, Part] | None:
        """The part that asks lenses, with its number from 0; None where there is none."""
        return next(((n, part) for n, part in enumerate(self.parts) if part.lenses), None)

    @cached_property
    def reads_texts(self) -> bool:
        """Whether answers are read for what they show: for claims, or as a condition asks."""
        conditions = [p.when for p in self.probes]
        for _, question in self.everything_asked():
            conditions += [question.when or "", question.check or ""]
        return self.records_claims or any("shows(" in condition for condition in conditions)

    @cached_property
    def of_each(self) -> "Guide":
        """The guide cut down to the questions that each of the two people answers apart."""
        kept = [
            part.model_copy(update={"questions": asked, "lenses": 0})
            for part in self.parts
            if (asked := tuple(_asked_apart(part.questions)))
        ]
        said = {f.alias or name: getattr(self, name) for name, f in Guide.model_fields.items()}
        return Guide.model_validate({**said, "part": kept, "probe": ()})

    @cached_property
    def asks_apart(self) -> bool:
        """Whether any question is asked of each of the two people apart."""
        return any(question.apart for _, question in self.everything_asked())

    def may_show(self, question: Question, indicator: str) -> bool:
        """Say whether an answer may be claimed to show an indicator.

        A question without `shows`, a free story, may show any; so may one of the first guides,
        which name the one that they ask for. One whose list is empty shows nothing.
        """
        if not isinstance(question.shows, tuple):
            return True
        return indicator in question.shows or (
            bool(question.shows) and indicator in self.shows_anywhere
        )

    def questions(self) -> Iterator[tuple[int, Question]]:
        """Yield every question outside groups with the number of its part, from 0."""
        for number, part in enumerate(self.parts):
            for question in part.questions:
                yield number, question

    def everything_asked(self) -> Iterator[tuple[str, Question]]:
        """Yield every question and every field of a group, each under the name of its answers."""
        for _, question in self.questions():
            yield question.id, question
            for field in question.fields:
                yield f"{question.id}.{field.id}", field

    def following(self, question: Question) -> Question | None:
        """Return the question that stands after another in its part; None after the last."""
        for part in self.parts:
            if question in part.questions:
                later = part.questions[part.questions.index(question) + 1 :]
                return next(iter(later), None)
        return None

    def probe(self, probe_id: str) -> Probe:
        """Return the probe of that id; raises StopIteration where there is none."""
        return next(probe for probe in self.probes if probe.id == probe_id)
