"""Accounts: added, kept to counters, given new secrets shown once, switched off; never the last administrator."""

import re

import pytest

from models.access import Session
from models.base import unit_of_work
from models.centre import Officer
from models.counter import CounterOfOfficer
from models.journal import Change
from tests.setup.forms import fields_of
from tests.small_centre import PIN

PAGE = "/admin/people"


def secret_on(page: str) -> str:
    return re.search(r'data-testid="secret">([^<]+)<', page)[1].replace(" ", "")


def test_a_new_officer_signs_in_with_the_pin_shown_and_sits_only_where_allowed(person, centre, counter_2):
    admin = person().sign_in("quan")
    wish = {"username": "Hoa.Tran", "name": "Trần Hoa", "role": "officer", "counters": str(counter_2.id)}
    page = admin.post(PAGE, data=wish).get_data(as_text=True)
    new = person()
    body = {"username": "hoa.tran", "secret": secret_on(page), "centre": "an-binh"}
    assert new.post("/api/sessions", json=body).status_code == 201
    refused = new.post("/api/session/counter", json={"counter": 1})
    assert refused.status_code == 403 and "không ngồi Quầy 1" in refused.json["error"]["message_vi"]
    assert new.post("/api/session/counter", json={"counter": 2}).status_code == 200
    assert secret_on(page) not in "".join(change.after for change in Change.select())
    assert admin.post(PAGE, data=wish).status_code == 422, "the name is taken"


def test_a_role_and_counters_are_changed_and_another_role_signs_out(person, centre, counter_1):
    admin, lan = person().sign_in("quan"), person().sign_in("lan")
    one = Officer.get(Officer.username == "lan")
    form = fields_of(admin.get(f"{PAGE}/{one.id}").get_data(as_text=True), f"{PAGE}/{one.id}")
    assert (
        admin.post(f"{PAGE}/{one.id}", data=form | {"role": "lead", "counters": str(counter_1.id)}).status_code == 303
    )
    assert Officer.get_by_id(one.id).role == "lead" and CounterOfOfficer.of(one) == {counter_1.id}
    assert lan.get("/api/session").status_code == 401
    assert admin.post(f"{PAGE}/{one.id}", data=form).status_code == 409, "sent over an older state"


def test_a_new_pin_and_a_stop_end_the_sessions(person, centre):
    admin, lan = person().sign_in("quan"), person().sign_in("lan")
    one = Officer.get(Officer.username == "lan")
    page = admin.post(f"{PAGE}/{one.id}/secrets").get_data(as_text=True)
    assert lan.get("/api/session").status_code == 401
    body = {"username": "lan", "secret": PIN, "centre": "an-binh"}
    assert lan.post("/api/sessions", json=body).status_code == 401
    assert lan.post("/api/sessions", json=body | {"secret": secret_on(page)}).status_code == 201
    assert admin.post(f"{PAGE}/{one.id}/removals").status_code == 303
    assert not Session.select().where(Session.officer == one, Session.ended_at.is_null()).exists()
    assert lan.post("/api/sessions", json=body | {"secret": secret_on(page)}).status_code == 401
    assert admin.post(f"{PAGE}/{one.id}/returns").status_code == 303
    assert lan.post("/api/sessions", json=body | {"secret": secret_on(page)}).status_code == 201


@pytest.mark.parametrize("page", ["/live", "/counter", "/reports", "/admin", "/admin/people", "/account"])
def test_an_account_that_is_switched_off_loses_its_open_pages_at_the_next_request(person, centre, page):
    lead = person().sign_in("truong", counter=1)
    assert 'data-testid="sign-in"' not in lead.get(page, follow_redirects=True).text
    with unit_of_work():  # without a word to its sessions
        Officer.update(active=False).where(Officer.username == "truong").execute()
    assert 'data-testid="sign-in"' in lead.get(page, follow_redirects=True).text
    assert lead.post("/api/counters/1/calls", json={}).status_code == 401


def test_the_last_administrator_stays_one(person, centre):
    admin = person().sign_in("quan")
    one = Officer.get(Officer.username == "quan")
    assert admin.post(f"{PAGE}/{one.id}/removals").status_code == 409
    form = fields_of(admin.get(f"{PAGE}/{one.id}").get_data(as_text=True), f"{PAGE}/{one.id}")
    answer = admin.post(f"{PAGE}/{one.id}", data=form | {"role": "lead"})
    assert answer.status_code == 409 and "quản trị cuối cùng" in answer.get_data(as_text=True)
    with unit_of_work():
        Officer.update(role="admin").where(Officer.username == "ha").execute()
    assert admin.post(f"{PAGE}/{one.id}/removals").status_code == 303


@pytest.mark.parametrize("username", ["truong", "ha", "lan"])
def test_nobody_else_adds_or_changes_an_account(person, centre, username):
    somebody = person().sign_in(username)
    one = Officer.get(Officer.username == "quan")
    assert somebody.post(PAGE, data={}).status_code == 403
    assert somebody.post(f"{PAGE}/{one.id}/secrets").status_code == 403


def test_a_press_that_is_sent_twice_gives_one_secret_and_the_next_press_another(person, centre):
    admin, one = person().sign_in("quan"), Officer.get(Officer.username == "lan")
    drawn = re.findall(r'name="key" value="([^"]+)"', admin.get(PAGE).get_data(as_text=True))
    assert len(drawn) == len(set(drawn)) > 3, "each form has a key of its own"

    def press(key: str) -> str:
        return secret_on(admin.post(f"{PAGE}/{one.id}/secrets", data={"key": key}).get_data(as_text=True))

    first = press(drawn[0])
    lan = person()
    body = {"username": "lan", "secret": first, "centre": "an-binh"}
    assert lan.post("/api/sessions", json=body).status_code == 201
    assert press(drawn[0]) == first and lan.get("/api/session").status_code == 200, "and nobody is signed out again"
    assert Change.select().where(Change.subject == "officer").count() == 1
    assert press(drawn[1]) != first and press("") != press("")
