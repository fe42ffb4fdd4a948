"""What a guide is: parts of questions, and the probes that may follow. Guides are TOML files."""

from collections.abc import Iterator
from enum import StrEnum
from functools import cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Kind(StrEnum):
    """The kinds of question."""

    TEXT = "text"
    CHOICE = "choice"
    CHOICES = "choices"
    SCALE = "scale"
    DATE = "date"
    CHILD = "child"
    PERSON = "person"
    GROUP = "group"
    NUMBER = "number"
    NOTE = "note"


class Keeps(StrEnum):
    """What of a record an answer becomes when it is sent."""

    ACTIONS = "actions"
    ACTION_ANSWERS = "action answers"
    OUTCOMES = "outcomes"
    OUTCOME_RATINGS = "outcome ratings"
    CONTINGENCY = "contingency"
    CONTINGENCY_DUE_ON = "contingency due on"
    CONTINGENCY_ANSWER = "contingency answer"
    CONTINGENCY_MOVED_TO = "contingency moved to"
    SEEN = "seen"


SEEN_ALONE = "alone"
"""How the values of the options begin that say the child was seen alone, in what keeps "seen"."""
NOT_SEEN = "not seen"
"""The value of the option that says nobody saw the child."""
KEPT_AS_ACTION, SAYS_CHANGE = "keep as action", "says change"
"""The values of the options of an outcome's field `change`; other words take its place."""


OF_ONE_CHILD = frozenset({"decision", "handover", "group"})
"""How the guides end whose record stands on the file of one child."""
WHAT_MOVED, MOVED_LAST_TIME = "what_moved", "moved_last_time"
"""The question what one of the two asked that moved the other, and whether last time's did more."""
MORE = ".more"
"""What follows the name of a group in that of the question whether it has another entry."""
DEPTH_WORDS = "depth_words"
"""The question of an audit whose answer must stand in the record that was drawn."""


class Piece(BaseModel):
    """What every piece of a guide shares: no unknown key, never changed after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Option(Piece):
    """One option of a choice: what is stored and what its button says."""

    value: str
    label: str


class Question(Piece):
    """One question. What each key means is in docs/guides.md.

    `ask`, `hint`, `last`, `low` and `high` may hold {names} of the context or, inside a group with
    `each`, of the entry. `whose` says whose view it asks, `apart` that each of the two answers it
    before either sees the other's, and `family` that siblings in one meeting are asked it once. A
    group has `fields`, asked entry after entry: one entry for each item of the context list that
    `each` names, or as many as the person adds (at most `at_most`); `another` is what the button
    on the next question's card says that adds one, in place of the question `add`. `found_in` names
    the text in which its answer may stand already, and `skip` is what the button says that leaves
    it. `shows` are the indicators that its answer may be claimed to show.
    """

    id: str
    kind: Kind
    ask: str
    hint: str | None = None
    example: str | None = None
    whose: Literal["supervisor", "practitioner", "both"] = "practitioner"
    apart: bool = False
    family: bool = False
    may_skip: bool = True
    skip: str | None = None
    when: str | None = None
    check: str | None = None
    check_message: str | None = None
    short: str | None = None
    options: tuple[Option, ...] = ()
    low: str | None = None
    high: str | None = None
    last: str | None = None
    unit: str | None = None
    least: int | None = None
    most: int | None = None
    ahead: bool = False
    fields: tuple["Question", ...] = ()
    each: str | None = None
    add: str | None = None
    another: str | None = None
    at_most: int = 6
    proposes_from: str | None = None
    joins: str | None = None
    found_in: str | None = None
    keeps: Keeps | None = None
    shows: tuple[str, ...] | str | None = None

    @cached_property
    def more(self) -> "Question":
        """The question whether a group has another entry."""
        return Question(
            id=self.id + MORE,
            kind=Kind.CHOICE,
            ask=self.add or "",
            may_skip=False,
            options=(Option(value="add", label="add"), Option(value="all", label="all")),
        )

    @property
    def asks_for(self) -> str | None:
        """The indicator that it asks for: the first that its answer may show."""
        if isinstance(self.shows, str):
            return self.shows
        return self.shows[0] if self.shows else None


def _asked_apart(questions: tuple[Question, ...]) -> Iterator[Question]:
    """Yield the questions that are asked of each apart, a group with those of its fields."""
    for question in questions:
        fields = tuple(field for field in question.fields if field.apart)
        if question.apart or fields:
            yield question.model_copy(update={"fields": fields})


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
