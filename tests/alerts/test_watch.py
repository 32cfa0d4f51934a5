"""Alerts begin, are said again, change hands and end; what they were stays."""

import pytest

import queueing
from alerts import assignments, watch
from alerts.look import Look
from models.alert import Alert
from models.base import now, unit_of_work
from models.centre import Centre, Officer, Service
from models.counter import CounterService
from queueing import day
from queueing.errors import NotFound


@pytest.fixture
def told(centre):
    return lambda: watch.watch(Look(centre.id))


@pytest.fixture
def lead(centre) -> Officer:
    return Officer.get(Officer.username == "truong")


def test_an_alert_begins_once_and_ends_by_itself_when_it_is_cured(told, take, certification, counter_1, hands):
    take(certification)
    hands.forward(minutes=31)
    told(), told()
    [row] = Alert.select().where(Alert.kind == "wait")
    assert (row.level, row.ended_at) == ("alarm", None)
    queueing.call_next(counter_1)
    hands.forward(minutes=4)
    assert told() == []
    assert Alert.get_by_id(row.id).ended_at == now()


@pytest.mark.parametrize("minutes", [20, 31], ids=["a_warning_becomes_an_alarm", "an_alarm_is_not_cured"])
def test_it_is_said_again_after_ten_minutes(told, take, certification, hands, minutes):
    take(certification)
    hands.forward(minutes=minutes)
    told()
    hands.forward(minutes=9)
    told()
    assert Alert.get(Alert.kind == "wait").rang == 1
    hands.forward(minutes=1)
    [one] = [one for one in told() if one.alert.kind == "wait"]
    assert (one.alert.level, one.alert.rang) == ("alarm", 2)


def test_what_was_handled_is_out_of_sight_until_it_is_said_again(told, take, certification, hands, lead, centre):
    take(certification)
    hands.forward(minutes=31)
    [one] = [one for one in told() if one.alert.kind == "wait"]
    watch.handle(one.alert, lead, now())
    assert Alert.get_by_id(one.alert.id).handled_at == now()
    hands.forward(minutes=10)
    told()
    row = Alert.get_by_id(one.alert.id)
    assert (row.handled_at, row.taken_by) == (None, lead)


def test_who_takes_an_alert_first_is_its_owner(told, take, certification, hands, lead):
    take(certification)
    hands.forward(minutes=31)
    [one] = [one for one in told() if one.alert.kind == "wait"]
    watch.take(one.alert, lead, now())
    watch.take(one.alert, Officer.get(Officer.username == "quan"), now())
    assert Alert.get_by_id(one.alert.id).taken_by == lead


def test_another_centres_alert_is_not_found(told, take, certification, hands, elsewhere):
    take(certification)
    hands.forward(minutes=31)
    [one] = [one for one in told() if one.alert.kind == "wait"]
    with pytest.raises(NotFound):
        watch.going_on(elsewhere.id, one.alert.id)


def links(counter) -> list[tuple[int, int]]:
    rows = CounterService.select(CounterService.service, CounterService.preference).tuples()
    return sorted(rows.where(CounterService.counter == counter))


def test_a_counter_helps_for_today_and_is_back_by_itself_the_next_day(centre, civil_status, counter_1, lead, hands):
    before = links(counter_1)
    assignments.assign(counter_1, civil_status, lead)
    assert len(links(counter_1)) == 2
    assignments.end_of_day(centre.id)
    assert len(links(counter_1)) == 2
    hands.forward(days=1)
    day.turn(Centre.get_by_id(centre.id))
    assignments.end_of_day(centre.id)
    assert links(counter_1) == before
    assert assignments.standing(centre.id) == {}


def test_what_helped_out_before_helps_out_again(centre, certification, counter_2, lead):
    before = links(counter_2)
    assignments.assign(counter_2, certification, lead)  # its fallback becomes a first choice
    assignments.take_back(counter_2)
    assert links(counter_2) == before


def test_a_second_change_of_the_day_goes_back_to_the_morning(centre, certification, civil_status, counter_1, lead):
    before = links(counter_1)
    third = Service.get(Service.centre == centre, Service.letter == "R")
    assignments.assign(counter_1, civil_status, lead)
    assignments.assign(counter_1, third, lead)
    assert len(links(counter_1)) == 3
    assignments.take_back(counter_1)
    assert links(counter_1) == before


def test_what_staff_chose_since_stands(centre, certification, civil_status, counter_1, lead, hands):
    assignments.assign(counter_1, civil_status, lead)
    queueing.set_services(counter_1, [civil_status], [])
    chosen = links(counter_1)
    with unit_of_work():
        Centre.update(business_day="2026-11-21").where(Centre.id == centre.id).execute()
    assignments.end_of_day(centre.id)
    assert links(counter_1) == chosen
