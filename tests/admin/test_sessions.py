"""Signing in, out, and sitting down."""

import threading
from dataclasses import replace

import pytest

from admin import listening, signing_in
from models.access import Session
from models.base import db, unit_of_work
from models.centre import Officer
from models.counter import Counter
from tests.conftest import Person
from tests.small_centre import PIN


def sign_in(someone: Person, username: str, secret: str = PIN, **more):
    return someone.post("/api/sessions", json={"username": username, "secret": secret, "centre": "an-binh", **more})


def test_a_right_pin_signs_in_and_the_cookie_is_out_of_reach_of_scripts(person):
    answer = sign_in(person(), "lan")
    assert (answer.status_code, answer.json["role"]) == (201, "officer")
    assert "HttpOnly" in answer.headers["Set-Cookie"] and "SameSite=Strict" in answer.headers["Set-Cookie"]


@pytest.mark.parametrize(("username", "secret"), [("lan", "000000"), ("nobody", PIN), ("lan", "")])
def test_a_wrong_name_and_a_wrong_pin_are_answered_alike(person, username, secret):
    answer = sign_in(person(), username, secret)
    assert answer.status_code == (422 if secret == "" else 401)
    if secret:
        assert answer.json["error"]["code"] == "wrong_secret"


def test_the_database_keeps_no_secret(person):
    someone = person().sign_in("lan")
    secret = someone.client.get_cookie("mc_staff").value
    assert secret not in str(list(Session.select().dicts()))
    assert PIN not in str(list(Officer.select().dicts()))


def test_a_name_means_the_officer_of_the_named_centre(person, elsewhere):
    assert sign_in(person(), "lan").json["centre"] == "phường An Bình"
    other = person().sign_in("lan", centre="an-phu")
    assert other.get("/api/session").json["centre"] == "xã An Phú"


def test_where_there_are_two_centres_the_centre_must_be_named(person, elsewhere):
    answer = person().post("/api/sessions", json={"username": "lan", "secret": PIN})
    assert answer.status_code == 401


def test_after_signing_out_the_old_cookie_opens_nothing(person):
    someone = person().sign_in("lan")
    secret = someone.client.get_cookie("mc_staff").value
    assert someone.delete("/api/session").status_code == 204
    someone.client.set_cookie("mc_staff", secret)
    assert someone.get("/api/session").status_code == 401


def test_an_officer_who_is_switched_off_is_out(person):
    someone = person().sign_in("lan")
    with unit_of_work():
        Officer.update(active=False).where(Officer.username == "lan").execute()
    assert someone.get("/api/session").status_code == 401


def test_a_session_ends_after_twelve_hours_but_not_when_the_clock_jumps_an_hour_back(person, hands):
    someone = person().sign_in("lan")
    hands.forward(hours=-1)
    assert someone.get("/api/session").status_code == 200
    hands.forward(hours=13, minutes=1)
    assert someone.get("/api/session").status_code == 401


def test_sitting_down_opens_the_counter_and_takes_it_over(person, centre):
    first, second = person().sign_in("lan", counter=1), person().sign_in("minh", counter=1)
    assert first.get("/api/session").json["counter"] is None
    assert second.get("/api/session").json["counter"] == 1
    assert Counter.get(Counter.centre == centre, Counter.number == 1).state == Counter.OPEN


def test_of_two_who_sit_down_at_one_instant_the_first_is_signed_out_of_the_counter(person, centre, monkeypatch):
    person().sign_in("lan"), person().sign_in("minh")
    lan, minh = Session.select().order_by(Session.id)
    counter = Counter.get(Counter.centre == centre, Counter.number == 1)
    dropped: list[str] = []
    monkeypatch.setattr(signing_in, "drop_room", dropped.append)

    def sit_down() -> None:
        with db.connection_context():
            signing_in.take_counter(minh, counter)

    late = threading.Thread(target=sit_down)
    with unit_of_work(centre.id):
        late.start()
        late.join(timeout=0.3)
        assert late.is_alive(), "waits for its turn"
        Session.update(counter=counter).where(Session.id == lan.id).execute()
    late.join(timeout=10)
    assert dropped == [listening.session_room(lan)]


def test_a_counter_names_what_it_serves_first_before_what_it_helps_out_with(person):
    counters = person().sign_in("lan").get("/api/session").json["counters"]
    assert counters[1]["services"] == ["Hộ tịch", "Chứng thực"]


def test_a_counter_that_is_not_there_is_refused(person):
    answer = person().sign_in("lan").post("/api/session/counter", json={"counter": 99})
    assert (answer.status_code, answer.json["error"]["field"]) == (404, "counter")


def test_guessing_is_slowed_down_before_any_hash(app, person):
    app.config["MOTCUA"] = app.config["MOTCUA"].__class__(
        **{**app.config["MOTCUA"].__dict__, "sign_in_limit": "5 per minute"}
    )
    someone = person()
    answers = [sign_in(someone, "quan", f"{n:06d}").status_code for n in range(8)]
    assert answers == [401] * 5 + [429] * 3


@pytest.fixture
def five_tries(app):
    app.config["MOTCUA"] = replace(app.config["MOTCUA"], sign_in_limit="5 per minute")


def test_a_wrong_pin_is_told_how_many_tries_are_left(five_tries, person):
    said = [sign_in(person(), "lan", "000000").json["error"]["message_vi"] for _ in range(5)]
    assert said[0].endswith("Còn 4 lần thử.")
    assert said[3].endswith("Còn 1 lần thử.")
    assert said[4].endswith("Mời đợi một phút rồi thử lại.")


def from_address(someone: Person, last: int, secret: str, username: str = "lan") -> int:
    body = {"username": username, "secret": secret, "centre": "an-binh"}
    address = {"REMOTE_ADDR": f"192.168.1.{last}"}
    return someone.post("/api/sessions", json=body, environ_overrides=address).status_code


def test_spaces_around_a_name_give_no_further_tries(five_tries, person):
    answers = [sign_in(person(), "quan" + " " * n, f"{n:06d}").status_code for n in range(7)]
    assert answers == [401] * 5 + [429] * 2


def test_wrong_tries_elsewhere_do_not_keep_an_officer_out(five_tries, person):
    assert [from_address(person(), 66, "000000") for _ in range(6)] == [401] * 5 + [429]
    assert from_address(person(), 7, PIN) == 201


def test_tries_of_one_name_from_many_addresses_end_except_where_it_has_signed_in(five_tries, person):
    assert from_address(person(), 7, PIN) == 201
    answers = [from_address(person(), last, "000000") for last in range(100, 110) for _ in range(5)]
    assert set(answers[:-1]) == {401}
    assert from_address(person(), 200, PIN) == 429
    assert from_address(person(), 7, PIN) == 201


def test_signing_in_well_is_no_wrong_try_and_neither_is_a_form_left_empty(five_tries, person):
    assert [from_address(person(), 7, PIN) for _ in range(7)] == [201] * 7
    assert [from_address(person(), 8, "") for _ in range(30)] == [422] * 30
    assert from_address(person(), 8, PIN) == 201


def test_whoever_tries_too_often_is_told_how_long_to_wait(five_tries, person):
    someone = person()
    answer = [sign_in(someone, "lan", "000000") for _ in range(6)][-1]
    assert answer.status_code == 429
    assert 1 <= int(answer.headers["Retry-After"]) <= 60


def test_signing_in_again_ends_the_session_this_browser_had(person):
    someone = person().sign_in("lan")
    former = someone.client.get_cookie("mc_staff").value
    someone.sign_in("minh")
    assert someone.get("/api/session").json["username"] == "minh"
    someone.client.set_cookie("mc_staff", former)
    assert someone.get("/api/session").status_code == 401
