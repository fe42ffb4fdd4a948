"""`understory serve`: the web chat, and Telegram where a token is set."""

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from bot.serving import Services

EXAMPLE = "Example: understory serve --port 8000"


def serve(
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port to listen on.")] = 8000,
    host: Annotated[
        str, typer.Option(help="The address of this computer to listen on.")
    ] = "127.0.0.1",
) -> None:
    """Run the web chat, Telegram where TELEGRAM_BOT_TOKEN is set, and the reminders.

    It runs until it is stopped (Ctrl+C, or SIGTERM), and finishes what it has in hand.
    """
    from bot.memory import loading, share_arenas

    share_arenas()
    with loading():
        import asyncio
        from contextlib import closing

        from bot.channels.web.starting import answering
        from bot.config import load_served
        from bot.serving import Runner, open_services
        from bot.serving import serve as run
        from bot.update import DutyNumbers

    settings = load_served()
    duty = DutyNumbers(settings.duty_phone, settings.duty_phone_out_of_hours)
    with answering(host, port, duty):
        services = open_services(settings)
    with closing(services.store):
        _note_start(services)
        asyncio.run(run(Runner(services), host, port, _say))


def _note_start(services: "Services") -> None:
    from storage import audit

    now = services.clock.now()
    with services.store.writing() as session:
        audit.record(session, "program started", "program", None, actor=None, at=now)


def _say(address: str) -> None:
    typer.echo(f"Understory is running. Open {address}. Ctrl+C stops it.")
