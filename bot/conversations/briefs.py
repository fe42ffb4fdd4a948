"""The brief of a supervision to come: each child that is proposed in depth on one card."""

from collections.abc import Sequence
from datetime import timedelta

from bot.conversations import agenda, child_record, facts, last_time, parts_to_agree
from bot.conversations.draft import stored_steps
from bot.conversations.sendings import as_sent
from bot.messages import Outgoing
from bot.permissions import open_record
from bot.update import UpdateContext, command_button
from prompts.days import day_words, full_day_words
from prompts.interview import interview_of
from prompts.meeting.cards import status_words
from prompts.meeting.child_cards import seen_and_heard
from prompts.meeting.listed import AgendaChild
from prompts.phrases import phrase
from storage import history, plans, records
from storage.access import viewer_of
from storage.coming import Coming
from storage.tables import Person

UNHEARD_AFTER = timedelta(days=92)
"""After how long a child counts as one whom we have not heard."""


def show(
    update: UpdateContext, practitioner: Person, supervisor: Person, known: Coming | None
) -> None:
    """Show what is known before a supervision: a card a child proposed, and whom nobody heard."""
    children = _listed(update, practitioner, supervisor)
    update.say(_title(update, practitioner, known, len(children)))
    for text in _prepared(update, practitioner, supervisor):
        update.replies.append(Outgoing(text, passages=facts.passages(text)))
    for child in children:
        if child.in_depth:
            text = _card(update, child)
            update.replies.append(Outgoing(text, passages=facts.passages(text)))
    starts = [command_button(phrase("brief.buttons.start"), "supervise", practitioner.id)]
    rows = [starts] if supervisor.id == update.person.id else []
    update.say(_unheard(update, [one for one in children if not one.in_depth]), *rows)


def _listed(update: UpdateContext, practitioner: Person, supervisor: Person) -> list[AgendaChild]:
    """Return the children of an agenda as it would be proposed today."""
    listed = agenda.context(update, practitioner, supervisor)["children"]
    assert isinstance(listed, list)  # noqa: S101 - as agenda.proposed makes it
    return [AgendaChild(**child) for child in listed]


def _prepared(update: UpdateContext, practitioner: Person, supervisor: Person) -> list[str]:
    """Return what the practitioner wrote to prepare, in lines, as its reader may read it."""
    lines, viewer = dict[str, list[str]](), viewer_of(update.session, update.person)
    for record in records.prepared(update.session, practitioner.id, supervisor.id):
        asked = open_record(update.session, viewer, record.id, update.now)
        if asked is not None and asked.may_read:
            guide = update.guides.version(record.guide, record.version)
            steps = as_sent(stored_steps(update.session, record.draft_id))
            told = parts_to_agree.record_lines(interview_of(guide, steps).state)
            name, day = update.known_as(practitioner), day_words(record.held_on)
            lines[record.draft_id] = [phrase("brief.prepared", name=name, day=day), *told]
    return ["\n".join(one) for one in lines.values()]


def _title(update: UpdateContext, practitioner: Person, known: Coming | None, count: int) -> str:
    name = update.known_as(practitioner)
    if known is None:
        return phrase("brief.title_undated", name=name, children=count)
    return phrase("brief.title", name=name, day=full_day_words(known.on), children=count)


def _card(update: UpdateContext, child: AgendaChild) -> str:
    head = phrase("brief.child", child=child.ref, status=status_words(child.status))
    why = phrase("brief.why", reason=child.reason) if child.reason else ""
    told = seen_and_heard(child)
    return "\n".join(line for line in (head, why, _last_time(update, child), told) if line)


def _last_time(update: UpdateContext, child: AgendaChild) -> str:
    """Return the *Last time* card of a child, as its next part in depth will show it."""
    last = records.last_in_depth(update.session, child.id)
    if last is None or child_record.opened(update, last.id) is None:
        return ""
    since = last_time.between(update.session, update.guides, child.id, last.held_on)
    return last_time.words(
        last_time.last_time(update.session, update.guides, child.id),
        history.so_far(update.session, [child.id])[child.id].act_by,
        plans.open_actions(update.session, child.id),
        [one for one in since if child_record.opened(update, one.record_id)],
    )


def _unheard(update: UpdateContext, others: Sequence[AgendaChild]) -> str:
    """Return which of the other children nobody heard lately, or that there is none."""
    since = (update.today - UNHEARD_AFTER).isoformat()
    silent = [one.ref for one in others if one.heard_on is None or one.heard_on < since]
    if not silent:
        return phrase("brief.all_heard")
    return phrase("brief.unheard", children=", ".join(silent))
