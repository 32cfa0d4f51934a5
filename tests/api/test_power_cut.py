"""The server dies at any moment: what was acknowledged is there when it is back, and no number is given twice."""

import threading
import uuid

import pytest
import requests

from tests.waiting import wait_until


class Tapper(threading.Thread):
    """A kiosk whose citizen taps again and again; keeps what was acknowledged, and the tap that was not."""

    def __init__(self, server, service: int) -> None:
        super().__init__(daemon=True)
        self.server, self.service = server, service
        self.screen = server.screen("/kiosk")
        self.acknowledged: dict[str, str] = {}  # key → number
        self.unanswered: str | None = None

    def run(self) -> None:
        while True:
            self.unanswered = key = str(uuid.uuid4())
            try:
                self.acknowledged[key] = tap(self.screen, self.server, self.service, key)
            except requests.RequestException:
                return


def tap(screen, server, service: int, key: str) -> str:
    answer = screen.post(
        server.url + "/api/tickets", json={"service": service}, headers={"Idempotency-Key": key}, timeout=20
    )
    assert answer.status_code == 201, answer.text
    return answer.json()["ticket"]["number"]


def first_service(server) -> int:
    return server.screen("/kiosk").get(server.url + "/api/kiosk/picture", timeout=10).json()["services"][0]["id"]


@pytest.mark.parametrize("after_numbers", [1, 25, 60])
def test_killed_under_load_it_loses_no_acknowledged_ticket_and_gives_no_number_twice(new_server, after_numbers):
    server = new_server()
    service = first_service(server)
    kiosks = [Tapper(server, service) for _ in range(4)]
    for kiosk in kiosks:
        kiosk.start()
    wait_until(lambda: sum(len(kiosk.acknowledged) for kiosk in kiosks) >= after_numbers, seconds=60)
    server.kill()
    for kiosk in kiosks:
        kiosk.join(timeout=30)
    server.start()

    numbers: dict[str, str] = {}
    for kiosk in kiosks:
        for key, number in kiosk.acknowledged.items():
            assert tap(kiosk.screen, server, service, key) == number, "the same tap is the same ticket"
            numbers[key] = number
        numbers[kiosk.unanswered] = tap(kiosk.screen, server, service, kiosk.unanswered)
    assert len(set(numbers.values())) == len(numbers)
    assert sorted(int(number[1:]) for number in numbers.values()) == list(range(1, len(numbers) + 1))


def test_a_ticket_at_a_counter_is_still_there_after_a_restart(new_server):
    server = new_server()
    service = first_service(server)
    number = tap(server.screen("/kiosk"), server, service, str(uuid.uuid4()))
    officers = [server.officer(f"canbo{n:02d}", n) for n in range(1, 16)]
    called = [
        (n, officer)
        for n, officer in enumerate(officers, 1)
        if officer.post(f"{server.url}/api/counters/{n}/calls", json={}, timeout=10).json()["called"]
    ]
    assert len(called) == 1
    server.kill()
    server.start()
    counter, officer = called[0]
    desk = officer.get(f"{server.url}/api/counters/{counter}/desk", timeout=10)
    assert desk.status_code == 200, "the officer is still signed in"
    assert desk.json()["ticket"]["number"] == number


def test_a_second_server_on_the_same_data_is_refused(new_server, tmp_path):
    server = new_server()
    twin = type(server)(server.instance)
    with pytest.raises(AssertionError, match="already uses"):
        twin.start()
    assert requests.get(server.url + "/", timeout=10).ok
