"""Who may ask, what is refused, and a stop from beginning to end through its addresses."""

import re

import pytest

from models.base import unit_of_work
from models.dossier import Dossier, Pause
from tests.deadlines.conftest import day

PAGES = ("/deadlines", "/deadlines/dossiers", "/deadlines/chase", "/deadlines/letters")
FILES = ("/deadlines/dossiers.csv", "/deadlines/chase.xlsx", "/api/deadlines", "/api/deadlines/dossiers")


@pytest.mark.parametrize("username", [None, "lan", "truong", "ha", "quan"])
def test_lead_director_and_administrator_see_deadlines(person, dossier, username):
    one = dossier(18)
    somebody = person() if username is None else person().sign_in(username)
    admitted = username in ("truong", "ha", "quan")
    for path in (*PAGES, f"/deadlines/dossiers/{one.id}", f"/deadlines/letters/{one.id}"):
        page = somebody.get(path).get_data(as_text=True)
        assert ('data-testid="sign-in"' not in page) == admitted, path
    for path in FILES:
        assert somebody.get(path).status_code == (200 if admitted else 401 if username is None else 403), path


def test_every_page_is_there_in_english(director, dossier):
    late = dossier(18, extended_to=day(30))
    for path in (*PAGES, f"/deadlines/dossiers/{late.id}", "/deadlines/calendar"):
        page = director.get(f"{path}?lang=en")
        assert page.status_code == 200 and '<html lang="en"' in page.get_data(as_text=True)


@pytest.mark.parametrize(
    "query",
    ["light=pink", "field=x", "page=0", "light=red&light=green", "due=2026-02-30", "sort=;drop", "department=-1"],
)
def test_an_address_that_makes_no_sense_is_refused(director, query):
    answer = director.get(f"/api/deadlines/dossiers?{query}", headers={"Accept": "application/json"})
    assert answer.status_code == 422


@pytest.mark.parametrize(("due", "main"), [(18, "letter-save"), (30, "stop-save")])
def test_a_dossier_has_one_main_button_and_it_is_what_it_needs(director, dossier, due, main):
    """Late: its letter. Else: what may stop its clock."""
    page = director.get(f"/deadlines/dossiers/{dossier(due).id}").get_data(as_text=True)
    assert re.findall(r'class="button button-main" data-testid="([\w-]+)"', page) == [main]


def test_a_list_is_shown_a_page_at_a_time_and_keeps_its_filters(director, dossier, centre):
    for _ in range(51):
        dossier(18)
    page = director.get("/deadlines/dossiers?light=overdue&lang=en&page=99").get_data(as_text=True)
    assert page.count("<tr data-code=") == 1
    assert "light=overdue" in page and "page=1" in page and "lang=en" in page
    assert director.get("/api/deadlines/dossiers?page=2").json["pages"] == 2


def test_a_dossier_that_has_ended_is_found_by_its_code(director, dossier):
    ended = dossier(18, code="H99.01-261102-7777", outcome="resolved", ended_at=dossier(18).received_at)
    page = director.get("/deadlines/dossiers?code=h99.01-261102-7777").get_data(as_text=True)
    assert f"/deadlines/dossiers/{ended.id}" in page
    assert director.get(f"/deadlines/dossiers/{ended.id}").status_code == 200


def test_a_stop_is_entered_ended_and_taken_back(lead, dossier):
    late = dossier(18)
    stops = f"/api/deadlines/{late.id}/stops"
    begun = lead.post(stops, json={"kind": "financial_duty", "from": "2026-11-17", "document": " 15/TB-CCT "})
    assert begun.status_code == 201
    [stop] = begun.json["stops"]
    assert (stop["document"], stop["to"], begun.json["due_after"]) == ("15/TB-CCT", None, None)
    again = lead.post(stops, json={"kind": "financial_duty", "from": "2026-11-18"})
    assert (again.status_code, again.json["error"]["code"]) == (409, "stop_overlaps")
    ended = lead.post(f"{stops}/{stop['id']}/ends", json={"to": "2026-11-19"})
    assert (ended.status_code, ended.json["due_on"], ended.json["due_after"]) == (201, "2026-11-18", "2026-11-20")
    assert "cộng 2 ngày làm việc" in lead.get(f"/deadlines/dossiers/{late.id}").get_data(as_text=True)
    assert lead.delete(f"{stops}/{stop['id']}").json["due_after"] is None
    assert lead.post(f"{stops}/{stop['id']}/ends", json={"to": "2026-11-19"}).status_code == 404


@pytest.mark.parametrize(
    ("body", "part"),
    [
        ({"kind": "holiday", "from": "2026-11-17"}, "kind"),
        ({"kind": "supplement"}, "from"),
        ({"kind": "supplement", "from": "2026-11-17", "to": "2026-11-16"}, "to"),
        ({"kind": "supplement", "from": "2026-10-17"}, "from"),
        ({"kind": "supplement", "from": "2026-11-17", "document": "x" * 61}, "document"),
    ],
)
def test_a_stop_that_makes_no_sense_is_refused_and_its_part_named(lead, dossier, body, part):
    answer = lead.post(f"/api/deadlines/{dossier(18).id}/stops", json=body)
    assert (answer.status_code, answer.json["error"]["field"]) == (422, part)
    assert not Pause.select().exists()


def test_another_centres_dossiers_are_not_there(director, dossier, elsewhere):
    theirs = dossier(18, centre=elsewhere)
    with unit_of_work(elsewhere.id):
        stop = Pause.create(dossier=theirs, kind="supplement", began_on=day(17))
    wish = {"kind": "supplement", "from": "2026-11-17"}
    assert director.get("/api/deadlines").json["total"]["total"] == 0
    assert director.get(f"/deadlines/dossiers/{theirs.id}").status_code == 404
    assert director.post(f"/api/deadlines/{theirs.id}/stops", json=wish).status_code == 404
    assert director.delete(f"/api/deadlines/{theirs.id}/stops/{stop.id}").status_code == 404
    mine = dossier(18)
    assert director.delete(f"/api/deadlines/{mine.id}/stops/{stop.id}").status_code == 404
    assert director.get(f"/deadlines/dossiers/{2**40}").status_code == 404
    assert Dossier.select().count() == 2
