"""What a list says of its rows beside whether they count: ratings, an action's words, a sentence.

Words are opened for rows whose record opens to the viewer, and for no others.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

from prompts.phrases import phrases
from reports.drilldown import DISCUSSED, HELD, Row
from reports.selection import CLAIMS
from reports.wording import full_day, of_list
from storage import measures as queries
from storage.measures import RatingMove, Scope, Session

Said = dict[str, tuple[str, ...]]
_ACTIONS = frozenset(
    {f"actions.{name}" for name in ("done_share", "carried_over", "why_and_how_share")}
)


def said(session: Session, key: str, scope: Scope, rows: Collection[Row]) -> Said:
    """Return, by unit, the sentences that a measure's list shows beside these rows of it."""
    if not rows:
        return {}
    if key in {DISCUSSED, HELD}:
        what = "discussed" if key == DISCUSSED else "met"
        return {row.unit_id: tuple(_waits(what, row)) for row in rows if not row.withheld}
    if key == CLAIMS.key:
        return _claims(session, scope, rows)
    opening = [row for row in rows if row.may_open]
    if key in _ACTIONS:
        words = queries.action_words(session, {row.unit_id for row in opening})
        return {action: (text,) for action, text in words.items()}
    if key.startswith("outcomes."):
        return _ratings(session, key, scope, opening)
    return _sentences(session, key.removeprefix("records."), scope, opening)


def quotes(key: str, rows: Iterable[Row], shown: Said) -> set[str]:
    """Return the records whose words `shown` holds; reading them is noted as reading them is."""
    if key in {DISCUSSED, HELD}:
        return set()
    quoted = (row for row in rows if row.may_open and row.unit_id in shown)
    return {row.record_id for row in quoted if row.record_id}


def _waits(what: str, row: Row) -> Iterator[str]:
    """Yield when it was last, or since when it waits, and that the case has closed."""
    if row.last:
        yield of_list(f"list.{what}_last", day=full_day(row.last))
    elif row.since is None:
        yield of_list(f"list.{what}_never")
    else:
        opened = row.case is not None and row.case.opened_on is not None
        since = "since" if opened or row.case is None else "allocated"
        yield of_list(f"list.{what}_never_{since}", day=full_day(row.since))
    if row.case and row.case.is_closed:
        closed_on = row.case.closed_on
        yield (
            of_list("list.closed", day=full_day(closed_on))
            if closed_on
            else of_list("list.closed_undated")
        )


def _claims(session: Session, scope: Scope, rows: Collection[Row]) -> Said:
    """Return what each claim is of and who found it; its sentence where the record opens."""
    indicators, known = queries.indicators(session, CLAIMS.query, scope), phrases("indicators")
    opening = {row.unit_id for row in rows if row.may_open}
    sentences = queries.claim_sentences(session, opening)
    said: Said = {}
    for row in rows:
        indicator, reader = indicators[row.unit_id]
        kind = known[indicator][:1].upper() + known[indicator][1:]
        words = sentences.get(row.unit_id)
        found = of_list("list.found_by", reader=reader) if reader else of_list("list.pointed")
        claim = of_list("list.claim", kind=kind, sentence=words) if words else kind
        said[row.unit_id] = (claim, found)
    return said


def _ratings(session: Session, key: str, scope: Scope, rows: Iterable[Row]) -> Said:
    find = queries.ratings if key == "outcomes.rated_share" else queries.moves
    by_child = find(session, scope)
    told: Said = {}
    for row in rows:
        theirs = by_child.get(row.child_id or "", [])
        if sentences := tuple(map(_rating, theirs)):
            told[row.unit_id] = sentences
    return told


def _rating(move: RatingMove) -> str:
    now: Mapping[str, str] = {
        "what": move.what,
        "rating": "" if move.rating is None else f"{move.rating:g}",
        "rated_on": full_day(move.rated_on),
    }
    if move.apart is not None:
        key = "list.rated_apart" if now["rating"] else "list.rated_only_apart"
        return of_list(key, **now, apart=f"{move.apart:g}")
    if move.before is None or move.before_on is None:
        return of_list("list.rated", **now)
    before = {"before": f"{move.before:g}", "before_on": full_day(move.before_on)}
    return of_list("list.moved", **now, **before)


def _sentences(session: Session, indicator: str, scope: Scope, rows: Iterable[Row]) -> Said:
    found = queries.sentences(session, indicator, scope)
    return {
        row.unit_id: (of_list("list.quoted", sentence=found[row.record_id]),)
        for row in rows
        if row.counted and row.record_id in found
    }
