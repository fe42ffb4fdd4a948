"""Files that commands write: whole or not at all, and for this account alone (0600)."""

import os
import tempfile
from pathlib import Path


def write(path: Path, content: str | bytes) -> None:
    """Write `content` to `path`; a file that is there is replaced, whoever could read it before.

    What is no file, such as a terminal, is written to as it is. Raises OSError, and ValueError for
    a path that no file can have.
    """
    held = content.encode() if isinstance(content, str) else content
    if path.exists() and not path.is_file():
        path.write_bytes(held)
        return
    path = path.resolve()
    descriptor, part = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:100]}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(held)
        Path(part).replace(path)
    except BaseException:
        Path(part).unlink()
        raise
