"""Stops that a person enters, of a dossier received on Monday 16/11/2026 and due on Thursday the 19th."""

from datetime import date, datetime

import pytest

import dossiers
from dossiers.stop_register import start_clock, stop_clock, stops_of, take_back
from models.base import unit_of_work
from models.dossier import Dossier, DossierEvent, Pause
from queueing.errors import Conflict, Invalid

DUTY, PAPERS = Pause.FINANCIAL_DUTY, Pause.SUPPLEMENT


def day(number: int) -> date:
    return date(2026, 11, number)


@pytest.fixture
def dossier(centre, civil_status, at):
    at(2026, 11, 27, 9, 0)
    with unit_of_work():
        return Dossier.create(
            centre=centre,
            code="H99.01-261116-0012",
            code_key="H99.01-261116-0012",
            field=civil_status,
            channel="online",
            received_at=datetime(2026, 11, 16, 8, 0),
            due_on=day(19),
        )


def history_of(dossier) -> list[tuple[str, date]]:
    rows = DossierEvent.select().where(DossierEvent.dossier == dossier).order_by(DossierEvent.at, DossierEvent.id)
    return [(row.kind, row.at.date()) for row in rows]


@pytest.mark.parametrize(
    ("kind", "asked", "answered"),
    [(PAPERS, "supplement_asked", "supplement_answered"), (DUTY, "duty_asked", "duty_paid")],
)
def test_a_stop_moves_the_due_date_when_it_ends_and_is_told_in_dated_events(dossier, kind, asked, answered):
    stop = stop_clock(dossier, kind, day(17), document="TB-15/CCT")
    assert Dossier.get().due_after is None
    start_clock(stop, day(25))  # Wednesday to Wednesday, less the weekend and the holiday: 5 working days
    assert (Dossier.get().due_on, Dossier.get().due_after) == (day(19), day(27))
    assert history_of(dossier) == [(asked, day(17)), (answered, day(25))]
    assert [(stop.document, stop.began_on, stop.ended_on) for stop in stops_of(dossier)] == [
        ("TB-15/CCT", day(17), day(25))
    ]


def test_a_duty_at_a_counter_stops_the_clock_as_papers_do(dossier):
    dossiers.record_result(dossier, "duty_asked", at=datetime(2026, 11, 17, 9, 0))
    dossiers.record_result(dossier, "duty_paid", at=datetime(2026, 11, 18, 9, 0))
    assert Dossier.get().due_after == day(20)


def test_days_that_papers_and_a_duty_share_are_added_once(dossier):
    stop_clock(dossier, PAPERS, day(17), day(19))
    stop_clock(dossier, DUTY, day(18), day(20))
    assert Dossier.get().due_after == day(25)


def test_a_stop_entered_late_moves_those_that_ended_after_it_too(dossier):
    stop_clock(dossier, DUTY, day(20), day(23))
    stop_clock(dossier, PAPERS, day(16), day(17))
    assert [pause.due_after for pause in stops_of(dossier)] == [day(20), day(23)]
    assert Dossier.get().due_after == day(23)


def test_a_stop_asked_and_answered_on_one_day_costs_nothing_and_keeps_its_order(dossier):
    stop_clock(dossier, PAPERS, day(17), day(17))
    assert Dossier.get().due_after == day(19)
    assert history_of(dossier) == [("supplement_asked", day(17)), ("supplement_answered", day(17))]


@pytest.mark.parametrize(
    ("began", "ended", "part"),
    [
        (day(18), day(17), "to"),
        (day(13), day(17), "from"),  # before the reception
        (day(28), None, "from"),  # still to come
        (day(18), day(28), "to"),
    ],
)
def test_days_out_of_order_are_refused(dossier, began, ended, part):
    with pytest.raises(Invalid) as refusal:
        stop_clock(dossier, DUTY, began, ended)
    assert refusal.value.field == part
    assert not Pause.select().exists()


@pytest.mark.parametrize(("began", "ended"), [(17, 20), (16, 18), (18, 19), (19, None), (16, None), (18, 18)])
def test_two_stops_of_one_kind_never_share_a_day(dossier, began, ended):
    stop_clock(dossier, DUTY, day(17), day(20))
    with pytest.raises(Conflict, match="17/11/2026") as refusal:
        stop_clock(dossier, DUTY, day(began), day(ended) if ended else None)
    assert refusal.value.code == "stop_overlaps"
    stop_clock(dossier, DUTY, day(20), day(23))  # the same day asked again is another stop
    stop_clock(dossier, PAPERS, day(17), day(20))


def test_nothing_is_stopped_after_the_end(dossier):
    dossiers.record_result(dossier, "resolved", at=datetime(2026, 11, 20, 9, 0))
    for began, ended in ((23, 24), (19, 23), (19, None)):
        with pytest.raises(Invalid):
            stop_clock(dossier, DUTY, day(began), day(ended) if ended else None)
    stop_clock(dossier, DUTY, day(17), day(20))  # told of late: the result was not late then
    assert Dossier.get().due_after == day(25)


def test_a_stop_ends_once(dossier):
    stop = stop_clock(dossier, DUTY, day(17), day(18))
    with pytest.raises(Conflict) as refusal:
        start_clock(stop, day(20))
    assert refusal.value.code == "stop_ended"


def test_a_stop_entered_by_mistake_goes_with_its_events_and_the_due_date_comes_back(dossier):
    kept = stop_clock(dossier, PAPERS, day(17), day(18))
    wrong = stop_clock(dossier, DUTY, day(18), day(25))
    take_back(wrong)
    assert stops_of(dossier) == [kept]
    assert Dossier.get().due_after == day(20)
    assert history_of(dossier) == [("supplement_asked", day(17)), ("supplement_answered", day(18))]


def test_a_stop_that_a_file_told_of_is_ended_by_hand_with_both_its_events(dossier):
    with unit_of_work():
        told = Pause.create(dossier=dossier, kind=DUTY, began_on=day(17))
    start_clock(told, day(18))
    assert history_of(dossier) == [("duty_asked", day(17)), ("duty_paid", day(18))]
    assert Dossier.get().due_after == day(20)


def test_what_a_file_told_is_not_taken_back_here(dossier):
    with unit_of_work():
        told = Pause.create(dossier=dossier, kind=PAPERS, began_on=day(17))
    with pytest.raises(Conflict) as refusal:
        take_back(told)
    assert refusal.value.code == "stop_of_others"
