"""The director in a real browser: from the lights to a dossier, a stop, a letter, a chase list, the calendar."""

from datetime import date, datetime, time, timedelta

import pytest
from playwright.sync_api import expect

from admin import sample
from config import Config
from dossiers.calendar import WorkingDays
from models.base import db, open_database, today, unit_of_work
from models.centre import Centre, Field
from models.dossier import Dossier
from models.tables import create_tables
from tests.real_server import Server

LATE, LAND = "H99.01-260101-0001", "H99.01-260101-0002"


@pytest.fixture
def server(tmp_path):
    """The sample centre with two dossiers, received three weeks ago and due one week ago, one of them about land."""
    config = Config(instance=tmp_path)
    engine = open_database(config.database_url)
    create_tables()
    with db.connection_context():
        sample.load_into_empty(config)
        received = datetime.combine(today() - timedelta(days=21), time(9))
        with unit_of_work():
            for code, field in ((LATE, "Hộ tịch"), (LAND, "Đất đai")):
                Dossier.create(
                    centre=Centre.get(),
                    code=code,
                    code_key=code,
                    field=Field.get(Field.name == field),
                    channel="online",
                    received_at=received,
                    due_on=received.date() + timedelta(days=14),
                )
        days = WorkingDays.of(Centre.get())
    engine.close_all()
    server = Server(tmp_path).start()
    yield server, days
    server.stop()


def test_the_director_goes_from_the_lights_to_a_letter_and_back(server, window):
    server, days = server
    page, day = window(1440, 900), today()
    page.goto(f"{server.url}/deadlines")
    page.get_by_test_id("sign-in-username").fill("giamdoc")
    page.get_by_test_id("sign-in-secret").fill(server.secrets()["giamdoc"])
    page.get_by_test_id("sign-in-submit").click()
    overdue = page.get_by_test_id("deadline-light-overdue")
    overdue.wait_for()
    assert overdue.inner_text().split() == ["2", "Quá", "hạn"]
    assert page.locator("[data-part=vertical] [data-light=overdue]").inner_text() == "1"
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")

    page.locator("[data-part=own] [data-light=overdue] a").click()
    page.get_by_test_id("deadline-list").get_by_text(LATE).click()
    received = date.fromisoformat(page.get_by_test_id("stop-from").get_attribute("min"))
    due = received + timedelta(days=14)
    page.get_by_test_id("stop-kind").select_option("financial_duty")
    page.get_by_test_id("stop-from").fill(f"{received - timedelta(days=1)}")
    page.get_by_test_id("stop-form").evaluate("form => form.noValidate = true")
    page.get_by_test_id("stop-save").click()
    page.get_by_test_id("stop-form").get_by_text("sớm hơn ngày tiếp nhận").wait_for()
    page.get_by_test_id("stop-from").fill(f"{received + timedelta(days=7)}")
    page.get_by_test_id("stop-document").fill("15/TB-CCT")
    page.get_by_test_id("stop-save").click()
    page.get_by_test_id("stop-end-day").fill(f"{received + timedelta(days=8)}")
    page.get_by_test_id("stop-end").click()
    page.get_by_test_id("stops").get_by_text(f"{received + timedelta(days=8):%d/%m/%Y}").wait_for()
    after = days.prolong(due, [(received + timedelta(days=7), received + timedelta(days=8))])
    assert page.get_by_test_id("due-original").inner_text() == f"{due:%d/%m/%Y}"
    assert page.get_by_test_id("due-adjusted").inner_text().startswith(f"{after:%d/%m/%Y}")

    promised = days.add(day, 5)
    page.get_by_test_id("letter-due").fill(f"{promised}")
    page.get_by_test_id("letter-reason").fill("Chờ xác minh")
    page.get_by_test_id("letter-save").click()
    page.get_by_test_id("extended").wait_for()
    assert f"{promised:%d/%m/%Y}" in page.get_by_test_id("extended").inner_text()

    page.get_by_test_id("breadcrumbs").get_by_text("Bảng theo dõi").click()
    page.get_by_test_id("to-letters").click()
    assert page.locator("[data-testid=deadline-list] tbody tr").count() == 1  # the land dossier has none yet
    page.set_viewport_size({"width": 720, "height": 450})  # the window at double zoom
    page.wait_for_function("() => document.documentElement.scrollWidth <= innerWidth")
    page.set_viewport_size({"width": 1440, "height": 900})
    page.go_back()
    page.get_by_test_id("to-chase").click()
    expect(page.get_by_test_id("chase-sheet")).to_have_count(2)
    page.get_by_test_id("chase-department").select_option(label="Văn phòng Đăng ký đất đai")
    page.get_by_test_id("chase-show").click()
    page.wait_for_url("**department=**")
    assert page.get_by_test_id("chase-sheet").count() == 1
    assert page.get_by_test_id("chase-sheet").get_by_text(LAND).count() == 1
    page.emulate_media(media="print")
    assert not page.get_by_test_id("tabs").is_visible()
    page.emulate_media(media="screen")

    page.get_by_test_id("tabs").get_by_text("Lịch làm việc").click()
    page.get_by_test_id("paste-text").fill(f"{promised:%d/%m/%Y} Nghỉ đột xuất\nlung tung")
    page.get_by_test_id("paste-save").click()
    page.get_by_test_id("paste-form").get_by_text("Dòng 2 chưa đọc được").wait_for()
    page.get_by_test_id("paste-text").fill(f"{promised:%d/%m/%Y} Nghỉ đột xuất")
    page.get_by_test_id("paste-save").click()
    page.get_by_test_id("changed").wait_for()
    page.goto(f"{server.url}/deadlines/calendar?year={promised.year}")
    row = page.locator(f"[data-day='{promised}']")
    row.get_by_text("Xóa", exact=True).click()
    row.get_by_test_id("day-remove").click()
    row.wait_for(state="detached")
