"""Whatever files come, in whatever order: a file that is taken back leaves what there would be without it."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from peewee import OperationalError

import dossiers
from dossiers import belief, stop_register
from dossiers.decided import RULES
from imports import applying, jobs
from imports.jobs import Place
from imports.preparing import prepare
from imports.undoing import take_back
from models.base import unit_of_work
from models.centre import Centre, Field
from models.claim import Claim
from models.dossier import Applicant, Dossier, DossierEntry, DossierEvent, Outcome, Pause
from models.source import ImportBatch, Source, Status
from tests.imports.conftest import record

STATES = st.sampled_from([*Status.PENDING, *Status.ENDED, Status.REGISTERED])
FIRST_DAY = datetime(2026, 3, 2, 8)
COUNTERS_OWN = ("H31.77-260302-0001", "H31.77-260302-0002")  # that a counter has logged as well


@st.composite
def records(draw):
    """What a file may say of up to four dossiers."""
    said = []
    for serial in sorted(draw(st.sets(st.integers(1, 4), min_size=1, max_size=4))):
        status, day = draw(STATES), FIRST_DAY + timedelta(days=draw(st.integers(1, 20)))
        asked = draw(st.sampled_from([None, date(2026, 3, 4), date(2026, 3, 9)]))
        said.append(
            record(
                serial,
                status,
                day,
                field=draw(st.sampled_from(["Chứng thực", "Hộ tịch", "Lưu thông hàng hóa"])),
                channel=draw(st.sampled_from([None, "online", "direct"])),
                due_on=draw(st.sampled_from([None, date(2026, 3, 10), date(2026, 3, 17)])),
                asked_on=asked,
                answered_on=draw(st.sampled_from([None, asked and asked + timedelta(days=2)])),
                fee=draw(st.sampled_from([None, 0, 4000])),
                paid_online=draw(st.sampled_from([None, True])),
                digitised_input=draw(st.sampled_from([None, True, False])),
            )
        )
    return said


def believed():
    """Every dossier with its history and stops, without ids; files by their names."""
    files = {batch.id: batch.file_name for batch in ImportBatch.select()}
    fields = {field.id: field.name for field in Field.select()}
    found = {}
    for dossier in Dossier.select():
        row = {name: dossier.__data__[name] for name in (*belief.BELIEVED, *Dossier.DERIVED)}
        events = sorted((event.kind, event.at, files.get(event.batch_id)) for event in dossier.events)
        stops = sorted((p.kind, p.began_on, p.ended_on or date.max, p.due_after) for p in dossier.pauses)
        lines = [line.complete for line in DossierEntry.select().where(DossierEntry.dossier == dossier)]
        row |= {"field": fields[dossier.field_id], "batch": files.get(dossier.batch_id)}
        found[dossier.code_key] = (row, events, stops, lines)
    return found, sorted(fields.values())


@pytest.fixture
def counters(centre, logged, hands):
    """Two dossiers that a counter has logged, with what came later."""
    hands.at = datetime(2026, 3, 2, 9)
    with unit_of_work():
        Centre.update(business_day=hands.at.date()).execute()
    first = logged(COUNTERS_OWN[0], Outcome.SUPPLEMENT).dossier
    logged(COUNTERS_OWN[1], Outcome.RECEIVED)
    hands.forward(days=3)
    dossiers.record_result(first, DossierEvent.SUPPLEMENT_ANSWERED)
    hands.forward(days=1)
    dossiers.record_result(first, DossierEvent.RESOLVED)
    hands.at = datetime(2026, 5, 4, 9)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(records(), records(), st.sampled_from(RULES), st.sampled_from([Source.MINISTRY, Source.PROVINCE]))
def test_two_files_in_any_order_give_the_same_and_each_leaves_what_the_other_says(
    centre, counters, bring, one, other, rule, kind
):
    with unit_of_work():
        Centre.update(conflict_rule=rule).execute()
    before = believed()
    early, late = datetime(2026, 3, 12, 17), datetime(2026, 3, 25, 17)

    first = bring("Tỉnh", one, early)
    after_one = believed()
    second = bring("Bộ", other, late, kind)
    after_both = believed()
    take_back(second)
    assert believed() == after_one
    take_back(first)
    assert believed() == before

    second = bring("Bộ", other, late, kind)
    first = bring("Tỉnh", one, early)
    assert believed()[0] == after_both[0]
    take_back(second)  # the one that came first
    assert believed()[0] == after_one[0]
    take_back(first)
    assert believed() == before
    assert Claim.select().where(Claim.batch.is_null(False)).count() == 0


def test_a_stop_that_another_file_adds_before_it_moves_the_due_date_of_a_stop_too(centre, bring):
    papers = record(1, "processing", asked_on=date(2026, 3, 4), answered_on=date(2026, 3, 6))
    duty = record(1, "processing", duty_on=date(2026, 3, 2), duty_paid_on=date(2026, 3, 5))
    moved = lambda: {stop.kind: stop.due_after for stop in Pause.select()}  # noqa: E731
    bring("Tỉnh", [papers], datetime(2026, 3, 12))
    assert moved() == {Pause.SUPPLEMENT: date(2026, 3, 12)}
    bring("Bộ", [duty], datetime(2026, 3, 13), Source.MINISTRY)
    both = {Pause.SUPPLEMENT: date(2026, 3, 16), Pause.FINANCIAL_DUTY: date(2026, 3, 13)}
    assert moved() == both
    take_back(ImportBatch.get(ImportBatch.file_name == "Bộ.xlsx"))
    assert moved() == {Pause.SUPPLEMENT: date(2026, 3, 12)}


def test_what_a_counter_wrote_is_what_deciding_anew_gives(centre, counters, logged):
    withdrawn = logged("H31.77-260302-0010", Outcome.RECEIVED).dossier
    stop_register.stop_clock(withdrawn, Pause.FINANCIAL_DUTY, date(2026, 5, 4), document="12/TB-CCT")
    dossiers.record_result(withdrawn, DossierEvent.WITHDRAWN)
    logged("H31.77-260304-0011", Outcome.RETURNED)
    logged("H31.77-260304-0012", Outcome.REFUSED)
    before = believed()
    with unit_of_work(centre.id):
        ids = [dossier.id for dossier in Dossier.select()]
        assert belief.renew(centre, belief.policy_of(centre), ids).changed == set()
    assert believed() == before
    assert Claim.select().count() == Dossier.select().count() == 5  # one of the counter for each


def test_a_press_on_a_dossier_that_files_tell_of_stays_when_they_are_taken_back(centre, bring, logged, hands):
    hands.at = datetime(2026, 3, 10, 9)
    with unit_of_work():
        Centre.update(business_day=hands.at.date()).execute()
    batch = bring("Tỉnh", [record(7), record(8)], datetime(2026, 3, 9))
    entry = logged(record(7).code, Outcome.RETURNED)
    assert entry.dossier.outcome == "resolved"
    bring("Bộ", [record(7, "done", datetime(2026, 3, 6))], datetime(2026, 3, 10), Source.MINISTRY)
    dossier = Dossier.get(Dossier.code_key == record(7).key)
    assert (dossier.ended_at, dossier.returned_at) == (datetime(2026, 3, 6), datetime(2026, 3, 10, 9))
    take_back(batch)
    take_back(ImportBatch.get(ImportBatch.file_name == "Bộ.xlsx"))
    [dossier] = Dossier.select()
    assert (dossier.ended_at, dossier.returned_at) == (dossier.returned_at, datetime(2026, 3, 10, 9))
    assert (dossier.received_at, dossier.batch_id) == (datetime(2026, 3, 2, 8), None)


def test_a_stop_that_was_noted_by_hand_outlives_the_file_that_brought_its_dossier(centre, bring, hands):
    hands.at = datetime(2026, 3, 10, 9)
    batch = bring("Tỉnh", [record(1), record(2)])
    noted = Dossier.get(Dossier.code_key == record(1).key)
    stop_register.stop_clock(noted, Pause.FINANCIAL_DUTY, date(2026, 3, 5), document="12/TB-CCT")
    take_back(batch)
    [left] = Dossier.select()
    assert (left.id, left.pauses.get().document) == (noted.id, "12/TB-CCT")
    again = bring("Tỉnh", [record(1, "done", datetime(2026, 3, 9)), record(2)])
    assert (again.created, again.changed) == (1, 1)
    assert Pause.get().ended_on == date(2026, 3, 9)


def test_advice_about_a_dossier_that_is_gone_stays_as_a_line(centre, bring, logged):
    batch = bring("Tỉnh", [record(1)])
    line = logged(record(1).code, Outcome.ADVICE)
    take_back(batch)
    assert Dossier.select().count() == 0
    assert DossierEntry.get_by_id(line.id).dossier_id is None


def test_names_are_kept_only_where_the_centre_wants_them_and_go_with_their_file(centre, bring):
    named = record(1, applicant="Nguyễn Văn An", phone="0912345678")
    take_back(bring("Tỉnh", [named]))
    assert Applicant.select().count() == 0
    with unit_of_work():
        Centre.update(keeps_applicants=True).execute()
    batch = bring("Tỉnh", [named])
    assert Applicant.get().name == "Nguyễn Văn An"
    take_back(batch)
    assert Applicant.select().count() == 0


class PowerCut(BaseException):
    """Nothing in the program catches it."""


@pytest.mark.parametrize("state", [ImportBatch.APPLYING, ImportBatch.UNDOING])
def test_what_a_power_cut_leaves_half_done_is_taken_back_at_the_next_start(centre, bring, database, monkeypatch, state):
    monkeypatch.setattr(applying, "FIRST_SLICE", 1)
    bring("Tỉnh", [record(1), record(2)], datetime(2026, 3, 9))
    before = believed()
    told = [record(n, "done", datetime(2026, 3, 9)) for n in range(1, 7)]

    def cut(done: int, _total: int) -> None:
        if done >= 2:
            raise PowerCut

    if state == ImportBatch.APPLYING:
        monkeypatch.setattr(applying, "LARGEST_SLICE", 1)
        with unit_of_work():
            source = Source.create(centre=centre, name="Bộ", kind=Source.MINISTRY)
            batch = ImportBatch.create(centre=centre, source=source, file_name="Bộ.xlsx", state=state, rows=6)
        with pytest.raises(PowerCut):
            applying.apply(batch, prepare(batch, told), progress=cut)
        assert believed() != before
    else:
        batch = bring("Bộ", told, kind=Source.MINISTRY)
        monkeypatch.setattr(applying, "LARGEST_SLICE", 1)
        with unit_of_work():
            ImportBatch.update(state=state).where(ImportBatch.id == batch.id).execute()
        with pytest.raises(PowerCut):
            take_back(batch, progress=cut)
    jobs.recover(Place(database, ""))
    assert believed() == before
    batch = ImportBatch.get_by_id(batch.id)
    assert batch.state == (ImportBatch.REFUSED if state == ImportBatch.APPLYING else ImportBatch.UNDONE)


def test_a_full_disk_does_not_leave_a_file_half_taken_back_until_the_next_start(centre, bring, database, monkeypatch):
    batch, tries = bring("Tỉnh", [record(1), record(2)]), []

    def full_at_first(*what, **how):
        tries.append(what)
        if len(tries) == 1:
            raise OperationalError("database or disk is full")
        return take_back(*what, **how)

    monkeypatch.setattr(jobs, "take_back", full_at_first)
    monkeypatch.setattr(jobs, "RETRY_SECONDS", 0.01)
    jobs.undo(Place(database, ""), batch.id)
    assert ImportBatch.get_by_id(batch.id).state == ImportBatch.UNDONE
    assert len(tries) == 2 and not Dossier.select().exists()
