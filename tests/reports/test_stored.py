"""What is exported is kept, and later reports are held against it, whether or not somebody marked it as handed in."""

import json
import re
from datetime import date, datetime

import pytest

from figures.named_periods import month
from figures.period import Period
from figures.profile import Profile
from models.base import unit_of_work
from models.centre import Field, Officer
from models.dossier import Dossier
from models.report import Report
from reports import stored
from reports.document import compose
from reports.findings import gather
from reports.forms import FORMS
from reports.snapshot import snapshot
from reports.texts import texts_of
from tests.figures.conftest import day

OCTOBER, NOVEMBER = month(2026, 10, 1), month(2026, 11, 1)


@pytest.fixture
def director(person, hands):
    hands.at = datetime(2026, 12, 2, 8, 0)
    return person().sign_in("ha")


@pytest.fixture
def export(centre, director):
    """Keeps the report of a period as its export does, without the file; answers its number."""

    def keep(period):
        form, profile, officer = FORMS["month"], Profile(cut_off_day=1), Officer.by_username(centre, "ha")
        findings = gather(centre, period, profile)
        report = compose(findings, form, texts_of(centre, form, period))
        said = json.loads(json.dumps(snapshot(findings, report, "")))
        what = {"form": form.key, "period_kind": "free", "period": period, "kind": "docx", "remark": ""}
        return stored.keep(centre, officer, **what, snapshot=said).id

    return keep


def asked(period):
    return {"from": period.first.isoformat(), "to": period.last.isoformat()}


def states(page):
    return dict(re.findall(r'data-key="(I\d)" data-holds="\w+" data-state="(\w+)"', page))


def seen(director, period):
    return director.get("/reports", query_string={"form": "month", "cut": "1", **asked(period)}).text


def test_a_report_is_held_against_the_last_export_of_the_period_before(director, dossier, export, civil_field):
    dossier(received_at=day(20, 10), ended_at=day(3))
    page = seen(director, NOVEMBER)
    assert {key: state for key, state in states(page).items() if state != "holds"} == dict.fromkeys(
        ("I6", "I7", "I8"), "idle"
    ), "all eight, also those that could not be compared"
    assert len(states(page)) == 8
    assert "Chưa có báo cáo nào được xuất cho kỳ trước (đến hết ngày 31/10/2026)" in page

    export(OCTOBER)
    page = seen(director, NOVEMBER)
    assert (states(page)["I6"], states(page)["I7"]) == ("holds", "holds")
    assert "(1/10/2026–31/10/2026, chưa đánh dấu đã nộp)" in page
    with unit_of_work(civil_field.centre_id):
        Field.update(name="Hộ tịch, quốc tịch").where(Field.id == civil_field.id).execute()
    assert states(seen(director, NOVEMBER))["I6"] == "holds", "a new name is the same field"

    late = dossier(received_at=day(21, 10))
    page = seen(director, NOVEMBER)
    assert states(page)["I6"] == "fails"
    assert "Hộ tịch: kỳ này 2 hồ sơ, báo cáo kỳ trước 1." in page, "as the row was called when it was exported"
    export(OCTOBER)
    assert states(seen(director, NOVEMBER))["I6"] == "holds", "the newest export"
    checks = director.get("/api/reports/checks", query_string=asked(NOVEMBER)).json["checks"]
    assert {check["key"]: check["state"] for check in checks}["I6"] == "holds"

    with unit_of_work(late.centre_id):
        Dossier.delete().where(Dossier.id == late.id).execute()
    number = export(OCTOBER)
    assert director.post(f"/reports/exports/{number}/marks", data={"issued": "yes"}).status_code == 303
    dossier(received_at=day(22, 10))
    export(OCTOBER)
    page = seen(director, NOVEMBER)
    assert states(page)["I6"] == "fails", "what was handed in goes before a newer export"
    assert "Tổng cộng: kỳ này 2 hồ sơ, báo cáo kỳ trước 1." in page


def test_days_told_twice_or_left_out_are_named_from_the_first_export_on(director, dossier, export):
    dossier()
    export(Period(date(2026, 10, 1), date(2026, 11, 15)))
    page = seen(director, Period(date(2026, 11, 15), date(2026, 11, 30)))
    assert states(page)["I7"] == "warns"
    beside = page[page.index('data-testid="report-beside"') :]
    assert "Kỳ này trùng 1 ngày (15/11) với báo cáo đã xuất." in beside[: beside.index("</div>")]
    assert 'data-testid="report-remark"' not in page, "a trial asks for no explanation"
    assert "bỏ sót 2 ngày (16/11–17/11)" in seen(director, Period(date(2026, 11, 18), date(2026, 11, 30)))

    row = Report.get()
    assert director.post(f"/reports/exports/{row.id}/marks", data={"issued": "yes"}).status_code == 303
    page = seen(director, Period(date(2026, 11, 15), date(2026, 11, 30)))
    assert states(page)["I7"] == "fails"
    assert 'data-testid="report-remark"' in page

    kept = director.post(f"/reports/exports/{row.id}/removals", headers={"Accept": "application/json"})
    assert (kept.status_code, kept.json["error"]["code"]) == (409, "report_handed_in")
    director.post(f"/reports/exports/{row.id}/marks", data={"issued": "no"})
    assert f'data-testid="remove-{row.id}"' in director.get("/reports/history").text
    gone = director.post(f"/reports/exports/{row.id}/removals")
    assert "Đã bỏ bản xuất thử" in director.get(gone.location).text
    assert states(seen(director, Period(date(2026, 11, 15), date(2026, 11, 30))))["I7"] == "idle"


def test_an_older_trial_that_lies_across_a_newer_export_is_no_longer_asked(centre, director, dossier, export):
    dossier()
    export(Period(date(2026, 10, 20), date(2026, 11, 10)))
    export(OCTOBER)
    assert [one.period for one in stored.earlier(centre, NOVEMBER, 1)] == [OCTOBER]
    assert states(seen(director, NOVEMBER))["I7"] == "holds"


def test_an_export_made_before_its_period_ended_does_not_tell_what_was_pending(director, hands, dossier, export):
    dossier(received_at=day(10, 10))
    hands.at = datetime(2026, 10, 12, 8, 0)
    director.sign_in("ha")
    export(OCTOBER)
    dossier(received_at=day(20, 10))
    hands.at = datetime(2026, 12, 2, 8, 0)
    director.sign_in("ha")
    page = seen(director, NOVEMBER)
    assert states(page)["I6"] == "idle"
    assert "Báo cáo kỳ trước được xuất khi kỳ chưa kết thúc (ngày 31/10/2026)" in page


@pytest.mark.parametrize(("language", "count", "rate"), [("vi", "3.575", "98,4"), ("en", "3,575", "98.4")])
def test_what_has_changed_since_is_told_with_the_signs_of_the_page(director, dossier, export, language, count, rate):
    dossier()
    row = Report.get_by_id(export(NOVEMBER))
    said = json.loads(row.snapshot)
    said["total"]["total_received"] = 3575
    said["measures"]["online_rate"]["printed"] = "98,4%"
    with unit_of_work(row.centre_id):
        Report.update(snapshot=json.dumps(said)).where(Report.id == row.id).execute()
    assert director.post(f"/reports/exports/{row.id}/marks", data={"issued": "yes"}).status_code == 303
    told = director.get(f"/reports/exports/{row.id}?lang={language}").text
    told = told[told.index("report-changes") : told.index("</table>")]
    assert f">{count}<" in told and f">{rate}\u00a0%<" in told
    page = director.get(
        "/reports", query_string={"form": "month", "cut": "1", "lang": language, **asked(NOVEMBER)}
    ).text
    beside = page[page.index("report-issued") :]
    assert f": {count} → 1<" in beside[: beside.index("</div>")]


def test_a_rate_that_is_only_written_with_other_signs_has_not_changed(director, dossier, export):
    dossier()
    row = Report.get_by_id(export(NOVEMBER))
    said = json.loads(row.snapshot)
    said["measures"]["online_rate"]["printed"] = "100.0%"
    with unit_of_work(row.centre_id):
        Report.update(snapshot=json.dumps(said)).where(Report.id == row.id).execute()
    assert 'data-testid="report-unchanged"' in director.get(f"/reports/exports/{row.id}").text
