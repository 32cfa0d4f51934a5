"""What reaches the sockets of a screen or a session that is no longer admitted, over the real server."""

import threading
from collections.abc import Callable, Iterator

import pytest
import requests
import socketio

from tests.real_server import Server


class Line:
    """A socket that says when it is closed."""

    def __init__(self, server: Server, session: requests.Session, namespace: str) -> None:
        self.closed = threading.Event()
        self.client = socketio.Client(reconnection=False)
        self.client.on("disconnect", lambda *_: self.closed.set(), namespace=namespace)
        cookies = "; ".join(f"{one.name}={one.value}" for one in session.cookies)
        self.client.connect(server.url, headers={"Cookie": cookies}, namespaces=[namespace], wait_timeout=10)


@pytest.fixture
def line(server: Server) -> Iterator[Callable[[requests.Session, str], Line]]:
    """`line(session, "/kiosk")` opens a socket of that browser."""
    lines: list[Line] = []

    def opened(session: requests.Session, namespace: str) -> Line:
        lines.append(Line(server, session, namespace))
        return lines[-1]

    yield opened
    for one in lines:
        one.client.disconnect()


def revoke_newest_device(server: Server) -> requests.Response:
    admin = server.officer("quantri")
    device = admin.get(f"{server.url}/api/devices", timeout=10).json()["devices"][-1]
    return admin.delete(f"{server.url}/api/devices/{device['id']}", timeout=10)


def test_a_screen_that_is_connected_is_revoked_without_a_failure(server: Server, line):
    kiosk = line(server.screen("/kiosk"), "/kiosk")
    answer = revoke_newest_device(server)
    assert answer.status_code == 200, answer.text
    assert kiosk.closed.wait(10)


def test_the_papers_of_a_revoked_kiosk_close_with_it(server: Server, line):
    papers = line(server.screen("/kiosk"), "/papers")
    assert revoke_newest_device(server).status_code == 200
    assert papers.closed.wait(10)


def test_the_papers_of_somebody_who_signs_out_close_with_the_session(server: Server, line):
    officer = server.officer("canbo01")
    papers = line(officer, "/papers")
    assert officer.delete(f"{server.url}/api/session", timeout=10).status_code == 204
    assert papers.closed.wait(10)
