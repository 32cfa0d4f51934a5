"""Somebody tries tokens until one fits; the other phones behind the same address go on."""

from dataclasses import replace

import pytest

import queueing
from tests.conftest import new_key


@pytest.fixture
def guesser(app, person):
    """Somebody whose address may miss three times a minute."""
    app.config["MOTCUA"] = replace(app.config["MOTCUA"], phone_limit="3 per minute")
    return person()


@pytest.mark.parametrize("address", ["/t/{}", "/t/{}/qr.svg", "/api/tickets/{}"])
def test_guesses_run_out_and_the_other_phones_of_the_address_go_on(guesser, certification, address):
    ticket = queueing.issue(certification, key=new_key())
    answers = [guesser.get(address.format("BCGHKLMN")).status_code for _ in range(5)]
    assert answers == [404] * 3 + [429] * 2
    assert guesser.get(address.format(ticket.token)).status_code == 200
    assert guesser.post(f"/t/{ticket.token}/deferrals").status_code == 303


def test_a_guess_by_form_is_told_to_wait(guesser):
    pages = [guesser.post("/t/BCGHKLMN/deferrals") for _ in range(4)]
    assert [page.status_code for page in pages] == [404] * 3 + [429]
    assert "Mời đợi một phút." in pages[3].text
