"""What a display's socket is told, by the real server over a real WebSocket."""

import time
from collections.abc import Callable

import pytest
import requests
import socketio

from display import schemas
from tests.display.conftest import Ear, Hall
from tests.waiting import wait_until

Listen = Callable[..., Ear]


def test_a_screen_is_sent_its_whole_picture_when_it_connects(hall: Hall, ear: Listen) -> None:
    number = hall.call(1, "C")
    picture = ear(hall).wait_for("board")[0]  # the call before may bring a second one
    schemas.Board.model_validate(picture)
    assert picture["calls"][0]["number"] == number
    assert len(picture["services"]) == 8 and len(picture["counters"]) == 15


def test_a_call_reaches_every_screen_before_any_picture(hall: Hall, ear: Listen) -> None:
    screens = [ear(hall) for _ in range(3)]
    hall.finish(1)
    before = hall.board["services"][0]["waiting"]
    number, sequence = hall.issue("C"), hall.sequence + 1
    for screen in screens:  # no picture of what came before is still on its way
        wait_until(lambda screen=screen: screen.all("board")[-1]["services"][0]["waiting"] == before + 1)
    hall.act(1, "calls", ticket=number, why="Kiểm thử").raise_for_status()
    for screen in screens:
        [call] = screen.wait_for("call")
        assert (call["number"], call["counter"], call["sequence"]) == (number, 1, sequence)
        assert call["text"] == f"Kính mời số {number}, đến quầy số 1."
        wait_until(lambda screen=screen: number in [c["number"] for c in screen.all("board")[-1]["calls"]])
        order = [(name, content) for _, name, content in screen.heard if name in ("call", "board")]
        came = next(i for i, (name, _) in enumerate(order) if name == "call")
        assert all(number not in [c["number"] for c in board["calls"]] for _, board in order[:came])


def test_a_burst_costs_few_pictures(hall: Hall, ear: Listen) -> None:
    screen = ear(hall)
    before = screen.all("board")[-1]["services"][0]["waiting"]
    started = time.monotonic()
    for _ in range(20):
        hall.issue("C")
    wait_until(lambda: screen.all("board")[-1]["services"][0]["waiting"] == before + 20)
    assert len(screen.all("board")) <= 3 + (time.monotonic() - started) / 0.15


def test_a_second_call_is_told_again_with_its_own_sequence(hall: Hall, ear: Listen) -> None:
    screen = ear(hall)
    number = hall.call(1, "C")
    hall.recall(1)
    first, second = screen.wait_for("call", 2)
    assert (first["number"], second["number"]) == (number, number)
    assert (first["times"], second["times"]) == (1, 2)
    assert second["sequence"] == first["sequence"] + 1
    assert first["id"] != second["id"]


def test_a_returning_screen_gets_what_it_missed_and_nothing_twice(hall: Hall, ear: Listen) -> None:
    first = ear(hall)
    hall.call(1, "C")
    before = first.wait_for("call")[0]["sequence"]
    first.close()
    missed = [hall.call(2, "C"), hall.call(3, "H")]
    [owed] = ear(hall, since=before).wait_for("missed")
    assert [call["number"] for call in owed["calls"]] == missed
    assert owed["sequence"] == before + 2
    assert all(call["readings"] for call in owed["calls"])


def test_nothing_is_lost_when_the_server_is_killed(fragile_hall: Hall, ear: Listen) -> None:
    screen = ear(fragile_hall)
    fragile_hall.call(1, "C")
    before = screen.wait_for("call")[0]["sequence"]
    number = fragile_hall.call(2, "C")
    fragile_hall.server.kill()
    fragile_hall.server.start()
    [owed] = ear(fragile_hall, since=before).wait_for("missed")
    assert [call["number"] for call in owed["calls"]] == [number]


def test_a_screen_that_noticed_a_gap_can_ask(hall: Hall, ear: Listen) -> None:
    screen, before = ear(hall), hall.sequence
    numbers = [hall.call(counter, "C") for counter in (1, 2, 3)]
    answer = screen.ask("since", before + 1)
    assert [call["number"] for call in answer["calls"]] == numbers[1:]
    assert answer["sequence"] == before + 3


@pytest.mark.parametrize("said", [None, -5, 10**20, "x", 10**6, {"a": 1}, [], "'; DROP TABLE call"])
def test_nonsense_from_a_screen_is_answered_with_nothing_owed(hall: Hall, ear: Listen, said: object) -> None:
    screen = ear(hall)
    assert screen.ask("since", said) == {"calls": [], "sequence": hall.sequence}
    screen.client.emit("sound", said, namespace="/display")
    assert screen.ask("since", 0)["sequence"] == hall.sequence  # still there
    assert "Traceback" not in hall.server.log()


def test_a_screen_hears_when_a_number_need_not_be_spoken_any_more(hall: Hall, ear: Listen) -> None:
    number = hall.call(1, "C")
    screen = ear(hall)
    hall.finish(1)
    assert [(news["number"], news["state"]) for news in screen.wait_for("settled", 2)] == [
        (number, "serving"),
        (number, "finished"),
    ]


def test_the_server_speaks_every_five_seconds_so_that_silence_means_something(hall: Hall, ear: Listen) -> None:
    screen = ear(hall)
    screen.wait_for("heartbeat", 2)
    first, second = [at for at, name, _ in screen.heard if name == "heartbeat"][:2]
    assert second - first == pytest.approx(5, abs=1)


def test_who_is_no_paired_screen_hears_nothing(hall: Hall) -> None:
    stranger = socketio.Client(reconnection=False)
    heard: list[object] = []
    stranger.on("call", heard.append, namespace="/display")
    with pytest.raises(socketio.exceptions.ConnectionError):
        stranger.connect(hall.server.url, namespaces=["/display"], transports=["websocket"])
    for path in ("/api/display/board", "/api/display/voice", "/display/voice/centre/invite.mp3"):
        assert requests.get(hall.server.url + path, timeout=5).status_code == 401


def test_a_kiosks_secret_does_not_open_the_display(hall: Hall) -> None:
    assert hall.kiosk.get(hall.server.url + "/api/display/board", timeout=5).status_code == 401


def test_the_page_the_picture_and_the_voice_answer_a_paired_screen(hall: Hall) -> None:
    screen = hall.server.screen("/display")
    for path in ("/display", "/display?view=board", "/display?sound=off&lang=en"):
        assert "text/html" in screen.get(hall.server.url + path, timeout=5).headers["Content-Type"]
    schemas.Board.model_validate(screen.get(hall.server.url + "/api/display/board", timeout=5).json())
    clips = screen.get(hall.server.url + "/api/display/voice", timeout=5).json()["made"]
    assert screen.get(hall.server.url + clips["chime"]["url"], timeout=5).content[:4] == b"RIFF"


def test_a_recorded_clip_is_served_and_nothing_beside_it(hall: Hall) -> None:
    folder = hall.server.instance / "voice"
    (folder / "name-thue.mp3").write_bytes(b"recorded")
    (folder / "notes.txt").write_text("private")
    screen = hall.server.screen("/display")
    clips = screen.get(hall.server.url + "/api/display/voice", timeout=5).json()["recorded"]
    assert screen.get(hall.server.url + clips["name-thue"]["url"], timeout=5).content == b"recorded"
    for path in ("shared/notes.txt", "shared/..%2fmot-cua.sqlite3", "shared/%2e%2e/config.wav", "other/invite.wav"):
        answer = screen.get(f"{hall.server.url}/display/voice/{path}", timeout=5)
        assert answer.status_code in (400, 404), path
