"""The conversation: its page, and what a person sends (each form once, by its idempotency key)."""

import re
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from bot.channels.web.channel import WEB, WebIncoming
from bot.channels.web.context import WebContext, context_of, reader_name
from bot.channels.web.entry_html import entry_html, page_entries
from bot.channels.web.pages import fragment, page
from bot.channels.web.sessions import Posting, SignedIn, posted_words, signed_in
from bot.channels.web.transcript import Conversation, conversation, says_all_after
from bot.channels.web.words import words
from bot.conversations import notes
from bot.duty_calls import not_yet_shown, shown_on_page
from bot.update import first_name
from practice.calendar import london_day
from prompts.spoken_words import Meaning, meaning_of
from prompts.text import shortened
from storage import drafts, transcript
from storage.session import Session

router = APIRouter()

ACTION, STREAM, WHOLE = "/say", "/stream", "/whole"
MOST_LETTERS = 20_000
_MOST_OF_A_BUTTON = 64
_MOST_OF_A_QUESTION = 90
_A_FEW = 12
"""So many lines are read first for what came after an entry, which is mostly among the last."""
_SEE_OTHER = 303
_REFUSED, _OLD, _USED = 422, 403, 409
_TOKEN = re.compile(r"[\w.-]{16,80}", re.ASCII)
_MILLISECONDS = re.compile(r"\d{1,10}", re.ASCII)
_WELCOME = "!start"


@router.get("/")
def show(
    request: Request, who: Annotated[SignedIn, Depends(signed_in)], reply: str = ""
) -> Response:
    """Return the page of the conversation; a person's first visit is welcomed.

    `reply` is the entry that is to be written back to.
    """
    context = context_of(request)
    spoken = spoken_with(context, who.person.id)
    if not spoken.entries:
        key = update_key(who.person.id, "welcome")
        tapped = WebIncoming(WEB, who.person.id, key, button=_WELCOME)
        context.dialogue.receive(tapped, context.clock.now())
        spoken = spoken_with(context, who.person.id)
    replies_to = next((e.id for e in spoken.entries if e.may_reply and e.id == reply), None)
    return _page(context, who, spoken, Written(replies_to=replies_to))


@dataclass(frozen=True)
class Written:
    """What a person has written in the box: its words, and what they are written for.

    `begun` is how many milliseconds ago its first letter was typed; "" where the page does not say.
    `whole` is set where an answer was tapped on the page of a whole card.
    """

    text: str = ""
    card: str | None = None
    replies_to: str | None = None
    begun: str = ""
    whole: str = ""

    def begun_at(self, now: datetime) -> datetime | None:
        """Return when its first letter was typed, by the clock that says `now`."""
        known = _MILLISECONDS.fullmatch(self.begun)
        return now - timedelta(milliseconds=int(self.begun)) if known else None


async def written_in(
    text: Annotated[str, Form()] = "",
    card: Annotated[str | None, Form()] = None,
    replies_to: Annotated[str | None, Form()] = None,
    begun: Annotated[str, Form()] = "",
    whole: Annotated[str, Form()] = "",
) -> Written:
    """Return what a form holds."""
    return Written(text, card, replies_to, begun, whole)


@router.post(ACTION)
def say(
    request: Request,
    posting: Annotated[Posting, Depends(posted_words)],
    written: Annotated[Written, Depends(written_in)],
    token: Annotated[str, Form()] = "",
    button: Annotated[str, Form()] = "",
    after: Annotated[str | None, Form()] = None,
) -> Response:
    """Store what a person sent, once for each token, and lead back to the conversation.

    Words of a form that is too old come back in the box; *tonight* is answered however old it is.
    A script says `after`, the newest entry that its page shows: it is given what came after that.
    """
    context, who = context_of(request), posting.who
    is_old = posting.is_old and meaning_of(written.text) is not Meaning.TONIGHT
    wrong = wrong_with(token, written.text, button, is_old=is_old)
    if wrong:
        return _page(context, who, spoken_with(context, who.person.id), written, wrong)
    now = context.clock.now()
    incoming = WebIncoming(
        WEB,
        who.person.id,
        update_key(who.person.id, token),
        text=None if button else written.text,
        button=button or None,
        card=None if button else written.card,
        replies_to=None if button else written.replies_to,
        begun_at=written.begun_at(now),
    )
    if context.dialogue.receive(incoming, now).other_words:
        spoken = spoken_with(context, who.person.id)
        return _page(context, who, spoken, written, "say.used_token")
    if after is not None:
        return _new(context, who, after)
    return RedirectResponse(WHOLE if written.whole else "/#newest", _SEE_OTHER)


def _new(context: WebContext, who: SignedIn, after: str) -> Response:
    spoken = spoken_with(context, who.person.id, after)
    shown_on_page(context.store, who.person.id, spoken.calls, context.clock.now())
    asked = options_values(context, who, spoken)
    new = [entry_html(entry) for entry in spoken.after(after)]
    return HTMLResponse(fragment("new.html", {**asked, "entries": new}))


def update_key(person_id: str, token: str) -> str:
    """Return the idempotency key of what a form sent: its token is made by a browser."""
    return f"{person_id}.{token}"


def fresh_token() -> str:
    """Return the token of a form that is shown now."""
    return secrets.token_hex(16)


def wrong_with(token: str, text: str, button: str = "", *, is_old: bool = False) -> str | None:
    """Return the key of the sentence that says why a form cannot be taken; None where it can."""
    if is_old:
        return "say.old_form" if text.strip() and not button else "say.old_button"
    if not _TOKEN.fullmatch(token):
        return "say.no_token"
    if len(text) > MOST_LETTERS or len(button.encode(errors="replace")) > _MOST_OF_A_BUTTON:
        return "say.too_long"
    return None if button or text.strip() else "say.empty"


def refused_as(wrong: str) -> int:
    """Return the status of a page that comes back for the reason that `wrong_with` gave."""
    if wrong == "say.used_token":
        return _USED
    return _OLD if wrong.startswith("say.old_") else _REFUSED


def spoken_with(context: WebContext, person_id: str, after: str | None = None) -> Conversation:
    """Return the conversation with a person as it is kept; all that comes `after` an entry."""
    with context.store.reading() as session:
        lines = transcript.lines(session, person_id, WEB, _A_FEW) if after else []
        if after is None or not says_all_after(lines, after):
            lines = transcript.lines(session, person_id, WEB)
        spoken = _still_there(session, person_id, conversation(lines))
        calls = not_yet_shown(session, person_id, context.clock.now())
    return replace(spoken, calls=calls) if calls else spoken


def _still_there(session: Session, person_id: str, spoken: Conversation) -> Conversation:
    """Return the conversation without the ways into drafts that wait for the person no more.

    What came by itself stands until the person writes or taps, and its draft may be over by then.
    """
    if not any(one.opens_draft for one in spoken.options):
        return spoken
    waiting = {draft.id for draft in drafts.unfinished(session, person_id)}
    there = (one for one in spoken.options if one.opens_draft in {"", *waiting})
    return replace(spoken, options=tuple(there))


def options_values(context: WebContext, who: SignedIn, spoken: Conversation) -> dict[str, object]:
    """Return what templates/_options.html expects."""
    return {
        "options": spoken.options,
        "newest": spoken.newest,
        "card": spoken.card,
        "fills": spoken.fills,
        "action": ACTION,
        "token": fresh_token(),
        "csrf": who.csrf,
        "reader": reader_name(context, who.person.id),
        "whole": False,
    }


def _replying(
    context: WebContext, who: SignedIn, spoken: Conversation, entry_id: str | None
) -> str | None:
    """Return the sentence that says to whom, and about what, is written back."""
    entry = next((e for e in spoken.entries if entry_id and e.id == entry_id), None)
    if entry is not None and entry.asks:
        return words("reply.card", asked=shortened(entry.asks, _MOST_OF_A_QUESTION))
    about = entry.record_id if entry else None
    with context.store.reading() as session:
        today = london_day(context.clock.now())
        read = notes.read_by(session, who.person, about, today) if about else None
    if read is None:
        return None
    name = first_name(read.other)
    return words("reply.to" if name else "reply.nobody", name=name, called=read.called)


def _page(
    context: WebContext,
    who: SignedIn,
    spoken: Conversation,
    written: Written,
    wrong: str | None = None,
) -> Response:
    shown_on_page(context.store, who.person.id, spoken.calls, context.clock.now())
    asked = options_values(context, who, spoken)
    values: dict[str, object] = {
        **asked,
        "title": words("names.conversation"),
        "entries": page_entries(spoken.entries),
        "stream": f"{STREAM}?reader={asked['reader']}",
        "draft": written.text or ("" if written.replies_to else spoken.fills),
        "replies_to": written.replies_to,
        "replying": _replying(context, who, spoken, written.replies_to),
        "wrong": words(wrong) if wrong else None,
    }
    if written.card is not None:
        values["card"] = written.card
    status = refused_as(wrong) if wrong else 200
    return page(context, "chat.html", values, person=who.person, here="/", status=status)
