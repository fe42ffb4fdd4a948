"""Style and scripts: small on the line, kept for good by an address that changes with them."""

import gzip
import re

import pytest

from bot.channels.web.static_files import FOLDER, address
from tests.bot.channels.web.contexts import Council, over_asgi, signed_in

NAMES = sorted(path.name for path in FOLDER.iterdir())


async def test_whatever_a_page_asks_for_is_kept_for_good(council: Council) -> None:
    async with signed_in(council, council.practitioner) as client:
        page = (await client.get("/")).text
        asked = re.findall(r'(?:src|href)="(/static/[^"]+)"', page)
        answers = [await client.get(path) for path in asked]
    assert len(asked) >= 5
    for answer in answers:
        assert answer.status_code == 200
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize("name", NAMES)
async def test_a_file_is_compressed_where_the_browser_takes_it_and_reads_the_same(
    council: Council, name: str
) -> None:
    async with over_asgi(council.context) as client:
        for takes, packed in (
            ("gzip, deflate, br", True),
            ("br;q=1.0, gzip;q=0.8", True),
            ("identity", False),
            ("", False),
            ("gzip;q=0, identity", False),
            ("br, gzip; q=0.0", False),
        ):
            headers = {"accept-encoding": takes}
            answer = await client.get(f"{address()}/{name}", headers=headers)
            assert (answer.headers.get("content-encoding") == "gzip") == packed, takes
            assert answer.headers["vary"] == "Accept-Encoding"
            assert answer.content == (FOLDER / name).read_bytes()


def test_the_style_takes_a_slow_phone_under_half_a_second() -> None:
    assert len(gzip.compress((FOLDER / "understory.css").read_bytes())) < 20_000


@pytest.mark.parametrize("at", ["/static", "/static/0123456789abcdef"])
async def test_a_page_from_before_an_update_gets_the_files_of_now_and_keeps_none(
    council: Council, at: str
) -> None:
    async with over_asgi(council.context) as client:
        answer = await client.get(f"{at}/chat.js")
        module = await client.get(f"{at}/kept.js")
    assert (answer.status_code, module.status_code) == (200, 200)
    assert answer.headers["cache-control"] == module.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    "path", ["/", "/nothing.js", "/../chat.html", "/..%2fapp.py", "/a/b/chat.js", "/%00"]
)
@pytest.mark.parametrize("of", ["/static", address()])
async def test_nothing_else_is_found(council: Council, path: str, of: str) -> None:
    async with over_asgi(council.context) as client:
        answer = await client.get(f"{of}{path}")
    assert answer.status_code == 404
    assert answer.headers["cache-control"] == "no-store"


async def test_pages_are_not_compressed(council: Council) -> None:
    """What is typed would stand beside a secret (BREACH): docs/decisions/0037."""
    async with signed_in(council, council.practitioner) as client:
        page = await client.get("/", headers={"accept-encoding": "gzip, br"})
    assert "content-encoding" not in page.headers
