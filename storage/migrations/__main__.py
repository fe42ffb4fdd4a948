"""Write the next migration: `python -m storage.migrations "add the audit tables"`."""

import sys
import tempfile
from pathlib import Path

from storage.cipher import Cipher, make_key, read_key
from storage.migrate import VERSIONS, bring_up_to_date, write_migration
from storage.session import Store, embedded_url


def main(message: str) -> None:
    """Compare the tables with what the migrations make, and write the difference as a new file."""
    number = f"{len(list(VERSIONS.glob('[0-9]*.py'))) + 1:04}"
    with tempfile.TemporaryDirectory() as folder:
        store = Store(embedded_url(Path(folder)), Cipher(read_key(make_key())))
        if number != "0001":
            bring_up_to_date(store)
        written = write_migration(store, number, message)
        store.close()
    _tidy(written)


def _tidy(written: Path) -> None:
    lines = written.read_text().splitlines(keepends=True)
    written.write_text("".join(line for line in lines if "# ### " not in line))


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1].startswith("-"):  # noqa: PLR2004 - the program, its words
        sys.exit(__doc__)
    main(sys.argv[1])
