"""The demo plays a day on a real server, and a newcomer can join in."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import requests
import socketio

from tests.conftest import ROOT, free_port, new_key

PATIENCE_SECONDS = 90


@dataclass
class Demo:
    """The running demo: where it answers, and its process."""

    url: str
    process: subprocess.Popen

    def screen(self, path: str) -> requests.Session:
        session = requests.Session()
        session.get(self.url + path, timeout=30).raise_for_status()
        return session


@pytest.fixture
def demo(tmp_path) -> Iterator[Demo]:
    """The busiest day of An Phú, 300 times as fast; asked to stop afterwards, as with Ctrl+C."""
    port = free_port()
    environ = {name: value for name, value in os.environ.items() if not name.startswith("MOTCUA_")}
    environ |= {"MOTCUA_HOST": "127.0.0.1", "PYTHONUNBUFFERED": "1", "TMPDIR": str(tmp_path)}
    command = [sys.executable, "-m", "replay", "tests/data/an-phu.xlsx", "--serve", "--speed", "300"]
    with (tmp_path / "demo.log").open("w") as log:
        process = subprocess.Popen(
            [*command, "--port", str(port)], cwd=ROOT, env=environ, stdout=subprocess.PIPE, stderr=log, text=True
        )
    for line in process.stdout:
        if "Ctrl+C" in line:
            break
    yield Demo(f"http://127.0.0.1:{port}", process)
    if process.poll() is None:
        process.kill()
        process.wait()
    process.stdout.close()


def test_a_newcomer_who_takes_a_number_hears_it_called_among_the_others(demo, tmp_path):
    display = demo.screen("/display")
    cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in display.cookies)
    with socketio.SimpleClient() as screen:
        screen.connect(demo.url, namespace="/display", headers={"Cookie": cookies}, transports=["websocket"])
        kiosk = demo.screen("/kiosk")
        picture = kiosk.get(f"{demo.url}/api/kiosk/picture", timeout=30).json()
        assert picture["now"].startswith("2026-06-08T")
        guide = next(tile["id"] for tile in picture["services"] if tile["letter"] == "U")
        answer = kiosk.post(
            f"{demo.url}/api/tickets", json={"service": guide}, headers={"Idempotency-Key": new_key()}, timeout=30
        )
        number = answer.json()["ticket"]["number"]
        called: list[str] = []
        while number not in called:
            name, *content = screen.receive(timeout=PATIENCE_SECONDS)
            if name == "call":
                called.append(content[0]["number"])

    demo.process.send_signal(signal.SIGINT)
    assert demo.process.wait(timeout=30) == 0
    assert "left out" not in (tmp_path / "demo.log").read_text(encoding="utf-8")
