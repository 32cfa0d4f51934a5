from datetime import date, datetime

import pytest

import dossiers
import events
import queueing
from models.centre import Field, Procedure
from models.dossier import Dossier, DossierEntry, DossierEvent, Outcome, Pause
from models.source import ImportBatch
from queueing.errors import Conflict, Invalid, NotAtCounter, NotFound, TicketGone, WrongState
from tests.dossiers.conftest import CODE


def happened(dossier):
    return [event.kind for event in dossier.events.order_by(DossierEvent.id)]


def refreshed(entry):
    return Dossier.get_by_id(entry.dossier_id)


def test_a_received_dossier_has_channel_due_date_and_fee_of_its_procedure(log, visit):
    dossier = log(visit(), paid_online=True, digitised=True).dossier
    assert (dossier.channel, dossier.due_on, dossier.fee) == ("online", date(2026, 11, 19), 5000)
    assert (dossier.paid_online, dossier.digitised_input) == (True, True)
    assert dossier.received_at == datetime(2026, 11, 16, 8, 0)
    assert happened(dossier) == [DossierEvent.RECEIVED]


def test_a_fee_that_a_counter_saw_paid_has_the_day_of_the_visit_however_late_it_is_written_down(
    log, visit, hands, officer
):
    ticket, day = visit(), hands.read().date()
    asked_at_once, asked_later = log(ticket, paid_online=True), log(ticket, code="H99.01-261116-0013")
    assert (asked_at_once.dossier.paid_on, asked_later.dossier.paid_on) == (day, None)
    hands.forward(days=3)
    dossiers.complete_entry(asked_later, officer, paid_online=False, digitised=True)
    dossiers.complete_entry(asked_at_once, officer, paid_online=False)
    assert refreshed(asked_later).paid_on == refreshed(asked_at_once).paid_on == day
    dossiers.complete_entry(asked_at_once, officer, fee=0)
    assert refreshed(asked_at_once).paid_on is None


def test_an_event_says_who_where_and_for_which_ticket(log, visit, officer, counter_3):
    ticket = visit()
    [event] = log(ticket).dossier.events
    assert (event.ticket, event.counter, event.officer) == (ticket, counter_3, officer)


def test_the_centre_hears_of_a_logged_dossier_after_the_commit(log, visit, monkeypatch):
    heard = []
    monkeypatch.setitem(events._listeners, events.DossierLogged, [heard.append])
    ticket = visit()
    log(ticket)
    assert heard == [events.DossierLogged(ticket.centre_id, CODE, ticket.code)]


def test_skipped_facts_leave_the_line_incomplete(log, visit):
    assert not log(visit()).complete


def test_payment_is_not_asked_where_there_is_no_fee(log, visit):
    assert log(visit(), fee=0, digitised=False).complete


def test_advice_needs_no_code_and_makes_no_dossier(centre, visit, counter_3, officer):
    entry = dossiers.log(centre, visit(), counter_3, officer, outcome=Outcome.ADVICE)
    assert entry.complete
    assert entry.dossier is None
    assert Dossier.select().count() == 0


def test_the_same_code_twice_in_one_visit_is_refused(log, visit):
    ticket = visit()
    log(ticket)
    with pytest.raises(Conflict) as refusal:
        log(ticket, code=f" {CODE.lower()} ", outcome=Outcome.RETURNED)
    assert refusal.value.message_vi == "Mã này đã có trong lượt."
    assert DossierEntry.select().count() == 1


def test_a_known_code_joins_its_dossier(log, visit, counter_3):
    ticket = visit()
    first = log(ticket)
    queueing.finish(ticket, counter_3)
    second = log(visit(), outcome=Outcome.RETURNED, procedure=None, digitised=True)
    assert second.dossier == first.dossier
    assert second.procedure == first.procedure


def test_a_channel_and_a_procedure_said_again_are_corrected_with_the_field(log, visit, counter_3, furnish):
    ticket = visit()
    log(ticket)
    queueing.finish(ticket, counter_3)
    land = furnish(Field, name="Đất đai", position=2)
    division = furnish(Procedure, field=land, code="1.012753", name="Tách thửa", working_days=15)
    dossier = refreshed(log(visit(), outcome=Outcome.SUPPLEMENT, channel="direct", procedure=division))
    assert (dossier.channel, dossier.procedure, dossier.field) == ("direct", division, land)


def test_a_channel_that_is_not_said_stays_as_known(log, visit, counter_3):
    ticket = visit()
    assert log(ticket, channel="postal").dossier.channel == "postal"
    queueing.finish(ticket, counter_3)
    assert refreshed(log(visit(), outcome=Outcome.RETURNED, procedure=None)).channel == "postal"


@pytest.mark.parametrize("wrong", ["channel", "procedure"])
def test_what_a_file_says_of_channel_and_procedure_is_not_changed_at_a_counter(
    log, visit, civil_status, furnish, marital_status, birth, wrong
):
    furnish(
        Dossier,
        code=CODE,
        code_key=CODE,
        field=civil_status,
        procedure=marital_status,
        channel="online",
        received_at=datetime(2026, 11, 14, 8, 0),
        batch=furnish(ImportBatch, file_name="export.xlsx", rows=1),
    )
    ticket = visit()
    with pytest.raises(Conflict) as refusal:
        log(ticket, outcome=Outcome.RETURNED, **{wrong: {"channel": "direct", "procedure": birth}[wrong]})
    assert (refusal.value.code, refusal.value.field) == ("dossier_imported", wrong)
    assert DossierEntry.select().count() == 0
    assert refreshed(log(ticket, outcome=Outcome.RETURNED, channel="online")).outcome == "resolved"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"outcome": ""}, "outcome"),
        ({"outcome": "resolved"}, "outcome"),
        ({"code": "  "}, "code"),
        ({"procedure": None}, "procedure"),
        ({"channel": "fax"}, "channel"),
        ({"due_on": date(2026, 11, 15)}, "due_on"),
        ({"fee": -1}, "fee"),
        ({"fee": 10**12}, "fee"),
    ],
)
def test_a_line_that_contradicts_itself_changes_nothing(log, visit, wrong, field):
    ticket = visit()
    with pytest.raises(Invalid) as refusal:
        log(ticket, **wrong)
    assert refusal.value.field == field
    assert Dossier.select().count() == DossierEntry.select().count() == DossierEvent.select().count() == 0


def test_a_result_handed_over_resolves_what_was_pending(log, visit, counter_3, at):
    ticket = visit()
    log(ticket)
    queueing.finish(ticket, counter_3)
    at(2026, 11, 18, 9, 0)
    dossier = refreshed(log(visit(), outcome=Outcome.RETURNED, digitised=True))
    assert dossier.ended_at == dossier.returned_at == datetime(2026, 11, 18, 9, 0)
    assert dossier.outcome == "resolved"
    assert dossier.digitised_result is True
    assert happened(dossier) == ["received", "resolved", "returned"]


def test_a_result_handed_over_later_keeps_the_day_it_was_ready(log, visit, counter_3, at):
    ticket = visit()
    dossier = log(ticket).dossier
    queueing.finish(ticket, counter_3)
    at(2026, 11, 17, 17, 0)
    dossiers.record_result(dossier, "resolved", at=datetime(2026, 11, 17, 16, 0))
    at(2026, 11, 20, 9, 0)
    dossier = refreshed(log(visit(), outcome=Outcome.RETURNED))
    assert dossier.ended_at == datetime(2026, 11, 17, 16, 0)
    assert dossier.returned_at == datetime(2026, 11, 20, 9, 0)


def test_a_dossier_first_seen_when_its_result_is_fetched_was_received_on_the_day_of_its_code(log, visit):
    dossier = log(visit(), code="H99.01-261110-0012", outcome=Outcome.RETURNED).dossier
    assert dossier.received_at == datetime(2026, 11, 10)
    assert dossier.due_on == date(2026, 11, 13)


def test_a_dossier_answered_on_the_spot_is_received_and_returned_at_once(log, visit, birth):
    dossier = log(visit(), procedure=birth, outcome=Outcome.RETURNED, digitised=True).dossier
    assert dossier.received_at == dossier.ended_at == dossier.returned_at == datetime(2026, 11, 16, 8, 0)


@pytest.mark.parametrize("outcome", [Outcome.REFUSED, Outcome.WITHDRAWN])
def test_refused_and_withdrawn_end_a_dossier(log, visit, outcome):
    dossier = refreshed(log(visit(), outcome=outcome))
    assert (dossier.outcome, dossier.ended_at) == (outcome, datetime(2026, 11, 16, 8, 0))


def test_what_has_ended_does_not_begin_again(log, visit, counter_3):
    ticket = visit()
    log(ticket, outcome=Outcome.REFUSED)
    queueing.finish(ticket, counter_3)
    ticket = visit()
    for outcome in (Outcome.RECEIVED, Outcome.SUPPLEMENT, Outcome.WITHDRAWN):
        with pytest.raises(Conflict) as refusal:
            log(ticket, outcome=outcome)
        assert refusal.value.code == "dossier_ended"
    assert DossierEntry.select().count() == 1


def test_papers_that_are_missing_stop_the_clock_until_they_come(log, visit, counter_3, at):
    ticket = visit()
    dossier = log(ticket, outcome=Outcome.SUPPLEMENT).dossier
    assert dossier.pauses.get().ended_on is None
    queueing.finish(ticket, counter_3)

    at(2026, 11, 18, 10, 0)
    log(visit())
    pause = Pause.get()
    assert (pause.began_on, pause.ended_on) == (date(2026, 11, 16), date(2026, 11, 18))
    assert pause.due_after == date(2026, 11, 23)  # due on Thursday the 19th, two working days later
    assert happened(dossier) == ["received", "supplement_asked", "supplement_answered"]


def test_asking_for_papers_twice_is_one_stop(log, visit, counter_3):
    ticket = visit()
    log(ticket, outcome=Outcome.SUPPLEMENT)
    queueing.finish(ticket, counter_3)
    log(visit(), outcome=Outcome.SUPPLEMENT)
    assert Pause.select().count() == 1


def test_a_corrected_due_date_moves_the_prolonged_one_too(log, visit, counter_3, at):
    ticket = visit()
    log(ticket, outcome=Outcome.SUPPLEMENT)
    queueing.finish(ticket, counter_3)
    at(2026, 11, 18, 10, 0)
    ticket = visit()
    log(ticket)
    queueing.finish(ticket, counter_3)
    log(visit(), due_on=date(2026, 11, 20))
    assert Pause.get().due_after == date(2026, 11, 25)  # two working days on, past the holiday of the 24th


def test_a_dossier_only_registered_so_far_is_received_at_the_counter(log, visit, centre, civil_status, furnish):
    furnish(
        Dossier,
        code=CODE,
        code_key=CODE,
        field=civil_status,
        channel="online",
        received_at=datetime(2026, 11, 14, 20, 0),
        counted=False,
    )
    dossier = refreshed(log(visit()))
    assert dossier.counted
    assert dossier.received_at == datetime(2026, 11, 16, 8, 0)


def test_a_dossier_can_be_added_just_after_finishing(log, visit, counter_3):
    ticket = visit()
    queueing.finish(ticket, counter_3)
    assert log(ticket).ticket == ticket


def test_only_the_counter_that_serves_may_log(centre, visit, counter_4, officer, marital_status):
    with pytest.raises(NotAtCounter):
        dossiers.log(centre, visit(), counter_4, officer, code=CODE, outcome=Outcome.RECEIVED, procedure=marital_status)


def test_a_ticket_that_is_on_hold_takes_no_dossier(log, visit, counter_3):
    ticket = visit()
    queueing.hold(ticket, counter_3)
    with pytest.raises(WrongState):
        log(ticket)


def test_a_ticket_of_yesterday_takes_no_dossier(log, visit, counter_3, at, centre):
    ticket = visit()
    queueing.finish(ticket, counter_3)
    at(2026, 11, 17, 8, 0)
    visit()
    with pytest.raises(TicketGone):
        log(ticket)


def test_a_procedure_of_another_centre_is_not_found(log, visit, marital_status):
    marital_status.centre_id += 1
    with pytest.raises(NotFound):
        log(visit(), procedure=marital_status)
