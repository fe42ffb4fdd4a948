"""/due: a person's dates to act by, days to look again and actions, each with what it is."""

from collections.abc import Iterable, Sequence
from datetime import date

from bot import dated, due_list
from bot.conversations import child_record
from bot.due_list import Heading, Part, Standing
from bot.messages import Button, Link
from bot.permissions import child_listed, children_of, record_choices, request_summary
from bot.update import UpdateContext, command_button
from practice.access import Role
from practice.calendar import Month, working_days_before
from practice.matching import Found, find
from practice.mentions import unknown_references
from practice.supervision import due_on
from prompts.days import day_words
from prompts.phrases import phrase
from prompts.text import shortened
from prompts.unknown_child import nearest, unknown_line
from storage import audit, enquiries, missed, people, reach
from storage.access import viewer_of
from storage.deadlines import Deadline, Undated
from storage.due import NotDiscussed, not_discussed
from storage.presence import is_here
from storage.tables import Person

_IN_ROW = 3
_WHAT = 160


def run(update: UpdateContext, argument: str) -> None:
    """List all that stands for a person, however far off or old, some of each kind at first.

    `argument` goes on with a kind, or is a child, whose plan is shown with what stands.
    A reminder comes for what is near (bot/reminders); this is the whole of it.
    """
    found = due_list.standing_for(update.session, update.person.id, update.today)
    if argument and not due_list.is_part(argument):
        _show_child(update, argument, due_list.of_child(found, argument))
        return
    person = update.person.id
    audit.record(update.session, "list read", "person", person, actor=person, at=update.now)
    if argument:
        part = due_list.part_after(found, argument)
        _say(update, [part] if part else [], phrase("reminders.list.gone_on"))
    else:
        _say_questions(update)
        has_said, oversees = _say_of_people(update), _oversees(update)
        if found:
            _say(update, due_list.first_parts(found), "")
        elif not has_said and not oversees:
            update.say(phrase("reminders.list.nothing"))
        if oversees:
            is_said = bool(found or has_said)
            _lead_to_summary(update, "" if is_said else phrase("reminders.list.nothing"))


def typed(update: UpdateContext, argument: str) -> None:
    """List all that stands, or of the child whose reference was typed after the command."""
    if not argument or not show_asked(update, argument):
        run(update, "")


def _say_questions(update: UpdateContext) -> None:
    """Say how many questions of summaries wait for the person's answer, if any do."""
    waits = enquiries.waiting_for(update.session, update.person.id)
    if waits:
        key = "enquiry_late" if waits[0].is_late(update.today) else "enquiry"
        day = day_words(waits[0].asked.due_on)
        text = phrase(f"reminders.{key}", count=len(waits), day=day)
        update.say(text, [command_button(phrase("reminders.buttons.enquiry"), "enquiry")])


def _say_of_people(update: UpdateContext) -> bool:
    """Say which of the person's people have children due, and whose supervision was not held.

    What was due by the end of a month stands until five working days before that of the next.
    """
    ahead = working_days_before(due_on(Month.of(update.today)), dated.WORKING_DAYS)
    month = Month.of(update.today)
    month = month if update.today >= ahead else month.previous()
    mine = [one.id for one in people.supervisees(update.session, update.person.id, update.today)]
    waits = [one for one in _not_discussed(update, month, mine) if one.children]
    for name in sorted({_gone(update, one) for one in waits}):
        these = [one for one in waits if _gone(update, one) == name]
        update.say(*_of_children(update, month, these))
    last = Month.of(update.today).previous()
    unsaid = missed.unsaid(update.session, last, update.today, mine) if mine else []
    if unsaid:
        text = phrase("reminders.missed", count=len(unsaid), month=f"{last.first:%B %Y}")
        label = phrase("reminders.buttons.missed")
        update.say(text, [command_button(label, "missed", f":{last}:")])
    return bool(waits or unsaid)


def _not_discussed(update: UpdateContext, month: Month, mine: Sequence[str]) -> list[NotDiscussed]:
    """Return whose children wait to be discussed, of those of whom the person is told.

    Of their own people, and of those for whom they hear in a supervisor's place: nobody else's
    children are read.
    """
    me = update.person.id
    theirs = {*mine, *reach.stood_in_for(update.session, me, update.today)}
    return [
        one
        for one in not_discussed(update.session, month.first, update.today, theirs)
        if me == (one.stand_in.person.id if one.stand_in else one.supervisor_id)
    ]


def _gone(update: UpdateContext, one: NotDiscussed | Standing) -> str:
    """Return in whose place the person is told; "" of their own people."""
    return update.known_as(one.stand_in.gone) if one.stand_in else ""


def _of_children(
    update: UpdateContext, month: Month, waits: Sequence[NotDiscussed]
) -> tuple[str, list[Button]]:
    by = due_on(month)
    key = "due" if update.today < by else "due_today" if update.today == by else "late"
    count, those = sum(one.children for one in waits), len(waits)
    gone = _gone(update, waits[0])
    whose = phrase("reminders.theirs", name=gone) if gone else phrase("reminders.your")
    text = phrase(f"reminders.{key}", count=count, people=those, due=day_words(by), whose=whose)
    text = phrase("reminders.in_place_of", text=text, name=gone) if gone else text
    of = f"{dated.SINCE}{month.first.isoformat()}"
    return text, [command_button(phrase("reminders.buttons.open"), "supervise", of)]


def _oversees(update: UpdateContext) -> bool:
    """Say whether the person may see a summary of teams whose supervisions others hold."""
    if update.person.role == Role.SUPERVISOR:
        return False
    viewer = viewer_of(update.session, update.person)
    return request_summary(update.session, viewer, update.person.team_id).allowed


def _lead_to_summary(update: UpdateContext, before: str) -> None:
    running = str(Month.of(update.today))
    button = command_button(phrase("oversight.running", month=running), "summary", running)
    update.say("\n".join(filter(None, [before, phrase("reminders.list.of_team")])), [button])


def show_asked(update: UpdateContext, typed: str) -> bool:
    """Show the child whose reference was typed; say whether one is meant, or a reference is none's.

    `typed` is as people write a reference; a child whom the person cannot know of is no child here.
    """
    refs = _known_refs(update)
    match = find(typed, refs)
    if match.exact:
        run(update, match.exact)
    elif match.found is Found.AMBIGUOUS:
        buttons = [command_button(ref, "due", ref) for ref in match.candidates]
        update.say(phrase("cards.which_of_these"), *_in_rows(buttons))
    elif unknown := unknown_references(update.words() or "", refs):
        update.say(unknown_line(unknown, nearest(unknown, refs)))
    else:
        return False
    return True


def _known_refs(update: UpdateContext) -> list[str]:
    """Return the children of the person and their people, and of whom their list has a record."""
    known = children_of(update.session, update.person.id, update.today).refs
    viewer = viewer_of(update.session, update.person)
    listed = record_choices(update.session, viewer).children
    return list(dict.fromkeys([*known, *(ref for _, ref in listed)]))


def _say(update: UpdateContext, parts: Sequence[Part], nothing: str) -> None:
    if not parts:
        update.say(nothing)
        return
    lines = [line for part in parts for line in [*_listed(update, part), ""]]
    refs = dict.fromkeys(one.child_ref for part in parts for one in part.shown)
    update.say(
        "\n".join([*lines, phrase("reminders.list.ways")]),
        *_in_rows([command_button(ref, "due", ref) for ref in refs]),
        *([_more(part)] for part in parts if part.left),
    )


def _in_rows(buttons: Sequence[Button]) -> list[Sequence[Button]]:
    return [buttons[at : at + _IN_ROW] for at in range(0, len(buttons), _IN_ROW)]


def _more(part: Part) -> Button:
    label = phrase(f"reminders.buttons.more.{part.heading}", count=part.left)
    return command_button(label, "due", part.goes_on)


def _listed(update: UpdateContext, part: Part) -> list[str]:
    title, count = phrase(f"reminders.list.{part.heading}"), part.total
    first, last = part.before + 1, part.before + len(part.shown)
    heading = phrase("reminders.list.all_of", title=title, count=count)
    if len(part.shown) < count:
        heading = phrase("reminders.list.some_of", title=title, first=first, last=last, count=count)
    return [heading, *_lines(update, ((part.heading, one) for one in part.shown))]


def _lines(update: UpdateContext, found: Iterable[tuple[Heading, Standing]]) -> list[str]:
    return [
        phrase("reminders.list.entry", line=_line(update, heading, one)) for heading, one in found
    ]


def _line(update: UpdateContext, heading: Heading, one: Standing) -> str:
    line = _undated(one) if isinstance(one, Undated) else _dated(update, heading, one)
    if one.stand_in is None or one.stand_in.person.id != update.person.id:
        return line
    return phrase("reminders.list.in_place_of", line=line, name=_gone(update, one))


def _dated(update: UpdateContext, heading: Heading, one: Deadline) -> str:
    by = phrase(f"reminders.list.{_stage(one, update.today)}", day=day_words(one.day))
    if one.what is None:
        return phrase("reminders.list.bare_line", child=one.child_ref, by=by)
    key = "act_by_line" if heading is Heading.ACT_BY else "line"
    what = shortened(one.what, _WHAT)
    return phrase(f"reminders.list.{key}", child=one.child_ref, by=by, what=what)


def _undated(one: Undated) -> str:
    what = shortened(one.what, _WHAT)
    if one.answer is None or one.answered is None:
        return phrase("reminders.list.undated_line", child=one.child_ref, what=what)
    day = day_words(one.answered)
    return phrase(
        "reminders.list.answered_line", child=one.child_ref, what=what, answer=one.answer, day=day
    )


def _stage(one: Deadline, today: date) -> str:
    if one.not_acted:
        return "not_acted"
    if one.day == today:
        return "today"
    return "passed" if one.day < today else "by"


def _show_child(update: UpdateContext, ref: str, found: Sequence[tuple[Heading, Standing]]) -> None:
    """Show what was decided of a child last, what stands, and where it is said what came of it.

    That is said in a supervision alone: what came of an action is the two people's, and is agreed.
    """
    lines = child_record.lines(update, ref)
    if not (lines or found):
        # To what was typed of a child of theirs; a button of anybody's says no more than to others.
        asked = update.incoming.button is None
        nothing = phrase("reminders.list.nothing_of", child=ref)
        update.say(nothing if asked else phrase("agreement.not_yours"))
        return
    back, pages = command_button(phrase("reminders.buttons.back_to_due"), "due"), _page(update, ref)
    if not found:
        update.say("\n".join(lines), [back], links=pages)
        return
    said, starts = _where_it_is_said(update, ref, found[0][1].practitioner_id)
    title, above = phrase("reminders.list.due_of", child=ref), [""] if lines else []
    update.say(
        "\n".join([*lines, *above, title, *_lines(update, found), said]),
        starts,
        [back],
        links=pages,
    )


def _page(update: UpdateContext, ref: str) -> list[Link]:
    """Return the page of all records of a child, where the person's own list has any."""
    viewer = viewer_of(update.session, update.person)
    child_id = child_listed(update.session, viewer, ref)
    label = phrase("reminders.list.records_of", child=ref)
    return [Link(label, f"/records?child={child_id}")] if child_id else []


def _where_it_is_said(
    update: UpdateContext, ref: str, practitioner_id: str
) -> tuple[str, list[Button]]:
    """Return the sentence on it, and for whoever starts that supervision the button that does."""
    practitioner = update.session.get_one(Person, practitioner_id)
    name = update.known_as(practitioner)
    stood_in_for = reach.stood_in_for(update.session, update.person.id, update.today)
    if practitioner_id in stood_in_for:
        gone = update.known_as(stood_in_for[practitioner_id].gone)
        return phrase("meeting.in_place_of", name=name, gone=gone), []
    if practitioner_id == update.person.id:
        return _in_ones_own(update, ref), []
    said = phrase("reminders.list.say_in_supervision", name=name, child=ref)
    if practitioner.supervisor_id != update.person.id:
        return said, []
    label = phrase("reminders.buttons.supervise", name=name)
    return said, [command_button(label, "supervise", practitioner_id)]


def _in_ones_own(update: UpdateContext, ref: str) -> str:
    starts = people.person(update.session, update.person.supervisor_id or "")
    if starts is None or not is_here(starts, update.today):
        return phrase("reminders.list.say_nobody")
    return phrase("reminders.list.say_when_you_talk", name=update.known_as(starts), child=ref)
