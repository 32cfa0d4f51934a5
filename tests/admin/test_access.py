"""Who may ask what: every route says it, and nobody sees another centre."""

from types import SimpleNamespace

import pytest
from apiflask import APIBlueprint
from werkzeug.routing import AnyConverter

from admin import access
from models.access import Device
from models.centre import Officer, Service
from models.counter import Counter
from tests.conftest import new_key

EVERYBODY = {"public", *Device.KINDS, Officer.OFFICER, Officer.LEAD, Officer.DIRECTOR, Officer.ADMIN}


def doors(app):
    """(rule, method, roles) of every route."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint not in access.OPEN_BY_NATURE:
            for method in rule.methods - {"HEAD", "OPTIONS"}:
                yield rule, method, getattr(app.view_functions[rule.endpoint], "admits", None)


def path_of(rule) -> str:
    values = {"token": "ZZZZZZZZ", "code": "X", "name": "x.png"}
    lists = {name: min(one.items) for name, one in rule._converters.items() if isinstance(one, AnyConverter)}
    return rule.build({name: (values | lists).get(name, 1) for name in rule.arguments})[1]


def test_every_route_says_who_may_ask(app):
    for rule, method, roles in doors(app):
        assert roles and set(roles) <= EVERYBODY, f"{method} {rule} admits {roles}"


def test_a_route_that_does_not_say_who_may_ask_refuses_the_start(app, monkeypatch):
    import app as house

    annex = APIBlueprint("annex", __name__)
    annex.get("/annex")(lambda: {})
    monkeypatch.setattr(house, "BLUEPRINTS", (*house.BLUEPRINTS, SimpleNamespace(blueprint=annex)))
    with pytest.raises(access.OpenDoor, match="annex"):
        house.create_app(app.config["MOTCUA"])


def test_without_an_identity_every_closed_route_answers_401(app):
    for rule, method, roles in doors(app):
        if "public" not in roles:
            answer = app.test_client().open(path_of(rule), method=method, json={} if method != "GET" else None)
            assert answer.status_code == 401, f"{method} {rule}: {answer.status_code}"
            assert answer.json["error"]["message_vi"]


def test_what_was_typed_outlives_the_session_save_its_secrets(app):
    typed = {"title": 'Mất điện "cả buổi" <b>', "secret": "246810"}
    sent = app.test_client().post("/reports/profiles?lang=en", data=typed, headers={"Accept": "text/html"})
    shown = sent.get_data(as_text=True)
    assert sent.status_code == 401
    assert 'name="title" value="Mất điện &#34;cả buổi&#34; &lt;b&gt;"' in shown
    assert "246810" not in shown and 'href="/reports" target="_blank"' in shown


@pytest.mark.parametrize(
    ("username", "role"), [("lan", "officer"), ("truong", "lead"), ("ha", "director"), ("quan", "admin")]
)
def test_a_role_that_is_not_admitted_is_answered_403(app, person, username, role):
    someone = person().sign_in(username)
    for rule, method, roles in doors(app):
        if not {"public", *Device.KINDS, role} & set(roles):
            answer = someone.open(path_of(rule), method=method, json={} if method != "GET" else None)
            assert answer.status_code == 403, f"{role} {method} {rule}: {answer.status_code}"


def test_a_kiosk_is_not_an_officer_and_a_display_not_a_kiosk(person, centre, certification):
    display = person().at_device(Device.DISPLAY, centre)
    assert display.take_number(certification).status_code == 401
    kiosk = person().at_device(Device.KIOSK, centre)
    assert kiosk.get("/api/session").status_code == 401


def test_a_kiosk_gives_no_number_of_another_centre(kiosk, elsewhere):
    theirs = Service.get(Service.centre == elsewhere, Service.letter == "C")
    answer = kiosk.take_number(theirs)
    assert (answer.status_code, answer.json["error"]["field"]) == (404, "service")


def test_a_kiosk_shows_its_own_centre_only(kiosk, centre, elsewhere):
    services = kiosk.get("/api/kiosk/picture").json["services"]
    own = {row.id for row in Service.select().where(Service.centre == centre)}
    assert {tile["id"] for tile in services} == own


def test_an_officer_acts_on_no_ticket_of_another_centre(person, officer, elsewhere):
    theirs = Service.get(Service.centre == elsewhere, Service.letter == "C")
    token = person().at_device(Device.KIOSK, elsewhere).take_number(theirs).json["ticket"]["token"]
    for act, more in (("calls", {"why": "x"}), ("resumptions", {}), ("rejoins", {}), ("cancellations", {"why": "x"})):
        answer = officer.post(
            f"/api/counters/1/{act}", json={"ticket": token, **more}, headers={"Idempotency-Key": new_key()}
        )
        assert answer.status_code == 404, f"{act}: {answer.json}"


def test_a_counter_number_means_the_counter_of_ones_own_centre(officer, centre, elsewhere):
    theirs = Counter.get(Counter.centre == elsewhere, Counter.number == 1)
    officer.post("/api/counters/1/pauses", json={"why": "Họp"})
    assert Counter.get_by_id(theirs.id).state == Counter.OPEN


def test_a_revoked_device_is_refused_at_once(person, kiosk, centre, certification):
    admin = person().sign_in("quan")
    [device] = admin.get("/api/devices").json["devices"]
    assert admin.delete(f"/api/devices/{device['id']}").status_code == 200
    assert kiosk.take_number(certification).status_code == 401


def test_a_device_of_another_centre_cannot_be_revoked(person, elsewhere):
    person().at_device(Device.KIOSK, elsewhere)
    theirs = Device.get(Device.centre == elsewhere)
    assert person().sign_in("quan").delete(f"/api/devices/{theirs.id}").status_code == 404
    assert not Device.get_by_id(theirs.id).revoked
