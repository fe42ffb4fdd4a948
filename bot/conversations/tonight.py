"""Never alone with a worry tonight: the duty number for this hour, and telling the supervisor."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.conversations import notice, passed_over
from bot.messages import Button, Outgoing
from bot.update import TONIGHT, DutyNumbers, UpdateContext, buttoned, command_button, first_name
from practice.calendar import in_office_hours, london, next_working_moment
from prompts.kinds import named_together
from prompts.own_life import speaks_of_own_life
from prompts.phrases import phrase
from prompts.spoken_words import Meaning, meaning_of
from prompts.urgent_words import may_be_urgent
from prompts.wishes import Wish, wish_within
from storage import audit, duty_calls, people, reach, undelivered
from storage.duty_calls import DutyCall
from storage.reach import Reach, UpTheLine
from storage.tables import Person
from storage.undelivered import LastTelling

_CLOSES = "18:00"
_OPENS = "8:00"
_A_NIGHT, _AN_HOUR = timedelta(hours=12), timedelta(hours=1)
AGAIN, _ASKED = "again", "asked"
_A_WHILE = timedelta(minutes=10)
"""For so long a call to somebody is the same call."""
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


def ask_whether_to_tell(update: UpdateContext) -> None:
    """Ask whether to tell the supervisor: the one card at which a typed yes tells them.

    Where they are away and nobody else can be told, that is said, and nothing is asked.
    """
    up = whom(update)
    if passed_over.all_are_away(up):
        show_again(update, "\n".join(passed_over.nobody_to_tell(up)), offers=False)
        return
    name = name_of(up)
    lines = [
        *passed_over.sentences(up, away_alone=True),
        phrase("tonight.tell_ask", supervisor=name),
    ]
    lines += [*numbers(update.duty.at(update.now), update.now), phrase("tonight.no_answer")]
    label = phrase("tonight.buttons.yes_tell", supervisor=name)
    yes = command_button(label, "tell", _ASKED)
    update.say("\n".join(lines), [yes], [_back()], urgent=True)


def asks_whether_to_tell(update: UpdateContext) -> bool:
    """Say whether the card that stands asks whether to tell the supervisor."""
    asked = command_button("", "tell", _ASKED).data
    return any(button.data == asked for button in notice.buttons(update))


def show_again(update: UpdateContext, lead: str = "", *, offers: bool = True) -> None:
    """Reply with the numbers, whether the supervisor was told, and the ways on."""
    told = [told_line(update)] if told_line(update) not in lead else []
    lines = [lead, *told, *numbers(update.duty.at(update.now), update.now)]
    lines.append(phrase("tonight.no_answer"))
    text, tells = "\n".join(line for line in lines if line), [_tell()] if offers else []
    update.say(text, tells, [_back()], urgent=True)


def offer_if_worried(update: UpdateContext, words: str) -> None:
    """Put whom to ring first on what is replied where words say that somebody may be hurt.

    Where they may be of the writer's own life, whom they can ring for themselves stands above it.
    """
    if speaks_of_own_life(words):
        offer(update, phrase("tonight.own_life"))
    elif may_be_urgent(words):
        offer(update)


def offer(update: UpdateContext, lead: str = "") -> None:
    """Put whom to ring, and the button of the duty number, first on what is replied."""
    label = phrase("cards.buttons.tonight")
    reply = update.replies[-1] if update.replies else Outgoing("")
    offered = [button for row in reply.buttons for button in row if button.label == label]
    lines = [*numbers(update.duty.at(update.now), update.now), _watched(update)]
    lines = [lead, *lines] if lead else lines
    _put_first(update, lines, offered[:1] or [command_button(label, "now")])


def offer_what_is_wished(update: UpdateContext, words: str) -> None:
    """Put what words that were kept may wish for first on what is replied.

    Nobody is told by it: that nobody was is said, and the button that tells is offered.
    """
    wish = wish_within(words, update.names_of_line)
    if wish is Wish.NUMBER:
        offer(update)
    elif wish is Wish.TELL:
        _put_first(update, *_told_nobody(update))


def _told_nobody(update: UpdateContext) -> tuple[list[str], list[Button]]:
    """Return what says that nobody was told, and the button that tells, where one can be told."""
    up = whom(update)
    if passed_over.all_are_away(up):
        nobody = passed_over.nobody_to_tell(up)
        return [*nobody, *numbers(update.duty.at(update.now), update.now)], []
    told_nobody = phrase("tonight.told_nobody", supervisor=name_of(up))
    return [*passed_over.sentences(up, away_alone=True), told_nobody], [_tell()]


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
    if in_office_hours(update.now):
        return phrase("tonight.nobody_reads_now")
    return phrase("tonight.nobody_reads", until=_until(update.now))


def numbers(number: str | None, now: datetime) -> list[str]:
    """Return whom to ring at this hour; `number` is the duty team's, None where none is set."""
    duty = phrase("tonight.duty", until=_until(now), phone=number) if number else ""
    return [phrase("tonight.danger"), duty or phrase("tonight.no_phone")]


def from_settings(duty: DutyNumbers, now: datetime) -> str:
    """Return whom to ring at this hour; it asks the records nothing, so they may be gone."""
    return "\n".join(numbers(duty.at(now), now))


def tell(update: UpdateContext, *, again: bool = False) -> None:
    """Tell who is reached now, whatever the hour, naming nobody but the sender.

    That is the supervisor, or the next person up the line. Who was told just now is told once more
    only where that is asked for. What is said when it has arrived, or cannot, comes from
    bot/undelivered.py.
    """
    up = whom(update)
    if not again and _is_told_already(update, up):
        _say_told_already(update, up)
        return
    told = undelivered.times_told(update.session, update.person.id, TONIGHT, update.now, _AN_HOUR)
    if len(told) >= MOST_AN_HOUR:
        again_at = f"{london(told[-MOST_AN_HOUR] + _AN_HOUR):%H:%M}"
        enough = phrase("tonight.enough", supervisor=name_of(up), count=MOST_AN_HOUR, time=again_at)
        show_again(update, enough, offers=False)
        return
    everybody = [*up.passed, *([up.first] if up.first else [])]
    for place, one in enumerate(everybody):
        if one.sees_tonight:
            _put_to(update, one.person, everybody[:place])
    unreached = passed_over.sentences(up, away_alone=bool(up.passed and up.passed[0].sees_tonight))
    lines = [*unreached, *_telling(up), *numbers(update.duty.at(update.now), update.now)]
    update.say("\n".join([*lines, phrase("tonight.no_answer")]), [_back()], urgent=True)


def _telling(up: UpTheLine) -> list[str]:
    """Return the sentences that say who is told, each by name, and on whose page it stands."""
    pages = [first_name(one.person) for one in up.passed if one.sees_tonight]
    on_pages = [phrase("tonight.on_a_page", names=named_together(pages))] if pages else []
    if up.first is not None:
        return [phrase("tonight.telling", supervisor=first_name(up.first.person)), *on_pages]
    return [*on_pages, phrase("tonight.ring_now")] if pages else [phrase("tonight.nobody_to_tell")]


def _is_told_already(update: UpdateContext, up: UpTheLine) -> bool:
    """Say whether everybody whom the button would tell was told just now."""
    calls = duty_calls.calls(update.session, update.person.id, TONIGHT, update.now, _A_WHILE)
    everybody = [one for one in (*up.passed, up.first) if one is not None]
    would = {one.person.id for one in everybody if one.sees_tonight}
    return bool(would) and would <= {call.person_id for call in calls}


def _put_to(update: UpdateContext, person: Person, nearer: Sequence[Reach]) -> None:
    time, name = f"{london(update.now):%H:%M}", update.known_as(update.person)
    text = phrase("tonight.to_supervisor", practitioner=update.person.name, time=time, name=name)
    if phone := update.duty.at(update.now):
        text = f"{text} {phrase('tonight.duty_number', phone=phone)}"
    if away := next((one for one in nearer if one.away_until), None):
        text = f"{text} {passed_over.away('tonight.in_place_of', away)}"
    opens = command_button(phrase("tonight.buttons.number"), "now")
    seen = command_button(phrase("tonight.buttons.seen"), "seen", update.person.id)
    update.tell(person.id, TONIGHT, text, [seen], [opens])
    deed = "supervisor told tonight"
    audit.record(update.session, deed, "person", person.id, actor=update.person.id, at=update.now)


def whom(update: UpdateContext) -> UpTheLine:
    """Return whom the button tells, as things stand, and who was passed over."""
    return reach.up_the_line(update.session, update.person.id, update.today)


def name_of(up: UpTheLine) -> str:
    """Return the name of whom the button tells; where nobody is, of the nearest who is not away."""
    nearest = up.first or next((one for one in up.passed if not one.away_until), None)
    return first_name(nearest.person) if nearest else phrase("tonight.your_supervisor")


def meaning_here(update: UpdateContext, words: str) -> Meaning | None:
    """Return what a whole message means to the bot, somebody up the line named or not."""
    return meaning_of(words, update.names_of_line)


def last_told(update: UpdateContext) -> LastTelling | None:
    """Return whom the person told this night, or is telling; None where nobody."""
    person_id = update.person.id
    return undelivered.last_telling(update.session, person_id, TONIGHT, update.now, _A_NIGHT)


def told_line(update: UpdateContext) -> str:
    """Return the sentences that say who has been told, or that nobody has and who would be."""
    calls = duty_calls.calls(update.session, update.person.id, TONIGHT, update.now, _A_NIGHT)
    told = [_how_told(update, call) for call in calls]
    rings = any(call.rings or call.shown_at or call.seen_at for call in calls)
    return "\n".join(told if rings else [*told, *_not_told(update, is_on_page=bool(told))])


def _how_told(update: UpdateContext, call: DutyCall) -> str:
    name = first_name(people.person(update.session, call.person_id))
    ways = (
        ("was_seen", call.seen_at),
        ("was_told", call.arrived_at),
        ("being_told", call.made_at if call.rings else None),
        ("was_shown", call.shown_at),
    )
    key, at = next(((key, at) for key, at in ways if at), ("on_their_page", call.made_at))
    return phrase(f"tonight.{key}", name=name, time=f"{london(at):%H:%M}")


def _not_told(update: UpdateContext, *, is_on_page: bool) -> list[str]:
    up = whom(update)
    if up.first is not None:
        not_told = phrase("tonight.not_told", supervisor=first_name(up.first.person))
        return [" ".join([*passed_over.sentences(up), not_told])]
    if is_on_page:
        return [phrase("tonight.nobody_rung")]
    if up.on_a_page is not None:
        return [phrase("tonight.on_a_page_first", supervisor=first_name(up.on_a_page.person))]
    return [" ".join([*passed_over.sentences(up, away_alone=True), phrase("tonight.nobody_told")])]


def _say_told_already(update: UpdateContext, up: UpTheLine) -> None:
    """Say that it was told already, to whom, and offer to tell it once more."""
    lines = [phrase("tonight.told_already"), told_line(update)]
    lines += passed_over.sentences(up, away_alone=True)
    lines += [*numbers(update.duty.at(update.now), update.now), phrase("tonight.no_answer")]
    label = phrase("tonight.buttons.tell_again", supervisor=name_of(up))
    update.say("\n".join(lines), [command_button(label, "tell", AGAIN)], [_back()], urgent=True)


def stands(update: UpdateContext) -> bool:
    """Say whether the number stands here and was there to be read when the message was written."""
    return notice.stands(update, _back())


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
