"""How the figures of the council's own files are said: a month's value and what stands beside."""

from collections.abc import Collection, Iterable

from prompts.phrases import Phrases
from reports.casework.measures import CaseworkMeasure
from reports.casework_view import Amount, CaseworkFigure, Meaning, Range
from reports.wording import DASH, SMALL, TEMPLATES, day_of_month

_PHRASES = Phrases(TEMPLATES, "casework")
say = _PHRASES.say


def number(value: float) -> str:
    """Return a number with one decimal place, two below 1, or none where it is whole."""
    return f"{round(value, 1 if abs(value) >= 1 else 2):g}"


def told(unit: str, amount: Amount) -> str:
    """Return a month's value in words: "43%", or "6 of 14" of fewer than 20, "31 days", "412"."""
    if amount.value is None:
        return say("page.hidden" if amount.hidden else "page.none")
    return _share(amount) if unit == "share" else plain(unit, amount.value)


def plain(unit: str, value: float) -> str:
    """Return a value that is no share in words: "31 days", "412"."""
    if unit == "days":
        return say("value.days", n=number(value), d=round(value * 10) // 10)
    return number(value)


def _share(amount: Amount) -> str:
    counted, of = amount.numerator or 0, amount.denominator or 0
    if amount.denominator is not None and of < SMALL:
        return _numbers("share", amount)
    whole = round((amount.value or 0) * 100)
    # Never 0% where something counts, nor 100% where something does not.
    if 0 < counted < of:
        whole = min(99, max(1, whole))
    return say("value.share", p=whole)


def counted(measure: CaseworkMeasure, amount: Amount, within: Range | None = None) -> str:
    """Return a month's value with what it is made of; of a month that has none, why.

    Where it can still go down, how far.
    """
    if amount.value is None or amount.denominator == 0:
        return say(f"{measure.key}.none")
    phrase = _count(measure.key, amount)
    value = told(measure.unit, amount)
    is_said = measure.unit == "count" or (measure.unit == "share" and phrase.startswith(value))
    text = phrase if is_said else f"{value}: {phrase}"
    if within:
        text = f"{text}, {in_range(within)}"
    if amount.until is not None:
        return f"{text}. {say('page.running', day=day_of_month(amount.until))}"
    if amount.ends is not None:
        return f"{text}. {say('page.ends', day=day_of_month(amount.ends))}"
    if amount.begins is not None:
        return f"{text}. {say('page.begins', day=day_of_month(amount.begins))}"
    return f"{text}."


def _count(key: str, amount: Amount) -> str:
    named: dict[str, str | int] = {}
    words = _PHRASES.table(key)["count"]
    for name, value in (("n", amount.numerator), ("m", amount.denominator)):
        if f"{{{name}" in words:
            whole = value is not None and value == int(value)
            named[name] = int(value or 0) if whole else number(value or 0)
        if f"{{{name}s:" in words:
            named[f"{name}s"] = _form(value or 0)
    return say(f"{key}.count", **named)


def _form(value: float) -> int:
    """Return a whole number that takes the form of what is written: one for 1, many for 0.8."""
    return 1 if number(value) == "1" else 0


def few(of: float) -> str:
    """Return what must be said of a share of so few."""
    return say("why.few", m=number(of), ms=_form(of))


def caution(
    measure: CaseworkMeasure, amount: Amount, files: Collection[str], more: Iterable[str] = ()
) -> str:
    """Return what must be said of a month: why there is nothing, what is left out, and so on."""
    parts = []
    if amount.value is None:
        parts.append(_why(measure, amount, files))
    elif measure.unit == "share" and (amount.denominator or 0) < SMALL:
        parts.append(few(amount.denominator or 0))
    if amount.left_out and "left_out" in _PHRASES.table(measure.key):
        parts.append(say(f"{measure.key}.left_out", n=amount.left_out))
    parts += [*surely(amount.surely), *more]
    return " ".join([*parts, say(f"{measure.key}.cannot_tell")])


def surely(ends: tuple[float, float] | None) -> list[str]:
    """Return between what days chance alone leaves a figure, where that is known to be a range."""
    if ends is None or ends[0] == ends[1]:
        return []
    low, high = map(number, ends)
    return [say("why.between", low=low, high=high)]


def in_range(within: Range) -> str:
    """Return between what a count lies: "between 398 and 412: 14 nobody looked at"."""
    parts = [
        say(f"range.{name}", n=n)
        for name, n in (("unlooked", within.unlooked), ("untold", within.untold))
        if n
    ]
    return say("range.between", low=within.low, high=within.high, parts=", ".join(parts))


def doubted(within: Range) -> str:
    """Return what the doubts about the true contacts are."""
    return say("why.names", n=within.unlooked + within.untold)


def _why(measure: CaseworkMeasure, amount: Amount, files: Collection[str]) -> str:
    if amount.missing:
        reason = "no_month" if amount.missing in files else "no_file"
        return say(f"why.{reason}", file=amount.missing)
    return say(f"{measure.key}.none")


def meaning(key: str) -> Meaning:
    """Return what a measure counts, of what, from which files, and what it leaves out."""
    names = ("numerator", "denominator", "source", "leaves_out")
    return Meaning(**{name: say(f"{key}.{name}") for name in names})


def label(key: str) -> str:
    """Return what a measure is called."""
    return say(f"{key}.label")


def compared(figure: CaseworkFigure) -> str:
    """Return last month and the range of the whole months before, as far as they are known.

    A month that is not over, or whose file ends early or begins late, stands beside none.
    """
    now = figure.now
    if any(day is not None for day in (now.until, now.ends, now.begins)):
        return ""
    parts = []
    if figure.now.is_comparable and figure.last.is_comparable:
        parts.append(say("page.compared", last=told(figure.unit, figure.last)))
    year = year_range(figure)
    if year != DASH:
        parts.append(year)
    return " ".join(parts)


def year_range(figure: CaseworkFigure) -> str:
    """Return the lowest and the highest of the whole months before, or a dash."""
    between = short_range(figure)
    if between == DASH:
        return DASH
    whole = sum(amount.is_comparable for amount in figure.series[:-1])
    if left_out := whole - len(_ranged(figure)):
        return say("page.range_of_enough", told=between, n=left_out, m=SMALL)
    return say("page.range", told=between)


def short_range(figure: CaseworkFigure) -> str:
    """Return the same for a table, whose heading says which months they are."""
    ranged = _ranged(figure)
    if not ranged:
        return DASH
    ordered = sorted(ranged, key=lambda amount: amount.value or 0)
    in_numbers = figure.unit == "share" and any(map(_is_few, ranged))
    tell = _numbers if in_numbers else told
    low, high = (tell(figure.unit, amount) for amount in (ordered[0], ordered[-1]))
    if in_numbers and low != high and ordered[0].value == ordered[-1].value:
        return say("page.always", low=say("value.share", p=round((ordered[0].value or 0) * 100)))
    if low != high:
        return say("page.between", low=low, high=high)
    return say("page.always" if len(ranged) > 1 else "page.once", low=low)


def _ranged(figure: CaseworkFigure) -> list[Amount]:
    """Return the whole months before this one whose range is said in one form.

    Of a share in per cent where this month and the last are said so; that leaves out months with
    few. Else all of them: with few beside it, every number is said as two.
    """
    *before, now = figure.series
    whole = [amount for amount in before if amount.is_comparable]
    if figure.unit != "share" or any(map(_is_few, (now, figure.last))):
        return whole
    return [amount for amount in whole if not _is_few(amount)] or whole


def _is_few(amount: Amount) -> bool:
    return amount.is_comparable and amount.denominator is not None and amount.denominator < SMALL


def _numbers(unit: str, amount: Amount) -> str:
    if amount.denominator is None:
        return told(unit, amount)
    of = {"n": number(amount.numerator or 0), "m": number(amount.denominator)}
    return say("value.numbers", **of)


def last(figure: CaseworkFigure) -> str:
    """Return last month's value, where it may stand beside this month's, or a dash.

    It stands beside one that is left out too: that there was nothing to count would be untrue.
    """
    is_now = figure.now.is_comparable or figure.now.hidden
    is_beside = is_now and figure.last.is_comparable
    return told(figure.unit, figure.last) if is_beside or figure.last.hidden else DASH
