"""Who may act where: an officer whom the administrator has kept to other counters, and a screen that is locked."""

import pytest

from models.base import unit_of_work
from models.centre import Officer
from models.counter import Counter, CounterOfOfficer
from tests.counters.conftest import Desk, connected
from tests.small_centre import PIN


def keep_to(username: str, counter: Counter) -> None:
    """As the administrator does at /admin/people."""
    with connected(), unit_of_work():
        CounterOfOfficer.create(officer=Officer.get(Officer.username == username), counter=counter)


def test_whoever_is_moved_to_another_counter_ends_the_visit_and_calls_nobody_more(lan: Desk, issue, counter_2):
    issue()
    waits = issue()
    lan.do("calls")
    keep_to("lan", counter_2)
    assert lan.do("servings")["ticket"]["state"] == "serving", "a citizen is never left standing"
    assert "choose-moved" not in lan.person.get("/counter").text
    lan.do("finishes")
    refused = lan.press("calls")
    assert (refused.status_code, refused.json["error"]["code"]) == (403, "moved_away")
    assert refused.json["error"]["message_vi"].endswith("không còn là Quầy 1. Mời chọn lại quầy.")
    assert [one["number"] for one in lan.look()["line"]] == [waits]
    page = lan.person.get("/counter").text
    assert "choose-moved" in page and 'data-testid="counter-2"' in page and 'data-testid="counter-1"' not in page
    assert lan.person.post("/api/session/counter", json={"counter": 2}).status_code == 200
    assert lan.press("calls", at=2).status_code == 200


def test_a_shift_lead_acts_at_any_counter_wherever_they_may_sit(person, issue, counter_2):
    issue()
    lead = Desk(person().sign_in("truong", counter=1), 1)
    keep_to("truong", counter_2)
    assert lead.do("calls")["ticket"]["state"] == "called"


PAGES = ("/live", "/live/history", "/reports", "/dashboard", "/admin", "/fairness", "/account")


@pytest.mark.parametrize("page", PAGES)
def test_a_locked_screen_of_the_shift_lead_opens_no_other_page(person, page):
    lead = person().sign_in("truong", counter=1)
    assert 'data-testid="sign-in"' not in lead.get(page, follow_redirects=True).text
    lead.post("/api/session/locks", json={})
    asked = lead.get(page, follow_redirects=True).text
    assert 'data-testid="sign-in"' in asked and 'data-testid="sign-in-locked"' in asked
    assert 'data-testid="sign-in"' not in lead.get("/counter").text, "its number is still shown, under the question"
    lead.post("/api/session/unlocks", json={"secret": PIN})
    assert 'data-testid="sign-in"' not in lead.get(page, follow_redirects=True).text


def test_a_locked_officer_who_was_moved_gives_the_pin_before_choosing_a_counter(lan: Desk, counter_2):
    lan.person.post("/api/session/locks", json={})
    keep_to("lan", counter_2)
    for address in ("/counter", "/counter?choose"):
        page = lan.person.get(address).text
        assert 'id="lock"' in page and 'data-testid="counter-2"' not in page, "only there can the PIN be given"
    lan.person.post("/api/session/unlocks", json={"secret": PIN})
    assert "choose-moved" in lan.person.get("/counter").text


def test_whoever_lost_the_counter_while_the_screen_was_locked_signs_in_again(lan: Desk, person):
    lan.person.post("/api/session/locks", json={})
    person().sign_in("minh", counter=1)
    page = lan.person.get("/counter").text
    assert 'data-testid="sign-in"' in page and "sign-in-locked" not in page, "there is no desk to be unlocked"
    lan.person.sign_in("lan", counter=2)
    assert 'id="lock"' in lan.person.get("/counter").text


def test_a_moved_officer_hands_the_counter_over(lan: Desk, counter_2):
    keep_to("lan", counter_2)
    handed = lan.press("handovers", username="minh", secret=PIN)
    assert handed.status_code == 201 and lan.person.get("/api/session").json["username"] == "minh"
