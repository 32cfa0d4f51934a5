"""The director's rooms show one period: the usual one, or the one that was chosen in any of them."""

import re

import pytest
from markupsafe import escape

import queueing
from tests.conftest import new_key
from tests.figures.conftest import day

CHOSEN = "2026-03-15_2026-06-14"
DATED, NAMED, THROUGH = "from=2026-03-15&to=2026-06-14", f"period={CHOSEN}", f"passing={CHOSEN}"
TO_DASHBOARD = 'href="/dashboard?from=2026-03-15&amp;to=2026-06-14"'


@pytest.fixture
def page_of(person):
    """`page_of(path)`: what the director sees there."""
    director = person().sign_in("ha")
    return lambda path: director.get(path).text


def test_every_room_begins_with_the_newest_period_that_has_ended_and_has_figures(page_of, dossier):
    def opened_on() -> set[str]:
        rooms = ("/dashboard", "/reports", "/reports/queue", "/registers/feedback", "/reconciliation")
        return {re.search(r'id="to" name="to" .*?value="(.*?)"', page_of(room))[1] for room in rooms}

    assert opened_on() == {"2026-12-14"}, "the one that goes on, where there is nothing yet"
    dossier(received_at=day(3))  # in the month from 15/10 to 14/11
    assert opened_on() == {"2026-11-14"}


@pytest.mark.parametrize("room", ["/dashboard", "/registers/feedback", "/reports", "/reports/queue", "/reconciliation"])
def test_a_room_that_shows_the_chosen_period_leads_on_with_it(page_of, room):
    page = page_of(f"{room}?{DATED}")
    assert TO_DASHBOARD in page
    assert f'href="/reports?{NAMED}"' in page
    assert f'href="/deadlines?{THROUGH}"' in page


@pytest.mark.parametrize("room", ["/deadlines", "/fairness", "/live", "/imports"])
def test_a_room_that_shows_no_period_lets_the_chosen_one_through(page_of, room):
    assert 'href="/registers?from=2026-03-15&amp;to=2026-06-14"' in page_of(f"{room}?{THROUGH}")


@pytest.mark.parametrize("address", [f"/reports?{NAMED}", f"/reports/queue?{DATED}"])
def test_the_pages_of_the_reports_lead_to_each_other_with_it(page_of, address):
    assert f'href="/reports/history?{THROUGH}"' in page_of(address)
    assert f'href="/reports/profiles?{THROUGH}"' in page_of(address)
    history = page_of(f"/reports/history?{THROUGH}")
    assert f'href="/reports?{NAMED}"' in history
    assert 'href="/reports/queue?from=2026-03-15&amp;to=2026-06-14"' in history


@pytest.mark.parametrize("tab", ["/fairness", "/fairness/waits", "/fairness/simulator", "/fairness/counters"])
def test_the_pages_of_fairness_lead_to_each_other_with_it(page_of, tab):
    page = page_of(f"{tab}?{THROUGH}")
    for other in ("/fairness", "/fairness/simulator", "/fairness/waits", "/fairness/counters"):
        assert f'href="{other}?{THROUGH}"' in page
    assert TO_DASHBOARD in page


def test_a_number_that_is_found_or_not_lets_it_through(person, certification):
    director, code = person().sign_in("ha"), queueing.issue(certification, key=new_key()).code
    for sought in (code, "Z999"):
        page = director.get(f"/fairness?day=2026-11-20&find={sought}&{THROUGH}", follow_redirects=True).text
        assert f'href="/fairness/counters?{THROUGH}"' in page
        assert TO_DASHBOARD in page
    assert f'name="passing" value="{CHOSEN}"' in page, "the form to look for another"


def test_the_live_board_leads_into_fairness_with_it(page_of):
    page = page_of(f"/live?{THROUGH}")
    for tab in ("waits", "counters"):
        assert f'href="/fairness/{tab}?{THROUGH}"' in page


@pytest.mark.parametrize(
    "address",
    [
        f"/fairness?day=2026-11-20&find=C001&{THROUGH}",
        f"/live?{THROUGH}",
        f"/deadlines?{THROUGH}",
        f"/reports?{NAMED}",
        f"/reports/history?{THROUGH}",
        f"/dashboard?{DATED}",
        f"/registers/feedback?{DATED}",
        f"/reconciliation?{DATED}",
    ],
)
def test_whoever_signs_in_on_the_way_comes_where_they_wanted_with_it(person, centre, address):
    assert f'data-then="{escape(address)}"' in person().get(address).text


def test_the_pages_of_deadlines_lead_to_each_other_with_it(page_of, dossier):
    due = dossier(received_at=day(3), due_on=day(9).date())
    for path in ("", "/dossiers", "/chase", "/letters", "/calendar", f"/dossiers/{due.id}", f"/letters/{due.id}"):
        page = page_of(f"/deadlines{path}?{THROUGH}")
        for tab in ("", "/dossiers", "/chase", "/letters"):
            assert f'href="/deadlines{tab}?{THROUGH}"' in page, path


@pytest.mark.parametrize(
    "path", ["/fairness", "/fairness/simulator", "/fairness/counters", "/deadlines/dossiers", "/deadlines/chase"]
)
def test_a_form_of_a_room_that_shows_no_period_lets_it_through_too(page_of, path):
    assert f'name="passing" value="{CHOSEN}"' in page_of(f"{path}?{THROUGH}")


def test_nothing_goes_along_where_nobody_chose(page_of):
    assert "passing" not in page_of("/deadlines") + page_of("/fairness/counters")
