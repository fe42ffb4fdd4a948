"""Agreement: what each part to read says, and what agreeing, returning and striking store. Pure."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from string import ascii_lowercase

from bot.update import first_name
from practice.calendar import london_day
from practice.terms import Discussion
from prompts.agreement_state import RETURNED
from prompts.another_child import Known
from prompts.days import full_day_words
from prompts.effects import PartDecided
from prompts.indicators import claim_line
from prompts.interview.changes import Change, changes
from prompts.interview.state import Interview
from prompts.interview.views import view
from prompts.meeting.cards import looked_words
from prompts.meeting.listed import LookedAt
from prompts.phrases import phrase, phrases
from prompts.steps import Json, Step
from storage.bulk import Batch
from storage.tables import Person, Supervision

Part = Mapping[str, Json]
"""A part of a meeting as it is read: what prompts.agreement.PartToRead is made of."""
Claims = Mapping[str, tuple[str, str]]
"""Claims by id: the indicator of each, and the sentence that it rests on."""


def opening(
    supervisor: Person | None, held: Supervision, parts: list[Part], known: Known
) -> Mapping[str, Json]:
    """Return what an agreement of these parts is opened with; `known` are its reader's children."""
    return {
        "supervisor": first_name(supervisor),
        "day": held_words(held),
        "parts": parts,
        "children": list[Json](known.refs),
        "families": dict(known.families),
    }


def held_words(held: Supervision) -> str:
    """Return the day of a meeting in words, and that of its writing where it was sent later."""
    day, written = full_day_words(held.held_on), london_day(held.sent_at)
    if written == held.held_on:
        return day
    return phrase("agreement.written_later", day=day, written=full_day_words(written))


def list_part(draft_id: str, looked: Iterable[tuple[str, LookedAt, LookedAt | None]]) -> Part:
    """Return the looked-at list as one part: each child, by reference, with what became.

    Beside it stands what was sent before, where that was something else. Those who were not
    discussed stand last, each with the reason.
    """
    lines, after, about = [], [], []
    for ref, one, was in looked:
        about.append(ref)
        if one.became == Discussion.NOT_DISCUSSED:
            why = phrases("meeting.reasons").get(one.reason or "", "").lower()
            after.append(phrase("agreement.not_discussed_line", child=ref, why=why))
        else:
            now = looked_words(one)
            line = phrase("agreement.looked_line", child=ref, became=now)
            before = looked_words(was) if was else now
            if before != now:
                line = phrase("agreement.was_before", line=line, was=before)
            lines.append(line)
    return _part(draft_id, phrase("agreement.looked_title"), [*lines, *after], {}, about)


def record_part(
    draft_id: str,
    told: Interview,
    child: str | None,
    supervisor: Person | None,
    claims: Claims,
    before: Interview | None = None,
) -> Part:
    """Return one record as a part: that of a child, by reference, or the personal part (None).

    `claims` are those that count; `before` is the record as it was sent before, if it was.
    """
    lines = [*_changed(before, told), *(record_lines(told) or [phrase("agreement.nothing")])]
    if child is not None:
        return _part(draft_id, child, lines, claims, [child])
    note = phrase("agreement.personal_note", supervisor=first_name(supervisor))
    return _part(draft_id, phrase("agreement.personal_title"), [note, *lines], claims, [])


def with_lines(part: Part, lines: Iterable[str]) -> Part:
    """Return a part with lines after its text."""
    return {**part, "text": "\n".join([str(part["text"]), *lines])}


def record_lines(told: Interview) -> list[str]:
    """Return every answer of a record as a line of chat."""
    return [phrase("agreement.line", name=a.name, answer=a.answer) for a in view(told).lines]


def claim_lines(claims: Claims) -> list[str]:
    """Return what a record is said to show as lines of chat, each with its sentence."""
    names = phrases("indicators")
    said = [
        claim_line("agreement.claim", letter, names[name], sentence)
        for letter, (_, name, sentence) in zip(ascii_lowercase, _in_order(claims), strict=False)
    ]
    return [phrase("agreement.shows"), *said] if said else []


def _in_order(claims: Claims) -> list[tuple[str, str, str]]:
    """Return claims (id, indicator, sentence) in the order of the indicators."""
    order = list(phrases("indicators"))
    listed = [(claim_id, *said) for claim_id, said in claims.items()]
    return sorted(listed, key=lambda claim: order.index(claim[1]))


def _changed(before: Interview | None, told: Interview) -> list[str]:
    """Return what changed since the sending before, in lines; none where nothing did."""
    lines = [_change_line(change) for change in changes(before, told)] if before else []
    return [phrase("agreement.changed"), *lines, ""] if lines else []


def _change_line(change: Change) -> str:
    if change.was is None:
        return phrase("agreement.added_line", name=change.name)
    if change.now is None:
        return phrase("agreement.left_out_line", name=change.name, was=change.was)
    return phrase("agreement.changed_line", name=change.name, was=change.was, now=change.now)


def _part(draft_id: str, title: str, lines: list[str], claims: Claims, about: list[str]) -> Part:
    return {
        "draft_id": draft_id,
        "title": title,
        "text": "\n".join(lines),
        "claims": [list[Json](claim) for claim in _in_order(claims)],
        "about": list[Json](about),
    }


def decided(
    batch: Batch, decision: PartDecided, record_ids: Iterable[str], by: str, at: datetime
) -> Step:
    """Add to a batch what the audit says of a decision; return the step that the part's draft gets.

    That step is the state of its records, agreed or returned: a disagreement agrees, in words.
    """
    kind = "returned" if decision.decided == RETURNED else "agreed"
    for record_id in record_ids:
        batch.audit(f"record {kind}", "record", record_id, by, at)
    return Step(kind, value=decision.text, sealed=decision.text is not None)


def struck(batch: Batch, claim_id: str, by: str, at: datetime) -> None:
    """Add a strike to a batch: the other person does not agree that the record shows it."""
    batch.add("claim_strike", claim_id=claim_id, struck_by=by, struck_at=at)
    batch.audit("claim struck", "claim", claim_id, by, at)
