"""A walk through a guide as in the chat: the page carries what was said, and nothing is stored."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from bot.channels.web.chat import MOST_LETTERS
from bot.channels.web.context import WebContext, context_of
from bot.channels.web.entry_html import page_entries
from bot.channels.web.errors import NotFoundError
from bot.channels.web.guides import GUIDES, back, known_guides, lead, one_of, posting_lead
from bot.channels.web.pages import page, whom_to_ring
from bot.channels.web.sessions import SignedIn
from bot.channels.web.transcript import conversation
from bot.channels.web.words import words
from bot.messages import Button, Outgoing, to_json
from practice.calendar import london_day
from prompts.card import Input, Tapped, Typed
from prompts.council_guides import draft_guide
from prompts.guide import Guide
from prompts.guide_preview import UnfillableError, Walk, Walker, example, fillable
from prompts.options import decode, encode
from prompts.phrases import phrase
from storage.transcript import Said

router = APIRouter()

HERE = f"{GUIDES}/preview"
MOST_SAID = 200
_TYPED, _TAPPED = "t", "b"
_WITH = "with."


@dataclass(frozen=True)
class Asked:
    """What a form of a walk holds: which guide, what is filled in, what was said, and what is new.

    `draft` is the text of a guide that is checked and not in use.
    """

    guide: str = ""
    version: str = ""
    draft: str = ""
    first_time: bool = False
    given: Mapping[str, str] = field(default_factory=dict)
    said: tuple[str, ...] = ()


async def asked_in(request: Request) -> Asked:
    """Return what a posted form holds; what was said last is added to what was said before."""
    fields = (await request.form()).items()
    # A browser sends line breaks as CRLF.
    form = {key: value.replace("\r\n", "\n") for key, value in fields if isinstance(value, str)}
    said = _said_before(form.get("said", ""))
    button, text = form.get("button", ""), form.get("text", "")
    if button:
        said = [*said, _TAPPED + button.split(":", 2)[-1]]
    elif text.strip():
        said = [*said, _TYPED + text[:MOST_LETTERS]]
    return Asked(
        form.get("guide", ""),
        form.get("version", ""),
        form.get("draft", ""),
        first_time=bool(form.get("first")),
        given={k.removeprefix(_WITH): v for k, v in form.items() if k.startswith(_WITH)},
        said=tuple(said[:MOST_SAID]),
    )


def _said_before(written: str) -> list[str]:
    """Return what was said so far, as the page wrote it; nothing where that cannot be read."""
    try:
        said = json.loads(written or "[]")
    except (ValueError, RecursionError):
        return []
    return [one for one in said if isinstance(one, str)] if isinstance(said, list) else []


@router.get(HERE)
def begin(
    request: Request,
    who: Annotated[SignedIn, Depends(lead)],
    guide: Annotated[str, Query()] = "",
    version: Annotated[str, Query()] = "",
) -> Response:
    """Return the page of a walk that begins."""
    return _page(context_of(request), who, Asked(guide, version))


@router.post(HERE)
def go_on(
    request: Request,
    who: Annotated[SignedIn, Depends(posting_lead)],
    asked: Annotated[Asked, Depends(asked_in)],
) -> Response:
    """Return the page of a walk after what was typed or tapped. Nothing is stored."""
    return _page(context_of(request), who, asked)


def _page(context: WebContext, who: SignedIn, asked: Asked) -> Response:
    guide, wrong = _guide(context, asked), None
    try:
        walk = _walk(context, guide, asked)
    except UnfillableError as fault:
        wrong, asked = str(fault), replace(asked, given={}, said=())
        walk = _walk(context, guide, asked)
    spoken = conversation(list(_lines(walk, context.clock.now())))
    known = {"csrf": who.csrf, "guide": asked.guide, "version": asked.version}
    known |= {"draft": asked.draft} if asked.draft else {}
    chosen = {f"{_WITH}{name}": value for name, value in asked.given.items()}
    chosen |= {"first": "yes"} if asked.first_time else {}
    over = phrase("guides.preview.ended", typed=walk.typed, tapped=walk.tapped)
    values = {
        "title": words("guide_pages.walk", title=guide.title, version=guide.version),
        "about": words("guide_pages.walk_about"),
        "entries": page_entries(spoken.entries),
        "options": spoken.options,
        "over": over if walk.is_over else None,
        "long": words("guide_pages.long") if len(asked.said) >= MOST_SAID else None,
        "known": known,
        "carried": {**known, **chosen, "said": json.dumps(asked.said, ensure_ascii=False)},
        "filled": {**fillable(guide, first_time=asked.first_time), **asked.given},
        "with_": _WITH,
        "first_time": asked.first_time,
        "wrong": wrong,
        "action": HERE,
        "back": back(),
    }
    return page(context, "guide_preview.html", values, person=who.person, here=GUIDES)


def _guide(context: WebContext, asked: Asked) -> Guide:
    if not asked.draft:
        return one_of(known_guides(context), asked.guide, asked.version)
    guide = draft_guide(asked.draft)
    if guide is None:
        raise NotFoundError
    return guide


def _walk(context: WebContext, guide: Guide, asked: Asked) -> Walk:
    now = context.clock.now()
    today = london_day(now)
    filled = example(guide, today, asked.given, first_time=asked.first_time)
    tonight = "\n".join(whom_to_ring(context.duty, now))
    walker = Walker(guide, filled, today, tonight, context.reader.read_now)
    return walker.walk(list(_inputs(asked.said)))


def _inputs(said: Sequence[str]) -> Iterator[Input]:
    for one in said:
        option = decode(one[1:]) if one.startswith(_TAPPED) else None
        if option is not None:
            yield Tapped(option)
        elif one.startswith(_TYPED):
            yield Typed(one[1:])


def _lines(walk: Walk, now: datetime) -> Iterator[Said]:
    """Yield a walk as the lines of a transcript; the last of ours has the buttons."""
    ours = [number for number, entry in enumerate(walk.entries) if not entry.by_person]
    rows = tuple((Button(tap.label, f"walk:0:{encode(tap.option)}"),) for tap in walk.taps())
    for number, entry in enumerate(walk.entries):
        buttons = rows if number == ours[-1] else ()
        body = entry.text if entry.by_person else to_json(Outgoing(entry.text, buttons))
        yield Said(f"walk.{number}", now, not entry.by_person, body)
