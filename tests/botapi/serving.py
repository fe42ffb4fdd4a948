"""Serves the stand-in on a loopback port, in whatever event loop it is started in."""

import asyncio
import socket
from contextlib import suppress

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from tests.botapi.app import BotApiApp
from tests.botapi.service import Service

HOST = "127.0.0.1"


class Serving:
    """Opens and closes the door; what Telegram knows outlives a closed door."""

    def __init__(self, service: Service, port: int) -> None:
        self._service = service
        self._server: asyncio.Server | None = None
        self._state = ServerState()
        self.port = port

    async def open(self) -> None:
        """Listen; raises OSError where the port is taken."""
        config = uvicorn.Config(
            BotApiApp(self._service), lifespan="off", log_config=None, access_log=False, ws="none"
        )
        config.load()
        self._state = ServerState()
        state = self._state

        def connection() -> asyncio.Protocol:
            return H11Protocol(config=config, server_state=state, app_state={})

        # asyncio switches Nagle's delay of 40 ms off only where the protocol is named.
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((HOST, self.port))
        except OSError:
            listening.close()
            raise
        self.port = int(listening.getsockname()[1])
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(connection, sock=listening)

    async def close(self) -> None:
        """Stop listening and cut every connection, as a server that goes down does."""
        if self._server is None:
            return
        self._server.close()
        tasks = list(self._state.tasks)
        for task in tasks:
            task.cancel()
        with suppress(asyncio.CancelledError):
            await asyncio.gather(*tasks, return_exceptions=True)
        for connection in list(self._state.connections):
            if isinstance(connection, H11Protocol):
                connection.transport.abort()
        await asyncio.sleep(0)
        self._server = None
