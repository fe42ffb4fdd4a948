"""The transcript of a conversation, as its page shows it (a view model)."""

from base64 import b64encode
from dataclasses import dataclass
from datetime import date, datetime

from markupsafe import Markup

from bot.channels.web import pages
from bot.channels.web.passages import is_place, marked, place, set_apart, too_long
from bot.messages import NO_CARD, Button, Link, Outgoing, Picture, from_json
from practice.calendar import london_day
from prompts.card import Role
from storage.transcript import Said

_WIDE = 30
_READ = "!read:"
_GOES_ON = "!continue:"
# The page has this button of its own, always in the same place.
_TONIGHT = frozenset({"tonight", "!now"})
_QUIET = frozenset(
    {"back", "skip", "later", "leave_it", "keep", "back_to_check", "parts", "go_back"}
)
_MAIN = frozenset({"start", "send", "send_again", "finished", "done", "share", "agree", "!tell"})
# What ends what is written, or opens it to somebody: words still in the box would miss it.
_ENDS = frozenset({"send", "send_again", "finished", "share", "keep_private", "agree"})


@dataclass(frozen=True)
class Entry:
    """One line of the conversation, as templates/_entry.html expects it."""

    id: str
    who: str
    text: str
    time: str
    iso: str
    day: str | None = None
    place: Markup | None = None
    token: str | None = None
    record_id: str | None = None
    links: tuple[Link, ...] = ()
    asks: str = ""
    folded: bool = False
    picture: tuple[str, str, str] | None = None

    @property
    def may_reply(self) -> bool:
        """Whether words may be written back: to a person, about a reflection, or to a question."""
        return self.record_id is not None or bool(self.asks)


@dataclass(frozen=True)
class Option:
    """One answer to tap, as templates/_options.html expects it; `about` says what it opens.

    `ends`: words that stand in the box are sent before it, or not at all.
    """

    value: str
    label: str
    kind: str
    about: str = ""
    ends: bool = False

    @property
    def opens_draft(self) -> str:
        """The draft that it goes on with; "" where it does something else."""
        return self.value.removeprefix(_GOES_ON) if self.value.startswith(_GOES_ON) else ""


@dataclass(frozen=True)
class Conversation:
    """The entries, oldest first, and the answers that are offered to the person now.

    `card` is what words written here answer, "draft:step": the card that stands here; NO_CARD where
    what was said last is none. `fills` is the answer that it changes: it stands in the box. `calls`
    are those to the duty team among the entries that no page is known to have shown.
    """

    entries: tuple[Entry, ...]
    options: tuple[Option, ...]
    card: str = NO_CARD
    fills: str = ""
    calls: frozenset[str] = frozenset()

    @property
    def newest(self) -> str | None:
        """The id of the newest entry."""
        return self.entries[-1].id if self.entries else None

    def after(self, entry_id: str) -> tuple[Entry, ...]:
        """Return the entries after this one; all of them where it is not among them."""
        ids = [entry.id for entry in self.entries]
        return self.entries[ids.index(entry_id) + 1 :] if entry_id in ids else self.entries


def conversation(lines: list[Said]) -> Conversation:
    """Return what a page shows of these lines."""
    entries: list[Entry] = []
    offering: list[tuple[Said, Outgoing]] = []
    last_day: date | None = None
    spoken = False
    for line in lines:
        message = from_json(line.body) if line.ours else None
        if message and message.deletes:
            continue
        day = london_day(line.at)
        entries.append(_entry(line, message, pages.day(line.at) if day != last_day else None))
        last_day = day
        if message:
            # An answer takes the place of what was offered.
            offering = [(line, message)] if spoken else [*offering, (line, message)]
        spoken = not line.ours
    return Conversation(tuple(entries), _offered(offering), *_card(lines))


def says_all_after(lines: list[Said], entry_id: str) -> bool:
    """Say whether the newest lines show what all of them would after an entry: no more are needed.

    The entry is among them, and so is an answer to what was said there, by which it is known what
    is offered and which card stands.
    """
    heard = answered = False
    for line in lines:
        heard = heard or not line.ours
        answered = answered or (heard and line.ours and not from_json(line.body).deletes)
    asks = any(one.ours and not one.comes_by_itself and one.record_id is None for one in lines)
    return answered and asks and any(_entry_id(line) == entry_id for line in lines)


def _entry_id(line: Said) -> str:
    return line.id if line.ours else line.id.partition(".")[2]


def _card(lines: list[Said]) -> tuple[str, str]:
    """Return the card that stands, and the answer that it changes.

    What came by itself, or was only read, took none away.
    """
    said = [ours for ours in lines if ours.ours and not ours.comes_by_itself]
    answers = [ours for ours in said if ours.record_id is None]
    if not answers or not answers[-1].card:
        return NO_CARD, ""
    draft_id, asked = answers[-1].card
    return f"{draft_id}:{asked}", from_json(answers[-1].body).fills


def _offered(lines: list[tuple[Said, Outgoing]]) -> tuple[Option, ...]:
    """Return what can be tapped after these lines of ours, the first of them an answer.

    A message that comes by itself, such as word of something else, takes nothing away: what it
    offers stands after that.
    """
    offered: list[Option] = []
    for line, message in lines:
        whose = _heading(message, line.at) if line.comes_by_itself else ""
        taps = (button for button in message.every_button() if _name(button) not in _TONIGHT)
        options = [_option(button, whose) for button in taps]
        offered += [option for option in options if option not in offered]
    return tuple(offered)


def _entry(line: Said, message: Outgoing | None, day: str | None) -> Entry:
    spoken = pages.clock(line.at), line.at.isoformat(timespec="seconds")
    if message is None:
        token = _entry_id(line)
        return Entry(token, "person", marked(line.body, phones=False), *spoken, day, token=token)
    folded = message.folds and too_long(message.text)
    where, text = (None, message.text) if message.passages else _parted(message.text)
    return Entry(
        line.id,
        "bot",
        set_apart(text, message.passages, folded=folded),
        *spoken,
        day,
        where,
        record_id=line.record_id,
        links=message.links,
        asks=_asked_in_words(line, message),
        folded=folded,
        picture=_embedded(message.picture) if message.picture else None,
    )


def _embedded(picture: Picture) -> tuple[str, str, str]:
    """Return a picture as an address that holds it, its title and its words; it has no page."""
    return f"data:image/png;base64,{b64encode(picture.png).decode()}", picture.title, picture.words


def _asked_in_words(line: Said, message: Outgoing) -> str:
    """Return what a card asks that is answered in words; "" of any other line."""
    asked = [words for role, words in message.passages if role == Role.ASK]
    if not asked or not line.card or message.folds:
        return ""
    taps = any(":" in _name(button) for button in message.every_button())
    return "" if taps else asked[-1]


def _parted(text: str) -> tuple[Markup | None, str]:
    first, _, rest = text.partition("\n")
    return (place(first), rest) if rest and is_place(first) else (None, text)


def _name(button: Button) -> str:
    # A command ("!now"), or draft, step and option ("...:7:back").
    return button.data if button.data.startswith("!") else button.data.split(":", 2)[-1]


def _heading(message: Outgoing, at: datetime) -> str:
    """Return what a message that came by itself says, and when: two may say the same.

    "Priya shared a reflection with you · Monday 12 October 2026, 9:02". "" of a morning's digest,
    whose lines are about several things.
    """
    text = message.text
    said = text.partition(". ")[0].rstrip(".")
    return "" if "\n" in text else f"{said} · {pages.day_and_hour(at)}"


def _option(button: Button, whose: str) -> Option:
    """Return a button; one that opens what came by itself says what, for several may stand."""
    name = _name(button)
    about = whose if button.data.startswith(_READ) else ""
    kind = "wide" if len(button.label) > _WIDE else ""
    kind = "quiet" if name in _QUIET else "main" if name in _MAIN else kind
    return Option(button.data, button.label, kind, about, name in _ENDS)
