"""What an auditor of the invented council writes of a record, a plan or an assessment."""

from collections import Counter
from collections.abc import Mapping, Sequence
from random import Random

from bot.demo.bank import fill, for_audits
from bot.demo.cases import Case
from prompts.interview.claims import claims
from prompts.interview.state import Interview
from prompts.question import Kind
from prompts.text import quoted
from storage.audits import Among

_DEEPEST = {"changed_view": "changes", "other_explanation": "weighs", "why": "reasons"}
"""What a record shows that goes deepest, and the depth that an auditor sees in it."""
_TASKS, _REASONS, _AIMS = ("actions.what",), ("actions.why",), ("outcomes.what", "outcomes.measure")

Said = Mapping[str, str]


class Auditor:
    """Writes audits: each of its texts before any comes again."""

    def __init__(self) -> None:
        self._told: Counter[str] = Counter()
        # Seeded and apart: nothing else that is invented depends on it.
        self._rng = Random("audits")  # noqa: S311

    def says(self, among: Among, told: Interview, case: Case) -> Said:
        """Return what is written of what stands in a record, with the words that show it."""
        match among:
            case Among.WITH_PLAN:
                return self._of_plan(told)
            case Among.IN_ASSESSMENT:
                return self._of_assessment(told, case)
            case _:
                return self._of_record(told)

    def _of_record(self, told: Interview) -> Said:
        shown = {name: one.sentence for name, one in claims(told).items()}
        found = next(((depth, shown[one]) for one, depth in _DEEPEST.items() if one in shown), None)
        depth, words = found or ("tells", _first_words(told))
        heard = shown.get("child_voice")
        return {
            "voice": "own" if heard else "not",
            "child": self._pick("child", "heard" if heard else "not_heard").format(
                words=quoted(heard or "")
            ),
            "help": self._pick("help", depth),
            "depth": depth,
            "depth_words": words,
            "more": self._pick("more", depth),
            "system": self._pick("system", "any"),
        }

    def _of_plan(self, told: Interview) -> Said:
        aim = _first(told, _AIMS) or told.context.get("outcome_count")
        reason = _first(told, _REASONS)
        sign = _first(told, _AIMS[1:])
        depth = "reasons" if reason else "tells"
        return {
            "change": "child" if aim else "adults",
            "tell": self._pick("tell", "said" if sign else "not_said").format(
                words=quoted((sign or "").rstrip("."))
            ),
            "else": _else(told),
            "depth": depth,
            "depth_words": reason or _first(told, _TASKS) or _first_words(told),
            "more": self._pick("plan", depth),
            "system": self._pick("system", "any"),
        }

    def _of_assessment(self, told: Interview, case: Case) -> Said:
        voice = claims(told).get("child_voice")
        beside = self._pick("beside", "heard" if voice else "not_heard")
        texts = {name: self._pick("assessment", name) for name in ("child", "depth_words", "more")}
        filled = {name: fill(text, case.girl) for name, text in texts.items()}
        return {
            **filled,
            "voice": "told",
            "unknown": "what",
            "depth": "tells",
            "beside": fill(beside, case.girl, words=quoted(voice.sentence if voice else "")),
            "system": self._pick("assessment", "system"),
        }

    def _pick(self, about: str, kind: str) -> str:
        """Return one of the texts that were written least often."""
        texts = for_audits()[about][kind]
        least = min(self._told[text] for text in texts)
        text = self._rng.choice([text for text in texts if self._told[text] == least])
        self._told[text] += 1
        return text


def _else(told: Interview) -> str:
    if _first(told, ("contingency_on",)):
        return "by_day"
    return "some" if _first(told, ("contingency",)) else "no"


def _first(told: Interview, questions: Sequence[str]) -> str | None:
    """Return the first answer to any of these questions; None where each was left."""
    found = (
        str(answer.value)
        for slot, answer in told.answered()
        if slot.key in questions and not answer.skipped and answer.value
    )
    return next(found, None)


def _first_words(told: Interview) -> str:
    """Return the first answer in words of a record that shows nothing deeper."""
    texts = (a.value for slot, a in told.answered() if slot.question.kind is Kind.TEXT)
    return next(text for text in texts if isinstance(text, str) and text)
