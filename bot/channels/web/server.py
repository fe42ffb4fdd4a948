"""The web server: it listens, says when it does, and stops at once when it is told to."""

import asyncio
import contextlib
import errno
import socket
from collections.abc import Callable, Iterator

import uvicorn
from fastapi import FastAPI
from typing_extensions import override

from bot.channels.web.connections import LimitedConfig
from bot.errors import BotError

# A request that is being answered may finish; whatever takes longer is sent again by its page.
_LAST_ANSWERS_SECONDS = 5


class ListenError(BotError):
    """The server cannot listen at this address."""


class PortInUseError(ListenError):
    """Another program listens there already."""


async def serve(
    app: FastAPI,
    host: str,
    port: int,
    ready: Callable[[str], None] | None,
    stop: asyncio.Event,
) -> None:
    """Serve until `stop` is set; `ready` is given the address once it answers.

    Signals are the caller's. Raises PortInUseError or ListenError where it cannot listen.
    """
    listening = listen(host, port)
    config = LimitedConfig(app, _LAST_ANSWERS_SECONDS)
    server = _Server(config, app, ready or (lambda _address: None))
    told = asyncio.create_task(server.until(stop))
    try:
        await server.serve([listening])
    finally:
        listening.close()
        told.cancel()


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens; raises PortInUseError or ListenError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host, port), family=family, backlog=128)
    except OSError as fault:
        if fault.errno == errno.EADDRINUSE:
            raise PortInUseError(
                f"Port {port} is in use by another program. Nothing was started. "
                f"Stop that program, or choose another port with --port."
            ) from fault
        raise ListenError(
            f"I cannot listen on {host}, port {port}. Nothing was started. "
            f"Choose an address of this computer, and a port above 1023."
        ) from fault
    # A connection takes it from here. asyncio sets it only where a socket names its protocol, and
    # this one does not: the second half of each answer then waited for the client, some 40 ms.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


def _address(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


class _Server(uvicorn.Server):
    """A server that leaves signals alone, and ends open streams before it waits for answers."""

    def __init__(self, config: uvicorn.Config, app: FastAPI, ready: Callable[[str], None]) -> None:
        super().__init__(config)
        self._app = app
        self._ready = ready

    async def until(self, stop: asyncio.Event) -> None:
        await stop.wait()
        self.should_exit = True

    @override
    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        for listening in sockets or []:
            self._ready(_address(listening))

    @override
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    @override
    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._app.state.watch.stop()
        await super().shutdown(sockets)
