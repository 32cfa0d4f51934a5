"""An open socket hears no more than its session may still ask."""

import pytest

import events
from counters import live as counters_live
from extensions import socketio
from models.base import db, unit_of_work
from models.centre import Officer


def switched_off(hands):
    with unit_of_work():
        Officer.update(active=False).where(Officer.username == "lan").execute()


def given_other_work(hands):
    with unit_of_work():
        Officer.update(role=Officer.DIRECTOR).where(Officer.username == "lan").execute()


def signed_in_yesterday(hands):
    hands.forward(hours=13)


@pytest.mark.parametrize("lapse", [switched_off, given_other_work, signed_in_yesterday])
def test_a_desk_that_lapses_is_sent_nothing_more_and_closes_within_a_minute(app, officer, centre, hands, lapse):
    desk = socketio.test_client(app, namespace="/counter", flask_test_client=officer.client)
    desk.get_received("/counter")
    with db.connection_context():
        counters_live.paint(centre.id)
        assert [message["name"] for message in desk.get_received("/counter")] == ["desk"]
        lapse(hands)
        counters_live.paint(centre.id)
        assert desk.get_received("/counter") == []
        events.announce(events.MinutePassed(centre.id))
    assert not desk.is_connected("/counter")
