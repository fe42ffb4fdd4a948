"""`understory demo`: everything, with an invented council, in a folder of its own."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from bot.demo.running import Running

EXAMPLE = "Example: understory demo --port 8001"


def demo(
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port to listen on.")] = 8001,
    folder: Annotated[
        Path, typer.Option(help="The demo's own folder. Nothing is written anywhere else.")
    ] = Path("understory-demo"),
    today: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The day it is in the demo, for a new council."),
    ] = None,
    browser: Annotated[bool, typer.Option(help="Open the demo in a browser.")] = True,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Make the council anew; what you did is gone.")
    ] = False,
) -> None:
    """Run everything with an invented council: web chat, pages and reminders.

    Telegram too, where DEMO_TELEGRAM_BOT_TOKEN is set. A second start goes on where the
    first one stopped. Ctrl+C stops it.
    """
    from rich.progress import Progress

    from bot.demo import running
    from bot.demo.folder import open_folder

    day = today.date() if today else None
    running.may_start(folder, port)
    opened = open_folder(folder, day, running.DAY, fresh=fresh)
    progress = Progress()
    making = progress.add_task("Inventing a council, this once", start=False)

    def made(done: int, of: int) -> None:
        progress.start()
        progress.start_task(making)
        progress.update(making, completed=done, total=of)

    def ready(demo: "Running") -> None:
        progress.stop()
        _say(demo)
        if browser:
            _open_browser(demo.address)

    try:
        running.run(opened, port, ready, made)
    finally:
        # It hides the cursor of the terminal.
        progress.stop()


def _say(running: "Running") -> None:
    typer.echo(f"\nUnderstory's demo is running. Open {running.address}")
    typer.echo("Every name, child and record in it is invented. You can be:")
    for person, code in running.people:
        more = f"   in Telegram: /start {code}" if code else ""
        typer.echo(f"  {person.name}, {person.role}{more}")
    typer.echo("Ctrl+C stops it. The next start goes on from here.")


def _open_browser(address: str) -> None:
    import webbrowser
    from threading import Thread

    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return
    # A plain GenericBrowser is one that runs in this terminal, and would take it over.
    if type(browser) is not webbrowser.GenericBrowser:
        Thread(target=browser.open, args=(address,), daemon=True).start()
