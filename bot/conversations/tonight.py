"""Never alone with a worry tonight: the duty number for this hour, and telling the supervisor."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.messages import Button, Outgoing, from_json
from bot.update import TONIGHT, DutyNumbers, UpdateContext, buttoned, command_button, first_name
from practice.calendar import in_office_hours, london, next_working_moment
from prompts.phrases import phrase
from prompts.spoken_words import Meaning, meaning_of
from prompts.wishes import Wish, wish_within
from storage import audit, people, reach, transcript, undelivered
from storage.reach import UpTheLine
from storage.tables import Person
from storage.undelivered import LastTelling

_CLOSES = "18:00"
_OPENS = "8:00"
_A_NIGHT, _AN_HOUR = timedelta(hours=12), timedelta(hours=1)
MOST_AN_HOUR = 10
"""How often a person can have somebody told: far more than anybody taps who is frightened."""


def show(update: UpdateContext) -> None:
    """Reply with the number, what to say, and the ways back; the current draft stays as it is."""
    lines = [
        *numbers(update.duty.at(update.now), update.now),
        phrase("tonight.say"),
        _watched(update),
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
    reply = update.replies[-1] if update.replies else Outgoing("")
    offered = [button for row in reply.buttons for button in row if button.label == label]
    lines = [*numbers(update.duty.at(update.now), update.now), _watched(update)]
    _put_first(update, lines, offered[:1] or [command_button(label, "now")])


def offer_what_is_wished(update: UpdateContext, words: str) -> None:
    """Put what words that were kept may wish for first on what is replied.

    Nobody is told by it: that nobody was is said, and the button that tells is offered.
    """
    wish = wish_within(words, names_of_line(update))
    if wish is Wish.NUMBER:
        offer(update)
    elif wish is Wish.TELL:
        name = name_of(whom(update))
        _put_first(update, [phrase("tonight.told_nobody", supervisor=name)], [_tell()])


def _put_first(update: UpdateContext, lines: list[str], first: list[Button]) -> None:
    """Put lines and a row of buttons first on the last of what is replied."""
    reply, labels = (
        update.replies.pop() if update.replies else Outgoing(""),
        {b.label for b in first},
    )
    rows = [[button for button in row if button.label not in labels] for row in reply.buttons]
    text = "\n".join([*lines, "", reply.text]).rstrip()
    buttons = buttoned([first, *rows])
    update.replies.append(replace(reply, text=text, buttons=buttons, urgent=True))


def _watched(update: UpdateContext) -> str:
    office = in_office_hours(update.now)
    return phrase("tonight.nobody_reads_now" if office else "tonight.nobody_reads")


def numbers(number: str | None, now: datetime) -> list[str]:
    """Return whom to ring at this hour; `number` is the duty team's, None where none is set."""
    duty = phrase("tonight.duty", until=_until(now), phone=number) if number else ""
    return [phrase("tonight.danger"), duty or phrase("tonight.no_phone")]


def from_settings(duty: DutyNumbers, now: datetime) -> str:
    """Return whom to ring at this hour; it asks the records nothing, so they may be gone."""
    return "\n".join(numbers(duty.at(now), now))


def tell(update: UpdateContext) -> None:
    """Tell who is reached now, whatever the hour, naming nobody but the sender.

    That is the supervisor, or the next person up the line. What is said when it has arrived, or
    cannot, comes from bot/undelivered.py.
    """
    up = whom(update)
    told = undelivered.times_told(update.session, update.person.id, TONIGHT, update.now, _AN_HOUR)
    if len(told) >= MOST_AN_HOUR:
        again_at = f"{london(told[-MOST_AN_HOUR] + _AN_HOUR):%H:%M}"
        enough = phrase("tonight.enough", supervisor=name_of(up), count=MOST_AN_HOUR, time=again_at)
        show_again(update, enough, offers=False)
        return
    for one in (*up.passed, up.first):
        if one is not None and one.addresses:
            _put_to(update, one.person)
    if up.first is None:
        page = up.on_a_page
        lead = phrase("tonight.on_a_page", supervisor=first_name(page.person)) if page else ""
        show_again(update, lead or phrase("tonight.nobody_to_tell"), offers=False)
        return
    lines = [*_passed(up), phrase("tonight.telling", supervisor=first_name(up.first.person))]
    lines += [*numbers(update.duty.at(update.now), update.now), phrase("tonight.no_answer")]
    update.say("\n".join(lines), [_back()], urgent=True)


def _put_to(update: UpdateContext, person: Person) -> None:
    time, name = f"{london(update.now):%H:%M}", first_name(update.person)
    text = phrase("tonight.to_supervisor", practitioner=update.person.name, time=time, name=name)
    if phone := update.duty.at(update.now):
        text = f"{text} {phrase('tonight.duty_number', phone=phone)}"
    opens = command_button(phrase("tonight.buttons.number"), "now")
    update.tell(person.id, TONIGHT, text, [opens])
    deed = "supervisor told tonight"
    audit.record(update.session, deed, "person", person.id, actor=update.person.id, at=update.now)


def whom(update: UpdateContext) -> UpTheLine:
    """Return whom the button tells, as things stand, and who was passed over."""
    return reach.up_the_line(update.session, update.person.id, update.today)


def name_of(up: UpTheLine) -> str:
    """Return the name of whom the button tells; where nobody is, of the nearest in the line."""
    nearest = up.first or next(iter(up.passed), None)
    return first_name(nearest.person) if nearest else phrase("tonight.your_supervisor")


def _passed(up: UpTheLine) -> list[str]:
    """Return the sentence that says who nearer than whom the button tells is not reached."""
    nearest = next(iter(up.passed), None)
    return [phrase("tonight.passed", supervisor=first_name(nearest.person))] if nearest else []


def supervisor_of(update: UpdateContext) -> Person | None:
    """Return who is meant by "my supervisor": the nearest up the line who is here, if any is."""
    return reach.first_here(update.session, update.person.id, update.today)


def meaning_here(update: UpdateContext, words: str) -> Meaning | None:
    """Return what a whole message means to the bot, somebody up the line named or not."""
    return meaning_of(words, names_of_line(update))


def names_of_line(update: UpdateContext) -> str:
    """Return the names of everybody up the person's line, each of which reads "supervisor"."""
    return reach.names_of_line(update.session, update.person.id)


def last_told(update: UpdateContext) -> LastTelling | None:
    """Return whom the person told this night, or is telling; None where nobody."""
    person_id = update.person.id
    return undelivered.last_telling(update.session, person_id, TONIGHT, update.now, _A_NIGHT)


def told_line(update: UpdateContext) -> str:
    """Return the sentence that says whether anybody has been told, and who would be."""
    last = last_told(update)
    if last is not None:
        key = "tonight.was_told" if last.arrived_at else "tonight.being_told"
        at = last.arrived_at or last.made_at
        name = first_name(people.person(update.session, last.person_id))
        return phrase(key, supervisor=name, time=f"{london(at):%H:%M}")
    up = whom(update)
    if up.first is not None:
        not_told = phrase("tonight.not_told", supervisor=first_name(up.first.person))
        return " ".join([*_passed(up), not_told])
    if up.on_a_page is not None:
        return phrase("tonight.on_a_page_first", supervisor=first_name(up.on_a_page.person))
    return phrase("tonight.nobody_told")


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
