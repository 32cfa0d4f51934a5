"""The director in a real browser: from a tile to the dossiers behind it, and to the file."""

import csv
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from admin import sample
from config import Config
from models.base import db, open_database, today, unit_of_work
from models.centre import Centre, Field
from models.dossier import Dossier
from models.tables import create_tables
from tests.real_server import Server

DRAWN = """canvas => {
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height)
  return data.some((value) => value > 0)
}"""
LAND = "H99.01-260101-0099"


@pytest.fixture
def server(tmp_path):
    """The sample centre with 24 dossiers that ended yesterday, four of them late, and one about land still pending."""
    config = Config(instance=tmp_path)
    engine = open_database(config.database_url)
    create_tables()
    with db.connection_context():
        sample.load_into_empty(config)
        centre = Centre.get()
        ended = datetime.combine(today() - timedelta(days=1), time(9))
        received = ended - timedelta(days=10)
        with unit_of_work():
            for number in range(24):
                code = f"H99.01-260101-{number:04d}"
                Dossier.create(
                    centre=centre,
                    code=code,
                    code_key=code,
                    field=Field.get(Field.name == ("Đất đai" if number < 4 else "Chứng thực")),
                    channel="online" if number else "direct",
                    received_at=received,
                    due_on=ended.date() - timedelta(days=3) if number < 4 else ended.date(),
                    ended_at=ended,
                    outcome="resolved",
                )
            land = Field.get(Field.name == "Đất đai")
            values = {"code": LAND, "code_key": LAND, "field": land, "channel": "", "received_at": received}
            Dossier.create(centre=centre, due_on=ended.date() - timedelta(days=7), **values)
    engine.close_all()
    server = Server(tmp_path).start()
    yield server, received.date()
    server.stop()


def test_the_director_goes_from_a_tile_to_the_dossiers_and_to_the_file(server, window):
    server, received = server
    page = window(1440, 900)
    period = f"from={received}&to={today()}"
    page.goto(f"{server.url}/dashboard?{period}")
    page.get_by_test_id("sign-in-username").fill("giamdoc")
    page.get_by_test_id("sign-in-secret").fill(server.secrets()["giamdoc"])
    page.get_by_test_id("sign-in-submit").click()
    tile = page.get_by_test_id("kpi-ontime")
    expect(tile).to_contain_text("83,3 %")
    expect(tile).to_contain_text("Chưa đạt")
    expect(page.get_by_test_id("kpi-sat")).to_contain_text("Chưa có số liệu")
    assert page.url.endswith(f"/dashboard?{period}"), "signing in leads to the page that was asked for"

    expect(page.get_by_test_id("dash-charts")).to_have_attribute("data-drawn", "yes")
    canvas = page.get_by_test_id("chart-late").locator("canvas")
    assert canvas.evaluate(DRAWN), "the chart is drawn"
    for width in (1440, 400):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), width
    page.set_viewport_size({"width": 1440, "height": 900})

    tile.get_by_text("Cách tính").click()
    expect(tile).to_contain_text("trả trước và đúng hạn trên hồ sơ đã có kết quả")
    expect(tile).to_contain_text("20 ÷ 24")
    tile.get_by_role("link", name="Đúng hạn").click()
    row = page.get_by_test_id("dash-drill").locator("tbody tr").first
    expect(row).to_contain_text("Đất đai")
    row.get_by_role("link", name="Đất đai").click()
    expect(page.get_by_test_id("dash-drill")).to_have_attribute("data-cut", "procedure")
    page.get_by_test_id("cut-counter").click()
    expect(page.get_by_test_id("dash-drill")).to_contain_text("Không qua quầy")
    page.get_by_role("link", name="Mọi hồ sơ").click()
    expect(page.get_by_test_id("dash-count")).to_contain_text("5 hồ sơ")
    expect(page.get_by_test_id("dash-line").first).to_contain_text(LAND)
    expect(page.get_by_test_id("dash-line").first).to_contain_text("Đang giải quyết, quá hạn")
    with page.expect_download() as download:
        page.get_by_test_id("dash-csv").click()
    rows = list(csv.reader(Path(download.value.path()).read_text(encoding="utf-8-sig").splitlines()))
    assert [row[0] for row in rows[:2]] == ["Mã hồ sơ", LAND]
    assert len(rows) == 6
    for _ in range(4):
        page.go_back()
    expect(page.get_by_test_id("kpi-ontime")).to_be_visible()

    page.get_by_test_id("period").locator("summary").click()
    page.get_by_test_id("period-today").click()
    expect(page.get_by_test_id("period-said")).to_contain_text(f"{today():%d/%m/%Y}")
    page.get_by_test_id("compare-plan").click()
    expect(page.get_by_test_id("compared-said")).to_have_count(0)
    assert "compare=plan" in page.url and f"from={today()}" in page.url
    with page.expect_download() as word:
        page.get_by_test_id("dash-export-docx").click()
    assert word.value.suggested_filename.endswith(f"{today()}_{today()}.docx"), "the period that is looked at"
    expect(page.get_by_test_id("dash-exported")).to_contain_text("Đã xuất.")
    page.get_by_test_id("dash-766").click()
    expect(page.get_by_test_id("index-766")).to_contain_text("ước tính nội bộ")

    page.goto(f"{server.url}/dashboard?{period}")
    page.get_by_test_id("dash-export-xlsx").click()
    expect(page.get_by_test_id("report-remark")).to_be_visible()  # one dossier came by no channel: the checks ask why
    assert page.url.endswith("#export") and f"from={received}" in page.url
