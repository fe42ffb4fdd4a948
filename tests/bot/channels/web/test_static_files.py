"""Style and scripts: small on the line, kept for good by an address that changes with them."""

import gzip
import re
from pathlib import Path

import pytest

from bot.channels.web.static_files import FOLDER, address
from bot.channels.web.words import TEMPLATES
from tests.bot.channels.web.contexts import Council, over_asgi, signed_in


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


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
            assert answer.content == served(name)


def served(name: str) -> bytes:
    """Return a file; a script without comments and indents, which nobody reads on a phone."""
    lines = (FOLDER / name).read_bytes().splitlines(keepends=True)
    if not name.endswith(".js"):
        return b"".join(lines)
    left = (line.lstrip() for line in lines)
    return b"".join(line for line in left if line and not line.startswith(b"//"))


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(".js")])
def test_no_string_of_a_script_goes_on_over_a_line_nor_a_comment_within_one(name: str) -> None:
    for line in (FOLDER / name).read_text().splitlines():
        assert line.count("`") % 2 == 0
        assert "/*" not in line


def test_what_a_conversation_asks_for_at_first_comes_at_once() -> None:
    """A browser asks six things of a place at a time; the seventh waits for one to be answered."""
    page, chat = (text_of(TEMPLATES / name) for name in ("page.html", "chat.html"))
    files = set(re.findall(r'\{\{ static \}\}/([a-z.]+)"', page + chat)) - {"understory.svg"}
    asked = re.findall(r'from "\./([a-z.]+)"', text_of(FOLDER / "chat.js"))
    assert {*asked, "chat.js", "understory.css"} <= files
    assert len(files) <= 5


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
