"""The page, the API and the workbook: who may ask, what is refused, and that all three say the same."""

import re
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from tests.figures.conftest import day

NOVEMBER = "from=2026-11-01&to=2026-11-30"
DATA = ("/api/reports/dossiers", "/api/reports/queue", "/reports/table.xlsx")


@pytest.fixture
def director(person):
    return person().sign_in("ha")


@pytest.mark.parametrize("path", DATA)
@pytest.mark.parametrize(("username", "status"), [("lan", 403), ("truong", 200), ("ha", 200), ("quan", 200)])
def test_lead_director_and_administrator_may_see_reports(person, path, username, status):
    assert person().sign_in(username).get(f"{path}?{NOVEMBER}").status_code == status


@pytest.mark.parametrize("path", DATA)
def test_nobody_sees_reports_without_signing_in(person, path):
    assert person().get(f"{path}?{NOVEMBER}").status_code == 401


@pytest.mark.parametrize("username", [None, "lan"])
def test_the_page_asks_to_sign_in(person, username):
    somebody = person() if username is None else person().sign_in(username)
    page = somebody.get("/reports").get_data(as_text=True)
    assert 'data-testid="sign-in"' in page
    assert "report-preview" not in page


@pytest.mark.parametrize("path", [*DATA, "/reports"])
@pytest.mark.parametrize(
    ("query", "code", "field"),
    [
        ("from=2026-06-15&to=2026-06-14", "invalid", "from"),
        ("from=2026-02-30&to=2026-06-14", "invalid", "from"),
        ("from=2026-6-1&to=2026-06-14", "invalid", "from"),
        ("from=1767225600&to=2026-06-14", "invalid", "from"),
        ("from=1900-01-01&to=2100-01-01", "range_too_long", "to"),
        ("from=2026-01-01&to=2026-02-01&sort=password;drop", "invalid", "sort"),
        ("from=2026-01-01&from=2026-02-01&to=2026-03-01", "invalid", "from"),
    ],
)
def test_a_bad_period_is_refused_and_the_part_at_fault_is_named(director, path, query, code, field):
    answer = director.get(f"{path}?{query}", headers={"Accept": "application/json"})
    assert answer.status_code == 422
    assert (answer.json["error"]["code"], answer.json["error"]["field"]) == (code, field)


def test_both_dates_are_needed_by_the_api(director):
    assert director.get("/api/reports/dossiers").status_code == 422


def test_the_page_begins_with_the_running_reporting_month(director):
    page = director.get("/reports").get_data(as_text=True)
    assert 'value="2026-11-15"' in page
    assert 'value="2026-11-20"' in page
    assert "Kỳ này chưa có hồ sơ" in page


def test_one_date_alone_is_a_period_up_to_or_from_it(director):
    assert 'value="2026-11-01"' in director.get("/reports?to=2026-11-05").get_data(as_text=True)
    assert 'value="2026-11-20"' in director.get("/reports?from=2026-11-03").get_data(as_text=True)


def test_screen_api_and_workbook_say_the_same(director, dossier):
    dossier()
    dossier(ended_at=day(12), channel="direct")
    dossier(received_at=day(3, 10))
    columns = [str(number) for number in range(3, 17)]

    total = director.get(f"/api/reports/dossiers?{NOVEMBER}").json["total"]
    page = director.get(f"/reports?{NOVEMBER}").get_data(as_text=True)
    foot = page[page.index('data-testid="report-total"') : page.index('data-testid="report-rates"')]
    shown = dict(re.findall(r'data-column="(\d+)" data-value="(\d+)"', foot))
    file = director.get(f"/reports/table.xlsx?{NOVEMBER}").data
    rows = CalamineWorkbook.from_filelike(BytesIO(file)).get_sheet_by_name("Bảng").to_python()
    [exported] = [row[2:] for row in rows if row[1] == "Tổng cộng"]

    assert list(total.values()) == [int(shown[column]) for column in columns] == exported
    assert total["3"] == 3


def test_a_period_that_goes_on_is_told_as_at_today(director, dossier):
    dossier(due_on=day(20).date())
    answer = director.get(f"/api/reports/dossiers?{NOVEMBER}").json
    assert (answer["to"], answer["as_at"]) == ("2026-11-30", "2026-11-20")
    assert (answer["total"]["pending_in_time"], answer["total"]["pending_overdue"]) == (1, 0)
    page = director.get(f"/reports?{NOVEMBER}").get_data(as_text=True)
    assert "đến hết ngày 30/11/2026, tính đến ngày 20/11/2026" in page
    assert "both included, as at 20/11/2026" in director.get(f"/reports?{NOVEMBER}&lang=en").get_data(as_text=True)


def test_the_checks_are_answered_with_the_table(director, dossier):
    dossier()
    checks = director.get(f"/api/reports/dossiers?{NOVEMBER}").json["checks"]
    assert [check["key"] for check in checks] == ["I1", "I2", "I3", "I4", "I5", "I6"]
    assert all(check["holds"] and check["faults"] == [] for check in checks)


def test_a_check_that_fails_is_shown_with_its_row(director, dossier, elsewhere):
    dossier(field=elsewhere.fields.get())
    page = director.get(f"/reports?{NOVEMBER}").get_data(as_text=True)
    assert 'data-key="I5" data-holds="no"' in page
    assert "Cột (3): tổng cộng 1, các lĩnh vực cộng lại 0." in page


def test_the_queue_s_figures_come_by_service_counter_and_hour(director, visit):
    visit(("issue", 0), ("call", 20), ("serve", 21), ("finish", 30))
    answer = director.get(f"/api/reports/queue?{NOVEMBER}").json
    assert (answer["from"], answer["to"], answer["target_minutes"]) == ("2026-11-01", "2026-11-30", 15)
    assert answer["total"]["wait"] == {"n": 1, "mean": 1200, "median": 1200, "p90": 1200, "longest": 1200}
    assert (answer["total"]["target_share"], answer["adds_up"]) == ("0%", True)
    assert [len(answer[cut]) for cut in ("by_service", "by_counter", "by_hour")] == [1, 1, 1]


def test_a_centre_s_report_holds_nothing_of_another(person, dossier, elsewhere):
    dossier()
    there = person().sign_in("ha", centre="an-phu")
    assert there.get(f"/api/reports/dossiers?{NOVEMBER}").json["total"]["total_received"] == 0


def test_a_hostile_field_name_is_only_words_on_the_page(director, dossier, furnish_field):
    dossier(field=furnish_field("<script>alert(1)</script>"))
    page = director.get(f"/reports?{NOVEMBER}").get_data(as_text=True)
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_only_who_may_import_is_shown_the_form(person):
    assert "import-form" in person().sign_in("ha").get("/reports").get_data(as_text=True)
    assert "import-form" not in person().sign_in("truong").get("/reports").get_data(as_text=True)


def test_the_api_document_describes_the_reports_and_the_import(director):
    paths = director.get("/api/openapi.json").json["paths"]
    assert {"from", "to"} == {p["name"] for p in paths["/api/reports/dossiers"]["get"]["parameters"]}
    assert "multipart/form-data" in paths["/api/imports"]["post"]["requestBody"]["content"]
    refused = paths["/api/imports"]["post"]["responses"]["422"]["content"]["application/json"]["schema"]
    assert "faults" in refused["properties"]
