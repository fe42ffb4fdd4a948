"""What we cannot say: what is not over, not rated, not agreed, not confirmed, or too little."""

from collections.abc import Callable

from reports.counted import FEW, Counted
from reports.view import Figure, Point, Section, Sentence
from reports.wording import compared, day_and_time, month_name
from reports.words import say

_RATED, _AGREED = "outcomes.rated_share", "records.agreed"


def section(counted: Counted) -> Section:
    """Return the limits of this month's figures, each only where it applies."""
    if counted.period.first > counted.today:
        said = [_plain(say("cannot_say.future", month=month_name(counted.period)))]
    else:
        said = [sentence for limit in _LIMITS if (sentence := limit(counted))]
    return Section("cannot_say", say("headings.cannot_say"), tuple(said))


def _running(counted: Counted) -> Sentence | None:
    if not counted.is_running:
        return None
    month = month_name(counted.period)
    return _plain(say("cannot_say.running", month=month, day=day_and_time(counted.as_of)))


def _unrated(counted: Counted) -> Sentence | None:
    figure = counted.figures[_RATED]
    now = figure.now
    if now.numerator == now.denominator:
        return None
    unrated = now.denominator - now.numerator
    text = say("cannot_say.unrated", n=unrated, m=now.denominator)
    return _of(figure, f"{text} {compared(figure.series, say('cannot_say.rated'))}")


def _waiting(counted: Counted) -> Sentence | None:
    figure, states = counted.figures[_AGREED], counted.states(_AGREED)
    now, returned = figure.now, states["returned"]
    waiting = now.denominator - now.numerator - returned
    if not waiting + returned:
        return None
    text = say("cannot_say.waiting", n=waiting, m=now.denominator)
    if returned:
        text = f"{text} {say('cannot_say.returned', n=returned)}"
    return _of(figure, f"{text} {compared(figure.series, say('cannot_say.agreed'))}")


def _unconfirmed(counted: Counted) -> Sentence | None:
    return _claims("cannot_say.unconfirmed", counted.unconfirmed)


def _struck(counted: Counted) -> Sentence | None:
    return _claims("cannot_say.struck", counted.struck)


def _claims(key: str, series: tuple[Point, ...]) -> Sentence | None:
    now = series[-1]
    if not now.numerator:
        return None
    return _plain(f"{say(key, n=now.numerator, m=now.denominator)} {compared(series)}")


def _few(counted: Counted) -> Sentence | None:
    return _listed("cannot_say.few", counted, lambda point: 0 < point.denominator < FEW)


def _nothing(counted: Counted) -> Sentence | None:
    return _listed("cannot_say.nothing", counted, lambda point: not point.denominator)


def _listed(key: str, counted: Counted, applies: Callable[[Point], bool]) -> Sentence | None:
    labels = [figure.label for figure in counted.figures.values() if applies(figure.now)]
    return _plain(say(key, labels="; ".join(labels))) if labels else None


def _chance(counted: Counted) -> Sentence | None:
    compares = any(figure.earlier and figure.now.denominator for figure in counted.figures.values())
    return _plain(say("cannot_say.chance")) if compares else None


def _plain(text: str) -> Sentence:
    return Sentence(text, None, None)


def _of(figure: Figure, text: str) -> Sentence:
    return Sentence(text, figure.key, figure.behind)


_LIMITS: tuple[Callable[[Counted], Sentence | None], ...] = (
    _running,
    _unrated,
    _waiting,
    _unconfirmed,
    _struck,
    _few,
    _nothing,
    _chance,
)
