"""Alembic at work: it makes or writes migrations. Importing this module loads it."""

import os
from collections.abc import Sequence
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import Script
from sqlalchemy.engine import Connection

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(connection: Connection, versions: Sequence[Path]) -> None:
    """Make every migration of these folders that was not made yet."""
    command.upgrade(_config(connection, versions), "head")


def write(connection: Connection, versions: Sequence[Path], number: str, message: str) -> Path:
    """Write the next migration from what the database lacks; return the new file."""
    config = _config(connection, versions)
    made = command.revision(config, message=message, autogenerate=True, rev_id=number)
    assert isinstance(made, Script)  # noqa: S101 - one message makes one file
    return Path(made.path)


def _config(connection: Connection, versions: Sequence[Path]) -> Config:
    config = Config()
    config.attributes["connection"] = connection
    folders = os.pathsep.join(str(folder) for folder in versions)
    for option, value in (
        ("script_location", str(MIGRATIONS)),
        ("version_locations", folders),
        ("path_separator", "os"),
        ("file_template", "%(rev)s_%(slug)s"),
    ):
        config.set_main_option(option, value.replace("%", "%%"))
    return config
