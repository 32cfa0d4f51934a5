"""What is wrong with printers, screens and the server, and what is proposed."""

from datetime import timedelta
from typing import Any

import pytest

from alerts import clock, help_calls
from alerts.machine import Machine
from backup.shelf import Record
from models.access import Device
from models.alert import ClockJump
from models.base import now, unit_of_work
from models.centre import Centre, Officer
from models.printing import Printer


def machine(**news: Any) -> Machine:
    well: dict[str, Any] = {
        "disk_free_mb": 50_000,
        "disk_total_mb": 100_000,
        "memory_mb": 100,
        "load_percent": 1,
        "uptime_seconds": 60,
        "clock_synchronised": None,
        "backup": Record(good_at=now()),
    }
    return Machine(**well | news)


@pytest.mark.parametrize(
    ("status", "kind", "level"),
    [
        ("paper_low", "paper-low", "warn"),
        ("paper_out", "paper-out", "alarm"),
        ("cover_open", "printer-error", "alarm"),
        ("error", "printer-error", "alarm"),
        ("offline", "printer-offline", "alarm"),
        ("online", None, None),
        ("unknown", None, None),
    ],
)
def test_a_printer_that_gives_no_paper_is_said_and_a_silent_one_is_not(wrong, centre, status, kind, level):
    with unit_of_work():
        Printer.create(centre=centre, name="Máy in", status=status, status_at=now())
    found = wrong()
    assert list(found) == ([kind] if kind else [])
    if kind:
        assert (found[kind].level, found[kind].remedy.verb) == (level, "trial")


def screen(centre: Centre, kind: str, condition: str, seconds_ago: float = 60, **more: Any) -> Device:
    with unit_of_work():
        return Device.create(
            centre=centre,
            kind=kind,
            name=kind,
            token_hash=f"{kind}{condition}{seconds_ago}",
            condition=condition,
            condition_since=now() - timedelta(seconds=seconds_ago),
            **more,
        )


@pytest.mark.parametrize(
    ("kind", "condition", "seconds", "said", "remedy"),
    [
        ("display", "lost", 29, None, None),
        ("display", "lost", 30, "display-offline", "say"),
        ("display", "blocked", 1, "display-blocked", "sound"),
        ("display", "chime", 1, "display-chime", "sound"),
        ("display", "off", 1, "display-muted", "sound"),
        ("display", "on", 1, None, None),
        ("kiosk", "lost", 30, "kiosk-lost", "issue"),
    ],
)
def test_a_screen_that_is_gone_or_unheard_is_said(wrong, centre, kind, condition, seconds, said, remedy):
    screen(centre, kind, condition, seconds)
    found = wrong()
    assert list(found) == ([said] if said else [])
    if said:
        assert found[said].remedy.verb == remedy


@pytest.mark.parametrize(
    ("kind", "name", "in_english"),
    [
        (Device.KIOSK, "Máy lấy số 1", "Kiosk 1"),
        (Device.DISPLAY, "TV phòng chờ", "Waiting-room TV"),
        (Device.KIOSK, "Máy lấy số Cửa đông", "Máy lấy số Cửa đông"),
        (Device.DISPLAY, "sảnh", "TV sảnh"),
    ],
)
def test_a_name_that_the_system_gave_is_put_into_english_and_a_persons_is_not(centre, kind, name, in_english):
    assert Device(centre=centre, kind=kind, name=name).name_en == in_english


def test_one_display_may_be_muted_where_another_speaks(wrong, centre):
    screen(centre, "display", "off")
    screen(centre, "display", "on")
    assert wrong() == {}


def test_a_voice_that_is_far_behind_is_said_to_the_counters(wrong, centre):
    late = screen(centre, "display", "on", voice_backlog_seconds=20)
    assert wrong() == {}
    with unit_of_work():
        Device.update(voice_backlog_seconds=21).where(Device.id == late.id).execute()
    found = wrong()["voice-backlog"]
    assert (found.facts["seconds"], found.remedy.verb) == (21, "say")


def test_a_screen_that_was_not_on_today_is_not_missed(wrong, centre):
    screen(centre, "display", "lost", 86_400)
    assert wrong() == {}


def test_little_room_on_the_disk_is_an_alarm(wrong):
    assert wrong(machine(disk_free_mb=1_999))["disk"].level == "alarm"
    assert "disk" not in wrong(machine(disk_free_mb=2_000))


@pytest.mark.parametrize(
    ("record", "said"),
    [
        (Record(good_at=None), False),  # a new server: its first night is still to come
        (Record(good_at=None, error="failed"), True),
        (Record(good_at=None, drill_error="other_rows"), True),
    ],
)
def test_a_copy_that_failed_is_said(wrong, record, said):
    assert ("backup" in wrong(machine(backup=record))) == said


def test_an_old_copy_is_said_and_made_anew(wrong, hands):
    record = Record(good_at=now())
    hands.forward(hours=30)
    assert "backup" not in wrong(machine(backup=record))
    hands.forward(minutes=61)
    assert wrong(machine(backup=record))["backup"].remedy.verb == "backup"


def test_a_jump_of_the_clock_is_said_until_somebody_has_looked(wrong, centre):
    clock.note(29)
    assert "clock" not in wrong()
    clock.note(-3600)
    assert wrong()["clock"].facts["back"] is True
    clock.check(centre, Officer.get(Officer.username == "truong"))
    assert "clock" not in wrong()


def test_the_pendulum_sees_a_clock_that_is_set(monkeypatch):
    times = {"wall": 1000.0, "steady": 50.0}
    monkeypatch.setattr("alerts.clock.time.time", lambda: times["wall"])
    monkeypatch.setattr("alerts.clock.time.monotonic", lambda: times["steady"])
    pendulum = clock.Pendulum()
    times.update(wall=1005.0, steady=55.0)
    assert pendulum.jumped() == 0
    times.update(wall=3610.0, steady=60.0)
    assert pendulum.jumped() == 2600
    times.update(wall=3620.0, steady=70.0)
    assert pendulum.jumped() == 0


def test_a_server_that_starts_before_its_last_ticket_has_a_wrong_clock(wrong, take, certification, hands):
    take(certification)
    hands.forward(hours=-1)
    clock.note_at_start()
    assert ClockJump.get().seconds == -3600


def test_who_asks_for_staff_at_a_kiosk_is_an_alarm_until_somebody_says_that_they_went(wrong, centre):
    kiosk = screen(centre, "kiosk", "on")
    first = help_calls.ask(kiosk, "a")
    assert help_calls.ask(kiosk, "a") == help_calls.ask(kiosk, "b") == first
    found = wrong()["help"]
    assert (found.level, found.remedy.verb, found.remedy.target) == ("alarm", "came", kiosk.id)
    help_calls.came(centre, kiosk.id)
    assert "help" not in wrong()
    assert help_calls.ask(kiosk, "c") != first
