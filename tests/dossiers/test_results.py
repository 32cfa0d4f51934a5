from datetime import date, datetime

import pytest

import dossiers
import queueing
from models.base import unit_of_work
from models.centre import Centre, Officer, SpecialDay
from models.dossier import Dossier, DossierEntry, Outcome, Pause
from queueing.errors import Conflict, Forbidden, Invalid, NotFound
from tests.dossiers.conftest import CODE


@pytest.fixture
def entry(centre, visit, counter_3, officer, marital_status):
    """A dossier received on Monday the 16th of November 2026, payment and digitisation skipped."""
    return dossiers.log(
        centre, visit(), counter_3, officer, code=CODE, outcome=Outcome.RECEIVED, procedure=marital_status
    )


def test_a_result_ends_the_dossier_at_its_own_moment(entry, at):
    at(2026, 11, 20, 17, 0)
    dossier = dossiers.record_result(entry.dossier, "resolved", at=datetime(2026, 11, 18, 15, 0))
    assert (dossier.outcome, dossier.ended_at) == ("resolved", datetime(2026, 11, 18, 15, 0))
    assert dossier.returned_at is None


def test_a_second_result_is_refused(entry):
    dossiers.record_result(entry.dossier, "withdrawn")
    with pytest.raises(Conflict) as refusal:
        dossiers.record_result(entry.dossier, "resolved")
    assert "đã rút ngày 16/11/2026" in refusal.value.message_vi


def test_a_result_before_the_reception_is_refused(entry):
    with pytest.raises(Invalid):
        dossiers.record_result(entry.dossier, "resolved", at=datetime(2026, 11, 15, 9, 0))


def test_a_result_of_a_day_to_come_is_refused_and_ends_nothing(entry):
    with pytest.raises(Invalid) as refusal:
        dossiers.record_result(entry.dossier, "resolved", at=datetime(2026, 11, 17, 9, 0))
    assert refusal.value.field == "at"
    assert Dossier.get().ended_at is None


def test_an_unknown_result_is_refused_with_the_words_that_are_known(entry):
    with pytest.raises(Invalid, match="one of: resolved, refused, withdrawn, returned, supplement_asked") as refusal:
        dossiers.record_result(entry.dossier, "received")
    assert refusal.value.field == "outcome"


def test_a_result_while_papers_are_missing_ends_the_stop(entry, at):
    at(2026, 11, 20, 17, 0)
    dossiers.record_result(entry.dossier, "supplement_asked", at=datetime(2026, 11, 17, 9, 0))
    dossiers.record_result(entry.dossier, "withdrawn", at=datetime(2026, 11, 20, 9, 0))
    assert Pause.get().ended_on == date(2026, 11, 20)


def test_the_department_can_ask_for_papers_and_receive_them(entry, at):
    at(2026, 11, 20, 17, 0)
    dossiers.record_result(entry.dossier, "supplement_asked", at=datetime(2026, 11, 17, 9, 0))
    assert dossiers.look_up(entry.centre, CODE)["waiting_for_papers"]
    dossiers.record_result(entry.dossier, "supplement_answered", at=datetime(2026, 11, 19, 9, 0))
    known = dossiers.look_up(entry.centre, CODE)
    assert not known["waiting_for_papers"]
    assert (known["due_on"], known["due_after"]) == (date(2026, 11, 19), date(2026, 11, 23))


def test_a_stop_that_has_ended_keeps_its_due_date_when_the_calendar_is_changed_later(entry, furnish, at):
    at(2026, 11, 20, 17, 0)
    dossiers.record_result(entry.dossier, "supplement_asked", at=datetime(2026, 11, 17, 9, 0))
    dossiers.record_result(entry.dossier, "supplement_answered", at=datetime(2026, 11, 18, 9, 0))
    assert Pause.get().due_after == date(2026, 11, 20)
    furnish(SpecialDay, date=date(2026, 11, 18), name="Nghỉ đột xuất")
    dossiers.record_result(entry.dossier, "supplement_asked", at=datetime(2026, 11, 19, 9, 0))
    dossiers.record_result(entry.dossier, "supplement_answered", at=datetime(2026, 11, 20, 9, 0))
    assert [pause.due_after for pause in Pause.select().order_by(Pause.id)] == [date(2026, 11, 20), date(2026, 11, 20)]


def test_a_known_code_fills_the_strip(entry, marital_status):
    known = dossiers.look_up(entry.centre, CODE.lower())
    assert known["procedure"] == marital_status.id
    assert (known["fee"], known["due_on"], known["last_outcome"]) == (5000, date(2026, 11, 19), "received")


def test_an_unknown_code_fills_nothing(entry):
    assert dossiers.look_up(entry.centre, "H99.01-261116-9999") is None


def test_a_dossier_of_another_centre_is_unknown(entry):
    with unit_of_work():
        other = Centre.create(slug="khac", organisation="-", name="Khác")
    assert dossiers.look_up(other, CODE) is None


def test_skipped_facts_wait_until_they_are_filled_in(entry, centre, officer):
    assert dossiers.unfinished(officer) == [entry]
    dossiers.complete_entry(entry, officer, digitised=True)
    assert dossiers.unfinished(officer) == [entry]
    dossiers.complete_entry(entry, officer, paid_online=False)
    assert dossiers.unfinished(officer) == []
    dossier = Dossier.get()
    assert (dossier.digitised_input, dossier.paid_online) == (True, False)


def test_another_officer_may_not_fill_in_but_the_lead_may(entry, furnish):
    colleague = furnish(Officer, username="minh", name="Lê Minh", secret="-")
    lead = furnish(Officer, username="ha", name="Trần Hà", role=Officer.LEAD, secret="-")
    with pytest.raises(Forbidden):
        dossiers.complete_entry(entry, colleague, digitised=True)
    dossiers.complete_entry(entry, lead, digitised=True, paid_online=True)
    assert DossierEntry.get().complete


def test_an_officer_of_another_centre_finds_no_line(entry, officer):
    officer.centre_id += 1
    with pytest.raises(NotFound):
        dossiers.complete_entry(entry, officer, digitised=True)


def test_the_lines_of_a_ticket_come_in_order(entry, centre, counter_3, officer):
    advice = dossiers.log(centre, entry.ticket, counter_3, officer, outcome=Outcome.ADVICE)
    assert dossiers.lines(entry.ticket.id) == [entry, advice]
    queueing.finish(entry.ticket, counter_3)
