"""Why a ticket was called, in both languages, in every case of the rule."""

import pytest

import queueing
from models.base import unit_of_work
from models.centre import Centre
from models.ticket import TicketMove
from queueing import reasons
from queueing.rules import NO_CAP_MINUTES, NO_LIMIT, Rule
from tests.conftest import new_key


def issue(service, **wish):
    return queueing.issue(service, key=new_key(), **wish)


def choose(**choices) -> None:
    """The centre's rule from now on."""
    with unit_of_work():
        Centre.update(choices).execute()


def why(counter) -> tuple[str, str, str]:
    """The rule and the sentences of the counter's next call; the visit is over at once."""
    ticket = queueing.call_next(counter)
    move = TicketMove.select().where(TicketMove.ticket == ticket, TicketMove.verb == "call")[-1]
    queueing.serve(ticket, counter)
    queueing.finish(ticket, counter)
    said = reasons.of_call(move.rule, move.facts, move.why)
    assert said.vi == move.why, "what the history keeps is what the officer saw"
    return move.rule, said.vi, said.en


def test_each_call_says_by_which_rule_it_was_made(centre, certification, civil_status, counter_1, counter_2, hands):
    for priority in (False, True, True, True):
        issue(certification, priority=priority)
    hands.forward(minutes=7)
    said = [why(counter_1) for _ in range(4)]
    assert said == [
        ("priority", "Ưu tiên, lượt 1 trong tối đa 2 liên tiếp.", "Priority, turn 1 of at most 2 in a row."),
        ("priority", "Ưu tiên, lượt 2 trong tối đa 2 liên tiếp.", "Priority, turn 2 of at most 2 in a row."),
        (
            "arrival",
            "Đã gọi 2 số ưu tiên liên tiếp, nay đến người đến trước.",
            "2 with priority were called in a row; now whoever came first.",
        ),
        ("priority", "Ưu tiên, không có ai khác đang chờ.", "Priority, and nobody else is waiting."),
    ]
    issue(certification)
    hands.forward(minutes=3)
    rule, vi, en = why(counter_2)
    assert rule == "arrival"
    assert vi == "Giúp dịch vụ khác vì hàng của quầy trống. Đến trước, đã chờ 3 phút."
    assert en == "Helps another service, since the counter's own line is empty. Came first, has waited 3 min."
    issue(civil_status)
    hands.forward(minutes=46)
    assert why(counter_2)[1:] == (
        "Đã chờ quá 45 phút nên không ai được vượt trước.",
        "Has waited more than 45 min, so nobody may go before.",
    )


def test_who_came_back_and_who_was_lent_is_told_so(certification, counter_1, counter_3):
    held = issue(certification)
    queueing.call_next(counter_1)
    queueing.hold(held, counter_1)
    queueing.resume(held, counter_1)
    assert why(counter_1)[1] == "Đã được gọi trước đó, nay quay lại."
    lent = issue(certification)
    queueing.serve(queueing.call_next(counter_1), counter_1)
    queueing.transfer(lent, counter_1, to_counter=counter_3, come_back=True)
    assert why(counter_3)[1:] == (
        "Được chuyển đến đúng quầy này, giữ thứ tự.",
        "Sent to this very counter, keeping its place.",
    )
    assert why(counter_1)[2] == "Was called before, and has come back."


def test_who_let_others_pass_is_not_said_to_have_come_first(certification, counter_1, hands):
    patient = issue(certification)
    hands.forward(minutes=20)
    issue(certification)
    queueing.defer(patient)
    hands.forward(minutes=10)
    assert why(counter_1)[1] == "Đến trước, đã chờ 10 phút."
    assert why(counter_1) == (
        "arrival",
        "Đã tự lùi lượt cho người sau, nay đến lượt.",
        "Let others pass before, and it is their turn now.",
    )


def test_a_reason_that_a_person_gave_is_never_translated(certification, counter_1):
    chosen = issue(certification)
    queueing.call_chosen(counter_1, chosen, "Bệnh nặng")
    move = TicketMove.get(TicketMove.verb == "call")
    assert reasons.of_call(move.rule, move.facts, move.why) == (
        "Gọi ngoài thứ tự. Lý do: Bệnh nặng",
        "Called out of turn. Reason: Bệnh nặng",
    )


@pytest.mark.parametrize("rule", ["returned", "transferred", "priority", "arrival", "age_cap"])
def test_a_call_without_facts_still_has_a_sentence(rule):
    said = reasons.of_call(rule, None, "")
    assert said != reasons.UNKNOWN
    assert "{" not in said.vi + said.en


def test_an_older_history_keeps_its_sentence():
    assert reasons.of_call("arrival", None, "Đến trước, đã chờ 6 phút.").vi == "Đến trước, đã chờ 6 phút."


@pytest.mark.parametrize(
    ("rule", "there", "absent"),
    [
        (Rule(), "nhiều nhất 2 người liên tiếp", "như mọi người"),
        (Rule(priority_run=0), "Số ưu tiên chờ như mọi người.", "liên tiếp"),
        (Rule(priority_run=NO_LIMIT), "Số ưu tiên được gọi trước.", "liên tiếp"),
        (Rule(age_cap_minutes=NO_CAP_MINUTES), "ai đến trước được gọi trước", "đã chờ quá"),
        (Rule(strict=True), "Ai đến trước được gọi trước.", "ngoại lệ"),
        (Rule(strict=True), "phải ghi lý do", "ưu tiên"),
        (Rule(helps_out=False), "phải ghi lý do", "giúp hàng khác"),
    ],
)
def test_the_poster_says_the_rule_that_is_in_force(rule, there, absent):
    words = " ".join(line.vi for line in reasons.poster(rule))
    assert there in words
    assert absent not in words


def test_without_preference_priority_waits_like_everybody(centre, certification, counter_1):
    choose(priority_run=0)
    first = issue(certification)
    issue(certification, priority=True)
    assert queueing.call_next(counter_1) == first


def test_in_a_strict_order_nobody_goes_before_who_came_first(centre, certification, counter_1, counter_3):
    choose(strict_order=True)
    first, second, elderly = issue(certification), issue(certification), issue(certification, priority=True)
    queueing.call_next(counter_1)
    queueing.hold(first, counter_1)
    queueing.resume(first, counter_1)
    assert [queueing.call_next(counter_3), queueing.call_next(counter_1)] == [second, first]
    assert elderly.priority


def test_a_counter_helps_no_other_line_where_the_centre_says_so(centre, certification, counter_2):
    issue(certification)
    choose(helps_out=False)
    assert queueing.call_next(counter_2) is None


def test_the_counters_own_line_is_the_reason_where_somebody_it_helps_waits_longer(
    certification, civil_status, counter_2, hands
):
    issue(certification)
    hands.forward(minutes=4)
    issue(civil_status)
    hands.forward(minutes=3)
    assert why(counter_2)[1] == "Dịch vụ chính của quầy: đến trước, đã chờ 3 phút."
