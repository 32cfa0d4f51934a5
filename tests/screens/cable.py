"""A network cable between browsers and the server, which can be pulled out."""

import contextlib
import socket
import threading


class Cable:
    """Listens on `port` and passes everything on to the server's port, until it is pulled out."""

    def __init__(self, to: int) -> None:
        self._to = to
        self._open: set[socket.socket] = set()
        self._whole = True
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def pull_out(self) -> None:
        """Whoever speaks is cut off, and whoever knocks finds nobody."""
        self._whole = False
        self._hang_up()

    def plug_in(self) -> None:
        self._whole = True

    def close(self) -> None:
        self.pull_out()
        self._listener.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                caller, _ = self._listener.accept()
                if self._whole:
                    self._connect(caller)
                else:
                    caller.close()

    def _connect(self, caller: socket.socket) -> None:
        callee = socket.create_connection(("127.0.0.1", self._to))
        self._open |= {caller, callee}
        for ends in ((caller, callee), (callee, caller)):
            threading.Thread(target=self._pass_on, args=ends, daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while said := source.recv(65536):
                target.sendall(said)
        for end in (source, target):
            self._open.discard(end)
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def _hang_up(self) -> None:
        for end in list(self._open):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
