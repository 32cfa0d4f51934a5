"""A line that was logged by mistake is struck or corrected the same day, and what it said is kept."""

from datetime import date, datetime

import pytest

import dossiers
import queueing
from deadlines import letters
from models.base import unit_of_work
from models.centre import Officer
from models.claim import Claim
from models.counter import Counter
from models.dossier import Dossier, DossierEntry, DossierEvent, Outcome, Pause
from models.line_trace import LineTrace
from models.source import ImportBatch, Source, Status
from queueing.errors import Conflict, Forbidden, Invalid, NotFound, TicketGone
from tests.dossiers.conftest import CODE

OTHER = "H99.01-261116-0021"


@pytest.fixture
def visit(visit, counter_3):
    """Begins a visit at counter 3, once the one before is over."""

    def begin():
        if (before := queueing.ticket_at(counter_3)) is not None:
            queueing.finish(before, counter_3)
        return visit()

    return begin


@pytest.fixture
def strike(centre, counter_3, officer):
    """Strikes a line, as the officer of counter 3."""
    return lambda entry: dossiers.strike(trace(entry), centre, counter_3, officer)


def trace(entry) -> int:
    """What names a line where it is to be corrected."""
    return LineTrace.select().where(LineTrace.line == entry.id).order_by(LineTrace.id.desc()).get().id


def stored() -> list[list]:
    """All that is known of dossiers; events by what they say."""
    plain = [list(model.select().order_by(model.id).tuples()) for model in (Dossier, Pause)]
    claims = [{k: v for k, v in row.items() if k != "id"} for row in Claim.select().order_by(Claim.dossier).dicts()]
    return [*plain, claims, [(event.kind, event.at) for event in DossierEvent.select().order_by(DossierEvent.id)]]


def test_a_dossier_that_came_with_a_line_goes_with_it_and_the_line_is_kept(log, visit, strike, officer):
    strike(log(visit(), fee=7000))
    assert stored() == [[], [], [], []] and not DossierEntry.select().exists()
    [kept] = LineTrace.select()
    assert (kept.code, kept.outcome, kept.struck_by, kept.logged_by) == (CODE, "received", officer, officer)
    assert "7000" in kept.request


@pytest.mark.parametrize(
    "line",
    [
        {"outcome": Outcome.RETURNED, "fee": 9000, "paid_online": True, "digitised": True},
        {"outcome": Outcome.SUPPLEMENT, "channel": "postal", "due_on": date(2026, 11, 30)},
        {"outcome": Outcome.REFUSED},
        {"outcome": Outcome.WITHDRAWN, "channel": "direct"},
        {"outcome": Outcome.ADVICE},
    ],
)
@pytest.mark.parametrize("asked", [False, True])
def test_a_dossier_that_was_known_before_is_again_as_it_was(log, visit, strike, at, line, asked):
    log(visit(), paid_online=False, digitised=False)
    if asked:
        at(2026, 11, 16, 9, 0)
        log(visit(), outcome=Outcome.SUPPLEMENT)
    at(2026, 11, 16, 10, 0)
    before = stored()
    strike(log(visit(), **line))
    assert stored() == before


def test_papers_that_were_not_handed_in_after_all_are_waited_for_again(log, visit, strike, at):
    log(visit(), outcome=Outcome.SUPPLEMENT)
    at(2026, 11, 16, 9, 0)
    before = stored()
    answered = log(visit(), outcome=Outcome.RECEIVED)
    assert Pause.get().ended_on is not None
    strike(answered)
    assert stored() == before and Pause.get().ended_on is None


def test_a_correction_is_one_act_and_says_which_line_it_took_the_place_of(log, visit, birth):
    ticket = visit()
    wrong = log(ticket, outcome=Outcome.WITHDRAWN)
    right = log(ticket, code=OTHER, outcome=Outcome.RECEIVED, procedure=birth, corrects=trace(wrong))
    assert [row.code for row in Dossier.select()] == [OTHER]
    assert [row.id for row in DossierEntry.select()] == [right.id]
    assert LineTrace.get(LineTrace.struck_at.is_null(False)).became == trace(right)


def test_the_code_may_stay_and_only_the_result_be_another(log, visit):
    ticket = visit()
    wrong = log(ticket, outcome=Outcome.REFUSED)
    log(ticket, outcome=Outcome.RECEIVED, digitised=True, paid_online=True, corrects=trace(wrong))
    dossier = Dossier.get()
    assert (dossier.ended_at, dossier.outcome, dossier.digitised_input) == (None, None, True)


def test_a_correction_that_is_refused_changes_nothing(log, visit):
    ticket = visit()
    log(ticket, code=OTHER)
    line = log(ticket)
    before = stored()
    for wrong in ({"code": OTHER}, {"procedure": None}, {"due_on": date(2020, 1, 1)}):
        with pytest.raises((Conflict, Invalid)):
            log(ticket, **wrong, corrects=trace(line))
    assert stored() == before and DossierEntry.select().count() == 2


def test_a_line_is_corrected_once_the_visit_is_over(log, visit, counter_3):
    ticket = visit()
    line = log(ticket)
    queueing.finish(ticket, counter_3)
    again = log(ticket, outcome=Outcome.SUPPLEMENT, corrects=trace(line))
    assert again.ticket == ticket and DossierEntry.select().count() == 1


def test_a_corrected_dossier_was_received_when_its_first_line_was_logged_and_is_due_as_promised(log, visit, birth, at):
    ticket = visit()
    at(2026, 11, 16, 14, 50)
    line = log(ticket, procedure=birth)
    for moment, code in ((15, OTHER), (16, CODE)):
        at(2026, 11, 16, moment, 30)
        line = log(ticket, code=code, procedure=birth, corrects=trace(line))
    dossier = Dossier.get()
    assert (dossier.received_at, dossier.due_on) == (datetime(2026, 11, 16, 14, 50), date(2026, 11, 16))
    assert [event.at for event in DossierEvent.select()] == [dossier.received_at]


def _brought_by_a_file(furnish, field, procedure) -> ImportBatch:
    source = furnish(Source, name="Phần mềm một cửa", kind=Source.PROVINCE)
    batch = furnish(ImportBatch, source=source, file_name="export.xlsx", rows=1)
    told = {"field": field, "procedure": procedure, "channel": "online"}
    told |= {"received_at": datetime(2026, 11, 13, 8, 0), "due_on": date(2026, 11, 19)}
    dossier = furnish(Dossier, code=CODE, code_key=CODE, batch=batch, **told)
    state = {"as_of": datetime(2026, 11, 15, 17, 0), "status": Status.RECEIVED, "status_on": date(2026, 11, 13)}
    furnish(Claim, dossier=dossier, source=source, batch=batch, row=2, **state, **told)
    return batch


def test_a_dossier_that_a_file_brought_is_as_the_file_says_once_the_line_is_struck(
    log, visit, strike, furnish, centre, civil_status, marital_status
):
    batch = _brought_by_a_file(furnish, civil_status, marital_status)
    line = log(visit(), outcome=Outcome.RETURNED, paid_online=True, digitised=True)
    assert refreshed(line).returned_at is not None
    strike(line)
    left = refreshed(line)
    assert (left.outcome, left.ended_at, left.returned_at, left.digitised_result) == (None, None, None, None)
    assert (left.channel, left.due_on, left.batch_id) == ("online", date(2026, 11, 19), batch.id)
    assert Claim.select().count() == 1


def refreshed(line) -> Dossier:
    return Dossier.get_by_id(line.dossier_id)


def test_what_came_after_a_line_is_corrected_before_it(log, visit, strike, at):
    first = log(visit())
    at(2026, 11, 16, 9, 0)
    dossiers.record_result(Dossier.get(), "resolved")
    with pytest.raises(Conflict) as refusal:
        strike(first)
    assert "đã có việc ghi sau dòng này" in refusal.value.message_vi


def test_a_letter_of_that_morning_came_before_the_line_and_stays(log, visit, strike, at):
    log(visit(), paid_online=False, digitised=False)
    at(2026, 11, 16, 9, 0)
    letters.write(Dossier.get(), date(2026, 11, 16), date(2026, 11, 25), "Chờ xác minh")
    at(2026, 11, 16, 10, 0)
    before = stored()
    strike(log(visit(), outcome=Outcome.REFUSED))
    assert stored() == before and Dossier.get().extended_to == date(2026, 11, 25)


def test_the_later_of_two_lines_is_corrected_first(log, visit, strike, at):
    first = log(visit())
    at(2026, 11, 16, 9, 0)
    second = log(visit(), outcome=Outcome.SUPPLEMENT)
    with pytest.raises(Conflict):
        strike(first)
    strike(second)
    strike(first)
    assert not Dossier.select().exists()


def test_yesterdays_line_is_no_longer_corrected_at_the_desk(log, visit, strike, at):
    line = log(visit())
    at(2026, 11, 17, 8, 0)
    visit()
    with pytest.raises(TicketGone):
        strike(line)


def test_a_line_belongs_to_its_officer_its_counter_and_the_shift_lead(log, visit, centre, counter_3):
    line = log(visit())
    with unit_of_work():
        stranger, lead = (
            Officer.create(centre=centre, username=role, name=role, role=role, secret="")
            for role in (Officer.OFFICER, Officer.LEAD)
        )
        elsewhere = Counter.create(centre=centre, number=9)
    with pytest.raises(Forbidden):
        dossiers.strike(trace(line), centre, elsewhere, stranger)
    dossiers.strike(trace(line), centre, elsewhere, lead)
    assert not DossierEntry.select().exists()


def test_whoever_took_the_counter_over_corrects_what_was_logged_there(log, visit, centre, counter_3):
    line = log(visit())
    with unit_of_work():
        successor = Officer.create(centre=centre, username="hoa", name="Hoa", role=Officer.OFFICER, secret="")
    dossiers.strike(trace(line), centre, counter_3, successor)
    assert datetime(2026, 11, 16, 8, 0) == LineTrace.get().logged_at


def test_a_strike_that_is_asked_again_by_whoever_struck_is_done_already(log, visit, strike, centre, counter_3):
    line = log(visit())
    strike(line)
    [struck] = LineTrace.select()
    strike(line)
    assert [(one.struck_at, one.struck_by_id) for one in LineTrace.select()] == [
        (struck.struck_at, struck.struck_by_id)
    ]
    with unit_of_work():
        other = Officer.create(centre=centre, username="hoa", name="Hoa", role=Officer.LEAD, secret="")
    with pytest.raises(NotFound):
        dossiers.strike(trace(line), centre, counter_3, other)


def test_a_line_that_was_corrected_is_gone_for_whoever_would_strike_it(log, visit, centre, counter_3, officer):
    ticket = visit()
    wrong = trace(log(ticket, outcome=Outcome.WITHDRAWN))
    log(ticket, outcome=Outcome.RECEIVED, corrects=wrong)
    with pytest.raises(NotFound):
        dossiers.strike(wrong, centre, counter_3, officer)
    assert DossierEntry.get().outcome == Outcome.RECEIVED


FILLED = [
    ({"paid_online": True}, (5000, True, None)),
    ({"digitised": True}, (5000, None, True)),
    ({"fee": 9000, "paid_online": False, "digitised": True}, (9000, False, True)),
    ({"fee": 0}, (0, None, None)),
]


@pytest.mark.parametrize(("facts", "known"), FILLED)
def test_what_was_filled_in_to_an_earlier_line_stays_when_a_later_one_is_struck(
    log, visit, strike, at, officer, facts, known
):
    first = log(visit())
    at(2026, 11, 16, 9, 0)
    later = log(visit(), outcome=Outcome.SUPPLEMENT)
    at(2026, 11, 16, 9, 30)
    complete = dossiers.complete_entry(first, officer, **facts).complete
    strike(later)
    for row in (Dossier.get(), Claim.get()):
        assert (row.fee, row.paid_online, row.digitised_input) == known
        assert row.paid_on == (date(2026, 11, 16) if known[1] is not None else None)
    assert DossierEntry.get_by_id(first.id).complete == complete


def test_what_was_filled_in_goes_with_the_line_it_was_filled_in_to(log, visit, strike, at, officer):
    log(visit())
    at(2026, 11, 16, 9, 0)
    before = stored()
    later = log(visit(), outcome=Outcome.RETURNED)
    dossiers.complete_entry(later, officer, paid_online=True, digitised=True)
    strike(later)
    assert stored() == before


def test_what_was_filled_in_stays_beside_what_a_file_tells(
    log, visit, strike, at, officer, furnish, civil_status, marital_status
):
    _brought_by_a_file(furnish, civil_status, marital_status)
    first = log(visit())
    at(2026, 11, 16, 9, 0)
    later = log(visit(), outcome=Outcome.SUPPLEMENT)
    dossiers.complete_entry(first, officer, digitised=True)
    strike(later)
    assert Dossier.get().digitised_input is True
