"""Long work of the server stands back while people wait."""

import threading
import time

import pytest

import runtime


@pytest.fixture(autouse=True)
def nobody_waits(monkeypatch):
    """An empty hall, whatever was answered just before; patience is no shorter than a busy PC is slow."""
    monkeypatch.setattr(runtime._Waiting, "began", {})
    monkeypatch.setattr(runtime._Waiting, "answered", 0.0)
    monkeypatch.setattr(runtime, "PATIENCE_SECONDS", 30)


def test_long_work_goes_on_only_when_the_person_who_waits_has_the_answer():
    answer = runtime._noting_who_waits(lambda environ, start: [b"number"])({"PATH_INFO": "/api/tickets"}, None)
    worked = threading.Event()
    work = threading.Thread(target=lambda: (runtime.give_way(0), worked.set()))
    work.start()
    assert not worked.wait(0.05)
    answer.close()
    assert worked.wait(5)
    work.join()


def test_who_waits_for_a_whole_file_or_by_a_socket_stops_no_work():
    handle = runtime._noting_who_waits(lambda environ, start: [b""])
    socket = handle({"PATH_INFO": "/socket.io/"}, None)
    assert socket == [b""]
    assert not runtime._somebody_waits()
    file = handle({"PATH_INFO": "/api/reports/files"}, None)
    runtime._Waiting.began = {request: time.monotonic() - 1 for request in runtime._Waiting.began}
    assert not runtime._somebody_waits()
    file.close()
