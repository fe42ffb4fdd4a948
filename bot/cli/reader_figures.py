"""What came of a check of the reader, in words: a line an indicator, and estimates beside it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from bot.cli.reader_texts import CheckedText
from practice.estimates import (
    ErrorCounts,
    NoteCounts,
    Refusal,
    estimate,
    published_error_rates,
)
from practice.reader_check import FEWEST, CheckCounts, Kappa, Share
from prompts.phrases import phrase


def figures(counts: Mapping[str, CheckCounts], texts: Sequence[CheckedText]) -> Iterator[str]:
    """Yield the lines that say what a check found."""
    for indicator, of_one in counts.items():
        yield phrase(
            "reader_check.line",
            indicator=indicator,
            marked=of_one.marked,
            agreement=_agreement(of_one),
            precision=_share(of_one.precision()),
            recall=_share(of_one.recall()),
        )
    yield phrase("reader_check.on_agreed")
    yield from _estimates(counts, texts)


def _agreement(counts: CheckCounts) -> str:
    kappa = counts.kappa()
    if kappa is None:
        few = counts.marked < FEWEST
        return phrase("reader_check.too_few" if few else "reader_check.all_alike")
    return phrase("reader_check.kappa", value=f"{kappa.value:.2f}", **_interval(kappa))


def _share(share: Share | None) -> str:
    if share is None:
        return phrase("reader_check.too_few")
    return phrase("reader_check.share", count=share.count, of=share.of, **_interval(share))


def _interval(of: Kappa | Share) -> dict[str, str]:
    return {"low": f"{of.low:.2f}", "high": f"{of.high:.2f}"}


def _estimates(counts: Mapping[str, CheckCounts], texts: Sequence[CheckedText]) -> Iterator[str]:
    """Yield what would be said of these texts without the two people, beside what they say."""
    rates = published_error_rates()
    if isinstance(rates, Refusal):
        yield phrase("reader_check.no_estimates", why=rates.value)
        return
    yield phrase("reader_check.estimates")
    for indicator, of_one in counts.items():
        yield _estimate(indicator, of_one, rates.get(indicator, ()), _by_writer(indicator, texts))


def _estimate(
    indicator: str,
    counts: CheckCounts,
    rates: Sequence[ErrorCounts],
    notes: Sequence[NoteCounts],
) -> str:
    said = estimate(rates, notes) if rates else Refusal.NO_RATES
    shown, of = counts.found + counts.missed, sum(writer.notes for writer in notes)
    they_say = phrase("reader_check.they_say", indicator=indicator, shown=shown, of=of)
    if isinstance(said, Refusal):
        return phrase("reader_check.no_estimate", they_say=they_say, why=said.value)
    low, high = round(said.low * 100), round(said.high * 100)
    return phrase("reader_check.estimate", they_say=they_say, low=low, high=high)


def _by_writer(indicator: str, texts: Sequence[CheckedText]) -> list[NoteCounts]:
    """Return the texts on which the two agree, by their writers, as the reader reads them."""
    found: dict[str, list[bool]] = defaultdict(list)
    for text in texts:
        marks = text.marks[indicator]
        if marks.first is not None and marks.first == marks.second:
            found[text.writer_id].append(marks.found)
    return [NoteCounts(len(of_one), sum(of_one)) for of_one in found.values()]
