"""`understory verify`: whether the audit is as it was written."""

import json
import os
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.edge import RefusedError, unwritable

if TYPE_CHECKING:
    from storage.audit_chain import Head, Tampering

EXAMPLE = "Example: understory verify --head audit-head.json --save-head audit-head-new.json"

_SHOWN = 20


def verify(
    head: Annotated[
        Path | None, typer.Option("--head", help="A head that was saved before, kept elsewhere.")
    ] = None,
    save_head: Annotated[
        Path | None, typer.Option("--save-head", help="A new file for the head as it is now.")
    ] = None,
) -> None:
    """Check every event of the audit: none changed, taken out, moved or put in.

    The head is the last event's number and its HMAC. Only against a head that was kept on another
    computer is it seen that the last events were cut off.
    """
    from bot.config import load
    from bot.store import open_store
    from prompts.phrases import phrase
    from storage import audit, grants

    kept = _read(head) if head else None
    with closing(open_store(load())) as store:
        checked = audit.check(store, kept)
        may_change = grants.may_change_audit(store)
    if checked.found:
        _say(checked.found)
        raise RefusedError(phrase("verify.refused.tampered", n=len(checked.found)))
    key = "verify.sound" if kept else "verify.sound_without_head"
    typer.echo(phrase(key, n=checked.end.number))
    if may_change:
        typer.echo(phrase("verify.may_change"))
    if save_head:
        _write(save_head, checked.end)
    typer.echo(_line(checked.end))


def _say(found: "list[Tampering]") -> None:
    """Print the first of what was found, and how many more there are."""
    from prompts.phrases import phrase

    for one in found[:_SHOWN]:
        if one.first == one.last:
            typer.echo(phrase(f"verify.found.{one.why}", first=one.first))
        else:
            typer.echo(phrase(f"verify.found.{one.why}_many", first=one.first, last=one.last))
    if len(found) > _SHOWN:
        typer.echo(phrase("verify.found.more", n=len(found) - _SHOWN))


def _line(head: "Head") -> str:
    return json.dumps({"events": head.number, "mac": head.mac})


def _read(path: Path) -> "Head":
    """Return the head in a file; raises RefusedError where it holds none."""
    from prompts.phrases import phrase
    from storage.audit_chain import Head

    try:
        told = json.loads(path.read_text("utf-8"))
        number, mac = told["events"], told["mac"]
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise RefusedError(phrase("verify.refused.no_head")) from fault
    if type(number) is not int or not isinstance(mac, str) or number < 0:
        raise RefusedError(phrase("verify.refused.no_head"))
    return Head(number, mac)


def _write(path: Path, head: "Head") -> None:
    """Write a head to a new file: one that is there may be the only witness of what was cut off."""
    from prompts.phrases import phrase

    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as fault:
        raise RefusedError(phrase("verify.refused.is_there")) from fault
    except OSError as fault:
        raise unwritable(fault) from fault
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(_line(head) + "\n")
