"""What is said of one child in depth: an answer to every question, from the child's storyline."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from bot.demo.bank import fill, least_told, thin
from bot.demo.cases import Case
from practice.terms import RestsOn, SignAnswer
from prompts.days import day_words
from prompts.interview.path import MORE, PROBE, Slot
from prompts.question import KEPT_AS_ACTION, NOT_SEEN, SAYS_CHANGE
from prompts.steps import Json

# The question of the guide, and what of a storyline answers it.
_ABOUT = {
    "words": "voice",
    "meaning": "meaning",
    "practice": "practice",
    "risk": "risk",
    "family": "family",
    "other_explanation": "else",
    "help": "help",
    "decision": "decision",
    "not_taken": "not_taken",
}
_SEEN = ("alone at home", "alone elsewhere", "with others at home", "with others elsewhere")
_ANSWERS = ("done",) * 11 + ("partly",) * 4 + ("not done",) * 4 + ("no longer needed",)
_SIGNS = (
    (SignAnswer.NOT_COME,) * 5
    + (SignAnswer.ACTED,) * 3
    + (SignAnswer.NOT_ACTED,) * 2
    + (SignAnswer.MOVED,) * 2
)
_MANY = 2
_TELLS_FROM = 4
"""At this age, in years, a child can say how something is."""
_SAY_BACK = ("yes", "yes", "partly", "partly", "no", "unknown")


@dataclass(frozen=True)
class Dates:
    """When things are due that are agreed on a day.

    `after` (a day) says that nothing may be due by then, and that only what was agreed within
    four months of it has a date; `contingency` is the day that a plan must have worked by.
    """

    held_on: date
    after: date | None = None
    contingency: date | None = None

    def due(self, days: int) -> date | None:
        """Return the day so many days on, or None where what is agreed then has no date."""
        day = self.held_on + timedelta(days=days)
        if self.after is None or day > self.after + timedelta(days=7):
            return day
        if self.after - self.held_on > timedelta(days=120):
            return None
        return self.after + timedelta(days=7 + days % 21)


def sign(rng: Random, dates: Dates) -> tuple[str | None, str | None]:
    """Return what is said of a plan whose day has passed, and the day (ISO) it is moved to."""
    left = () if dates.after else (None,)
    answer = rng.choice((*_SIGNS, *left))
    day = dates.due(rng.randrange(2, 7) * 7) if answer == SignAnswer.MOVED else None
    if answer == SignAnswer.MOVED and (day is None or day <= dates.held_on):
        return SignAnswer.NOT_COME, None
    return answer, day.isoformat() if day else None


@dataclass
class Account:
    """One record's answers. `rich` is the chance that an answer says something.

    `ratings` are those of the child's outcomes, in order, None where it is skipped; `names` are
    the first names of practitioner and supervisor; `told` counts how often a supervisor has read
    each text, so that no text comes again before the others of its kind have. `sign` is what is
    said of a plan whose day has passed, as `sign` draws it. `planned` are the
    actions that were named, as the storyline has them.
    """

    rng: Random
    case: Case
    dates: Dates
    rich: float
    ratings: Sequence[int | None]
    names: tuple[str, str]
    told: Counter[str]
    sign: tuple[str | None, str | None] = (None, None)
    entry: Mapping[str, str] = field(default_factory=dict)
    planned: list[Mapping[str, str]] = field(default_factory=list)
    wanted: set[str] = field(default_factory=set)
    by: date | None = None
    became: str = ""
    seen: str | None = None

    def answer(self, slot: Slot) -> Json:
        """Return the answer to a slot; None skips it."""
        if slot.key.endswith(MORE):
            many = slot.key.startswith("actions") and slot.entry < _MANY
            return "add" if self._chance(0.55 if many else 0.06) else "all"
        if slot.key.startswith(PROBE):
            return self._probe(slot.key.removeprefix(PROBE))
        if slot.key in _ABOUT:
            return self._text(slot.key)
        special = SPECIAL.get(slot.key)
        return special(self, slot.entry) if special else None

    @property
    def phase(self) -> str:
        """Where the child's story stands: at its start, better, stuck or worse."""
        if self.case.last_in_depth is None:
            return "start"
        before = [aim.ratings[-1][1] for aim in self.case.aims if aim.ratings]
        moved = sum(n - b for n, b in zip(self.ratings, before, strict=True) if n is not None)
        return "better" if moved > 0 else "worse" if moved < 0 else "stuck"

    def _chance(self, share: float) -> bool:
        return self.rng.random() < share

    @property
    def _tells(self) -> bool:
        """Whether the child is old enough to say how it is, and speaks."""
        is_old_enough = (self.case.age_on(self.dates.held_on) or 0) >= _TELLS_FROM
        return is_old_enough and self.case.child.communication is None

    def _text(self, key: str) -> str | None:
        about = _ABOUT[key]
        if self._chance(self.rich):
            return self._pick(self.case.story.choices(about, self.phase))
        return self._pick(thin()[about]) if self._chance(0.6) else None

    def _pick(self, choices: Sequence[str], **more: str) -> str | None:
        """Return the text that this child has not had and that was read least often."""
        if not choices:
            return None
        fresh = [text for text in choices if text not in self.case.used] or list(choices)
        text = least_told(self.rng, self.told, self.case.used, fresh)
        worker, supervisor = self.names
        return fill(text, self.case.girl, worker=worker, supervisor=supervisor, **more)

    def _probe(self, name: str) -> str | None:
        if not self._chance(0.35 + self.rich / 2):
            return None
        own = self.case.story.texts["probe"].get(name, ())
        lately = day_words(self.dates.held_on - timedelta(days=self.rng.randrange(3, 15)))
        return self._pick((*own, *thin()["probe"][name]), lately=lately)

    def _last_answer(self, _: int) -> str:
        self.became = self.rng.choice(_ANSWERS)
        return self.became

    def _difference(self, entry: int) -> str | None:
        made = self.case.made.get(self.case.actions[entry].id)
        if made and self.became == "done" and self._chance(self.rich + 0.1):
            return made
        kind = "partly" if made and self.became == "partly" else "made"
        return self._pick(thin()["difference"][kind]) if self._chance(0.75) else None

    def _seen(self, _: int) -> str | None:
        rich = self._chance(self.rich)
        self.seen = self.rng.choice(_SEEN[:3] if rich else (*_SEEN[2:], NOT_SEEN, None))
        return self.seen

    def _rating(self, entry: int) -> int | None:
        return self.ratings[entry]

    def _outcome(self, _: int) -> str | None:
        first = not self.case.aims
        if not (first and self._chance(0.93)) and not self._chance(0.12):
            return None
        if not self._chance(self.rich + 0.1):
            self.entry = {}
            return self._pick(thin()["outcome"])
        known = {aim.what for aim in self.case.aims}
        own = [o for o in self.case.story.outcomes if fill(o["what"], self.case.girl) not in known]
        if not own:
            return None
        self.entry = self.rng.choice(own)
        what = fill(self.entry["what"], self.case.girl)
        if what in self.wanted:
            return None
        self.wanted.add(what)
        return what

    def _measure(self, _: int) -> str | None:
        measure = self.entry.get("measure")
        return fill(measure, self.case.girl) if measure else None

    def _change(self, _: int) -> str | None:
        """Say what is different in the child's day, keep it as an action, or leave it."""
        own = [fill(o["what"], self.case.girl) for o in self.case.story.outcomes]
        fresh = [what for what in own if what not in {aim.what for aim in self.case.aims}]
        if fresh and self._chance(self.rich):
            return self.rng.choice(fresh)
        return self.rng.choice((KEPT_AS_ACTION, KEPT_AS_ACTION, SAYS_CHANGE, None))

    def _doer(self, _: int) -> str:
        return self.names[0]

    def _rests_on(self, _: int) -> str | None:
        if self.seen == NOT_SEEN:
            return self.rng.choice((RestsOn.TOLD, RestsOn.TOLD, None))
        if self._chance(self.rich):
            rests_on = self.rng.choice((RestsOn.SEEN, RestsOn.SEEN, RestsOn.HEARD))
            return rests_on if self._tells else RestsOn.SEEN
        return self.rng.choice((RestsOn.TOLD, RestsOn.TOLD, RestsOn.SEEN, None))

    def _sign(self, _: int) -> str | None:
        return self.sign[0]

    def _sign_moved_to(self, _: int) -> str | None:
        return self.sign[1]

    def _outcome_by(self, _: int) -> str | None:
        day = self.dates.due(self.rng.randrange(10, 24) * 7)
        return day.isoformat() if day and self._chance(0.4 + self.rich / 2) else None

    def _first_rating(self, _: int) -> int | None:
        return self.rng.choice((2, 3, 3, 4, 4, 5)) if self._chance(0.6 + self.rich / 3) else None

    def _contingency(self, _: int) -> str | None:
        self.by = self.dates.contingency or self.dates.due(self.rng.randrange(4, 10) * 7)
        if not self._chance(1 if self.dates.contingency else self.rich):
            self.by = None if self._chance(0.8) else self.by
            return self._pick(thin()["contingency"]) if self._chance(0.6) else None
        choices = self.case.story.choices("contingency", self.phase)
        if self.by is None:
            return self._pick([text for text in choices if "{by}" not in text])
        return self._pick(choices, by=f"{self.by.day} {self.by:%B}")

    def _contingency_on(self, _: int) -> str | None:
        return self.by.isoformat() if self.by else None

    def _say_back(self, _: int) -> str | None:
        return self.rng.choice(_SAY_BACK) if self._chance(0.3 + self.rich / 2) else None

    def _action(self, entry: int) -> str | None:
        if entry == 0 and self._chance(0.04):
            return None
        story = self.case.story.actions if self._chance(self.rich + 0.05) else ()
        fresh = [action for action in story if action["what"] not in self.case.used]
        if not fresh:
            used = [action.what for action in self.case.actions] + [p["what"] for p in self.planned]
            fresh = [action for action in thin()["action"] if action["what"] not in used]
        by_what = {action["what"]: action for action in fresh}
        what = least_told(self.rng, self.told, self.case.used, list(by_what))
        self.entry = by_what[what]
        self.planned.append(self.entry)
        return fill(what, self.case.girl)

    def _action_part(self, name: str) -> str | None:
        text = self.entry.get(name)
        return (
            fill(text, self.case.girl) if text and self._chance(0.35 + self.rich * 0.65) else None
        )

    def _who(self, _: int) -> str | None:
        practitioner, supervisor = self.names
        who = self.entry["who"]
        return {"worker": practitioner, "supervisor": supervisor}.get(who, who)

    def _action_by(self, _: int) -> str | None:
        day = self.dates.held_on + timedelta(days=self.rng.randrange(4, 36))
        return day.isoformat() if self._chance(0.85) else None


SPECIAL: Mapping[str, Callable[[Account, int], Json]] = {
    "last_actions.answer": Account._last_answer,
    "last_actions.difference": Account._difference,
    "seen": Account._seen,
    "ratings.rating": Account._rating,
    "outcomes.what": Account._outcome,
    "sign": Account._sign,
    "sign_moved_to": Account._sign_moved_to,
    "ratings.rests_on": Account._rests_on,
    "outcomes.change": Account._change,
    "outcomes.who": Account._doer,
    "outcomes.done_by": Account._action_by,
    "outcomes.rests_on": Account._rests_on,
    "outcomes.measure": Account._measure,
    "outcomes.by_when": Account._outcome_by,
    "outcomes.rating": Account._first_rating,
    "contingency": Account._contingency,
    "contingency_on": Account._contingency_on,
    "say_back": Account._say_back,
    "actions.what": Account._action,
    "actions.why": lambda account, _: account._action_part("why"),
    "actions.how": lambda account, _: account._action_part("how"),
    "actions.who": Account._who,
    "actions.by_when": Account._action_by,
}
