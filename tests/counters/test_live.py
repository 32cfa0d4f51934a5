"""What the officers' sockets are told by the real server, and what happens when two press at one instant."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import requests
import socketio
import socketio.exceptions

from counters import schemas
from tests.conftest import new_key
from tests.counters.conftest import Hall
from tests.real_server import Server
from tests.waiting import wait_until


class Seat:
    """An officer's browser without its screen: a session, and a socket that keeps the pictures it is sent."""

    def __init__(self, hall: Hall, username: str, counter: int) -> None:
        self.hall, self.counter = hall, counter
        self.session: requests.Session = hall.server.officer(username, counter)
        self.desks: list[dict[str, Any]] = []
        self.client = socketio.Client(reconnection=False)
        self.client.on("desk", self.desks.append, namespace="/counter")
        connect(self.client, hall.server, self.session)
        wait_until(lambda: self.desks)

    def press(self, noun: str, **wish: Any) -> requests.Response:
        url = f"{self.hall.server.url}/api/counters/{self.counter}/{noun}"
        return self.session.post(url, json=wish, headers={"Idempotency-Key": new_key()}, timeout=10)


def connect(client: socketio.Client, server: Server, session: requests.Session | None) -> None:
    cookies = "; ".join(f"{one.name}={one.value}" for one in session.cookies) if session else ""
    client.connect(server.url, headers={"Cookie": cookies}, namespaces=["/counter"], wait_timeout=10)


@pytest.fixture
def seat(hall: Hall) -> Iterator[Callable[[str, int], Seat]]:
    """`seat("canbo01", 1)` sits down at a counter where nobody waits."""
    seats: list[Seat] = []

    def sit(username: str, counter: int) -> Seat:
        hall.clear(counter)
        seats.append(Seat(hall, username, counter))
        return seats[-1]

    yield sit
    for one in seats:
        one.client.disconnect()


def test_an_officer_is_sent_the_whole_desk_on_connecting(seat):
    [desk] = seat("canbo05", 5).desks
    schemas.Desk.model_validate(desk)
    assert (desk["counter"]["number"], desk["officer"]["username"]) == (5, "canbo05")


def test_a_number_that_is_taken_or_called_elsewhere_is_seen_at_every_desk_it_concerns(seat, hall: Hall):
    first, second = seat("canbo09", 9), seat("canbo10", 10)
    number = hall.issue("S")
    for one in (first, second):
        wait_until(lambda one=one: one.desks[-1]["next"] and one.desks[-1]["next"]["number"] == number)
    assert first.press("calls").json()["called"] == number
    wait_until(lambda: second.desks[-1]["next"] is None)
    wait_until(lambda: first.desks[-1]["ticket"] and first.desks[-1]["ticket"]["number"] == number)
    assert all(desk["counter"]["number"] == 10 for desk in second.desks)


def test_a_burst_of_moves_costs_few_pictures(seat, hall: Hall):
    desk = seat("canbo13", 13)
    for _ in range(12):
        hall.issue("N")
    wait_until(lambda: desk.desks[-1]["waiting"]["count"] == 12)
    assert len(desk.desks) < 12


def test_nobody_hears_anything_without_signing_in_or_with_a_directors_account(hall: Hall):
    for session in (None, hall.server.officer("giamdoc")):
        client = socketio.Client(reconnection=False)
        with pytest.raises(socketio.exceptions.ConnectionError):
            connect(client, hall.server, session)


def test_whoever_is_put_out_of_a_counter_hears_no_more(seat, hall: Hall):
    sitting = seat("canbo14", 14)
    gone = threading.Event()
    sitting.client.on("disconnect", lambda *_: gone.set(), namespace="/counter")
    hall.server.officer("canbo15", 14)
    assert gone.wait(10)


def test_officers_who_press_at_one_instant_get_different_numbers_or_nobody(hall: Hall):
    counters = (5, 6, 8)  # all serve K first
    hall.clear(*counters)
    sessions = [hall.server.officer(f"canbo{number:02d}", number) for number in counters]
    numbers = {hall.issue("K"), hall.issue("K")}
    together, answers = threading.Barrier(len(counters)), []

    def press(session: requests.Session, counter: int) -> None:
        together.wait()
        url = f"{hall.server.url}/api/counters/{counter}/calls"
        answers.append(session.post(url, json={}, headers={"Idempotency-Key": new_key()}, timeout=10))

    threads = [threading.Thread(target=press, args=pair) for pair in zip(sessions, counters, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    called = [answer.json()["called"] for answer in answers]
    assert {number for number in called if number} == numbers
    assert called.count(None) == 1
    hall.clear(*counters)


def test_an_officer_who_changes_counters_is_connected_to_the_old_one_no_more(seat, hall: Hall):
    sitting = seat("canbo09", 9)
    gone = threading.Event()
    sitting.client.on("disconnect", lambda *_: gone.set(), namespace="/counter")
    sitting.session.post(f"{hall.server.url}/api/session/counter", json={"counter": 10}, timeout=10).raise_for_status()
    assert gone.wait(10)


def test_a_note_that_the_lead_writes_is_told_to_the_desk_at_once(seat, hall: Hall):
    officer = seat("canbo01", 1)
    hall.issue("C")
    officer.press("calls").raise_for_status()
    officer.press("servings").raise_for_status()
    for text in ("Cần xem bản gốc", "Đã xem bản gốc", "Cần thêm một bản", "Đủ giấy tờ"):
        hall.act(1, "notes", text=text).raise_for_status()
        # One of them may be told by a picture of the service that is still under way: not all four.
        wait_until(lambda text=text: (officer.desks[-1]["ticket"] or {}).get("note") == text)
