"""Printers are found in the local network only; screens are paired, named, taken back; what was seen is remembered."""

import re
import socket
import threading

import pytest

from models.access import Device
from models.base import unit_of_work
from models.centre import Centre
from models.journal import Change
from models.printing import Printer
from setup import finding, tasks

PAGE = "/admin/devices"
FROM_THE_LAN = {"REMOTE_ADDR": "192.168.1.77"}


@pytest.fixture
def listener():
    """Somebody who listens on a port of this machine; every address of 127.0.0.0/24 is one of its own."""
    with socket.socket() as server:
        server.bind(("127.0.0.53", 0))
        server.listen(300)
        accepted = []
        thread = threading.Thread(target=lambda: accepted.append(server.accept()), daemon=True)
        thread.start()
        yield server.getsockname()[1], accepted
        thread.join(5)
        for connection, _address in accepted:
            connection.close()


def test_who_listens_among_the_neighbours_is_found_and_is_sent_nothing(listener):
    port, accepted = listener
    assert finding.on_lan("127.0.0.9", port) == [
        finding.Found(Printer.NETWORK, f"127.0.0.53:{port}", "Máy in 127.0.0.53")
    ]
    connection, _address = accepted[0]
    connection.settimeout(2)
    assert connection.recv(16) == b""


@pytest.mark.parametrize("own", ["8.8.8.8", "100.64.0.1", "2001:db8::1"])
def test_nothing_outside_a_private_network_is_asked(monkeypatch, own):
    monkeypatch.setattr(socket, "create_connection", lambda *_: pytest.fail("asked"))
    assert finding.on_lan(own) == []


def test_a_usb_printer_bears_the_name_it_gives_itself(tmp_path):
    (tmp_path / "lp0").touch()
    told = tmp_path / "class" / "lp0" / "device"
    told.mkdir(parents=True)
    (told / "ieee1284_id").write_text("MFG:Xprinter;CMD:ESC/POS;MDL:XP-80;")
    found = finding.on_usb(tmp_path, tmp_path / "class")
    assert [(one.address, one.name) for one in found] == [(str(tmp_path / "lp0"), "XP-80 (USB)")]


def test_a_printer_that_is_taken_into_use_takes_the_place_of_the_virtual_one(person, centre):
    with unit_of_work():
        Printer.create(centre=centre, name="Máy in ảo")
    admin = person().sign_in("quan")
    wish = {"kind": "network", "address": "192.168.1.50:9100", "name": "XP-80", "paper_width_mm": "58"}
    assert admin.post(f"{PAGE}/printers", data=wish).status_code == 303
    serving = Printer.serving(centre, None)
    assert (serving.name, serving.paper_width_mm) == ("XP-80", 58)
    assert "paper" in [task.key for task in tasks.of(centre)]
    admin.post(f"{PAGE}/answers", data={"what": "paper_seen", "answer": "yes"})
    assert "paper" not in [task.key for task in tasks.of(centre)]
    admin.post(f"{PAGE}/answers", data={"what": "paper_seen", "answer": "no"})
    assert "paper" in [task.key for task in tasks.of(centre)], "the latest answer counts"


def test_a_printer_that_is_taken_into_use_takes_the_place_of_the_one_before_but_of_no_kiosks_own(person, kiosk, centre):
    admin = person().sign_in("quan")
    wish = {"kind": "network", "paper_width_mm": "80"}
    for name in ("Máy cũ", "Máy của máy lấy số", "Máy mới"):
        admin.post(f"{PAGE}/printers", data=wish | {"address": f"{name}:9100", "name": name})
        if name == "Máy của máy lấy số":
            with unit_of_work():
                Printer.update(device=Device.get()).where(Printer.name == name).execute()
    assert Printer.serving(centre, None).name == "Máy mới"
    admin.post(f"{PAGE}/printers", data=wish | {"address": "Máy của máy lấy số:9100"})
    assert Printer.serving(centre, None).name == "Máy mới"
    assert Printer.serving(centre, Device.get()).name == "Máy của máy lấy số"


def test_a_screen_is_paired_named_and_taken_back_on_the_page(person, centre):
    screen, admin = person(), person().sign_in("quan")
    page = screen.get("/display", environ_overrides=FROM_THE_LAN).get_data(as_text=True)
    first, second = re.search(r"(\d{3}) (\d{3})", page).groups()
    assert admin.post(f"{PAGE}/pairings", data={"code": "12"}).status_code == 422
    assert admin.post(f"{PAGE}/pairings", data={"code": f"{first} {second}"}).status_code == 303
    device = Device.get()
    admin.post(f"{PAGE}/{device.id}/names", data={"name": "TV cửa chính"})
    assert Device.get().name == "TV cửa chính"
    admin.post(f"{PAGE}/sizes", data={"size": "43", "furthest": "10"})
    assert "chỉ đọc được tới 7,9 m" in admin.get(PAGE).get_data(as_text=True)
    assert admin.post(f"{PAGE}/{device.id}/removals").status_code == 303
    assert Device.get().revoked
    assert Change.select().where(Change.subject == "device").count() == 4


def test_a_kiosk_is_as_large_as_was_said_when_it_was_paired_and_each_has_its_own_size(person, kiosk):
    screen, admin = person(), person().sign_in("quan")
    page = screen.get("/kiosk", environ_overrides=FROM_THE_LAN).get_data(as_text=True)
    code = "".join(re.search(r"(\d{3}) (\d{3})", page).groups())
    refused = admin.post(f"{PAGE}/pairings", data={"code": code, "pair_size": "2 mét"})
    assert refused.status_code == 422 and "error-pair_size" in refused.get_data(as_text=True)
    assert admin.post(f"{PAGE}/pairings", data={"code": code, "pair_size": "15,6"}).status_code == 303
    assert screen.get("/api/kiosk/picture", environ_overrides=FROM_THE_LAN).json["diagonal_mm"] == 396
    assert kiosk.get("/api/kiosk/picture").json["diagonal_mm"] == 546, "nobody has said it: as drawn for"
    device = Device.get(Device.diagonal_inches.is_null(False))
    for language, shown in (("en", "15.6"), ("vi", "15,6")):
        assert f'value="{shown}"' in admin.get(f"{PAGE}?lang={language}").get_data(as_text=True)
        admin.post(f"{PAGE}/{device.id}/names", data={"name": device.name, "panel": shown})
        assert Device.get_by_id(device.id).diagonal_inches == 15.6, "sent as it was shown"
    admin.post(f"{PAGE}/{device.id}/names", data={"name": "Kiosk cửa sau", "panel": "32"})
    assert screen.get("/api/kiosk/picture", environ_overrides=FROM_THE_LAN).json["diagonal_mm"] == 813
    assert ("size", 15.6, 32) in Change.select().order_by(Change.id.desc()).get().differences


def test_how_far_the_furthest_seat_is_can_be_said_while_a_tv_is_paired(person):
    screen, admin = person(), person().sign_in("quan")
    page = screen.get("/display", environ_overrides=FROM_THE_LAN).get_data(as_text=True)
    wish = {"code": "".join(re.search(r"(\d{3}) (\d{3})", page).groups()), "pair_size": "43"}
    refused = admin.post(f"{PAGE}/pairings", data=wish | {"pair_seat": "xa"})
    assert refused.status_code == 422 and "error-pair_seat" in refused.get_data(as_text=True)
    assert admin.post(f"{PAGE}/pairings", data=wish | {"pair_seat": "10"}).status_code == 303
    assert "chỉ đọc được tới 7,9 m" in admin.get(PAGE).get_data(as_text=True)


def test_the_volume_is_set_where_the_loudspeaker_is_tried_unless_it_changes_by_the_hour(person, centre):
    admin = person().sign_in("quan")
    assert '<option value="100" selected' in admin.get(PAGE).get_data(as_text=True)
    assert admin.post(f"{PAGE}/volumes", data={"percent": "101"}).status_code == 422
    answer = admin.post(f"{PAGE}/volumes", data={"percent": "70"})
    assert answer.status_code == 303
    assert Centre.get().volume_hours == "00:00 70"
    assert '<option value="70" selected' in admin.get(PAGE).get_data(as_text=True)
    with unit_of_work():
        Centre.update(volume_hours="07:00 100, 11:30 40").execute()
    assert 'data-testid="volume"' not in admin.get(PAGE).get_data(as_text=True), "its own page keeps the hours"
