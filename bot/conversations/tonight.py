"""Never alone with a worry tonight: the duty number for this hour, and telling the supervisor."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.messages import Button, Outgoing, from_json
from bot.update import TONIGHT, DutyNumbers, UpdateContext, buttoned, command_button, first_name
from practice.calendar import in_office_hours, london, next_working_moment
from prompts.phrases import phrase
from prompts.spoken_words import Meaning, meaning_of
from storage import audit, people, transcript, undelivered
from storage.tables import Person

_CLOSES = "18:00"
_OPENS = "8:00"
_A_NIGHT = timedelta(hours=12)


def show(update: UpdateContext) -> None:
    """Reply with the number, what to say, and the ways back; the current draft stays as it is."""
    office = in_office_hours(update.now)
    lines = [
        *numbers(update.duty.at(update.now), update.now),
        phrase("tonight.say"),
        phrase("tonight.nobody_reads_now" if office else "tonight.nobody_reads"),
        phrase("tonight.keeping_tells_nobody"),
        told_line(update),
    ]
    if update.current() is not None:
        lines.append(phrase("tonight.draft_saved"))
    update.say("\n".join(lines), [_tell()], [_back()], urgent=True)


def show_again(update: UpdateContext, lead: str = "", *, offers: bool = True) -> None:
    """Reply with the numbers, whether the supervisor was told, and the ways on."""
    told = [told_line(update)] if told_line(update) not in lead else []
    lines = [lead, *told, *numbers(update.duty.at(update.now), update.now)]
    lines.append(phrase("tonight.no_answer"))
    text, tells = "\n".join(line for line in lines if line), [_tell()] if offers else []
    update.say(text, tells, [_back()], urgent=True)


def offer(update: UpdateContext) -> None:
    """Put whom to ring, and the button of the duty number, first on what is replied."""
    label = phrase("cards.buttons.tonight")
    watched = "nobody_reads_now" if in_office_hours(update.now) else "nobody_reads"
    lines = [*numbers(update.duty.at(update.now), update.now), phrase(f"tonight.{watched}")]
    reply = update.replies.pop() if update.replies else Outgoing("")
    offered = [button for row in reply.buttons for button in row if button.label == label]
    first = offered[:1] or [command_button(label, "now")]
    rows = [[button for button in row if button.label != label] for row in reply.buttons]
    text = "\n".join([*lines, "", reply.text]).rstrip()
    buttons = buttoned([first, *rows])
    update.replies.append(replace(reply, text=text, buttons=buttons, urgent=True))


def numbers(number: str | None, now: datetime) -> list[str]:
    """Return whom to ring at this hour; `number` is the duty team's, None where none is set."""
    duty = phrase("tonight.duty", until=_until(now), phone=number) if number else ""
    return [phrase("tonight.danger"), duty or phrase("tonight.no_phone")]


def from_settings(duty: DutyNumbers, now: datetime) -> str:
    """Return whom to ring at this hour; it asks the records nothing, so they may be gone."""
    return "\n".join(numbers(duty.at(now), now))


def tell(update: UpdateContext) -> None:
    """Tell the supervisor at once, whatever the hour, naming nobody but the sender."""
    supervisor = supervisor_of(update)
    time = f"{london(update.now):%H:%M}"
    name = first_name(update.person)
    text = phrase("tonight.to_supervisor", practitioner=update.person.name, time=time, name=name)
    if phone := update.duty.at(update.now):
        text = f"{text} {phrase('tonight.duty_number', phone=phone)}"
    opens = command_button(phrase("tonight.buttons.number"), "now")
    if supervisor is None or not update.tell(supervisor.id, TONIGHT, text, [opens]):
        show_again(update, phrase("tonight.nobody_to_tell"), offers=False)
        return
    audit.record(
        update.session,
        "supervisor told tonight",
        "person",
        supervisor.id,
        actor=update.person.id,
        at=update.now,
    )
    lines = [phrase("tonight.told", supervisor=first_name(supervisor))]
    lines += [*numbers(update.duty.at(update.now), update.now), phrase("tonight.no_answer")]
    update.say("\n".join(lines), [_back()], urgent=True)


def supervisor_of(update: UpdateContext) -> Person | None:
    """Return whom the button tells; None where nobody is listed."""
    return people.supervisor_of(update.session, update.person.id, update.today)


def meaning_here(update: UpdateContext, words: str) -> Meaning | None:
    """Return what a whole message means to the bot, the supervisor named or not."""
    supervisor = supervisor_of(update)
    return meaning_of(words, supervisor.name if supervisor else "")


def told_at(update: UpdateContext) -> datetime | None:
    """Return when the supervisor was told this night; None where they were not."""
    return undelivered.told_since(update.session, update.person.id, TONIGHT, update.now - _A_NIGHT)


def told_line(update: UpdateContext) -> str:
    """Return the sentence that says whether the supervisor has been told."""
    supervisor, at = first_name(supervisor_of(update)), told_at(update)
    if not supervisor:
        return phrase("tonight.nobody_told")
    if at is None:
        return phrase("tonight.not_told", supervisor=supervisor)
    return phrase("tonight.was_told", supervisor=supervisor, time=f"{london(at):%H:%M}")


def stands(update: UpdateContext) -> bool:
    """Say whether the number stands here and was there to be read when the message was written."""
    incoming = update.incoming
    if incoming.replies_to is not None or ":" in (incoming.card or ""):
        return False
    notice = transcript.newest_notice(update.session, update.person.id, incoming.channel)
    if notice is None or notice.at < update.now - _A_NIGHT:
        return False
    seen = incoming.written_at is None or incoming.written_at >= notice.at
    buttons = [button for row in from_json(notice.body).buttons for button in row]
    return seen and _back() in buttons


def _tell() -> Button:
    return command_button(phrase("tonight.buttons.tell"), "tell")


def _back() -> Button:
    return command_button(phrase("tonight.buttons.back"), "where")


def _until(moment: datetime) -> str:
    if in_office_hours(moment):
        return _CLOSES
    opens = london(next_working_moment(moment))
    if opens.date() == london(moment).date():
        return phrase("tonight.today", time=_OPENS)
    days = (opens.date() - london(moment).date()).days
    if days == 1:
        return phrase("tonight.tomorrow", time=_OPENS)
    return phrase("tonight.on_day", time=_OPENS, day=f"{opens:%A}")
