"""Style, scripts and the picture: compressed once, and kept by browsers for good (cache busting).

Their address names a digest of them all: whatever changes has another address. A page that was
loaded before an update still gets its files by the old one, as they are now, and keeps none.
"""

import gzip
import hashlib
import mimetypes
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope
from typing_extensions import override

FOLDER = Path(__file__).parent / "static"
PATH = "/static"
_FOR_GOOD = "public, max-age=31536000, immutable"
_DIGEST_LETTERS = 16
_A_DIGEST = re.compile(rf"[0-9a-f]{{{_DIGEST_LETTERS}}}")
_TAKES_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))")
# A system's own table may call a script something that no browser runs.
mimetypes.add_type("text/javascript", ".js")


@dataclass(frozen=True)
class _File:
    body: bytes
    compressed: bytes
    media_type: str


def address() -> str:
    """Return the address that the files have now, without a slash at its end."""
    return f"{PATH}/{_digest()}"


@cache
def _files() -> Mapping[str, _File]:
    return {path.name: _file(path) for path in sorted(FOLDER.iterdir())}


def _file(path: Path) -> _File:
    body = path.read_bytes()
    if path.suffix == ".js":
        body = _without_comments(body)
    kind, _ = mimetypes.guess_type(path.name)
    return _File(body, gzip.compress(body, mtime=0), kind or "text/plain")


def _without_comments(script: bytes) -> bytes:
    """Return a script without the lines that are comments, and without what indents the others.

    They are a quarter of what comes on the line. No string of ours goes on over a line.
    """
    lines = [line.strip() for line in script.splitlines()]
    return b"\n".join([line for line in lines if line and not line.startswith(b"//")]) + b"\n"


@cache
def _digest() -> str:
    every = hashlib.sha256()
    for name, file in _files().items():
        every.update(f"{name} {hashlib.sha256(file.body).hexdigest()}\n".encode())
    return every.hexdigest()[:_DIGEST_LETTERS]


class KeptFiles(StaticFiles):
    """Answers with the files, from memory; whatever else is asked for is not found."""

    def __init__(self) -> None:
        super().__init__(directory=FOLDER)

    @override
    async def get_response(self, path: str, scope: Scope) -> Response:
        digest, _, name = path.rpartition("/")
        file = _files().get(name)
        known = not digest or _A_DIGEST.fullmatch(digest)
        if file is None or not known or scope["method"] not in {"GET", "HEAD"}:
            return await super().get_response(path, scope)
        packed = _TAKES_GZIP.search(Headers(scope=scope).get("accept-encoding", ""))
        response = Response(file.compressed if packed else file.body, media_type=file.media_type)
        response.headers["Vary"] = "Accept-Encoding"
        response.headers["Cache-Control"] = _FOR_GOOD if digest == _digest() else "no-cache"
        if packed:
            response.headers["Content-Encoding"] = "gzip"
        return response
