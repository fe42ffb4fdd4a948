"""The edge of the command line: whatever goes wrong leaves as one sentence on standard error."""

import logging
import secrets
import sys
from typing import Any, NoReturn

import typer
from typer.core import TyperGroup
from typing_extensions import override

from bot import logs
from bot.errors import BotError, SettingsError
from storage.errors import StorageError

log = logging.getLogger(__name__)

COMMAND = "understory"
SUCCESS, FAILED, REFUSED, STOPPED = 0, 1, 2, 130

# What typer puts before its sentences.
_STARTS = ("Invalid value for ", "Invalid value: ")


class RefusedError(BotError):
    """What was asked for cannot be done; its words are the sentence for the person."""


def unwritable(fault: OSError | ValueError) -> RefusedError:
    """Return the refusal for a place that cannot be written."""
    why = (getattr(fault, "strerror", None) or "an error of the disk").lower()
    return RefusedError(
        f"It cannot be written there ({why}). The records are as they were. "
        "Give --out a place that this account may write in."
    )


class Edge(TyperGroup):
    """The group of all commands; its `main` is the one place where errors are caught."""

    @override
    def main(self, *args: Any, **named: Any) -> NoReturn:
        """Run one command and leave with its exit code; without one, show the help."""
        logs.start()
        given = next(iter(args), named.get("args"))
        words = list(sys.argv[1:] if given is None else given) or ["--help"]
        try:
            code = super().main(words, COMMAND, standalone_mode=False)
        except Exception as fault:  # noqa: BLE001 - the edge: nothing may leave as a traceback
            code = _say(fault)
        sys.exit(code if isinstance(code, int) else SUCCESS)


def _say(fault: Exception) -> int:
    """Say one sentence about `fault` and return the exit code."""
    match fault:
        case BotError() | StorageError() | typer.TyperException():
            typer.echo(_sentence(fault), err=True)
            return REFUSED
        case typer.Abort():
            typer.echo("Stopped. Nothing more was done.", err=True)
            return STOPPED
        case BrokenPipeError():
            return FAILED
        case _:
            return _unexpected(fault)


def _sentence(fault: BotError | StorageError | typer.TyperException) -> str:
    match fault:
        case SettingsError():
            return " ".join(fault.faults)
        case StorageError():
            from bot.store import explain

            return explain(fault)
        case typer.TyperException():
            return _usage_sentence(fault)
        case _:
            return str(fault)


def _usage_sentence(fault: typer.TyperException) -> str:
    words = " ".join(fault.format_message().split())
    for start in _STARTS:
        words = words.removeprefix(start)
    words = words.replace("Value error, ", "")
    command = getattr(getattr(fault, "ctx", None), "command_path", COMMAND)
    end = "" if words.endswith((".", "?", ")")) else "."
    return f'{words}{end} Nothing was done. "{command} --help" shows how to write it.'


def _unexpected(fault: Exception) -> int:
    error_id = secrets.token_hex(4)
    log.error("error %s", error_id, exc_info=fault)
    typer.echo(
        f"Something went wrong in the program (error {error_id}). Nothing more was done. "
        "Give that number, and the lines of the log above, to whoever looks after it.",
        err=True,
    )
    return FAILED
