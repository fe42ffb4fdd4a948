"""An entry for professional development, made on the page from chosen reflections; never stored."""

from collections.abc import Mapping, Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import PlainTextResponse, Response

from bot.channels.web.context import WebContext, context_of
from bot.channels.web.errors import RecordClosedError
from bot.channels.web.journal import ENTRY, MOST, journal_page, regulator
from bot.channels.web.pages import page
from bot.channels.web.sessions import Posting, SignedIn, posted, posted_words
from bot.channels.web.way_back import JOURNAL
from bot.channels.web.words import words
from bot.journal import hidden, written
from bot.permissions import note_opening, request_own_reflection
from practice.calendar import london_day
from prompts.cpd_entry import entry, with_peer_reflection
from prompts.text import tidy
from storage.access import viewer_of

router = APIRouter()

PEER, FILE = f"{ENTRY}/peer", f"{ENTRY}/file"
_UNFIT, _OLD = 422, 403
_NOTHING: Mapping[str, str] = {"who": "", "said": "", "changes": ""}


@router.post(ENTRY)
def make(
    request: Request,
    who: Annotated[SignedIn, Depends(posted)],
    reflection: Annotated[list[str], Form()] = [],  # noqa: B006 - read by FastAPI, never changed
) -> Response:
    """Return the page of an entry made from one's own reflections, each audited as read.

    Raises RecordClosedError where one of them is not the person's own.
    """
    context, wanted = context_of(request), list(dict.fromkeys(reflection))
    if not 0 < len(wanted) <= MOST:
        none = words("reflections.none_chosen")
        wrong = words("reflections.too_many", most=MOST) if wanted else none
        return journal_page(context, who, wrong=wrong, status=_UNFIT)
    text = _made(context, who, wanted)
    if text is None:
        raise RecordClosedError
    return _page(context, who, text)


def _made(context: WebContext, who: SignedIn, wanted: Sequence[str]) -> str | None:
    """Return the entry; None where a reflection is not the person's own. The audit says which."""
    now = context.clock.now()
    # Read without holding anybody up; nothing leaves here before the audit says so.
    with context.store.reading() as session:
        viewer, today = viewer_of(session, who.person), london_day(now)
        found = [request_own_reflection(session, viewer, one, today) for one in wanted]
        asked = [one for one in found if one is not None]
        own = written(session, context.guides, asked)
        text = entry(own, hidden(session, who.person.id, own, now)) if own else ""
    with context.store.writing() as session:
        for one in asked:
            note_opening(session, viewer, one, now)
    return text if len(own) == len(wanted) else None


def peer_told(
    peer_who: Annotated[str, Form()] = "",
    peer_said: Annotated[str, Form()] = "",
    peer_changes: Annotated[str, Form()] = "",
) -> Mapping[str, str]:
    """Return what the three boxes of the peer reflection hold."""
    told = {"who": peer_who, "said": peer_said, "changes": peer_changes}
    return {key: tidy(text) for key, text in told.items()}


@router.post(PEER)
def add_peer(
    request: Request,
    posting: Annotated[Posting, Depends(posted_words)],
    told: Annotated[Mapping[str, str], Depends(peer_told)],
    text: Annotated[str, Form()] = "",
) -> Response:
    """Return the page of the entry with the peer reflection beneath it; nothing is stored."""
    context, typed = context_of(request), tidy(text)
    if posting.is_old:
        return _page(context, posting.who, typed, told, words("reflections.old_form"), _OLD)
    if not any(told.values()):
        return _page(context, posting.who, typed, told, words("reflections.no_peer"), _UNFIT)
    now = context.clock.now()
    with context.store.reading() as session:
        known = hidden(session, posting.who.person.id, [], now)
    return _page(context, posting.who, with_peer_reflection(typed, told, known))


@router.post(FILE)
def download(
    request: Request,
    posting: Annotated[Posting, Depends(posted_words)],
    told: Annotated[Mapping[str, str], Depends(peer_told)],
    text: Annotated[str, Form()] = "",
) -> Response:
    """Return the entry as a file of plain text, as it stands in the box; nothing is stored."""
    context, typed = context_of(request), tidy(text)
    if posting.is_old:
        return _page(context, posting.who, typed, told, words("reflections.old_form"), _OLD)
    name = f'attachment; filename="{words("reflections.file")}"'
    return PlainTextResponse(f"{typed}\n", headers={"content-disposition": name})


def _page(
    context: WebContext,
    who: SignedIn,
    text: str,
    told: Mapping[str, str] = _NOTHING,
    wrong: str = "",
    status: int = 200,
) -> Response:
    values = {
        "title": words("reflections.entry_title"),
        "back": {"href": JOURNAL, "label": words("back.journal")},
        "asks": regulator(context),
        "text": text,
        "rows": min(max(text.count("\n") + len(text) // 60, 12), 40),
        "peer": told,
        "peer_action": PEER,
        "file_action": FILE,
        "csrf": who.csrf,
        "wrong": wrong,
    }
    return page(context, "journal_entry.html", values, person=who.person, status=status)
