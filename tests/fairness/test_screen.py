"""An administrator in a real browser: from the ledger to a number, to a tried rule, and to taking it up."""

from datetime import datetime, time, timedelta

import pytest
from playwright.sync_api import expect

import queueing
from admin import sample
from config import Config
from models import base
from models.base import db, forget_on_power_cut, open_database, today, unit_of_work
from models.centre import Centre, Opening
from models.counter import Counter, CounterService
from models.tables import create_tables
from tests.conftest import Hands, new_key
from tests.real_server import Server


@pytest.fixture
def server(tmp_path):
    """The sample centre, in which twelve were served yesterday by one counter, the third out of turn."""
    config = Config(instance=tmp_path)
    engine = open_database(config.database_url)
    create_tables()
    forget_on_power_cut()
    with db.connection_context():
        sample.load_into_empty(config)
        yesterday = today() - timedelta(days=1)
        hands = Hands(datetime.combine(yesterday, time(8)))
        base.clock.drive(hands.read)
        try:
            _serve_twelve(Centre.get(), hands)
        finally:
            base.clock.release()
    engine.close_all()
    server = Server(tmp_path).start()
    yield server, yesterday
    server.stop()


def _serve_twelve(centre: Centre, hands: Hands) -> None:
    with unit_of_work():
        Opening.delete().execute()
        for weekday in range(7):
            Opening.create(centre=centre, weekday=weekday, opens=time(0), closes=time(0))
    counter = Counter.get(Counter.number == 1)
    service = CounterService.get(CounterService.counter == counter, CounterService.preference == 1).service
    queueing.open_counter(counter)
    tickets = [queueing.issue(service, key=new_key(), priority=number > 9) for number in range(12)]
    for number in range(12):
        hands.forward(minutes=1)
        chosen = queueing.call_chosen(counter, tickets[2], "Bệnh nặng") if number == 0 else None
        ticket = chosen or queueing.call_next(counter)
        queueing.serve(ticket, counter)
        hands.forward(minutes=3)
        queueing.finish(ticket, counter)
    queueing.close_counter(counter)


def test_a_rule_is_tried_on_a_day_and_taken_up(server, window):
    server, yesterday = server
    page = window(1440, 900)
    page.goto(f"{server.url}/fairness?day={yesterday}")
    page.get_by_test_id("sign-in-username").fill("quantri")
    page.get_by_test_id("sign-in-secret").fill(server.secrets()["quantri"])
    page.get_by_test_id("sign-in-submit").click()
    expect(page.get_by_test_id("hand-calls")).to_contain_text("Bệnh nặng")
    expect(page.get_by_test_id("overtaken")).to_have_text("9")
    page.get_by_test_id("most-overtaken").get_by_role("link").first.click()
    expect(page.get_by_test_id("overtaken-by")).to_contain_text("được gọi trước")
    expect(page.get_by_test_id("before")).to_contain_text("Gọi ngoài thứ tự. Lý do: Bệnh nặng")
    page.go_back()

    page.get_by_role("link", name="Thử quy tắc").click()
    expect(page.get_by_test_id("validation")).to_contain_text("12 trong 12 người")
    page.get_by_test_id("order").select_option("strict")
    page.get_by_test_id("hand").select_option("0")
    page.get_by_test_id("try").click()
    expect(page.get_by_test_id("answer")).to_contain_text("thành 0")
    expect(page.get_by_test_id("chart")).to_be_visible()
    page.set_viewport_size({"width": 360, "height": 800})
    page.wait_for_function("() => document.documentElement.scrollWidth <= innerWidth")  # once the chart is drawn anew
    page.get_by_test_id("adopt-button").click()
    expect(page.get_by_test_id("adopted")).to_contain_text("Lần gọi sau theo quy tắc này")
    page.reload()
    expect(page.get_by_test_id("adopt")).to_have_count(0)
