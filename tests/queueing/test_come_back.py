"""A slip of missing papers keeps a place: before ordinary arrivals, for some working days, for one served visit."""

from datetime import date

import pytest

import queueing
from models.base import unit_of_work
from models.centre import Centre, Opening, Service, SpecialDay
from models.ticket import TicketMove
from models.visit import ComeBack
from queueing import order, rules
from queueing.come_back import SlipOver, SlipUsed, UnknownSlip
from queueing.errors import Invalid, QuotaReached
from tests.conftest import new_key

PAPERS = ("Bản chính  giấy khai sinh", " ", "Sổ hộ khẩu")


@pytest.fixture
def slip(certification, counter_1):
    """Of a visit in which papers were missing."""
    ticket = queueing.issue(certification, key=new_key())
    queueing.call_next(counter_1)
    queueing.serve(ticket, counter_1)
    slip = queueing.promise(ticket, counter_1, papers=PAPERS, note="Ảnh 3x4")
    queueing.finish(ticket, counter_1)
    return slip


def come(slip: ComeBack, centre: Centre):
    return queueing.redeem(slip.code, Centre.get_by_id(centre.id))


def test_it_says_what_is_missing_and_until_which_working_day(slip):
    assert slip.papers == "Bản chính giấy khai sinh\nSổ hộ khẩu"
    assert slip.note == "Ảnh 3x4"
    assert slip.last_day == date(2026, 11, 25), "five days on, all of them worked here"


def test_days_on_which_the_centre_is_closed_are_not_counted(centre, certification, counter_1):
    with unit_of_work():
        Opening.delete().where(Opening.weekday.in_((5, 6))).execute()
        SpecialDay.create(centre=centre, date=date(2026, 11, 24), name="Ngày nghỉ", works=False)
    ticket = queueing.issue(certification, key=new_key())
    assert queueing.promise(ticket, counter_1, days=3, note="x").last_day == date(2026, 11, 26)
    with pytest.raises(Invalid):
        queueing.promise(ticket, counter_1, days=0, note="x")
    with pytest.raises(Invalid):
        queueing.promise(ticket, counter_1)


def test_the_same_press_gives_the_same_slip(certification, counter_1):
    ticket, key = queueing.issue(certification, key=new_key()), new_key()
    first = queueing.promise(ticket, counter_1, note="x", key=key)
    assert queueing.promise(ticket, counter_1, note="x", key=key) == first


def test_who_comes_back_goes_before_arrivals_and_behind_priority_and_returned(
    slip, centre, certification, counter_1, hands
):
    hands.forward(hours=20)
    queueing.issue(certification, key=new_key())
    elderly = queueing.issue(certification, key=new_key(), priority=True)
    back = come(slip, centre)
    assert order.people_ahead(back) == 1
    assert queueing.call_next(counter_1) == elderly
    queueing.hold(elderly, counter_1)
    queueing.resume(elderly, counter_1)
    assert queueing.call_next(counter_1) == elderly
    queueing.serve(elderly, counter_1)
    queueing.finish(elderly, counter_1)
    assert queueing.call_next(counter_1) == back
    call = TicketMove.get(TicketMove.ticket == back, TicketMove.verb == "call")
    assert (call.rule, call.why) == (
        rules.CAME_BACK,
        "Mang giấy tờ bổ sung theo phiếu hẹn, được giữ chỗ trước người mới đến.",
    )
    issued = TicketMove.get(TicketMove.ticket == back, TicketMove.verb == "issue")
    assert slip.code in issued.why
    assert ComeBack.get_by_id(slip.id).again == back


def test_it_overtakes_nobody_who_has_waited_to_the_age_cap(slip, centre, certification, counter_1, hands):
    arrival = queueing.issue(certification, key=new_key())
    hands.forward(minutes=centre.age_cap_minutes)
    come(slip, centre)
    assert queueing.call_next(counter_1) == arrival


def test_a_slip_breaks_a_run_of_priority(slip, centre, certification, counter_1):
    for _ in range(3):
        queueing.issue(certification, key=new_key(), priority=True)
    back = come(slip, centre)
    called = []
    for _ in range(3):
        called.append(queueing.call_next(counter_1))
        queueing.serve(called[-1], counter_1)
        queueing.finish(called[-1], counter_1)
    assert called[2] == back


def test_the_code_may_be_typed_in_small_letters_and_twice(slip, centre):
    first = queueing.redeem(f" {slip.code[:4].lower()} {slip.code[4:]}", centre)
    assert come(slip, centre) == first


def test_a_number_that_was_missed_leaves_the_slip_its_worth(slip, centre, counter_1, hands):
    first = come(slip, centre)
    hands.forward(days=1)
    again = come(slip, centre)
    assert again != first
    queueing.call_next(counter_1)
    queueing.serve(again, counter_1)
    queueing.finish(again, counter_1)
    with pytest.raises(SlipUsed):
        come(slip, centre)


def test_after_its_last_day_it_keeps_no_place(slip, centre, hands):
    hands.forward(days=5)
    assert come(slip, centre)
    hands.forward(days=1)
    with pytest.raises(SlipOver) as refused:
        come(slip, centre)
    assert "25/11/2026" in refused.value.message_vi


def test_another_centre_does_not_know_it(slip, centre, elsewhere):
    with pytest.raises(UnknownSlip):
        come(slip, elsewhere)
    with pytest.raises(UnknownSlip):
        queueing.redeem("BCGHKLMN", centre)


def test_no_quota_binds_a_promised_place(slip, centre, certification):
    with unit_of_work():
        Service.update(daily_quota=1).where(Service.id == certification.id).execute()
    with pytest.raises(QuotaReached):
        queueing.issue(Service.get_by_id(certification.id), key=new_key())
    assert come(slip, centre)
