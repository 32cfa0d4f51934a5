"""The pages, the acts and the API of reports: who may, what is refused, and that all say the same."""

import re
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from figures.profile import Profile
from models.base import unit_of_work
from models.dossier import Dossier
from models.report import Report, ReportProfile, SectionText
from tests.figures.conftest import day

NOVEMBER = "from=2026-11-01&to=2026-11-30"
API = ("/api/reports/dossiers", "/api/reports/measures", "/api/reports/checks", "/api/reports/queue")
FILE = "/reports/table.xlsx"
PAGES = ("/reports", "/reports/history", "/reports/profiles", "/reports/profiles/new", "/reports/queue")
ASKED = {"form": "quarter", "profile": "0", "cut": "15", "from": "2026-11-01", "to": "2026-11-30"}


@pytest.fixture
def director(person):
    return person().sign_in("ha")


@pytest.fixture
def sent(director):
    """Sends a form, as a page or as a script does."""

    def send(path, page=True, **fields):
        headers = {"Accept": "text/html" if page else "application/json"}
        return director.post(path, data=fields, headers=headers, content_type="multipart/form-data")

    return send


@pytest.mark.parametrize(
    ("username", "status"), [(None, 401), ("lan", 403), ("truong", 200), ("ha", 200), ("quan", 200)]
)
def test_lead_director_and_administrator_may_see_reports(person, username, status):
    somebody = person() if username is None else person().sign_in(username)
    for path in API:
        assert somebody.get(f"{path}?{NOVEMBER}").status_code == status, path
    if status != 200:
        assert somebody.get(f"{FILE}?{NOVEMBER}").status_code == status
        for path in ("/reports/texts", "/reports/exports", "/reports/profiles"):
            assert somebody.post(path, data={}).status_code == status, path


@pytest.mark.parametrize("username", [None, "lan"])
def test_the_pages_ask_to_sign_in(person, username):
    somebody = person() if username is None else person().sign_in(username)
    for path in PAGES:
        page = somebody.get(path).text
        assert 'data-testid="sign-in"' in page, path
        assert "report-preview" not in page


@pytest.mark.parametrize("path", [*API, FILE, "/reports"])
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


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("form=other", 422),
        ("profile=99", 404),
        ("profile=-1", 422),
        ("cut=29", 422),
        ("period=2026-03-15", 422),
        ("period=2026-13-15_2026-14-15", 422),
        ("edit=other", 404),
    ],
)
def test_a_choice_that_is_none_is_refused(director, query, status):
    assert director.get(f"/reports?{query}", headers={"Accept": "application/json"}).status_code == status


def test_the_page_begins_with_the_form_that_is_made_for_the_usual_period(director, dossier):
    dossier(received_at=day(3))  # in the month from 15/10 to 14/11, which has ended
    page = director.get("/reports").text
    assert "Tháng báo cáo 11/2026: 15/10–14/11</b>, kể cả hai ngày" in page
    assert re.search('<option value="month"[^>]* selected>', page)


def test_where_no_period_of_a_form_has_ended_with_figures_the_one_that_goes_on_is_shown(director, dossier):
    dossier(received_at=day(3))
    assert "Quý IV/2026: 15/9–14/12</b>" in director.get("/reports?form=quarter").text
    assert "Tháng 11/2026: 1/11–30/11</b>" in director.get("/reports?form=month&cut=1").text


def test_another_cut_off_day_keeps_the_period_that_was_picked(director):
    page = director.get("/reports?was=15&cut=1&period=2026-03-15_2026-06-14").text
    assert "Quý II/2026: 1/4–30/6</b>" in page
    assert '<option value="2026-04-01_2026-06-30" selected>' in page
    assert '<input type="hidden" name="was" value="1">' in page
    page = director.get("/reports?was=15&cut=1&period=&from=2026-03-15&to=2026-06-14").text
    assert "Từ ngày 15/3/2026 đến hết ngày 14/6/2026</b>" in page
    page = director.get("/reports?was=15&cut=1&period=2026-11-16_2026-11-22").text
    assert "Tuần 47/2026: 16/11–22/11</b>" in page


def test_a_profile_for_weeks_or_days_begins_with_the_last_of_them_that_has_figures(director, centre, dossier):
    dossier(received_at=day(10))
    dossier(received_at=day(19))
    page = director.get("/reports").text
    assert '<option value="2026-11-16_2026-11-22">Tuần 47/2026: 16/11–22/11</option>' in page
    assert '<option value="2026-11-20_2026-11-20">Ngày 20/11/2026</option>' in page
    for preset, said in (("week", "Tuần 46/2026: 9/11–15/11</b>"), ("day", "Ngày 19/11/2026</b>")):
        settings = Profile(period_preset=preset).model_dump_json()
        with unit_of_work(centre.id):
            row = ReportProfile.create(centre=centre, name=preset, settings=settings, changed_at=day(1))
        page = director.get(f"/reports?profile={row.id}").text
        assert said in page
        assert re.search('<option value="month"[^>]* selected>', page)


def test_one_date_alone_is_a_period_up_to_or_from_it(director):
    assert 'value="2026-11-01"' in director.get("/reports?to=2026-11-05").text
    assert 'value="2026-11-20"' in director.get("/reports?from=2026-11-03").text


def test_screen_api_and_workbook_say_the_same(director, dossier):
    dossier()
    dossier(ended_at=day(12), channel="direct")
    dossier(received_at=day(3, 10))
    columns = [str(number) for number in range(3, 17)]

    total = director.get(f"/api/reports/dossiers?{NOVEMBER}").json["total"]
    page = director.get(f"/reports?{NOVEMBER}").text
    foot = page[page.index('data-testid="report-total"') : page.index('data-testid="report-rates"')]
    shown = dict(re.findall(r'data-column="(\d+)" data-value="(\d+)"', foot))
    file = director.get(f"{FILE}?{NOVEMBER}").data
    rows = CalamineWorkbook.from_filelike(BytesIO(file)).get_sheet_by_name("Bảng").to_python()
    [exported] = [row[2:] for row in rows if row[1] == "Tổng cộng"]
    measures = {one["key"]: one for one in director.get(f"/api/reports/measures?{NOVEMBER}").json["measures"]}

    assert list(total.values()) == [int(shown[column]) for column in columns] == exported
    assert total["3"] == int(measures["finish_rate"]["whole"]) == 3
    assert total["7"] == int(measures["finish_rate"]["part"])


def test_a_profile_may_leave_out_the_last_day_named(director, centre):
    with unit_of_work(centre.id):
        row = ReportProfile.create(centre=centre, name="Đến trước ngày", settings='{"to_inclusive": false}')
    answer = director.get(f"/api/reports/dossiers?{NOVEMBER}&profile={row.id}").json
    assert answer["to"] == "2026-11-29"
    page = director.get(f"/reports?{NOVEMBER}&profile={row.id}").text
    assert "từ ngày 01/11/2026 đến hết ngày 29/11/2026" in page
    assert re.search(r'name="to" type="date" value="2026-11-30"', page)


def test_a_period_that_goes_on_is_told_as_at_today(director, dossier):
    dossier(due_on=day(20).date())
    answer = director.get(f"/api/reports/dossiers?{NOVEMBER}").json
    assert (answer["to"], answer["as_at"]) == ("2026-11-30", "2026-11-20")
    assert (answer["total"]["14"], answer["total"]["15"]) == (1, 0)
    assert "số liệu tính đến ngày 20/11/2026" in director.get(f"/reports?{NOVEMBER}").text


def test_a_check_that_fails_names_the_row_and_the_export_asks_for_one_sentence(director, dossier, sent):
    dossier()
    row = dossier()
    with unit_of_work(row.centre_id):
        Dossier.update(channel="telex").where(Dossier.id == row.id).execute()
    checks = director.get(f"/api/reports/checks?{NOVEMBER}").json["checks"]
    assert [check["key"] for check in checks if not check["holds"]] == ["I1"]
    page = director.get(f"/reports?{NOVEMBER}").text
    assert 'data-key="I1" data-holds="no"' in page
    assert "Hộ tịch: còn 1 hồ sơ chưa xếp vào nhóm nào." in page

    refused = sent("/reports/exports", page=False, kind="docx", **ASKED)
    assert (refused.status_code, refused.json["error"]["code"]) == (422, "remark_needed")
    assert "Mời ghi một câu giải thích" in sent("/reports/exports", kind="docx", **ASKED).text
    assert Report.select().count() == 0
    assert sent("/reports/exports", kind="docx", remark="Tệp thiếu kênh nộp.", **ASKED).status_code == 200
    assert Report.get().remark == "Tệp thiếu kênh nộp."


def test_a_remark_on_checks_that_hold_after_all_is_not_printed(director, dossier, sent):
    dossier()
    answer = sent("/reports/exports", kind="xlsx", remark="Tệp thiếu kênh nộp.", **ASKED)
    rows = CalamineWorkbook.from_filelike(BytesIO(answer.data)).get_sheet_by_name("Bảng").to_python()
    assert not any("Tệp thiếu kênh nộp." in str(cell) for row in rows for cell in row)
    assert Report.get().remark == ""


def test_a_refused_form_of_an_english_page_is_answered_in_english(director, dossier, sent):
    dossier()
    page = director.get(f"/reports?{NOVEMBER}&edit=tasks&lang=en").text
    words = {"section": "tasks", "text": "Số hóa chưa đạt.", "scope": "period", "act": "save", "lang": "en"}
    address, export = (re.search(rf'action="(/reports/{kind}[^"#]*)', page)[1] for kind in ("texts", "exports"))
    assert export == "/reports/exports?lang=en"
    answer = sent(address, **ASKED, **words)
    assert answer.status_code == 422
    assert "Edit the text" in answer.text
    assert "cannot be typed" in answer.text


def test_words_are_kept_refused_with_the_nearest_name_and_given_up(director, centre, dossier, sent):
    dossier()
    words = {"section": "tasks", "text": "Giải quyết {tong_tiep_nhan} hồ sơ.", "scope": "period", "act": "save"}
    answer = sent("/reports/texts", **ASKED, **words)
    assert answer.status_code == 303
    assert answer.location.endswith("&saved=tasks#tasks")
    assert "riêng kỳ này" in director.get(answer.location).text

    wrong = sent("/reports/texts", **ASKED, **words | {"text": "Giải quyết {tong_tiep_nhân} hồ sơ."})
    assert wrong.status_code == 422
    assert "Có phải {tong_tiep_nhan}?" in wrong.text
    assert "Giải quyết {tong_tiep_nhân} hồ sơ.</textarea>" in wrong.text
    as_script = sent("/reports/texts", page=False, **ASKED, **words | {"text": "{x}"})
    assert (as_script.status_code, as_script.json["error"]["code"]) == (422, "report_text")

    assert sent("/reports/texts", **ASKED, **words | {"act": "reset"}).status_code == 303
    assert SectionText.select().count() == 0
    assert sent("/reports/texts", **ASKED, **words | {"section": "other"}).status_code == 404


def test_an_export_is_kept_with_what_it_said_and_a_change_since_is_shown(director, dossier, sent):
    dossier(ended_at=day(12))
    answer = sent("/reports/exports", kind="docx", **ASKED)
    number = int(answer.headers["X-Report"])
    assert 'filename="BaoCao_PhuongAnBinh_2026-11-01_2026-11-30.docx"' in answer.headers["Content-Disposition"]
    assert sent(f"/reports/exports/{number}/marks", issued="yes").status_code == 303
    assert "Đã nộp" in director.get("/reports/history").text
    assert "số liệu không đổi từ khi đó" in director.get(f"/reports?form=quarter&{NOVEMBER}").text
    again = director.get(f"/reports/exports/{number}.docx")
    assert again.data[:2] == b"PK"

    dossier()
    page = director.get(f"/reports?form=quarter&{NOVEMBER}").text
    assert "Số liệu đã thay đổi từ khi nộp báo cáo này" in page
    assert "Tổng cộng, (3) Tổng số: 1 → 2" in page
    shown = director.get(f"/reports/exports/{number}").text
    for page in ("/reports/history", f"/reports/exports/{number}"):
        english = director.get(f"{page}?lang=en").text
        assert "1/11/2026 to 30/11/2026" in english and "Từ ngày 1/11" not in english.partition("<article")[0], page
    assert 'data-testid="report-changes"' in shown
    assert "Tổng số hồ sơ tiếp nhận là" in shown
    assert director.get("/reports/exports/99").status_code == 404

    overlapping = director.get("/reports?from=2026-11-30&to=2026-12-30").text
    assert "Kỳ này trùng 1 ngày (30/11) với báo cáo đã xuất." in overlapping
    december = director.get("/reports?from=2026-12-01&to=2026-12-31").text
    assert 'data-key="I6" data-holds="no"' in december
    assert "Tổng cộng: kỳ này 1 hồ sơ, báo cáo kỳ trước 0" in december


def test_a_profile_is_written_in_words_and_a_contradiction_names_the_two_settings(director, centre, dossier, sent):
    dossier(ended_at=day(12))
    page = director.get("/reports/profiles/new?like=long_binh").text
    assert '<option value="plug" selected>Lấy 100 trừ các phần còn lại</option>' in page
    form = filled(page) | {"name": "Của chúng tôi"}
    wrong = sent("/reports/profiles", **form | {"decimal_sign": ".", "thousands_sign": "."})
    assert wrong.status_code == 422
    assert "“Dấu thập phân” và “Dấu hàng nghìn”: hai dấu giống nhau" in wrong.text
    assert 'value="Của chúng tôi"' in wrong.text

    assert sent("/reports/profiles", **form).status_code == 303
    row = ReportProfile.get()
    assert row.is_default
    assert '"mode":"plug"' in row.settings
    assert sent("/reports/profiles", page=False, **form).status_code == 409
    assert sent(f"/reports/profiles/{row.id}", **form | {"rounding.digits": "3"}).status_code == 303
    assert '"digits":3' in ReportProfile.get().settings
    assert sent(f"/reports/profiles/{row.id}", page=False, **form | {"rounding.digits": "9"}).status_code == 422
    assert "Của chúng tôi" in director.get(f"/reports?{NOVEMBER}").text
    assert sent(f"/reports/profiles/{row.id}/removals").status_code == 303
    assert ReportProfile.select().count() == 0


def test_a_centre_s_reports_profiles_and_texts_are_nobody_else_s(person, director, dossier, elsewhere, sent):
    dossier()
    form = filled(director.get("/reports/profiles/new?like=month").text) | {"name": "Một"}
    sent("/reports/profiles", **form)
    number = sent("/reports/exports", kind="docx", **ASKED).headers["X-Report"]
    there = person().sign_in("ha", centre="an-phu")
    assert there.get(f"/api/reports/dossiers?{NOVEMBER}").json["total"]["3"] == 0
    assert there.get(f"/reports/exports/{number}").status_code == 404
    assert there.get(f"/reports/exports/{number}.docx").status_code == 404
    assert there.get(f"/reports/profiles/{ReportProfile.get().id}").status_code == 404
    assert there.get(f"/reports?profile={ReportProfile.get().id}").status_code == 404


def test_a_hostile_name_or_text_is_only_words_on_the_page(director, dossier, furnish_field, sent):
    hostile = "<script>alert(1)</script>"
    dossier(field=furnish_field(hostile))
    words = {"section": "tasks", "text": f"{hostile} <b>x</b>", "title": hostile, "scope": "all", "act": "save"}
    assert sent("/reports/texts", **ASKED, **words).status_code == 303
    for path in (f"/reports?{NOVEMBER}", f"/reports?{NOVEMBER}&edit=tasks"):
        page = director.get(path).text
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)" in page


def test_the_queue_s_figures_come_by_service_counter_and_hour(director, visit):
    visit(("issue", 0), ("call", 20), ("serve", 21), ("finish", 30))
    answer = director.get(f"/api/reports/queue?{NOVEMBER}").json
    assert (answer["from"], answer["to"], answer["target_minutes"]) == ("2026-11-01", "2026-11-30", 15)
    assert answer["total"]["wait"] == {"n": 1, "mean": 1200, "median": 1200, "p90": 1200, "longest": 1200}
    assert (answer["total"]["target_share"], answer["adds_up"]) == ("0%", True)
    assert [len(answer[cut]) for cut in ("by_service", "by_counter", "by_hour")] == [1, 1, 1]
    assert 'data-testid="queue-issued">1<' in director.get(f"/reports/queue?{NOVEMBER}").text


def test_the_api_document_describes_the_figures(director):
    paths = director.get("/api/openapi.json").json["paths"]
    assert {"from", "to", "profile"} == {p["name"] for p in paths["/api/reports/dossiers"]["get"]["parameters"]}
    assert {*API, FILE} <= set(paths)


def filled(page):
    """What the form of a page would send as it stands."""
    form = {}
    for name, value in re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"[^>]*>', page):
        form[name] = value
    for tag in re.findall(r'<input type="checkbox"[^>]*>', page):
        name = re.search(r'name="([^"]+)"', tag)[1]
        if " checked" not in tag:
            form.pop(name, None)
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        form[name] = chosen[1] if chosen else re.search(r'<option value="([^"]*)"', options)[1]
    return form
