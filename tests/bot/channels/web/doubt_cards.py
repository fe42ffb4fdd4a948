"""What tests do with the cards of calls in doubt: look, tap an answer, and see what is stored."""

import re
from html import unescape

import httpx
from sqlmodel import select

from practice.contact_answers import ContactAnswer
from storage.tables import AuditEvent, LinkAnswer
from tests.bot.channels.web.doubted import Doubted

PATH, BACK = "/contacts/doubts", "/contacts/doubts/back"
YES, NO, CANNOT_SAY = ContactAnswer.YES, ContactAnswer.NO, ContactAnswer.CANNOT_SAY


def hidden(page: str) -> dict[str, str]:
    """Return the fields of the card of a page."""
    (form,) = re.findall(r'<form class="us-pair__answers".+?</form>', page, re.DOTALL)
    return {k: unescape(v) for k, v in re.findall(r'name="(\w+)" value="([^"]*)">', form)}


async def seen(client: httpx.AsyncClient, calls: Doubted, **more: str) -> str:
    page = await client.get(PATH, params={**calls.at, **more})
    assert page.status_code == 200, page.text
    return unescape(page.text)


async def tap(
    client: httpx.AsyncClient, card: dict[str, str], answer: ContactAnswer
) -> tuple[httpx.Response, str]:
    """Send a card's answer; return the answer to that and the page it leads to."""
    sent = await client.post(PATH, data={**card, "answer": answer.value})
    assert sent.status_code == 303, sent.text
    return sent, unescape((await client.get(sent.headers["location"])).text)


async def through(client: httpx.AsyncClient, calls: Doubted, answer: ContactAnswer) -> list[str]:
    """Answer everything that waits alike, and return what each card was about."""
    page, about = await seen(client, calls), []
    while 'class="us-pair__answers"' in page:
        about.append(re.findall(r"CO-[A-Z0-9-]+", page.split('id="asked"')[1])[0])
        _, page = await tap(client, hidden(page), answer)
    return about


def audited(calls: Doubted, deed: str) -> list[tuple[str, str | None]]:
    with calls.council.store.reading() as session:
        rows = session.exec(select(AuditEvent).where(AuditEvent.deed == deed))
        return [(row.noun, row.actor_id) for row in rows]


def stored(calls: Doubted) -> int:
    with calls.council.store.reading() as session:
        return len(session.exec(select(LinkAnswer)).all())
