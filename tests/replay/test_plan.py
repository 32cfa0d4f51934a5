"""A plan brings every dossier to a counter on its own day, and says the same each time it is made."""

from datetime import date, datetime, timedelta

import pytest

from replay.plan import (
    ADVICE,
    COLLECT,
    GUIDE,
    RECEIVED,
    REFUSED,
    RESOLVED,
    RETURNED,
    SUPPLEMENT,
    WITHDRAWN,
    Case,
    first_days,
    plan,
)

MONDAY = datetime(2026, 4, 13, 8, 30)


def case(serial: int = 1, at: datetime = MONDAY, **facts) -> Case:
    facts = {"procedure": "2.000815", "letter": "C", "channel": "online", "due_on": at.date()} | facts
    return Case(code=f"H31.77-{at:%y%m%d}-{serial:04d}", received_at=at, **facts)


def many(days: int = 5, each: int = 40) -> list[Case]:
    return [
        case(serial, MONDAY + timedelta(days=day, minutes=12 * serial), ended_at=MONDAY + timedelta(days=day + 2))
        for day in range(days)
        for serial in range(1, each + 1)
    ]


def lines_of(made, outcome: str) -> list:
    return [line for visit in made.visits for line in visit.lines if line.outcome == outcome]


def test_every_dossier_is_received_once_at_its_own_time():
    cases = many()
    received = lines_of(plan(cases), RECEIVED)
    assert sorted(line.case.code for line in received) == sorted(one.code for one in cases)
    assert all(line.at == line.case.received_at for line in received)


def test_a_citizen_arrives_before_being_called_and_is_called_before_the_dossier_is_received():
    for visit in plan(many()).visits:
        assert visit.arrives_at <= visit.wanted_at
        assert all(visit.wanted_at < line.at for line in visit.lines)
        assert all(visit.arrives_at.date() == line.at.date() for line in visit.lines)


def test_nobody_arrives_the_evening_before():
    early = datetime(2026, 4, 13, 0, 3)
    (visit,) = [visit for visit in plan([case(at=early)]).visits if visit.lines]
    assert visit.arrives_at == visit.wanted_at == datetime(2026, 4, 13)


def test_dossiers_of_one_procedure_received_within_minutes_share_a_visit():
    two = [case(1), case(2, MONDAY + timedelta(minutes=1))]
    assert [len(visit.lines) for visit in plan(two).visits if visit.letter == "C" and visit.comes] == [2]


@pytest.mark.parametrize(
    "other",
    [
        {"at": MONDAY + timedelta(minutes=11)},
        {"procedure": "2.000884"},
    ],
)
def test_dossiers_of_another_procedure_or_another_moment_are_visits_of_their_own(other):
    made = plan([case(1), case(2, **other)])
    assert sum(bool(visit.lines) for visit in made.visits if visit.letter == "C") == 2


def test_most_visits_bring_one_dossier_and_none_more_than_three():
    crowd = [case(serial, MONDAY + timedelta(seconds=40 * serial)) for serial in range(1, 60)]
    assert max(len(visit.lines) for visit in plan(crowd).visits) == 3
    sizes = [len(visit.lines) for visit in plan(many()).visits if visit.lines]
    assert sizes.count(1) / len(sizes) > 0.9


def test_a_collected_result_is_a_visit_to_the_result_desk_or_comes_by_post_on_its_own_date():
    at = MONDAY + timedelta(days=3)
    made = plan([case(serial, ended_at=at, outcome=RESOLVED, collected=True) for serial in range(1, 101)])
    handed_over = lines_of(made, RETURNED)
    assert {visit.letter for visit in made.visits if visit.lines and visit.lines[0].outcome == RETURNED} == {COLLECT}
    assert all(line.at == at for line in handed_over) and all(result.at == at for result in made.results)
    assert {result.kind for result in made.results} == {RETURNED}
    assert len(handed_over) + len(made.results) == 100
    assert 5 <= len(handed_over) <= 40


@pytest.mark.parametrize("outcome", [RESOLVED, REFUSED])
def test_a_result_that_nobody_collected_is_the_departments_act(outcome):
    at = MONDAY + timedelta(days=3)
    made = plan([case(ended_at=at, outcome=outcome)])
    assert [(result.kind, result.at) for result in made.results] == [(outcome, at)]
    assert lines_of(made, RETURNED) == []


def test_whoever_withdraws_a_dossier_comes_for_it_at_the_service_that_took_it():
    at = MONDAY + timedelta(days=3)
    made = plan([case(ended_at=at, outcome=WITHDRAWN)])
    (visit,) = [visit for visit in made.visits if visit.lines and visit.lines[0].outcome == WITHDRAWN]
    assert (visit.letter, visit.lines[0].at) == ("C", at)


def test_missing_papers_are_asked_for_on_their_date():
    at = MONDAY + timedelta(days=1)
    assert [(one.kind, one.at) for one in plan([case(supplement_at=at)]).results] == [(SUPPLEMENT, at)]


def test_some_leave_before_they_are_called_and_some_only_ask_the_way():
    made = plan(many(days=20))
    absent = [visit for visit in made.visits if not visit.comes]
    asking = [visit for visit in made.visits if visit.letter == GUIDE]
    assert absent and all(visit.lines == () for visit in absent)
    assert asking and all([line.outcome for line in visit.lines] == [ADVICE] for visit in asking)
    assert any(visit.priority for visit in made.visits)


def test_the_same_dossiers_give_the_same_plan_in_any_order():
    cases = many()
    assert plan(cases) == plan(reversed(cases))


def test_the_first_days_are_those_on_which_somebody_comes():
    cases = [case(1), case(2, MONDAY + timedelta(days=4)), case(3, MONDAY + timedelta(days=5))]
    assert first_days(plan(cases), 2).days == [date(2026, 4, 13), date(2026, 4, 17)]
