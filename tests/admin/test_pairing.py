"""How a screen is admitted to a centre."""

import re

import pytest

from models.access import Device, Pairing

FROM_THE_LAN = {"REMOTE_ADDR": "192.168.1.77"}


def code_shown_by(screen, path="/display") -> str:
    page = screen.get(path, environ_overrides=FROM_THE_LAN).get_data(as_text=True)
    return "".join(re.search(r"(\d{3}) (\d{3})", page).groups())


def test_on_the_servers_own_pc_a_screen_of_the_only_centre_is_admitted_by_itself(person, centre):
    screen = person()
    assert screen.get("/kiosk", follow_redirects=True).status_code == 200
    assert screen.get("/api/kiosk/picture").json["centre"]["name"] == centre.name


def test_one_more_screen_of_a_name_is_told_apart_by_a_number(person, centre):
    for _ in range(3):
        assert person().get("/kiosk", follow_redirects=True).status_code == 200
    names = [device.name for device in Device.select().order_by(Device.id)]
    assert names == ["Máy lấy số 1", "Máy lấy số 2", "Máy lấy số 3"]


def test_where_a_server_keeps_two_centres_nobody_is_admitted_by_address(person, elsewhere):
    screen = person()
    assert "pairing-code" in screen.get("/kiosk", follow_redirects=True).get_data(as_text=True)
    assert Device.select().count() == 0


def test_a_screen_on_the_lan_shows_a_code_and_is_admitted_when_an_administrator_types_it(person):
    screen = person()
    code = code_shown_by(screen)
    assert code_shown_by(screen) == code, "looking again does not change the code"
    admin = person().sign_in("quan")
    answer = admin.post("/api/devices", json={"code": code, "name": "TV phòng chờ"})
    assert answer.status_code == 201
    assert [device["name"] for device in answer.json["devices"]] == ["TV phòng chờ"]
    page = screen.get("/display", environ_overrides=FROM_THE_LAN).get_data(as_text=True)
    assert "pairing-code" not in page


def test_a_code_works_once_and_not_after_ten_minutes(person, hands):
    admin = person().sign_in("quan")
    used = code_shown_by(person())
    assert admin.post("/api/devices", json={"code": used}).status_code == 201
    assert admin.post("/api/devices", json={"code": used}).status_code == 404
    old = code_shown_by(person())
    hands.forward(minutes=11)
    assert admin.post("/api/devices", json={"code": old}).status_code == 404


@pytest.mark.parametrize("username", ["lan", "ha"])
def test_only_an_administrator_admits_a_screen(person, username):
    code = code_shown_by(person())
    assert person().sign_in(username).post("/api/devices", json={"code": code}).status_code == 403


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "Via"])
def test_what_a_proxy_on_the_servers_own_pc_hands_on_is_not_that_pc(person, centre, header):
    page = person().get("/kiosk", headers={header: "192.168.1.77"}).get_data(as_text=True)
    assert "pairing-code" in page
    assert Device.select().count() == 0


def test_an_address_gets_ten_new_codes_a_minute_and_a_hundred_wait_in_all(person, centre):
    def ask(last: int):
        return person().get("/kiosk", environ_overrides={"REMOTE_ADDR": f"192.168.1.{last}"})

    first = code_shown_by(person())
    answers = [ask(5) for _ in range(11)]
    assert [answer.status_code for answer in answers] == [200] * 10 + [429]
    assert answers[-1].headers["Retry-After"] == "60"
    for last in range(100, 110):
        for _ in range(10):
            assert ask(last).status_code == 200
    assert Pairing.select().count() == 100
    assert not Pairing.select().where(Pairing.code == first).exists(), "the oldest gave way"
