"""What a question of a guide is: its kind, its options, and what of a record its answer becomes."""

from enum import StrEnum
from functools import cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict


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
