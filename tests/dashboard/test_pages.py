"""The pages, the API and the files say the same, lead where they say, and show one centre's figures to its leaders."""

import csv
import io
import json
import re
from datetime import date
from html import unescape

import pytest

from models.base import unit_of_work
from models.centre import Procedure
from models.dossier import Dossier, Pause
from models.register import Rating
from models.report import ReportProfile
from tests.figures.conftest import day

NOVEMBER = "from=2026-11-01&to=2026-11-30"
LINK = re.compile(r'<a href="(/dashboard/dossiers\?[^"]+)"[^>]*data-value="(\d+)"')
COUNT = re.compile(r'data-testid="dash-count"><b>([\d.]+) hồ sơ')


@pytest.fixture
def november(after_november, dossier, centre, visit, counter_2):
    """Sixty dossiers of every kind, a few visits, ratings."""
    procedure = Procedure.get(Procedure.code == "1.004873")
    facts = {"procedure": procedure, "fee": 4000, "digitised_input": True, "reused": False}
    for number in range(50):
        dossier(
            ended_at=day(25 if number < 3 else 12), paid_online=number % 5 > 0, digitised_result=number > 9, **facts
        )
    dossier(received_at=day(20, 10), channel="direct")
    dossier(ended_at=day(12), outcome="refused", channel="postal")
    dossier(ended_at=day(12), outcome="withdrawn", channel="direct")
    for _ in range(4):
        dossier(channel="direct", paid_online=None, fee=4000)
    dossier(due_on=date(2026, 12, 20), pauses=[{"began_on": date(2026, 11, 12)}])
    dossier(due_on=date(2026, 12, 20), pauses=[{"began_on": date(2026, 11, 12), "kind": Pause.FINANCIAL_DUTY}])
    dossier(due_on=date(2026, 12, 20))
    visit(("issue", 0), ("call", 10), ("serve", 12), ("finish", 20))
    visit(("issue", 3), ("call", 20), ("serve", 21), ("finish", 30), counter=counter_2)
    with unit_of_work(centre.id):
        Rating.create(centre=centre, level=5, votes=18, channel="paper", at=day(12))
        Rating.create(centre=centre, level=2, votes=2, chips="wait", channel="tablet", at=day(12))


def page(who, address: str) -> str:
    answer = who.get(address)
    assert answer.status_code == 200, address
    return answer.get_data(as_text=True)


def test_officers_at_a_desk_and_strangers_see_no_figures(person, november):
    for who in (person(), person().sign_in("lan")):
        for path in ("", "/measures/ontime", "/dossiers", "/766"):
            assert 'data-testid="sign-in"' in page(who, f"/dashboard{path}")
        for path in ("/api/dashboard", "/api/dashboard/charts", "/api/dashboard/766", "/dashboard/charts"):
            assert who.get(path).status_code in (401, 403)
        for path in ("/dashboard/dossiers.csv", "/dashboard/766.csv"):
            assert who.get(path).status_code in (401, 403)
    for name in ("truong", "ha", "quan"):
        assert 'data-testid="kpi-ontime"' in page(person().sign_in(name), "/dashboard")


def test_tiles_say_the_same_on_the_page_and_in_the_api(director, november):
    shown, told = page(director, f"/dashboard?{NOVEMBER}"), director.get(f"/api/dashboard?{NOVEMBER}").json
    tiles = {tile["key"]: tile for tile in told["tiles"]}
    assert list(tiles) == ["ontime", "online", "digi-in", "digi-out", "pay", "reuse", "sat", "wait"]
    for key, tile in tiles.items():
        found = re.search(rf'data-testid="kpi-{key}" data-status="(.*?)" data-value="(.*?)" data-n="(.*?)"', shown)
        assert found.groups() == (tile["status"] or "", tile["value"] or "", tile["n"])
        assert tile["formula_vi"] in unescape(shown)
    assert (tiles["ontime"]["value"], tiles["ontime"]["n"], tiles["ontime"]["status"]) == ("94.0", "50", "missed")
    assert (tiles["sat"]["value"], tiles["sat"]["plan"], tiles["sat"]["status"]) == ("90.0", "95", "missed")
    assert told["dossiers"] == {
        "total_received": 60,
        "online": 53,
        "direct": 5,
        "postal": 1,
        "carried_over": 1,
        "finished": 52,
        "pending": 8,
        "pending_overdue": 5,
    }
    assert (told["compared_from"], told["compared_to"]) == ("2026-10-01", "2026-10-31")


def test_who_is_called_in_time_is_planned_and_leads_by_service_and_day_to_the_ledger(director, november, visit):
    for _ in range(8):
        visit(("issue", 0), ("call", 5), ("serve", 6), ("finish", 9))
    tile = director.get(f"/api/dashboard?{NOVEMBER}").json["tiles"][-1]
    told = [tile[name] for name in ("measure", "value", "part", "n", "plan", "status")]
    assert told == ["called_in_time_rate", "90.0", "9", "10", "90", "met"]
    sheet = {"year": 2026, "targets": [{"measure": "called_in_time_rate", "value": "95"}]}
    assert director.put("/api/registers/targets", json=sheet).status_code == 200
    assert director.get(f"/api/dashboard?{NOVEMBER}").json["tiles"][-1]["status"] == "missed"
    assert "kế hoạch 95\u00a0%" in page(director, f"/dashboard/charts?{NOVEMBER}"), (
        "the chart is held against the same plan"
    )
    found = {
        cut: page(director, f"/dashboard/measures/wait?{NOVEMBER}&by={cut}") for cut in ("service", "counter", "day")
    }
    assert all(">90\u00a0%<" in shown and "Kế hoạch 95" in shown for shown in (found["service"], found["day"]))
    assert "Quầy 2" in found["counter"] and re.search(r'href="/fairness\?day=2026-11-\d\d&amp;passing=', found["day"])


def test_each_tile_says_of_what_it_is_a_share_and_what_the_report_prints_instead(director, november):
    shown, told = page(director, f"/dashboard?{NOVEMBER}"), director.get(f"/api/dashboard?{NOVEMBER}").json["tiles"]
    for key, base in (
        ("ontime", "hồ sơ đã trả kết quả"),
        ("online", "hồ sơ tiếp nhận trong kỳ"),
        ("pay", "hồ sơ phải nộp phí, lệ phí trong tổng số"),
        ("sat", "lượt đánh giá"),
    ):
        assert f'data-testid="base-{key}">trên {base}</p>' in shown
    assert told[0]["in_report"] == {
        "value": "78.3",
        "printed": "78,3\u00a0%",
        "base_vi": "tổng số hồ sơ tiếp nhận (3)",
        "status": "missed",
    }
    assert "Báo cáo tính trên tổng số hồ sơ tiếp nhận: 78,3\u00a0%, dưới kế hoạch" in shown
    measures = director.get(f"/api/reports/measures?{NOVEMBER}").json["measures"]
    printed = {one["key"]: one["printed"].replace("%", "\u00a0%") for one in measures}
    assert printed["on_time_rate"] == "78,3\u00a0%"
    for tile in told[1:]:
        assert not tile["printed"] or tile["printed"] == printed[tile["measure"]], "all else is the report's own figure"
        assert tile["in_report"] is None


def test_every_number_leads_to_just_so_many_dossiers(director, november):
    seen = 0
    addresses = [
        f"/dashboard?{NOVEMBER}",
        f"/dashboard/charts?{NOVEMBER}",
        *(f"/dashboard/measures/{key}?{NOVEMBER}" for key in ("ontime", "online", "digi-out", "pay")),
        f"/dashboard/measures/ontime?{NOVEMBER}&by=counter",
        f"/dashboard/measures/pay?{NOVEMBER}&field=1",
    ]
    for address in addresses:
        for link, value in LINK.findall(page(director, address)):
            listed = COUNT.search(page(director, unescape(link)))
            assert listed[1].replace(".", "") == value, link
            assert "from=2026-11-01&to=2026-11-30" in unescape(link)
            seen += 1
    assert seen > 20


def test_the_way_down_keeps_what_was_chosen_and_leads_back(director, november, civil_field):
    top = unescape(page(director, f"/dashboard?{NOVEMBER}&compare=year&lang=en"))
    assert f'href="/dashboard/measures/ontime?{NOVEMBER}&compare=year&lang=en"' in top
    field = unescape(page(director, f"/dashboard/measures/ontime?{NOVEMBER}&compare=year"))
    assert f'href="/dashboard/measures/ontime?{NOVEMBER}&compare=year&field={civil_field.id}"' in field
    chosen = f"set=finished&measure=ontime&field={civil_field.id}&leaf=late"
    listed = unescape(page(director, f"/dashboard/dossiers?{NOVEMBER}&compare=year&{chosen}"))
    trail = listed.split('data-testid="dash-trail"')[1].split("</nav>")[0]
    assert re.findall('href="([^"]+)"', trail) == [
        f"/dashboard?{NOVEMBER}&compare=year",
        f"/dashboard/measures/ontime?{NOVEMBER}&compare=year",
        f"/dashboard/measures/ontime?{NOVEMBER}&compare=year&field={civil_field.id}",
    ]
    assert listed.count('data-testid="dash-line"') == 3


def test_a_list_is_paged_by_fifty_and_a_page_too_far_is_the_last(director, november):
    first = page(director, f"/dashboard/dossiers?{NOVEMBER}")
    assert first.count('data-testid="dash-line"') == 50
    assert "Trang 1/2" in first and "page=2" in first
    last = page(director, f"/dashboard/dossiers?{NOVEMBER}&page=99")
    assert last.count('data-testid="dash-line"') == 10
    assert "Trang 2/2" in last
    lines = re.findall('data-leaf="([a-z_]+)"', first)
    assert lines[:8] == ["pending_overdue"] * 5 + ["late"] * 3


def test_a_file_holds_the_whole_list_and_runs_nothing(director, november, dossier):
    codes = ["=1+1", "+84", "-x", "@SUM(A1)", "\tTAB", "＝1", "H99,01"]
    for code in codes:
        row = dossier(ended_at=day(12))
        with unit_of_work(row.centre_id):
            Dossier.update(code=code).where(Dossier.id == row.id).execute()
    answer = director.get(f"/dashboard/dossiers.csv?{NOVEMBER}&set=total")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="HoSo_total_2026-11-01_2026-11-30.csv"'
    assert answer.data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert len(rows) == 1 + 60 + len(codes)
    assert rows[0][0] == "Mã hồ sơ"
    written = {row[0] for row in rows}
    assert {"'" + code for code in codes[:-1]} | {"H99,01"} <= written
    assert rows[1][-1] == "Đang giải quyết, quá hạn"
    assert rows[1][-2] == "6"
    few = director.get(f"/dashboard/dossiers.csv?{NOVEMBER}&set=pending&leaf=pending_overdue")
    assert few.data.decode().count("\r\n") == 6


def test_charts_say_the_same_as_their_tables_and_the_api(director, november):
    shown, told = (
        page(director, f"/dashboard/charts?{NOVEMBER}"),
        director.get(f"/api/dashboard/charts?{NOVEMBER}").json,
    )
    for chart in ("late", "load", "waits", "course", "counters", "reasons"):
        part = shown.split(f'data-testid="chart-{chart}"')[1].split("</figure>")[0]
        assert "<table" in part and ("figcaption" in part), chart
    assert [(one["name"], one["pending_overdue"], one["late"]) for one in told["late_fields"]] == [("Hộ tịch", 5, 3)]
    assert told["steps"][-1]["pending"] == 8
    assert sum(step["received"] for step in told["steps"]) == 59
    assert [(one["weekday"], one["hour"], one["mean"]) for one in told["load"]] == [(4, 8, 2)]
    assert (told["in_target"], told["waits"]) == (1, 2)
    assert (told["ratings"], told["unsatisfied"], told["reasons"]) == (20, 2, {"wait": 2})
    assert "Đông nhất: Thứ Sáu, 8–9 giờ" in unescape(shown)
    assert "Chờ lâu" in shown
    assert "Có phí, chưa ghi cách nộp: 4" in shown
    assert "Chưa nhập tệp của phần mềm một cửa" in shown


def test_an_empty_period_says_so_and_what_to_do(director, after_november):
    shown = page(director, "/dashboard?from=2020-01-01&to=2020-01-31")
    assert "Kỳ này chưa có hồ sơ. Mời chọn kỳ khác" in shown
    assert shown.count("Chưa có số liệu") == 8
    charts = page(director, "/dashboard/charts?from=2020-01-01&to=2020-01-31")
    for words in ("Kỳ này chưa có hồ sơ.", "Kỳ này chưa cấp số nào.", "Kỳ này chưa có lượt đánh giá nào"):
        assert words in charts


def test_the_index_is_called_an_estimate_wherever_it_stands(director, november):
    shown, told = page(director, f"/dashboard/766?{NOVEMBER}"), director.get(f"/api/dashboard/766?{NOVEMBER}").json
    assert "ước tính nội bộ" in shown and told["label_vi"] == "ước tính nội bộ"
    assert [group["most"] for group in told["groups"]] == [18, 20, 12, 22, 10, 18]
    file = director.get(f"/dashboard/766.csv?{NOVEMBER}")
    assert "UocTinhNoiBo" in file.headers["Content-Disposition"]
    rows = list(csv.reader(io.StringIO(file.data.decode("utf-8-sig"))))
    assert "ước tính nội bộ" in rows[1][0]
    assert rows[-1][7] == told["points"] and shown.split('data-points="')[1].split('"')[0] == told["points"]
    unknown = re.findall(r'data-testid="index-unknown" data-most="(\d+)"', shown)
    assert sum(map(int, unknown)) == 100 - told["reach"], "what is not known is one row a group, with its points"
    assert "Phần 3.1 của Bộ chỉ số" not in shown
    for key, count in re.findall(r'data-testid="index-list-([a-z_]+)">([\d.]+) hồ sơ', shown):
        within = {"online": "received", "reuse": "received", "e_results": "finished", "components": "finished"}
        address = f"/dashboard/dossiers?{NOVEMBER}&set={within.get(key, 'total')}&lacks=766-{key}"
        assert COUNT.search(page(director, address))[1] == count, key


def test_another_centre_s_dossiers_and_fields_are_not_seen(director, november, elsewhere, dossier):
    other = elsewhere.fields.get()
    dossier(centre=elsewhere, field=other, ended_at=day(12))
    assert director.get(f"/api/dashboard?{NOVEMBER}").json["dossiers"]["total_received"] == 60
    assert COUNT.search(page(director, f"/dashboard/dossiers?{NOVEMBER}"))[1] == "60"
    for address in ("/dashboard/dossiers?field={}", "/dashboard/measures/ontime?field={}"):
        assert director.get(address.format(other.id)).status_code == 404


def test_the_parts_of_what_is_pending_add_up(director, november):
    home = page(director, f"/dashboard?{NOVEMBER}")
    pending = home[home.index("Đang giải quyết</span>") : home.index('data-testid="dash-charts"')]
    whole, *parts = (int(value) for _address, value in LINK.findall(pending))
    assert whole == sum(parts) == 8
    assert 'data-testid="flow-duty" data-value="1"' in pending


def test_lists_count_by_the_profile_that_is_asked_for(director, november, centre, dossier):
    dossier(extended_to=date(2026, 12, 20))
    with unit_of_work(centre.id):
        lenient = ReportProfile.create(centre=centre, name="Tính hẹn lại", settings='{"extended_counts_late": false}')
    asked = f"/dashboard/dossiers?{NOVEMBER}&set=pending&leaf=pending_overdue"
    usual, chosen = (int(COUNT.search(page(director, f"{asked}{more}"))[1]) for more in ("", f"&profile={lenient.id}"))
    assert chosen == usual - 1, "a letter promised a new day, which this profile goes by"
    home = unescape(page(director, f"/dashboard?{NOVEMBER}&profile={lenient.id}"))
    assert all(f"profile={lenient.id}" in address for address, _value in LINK.findall(home))
    assert f'name="profile" value="{lenient.id}"' in home, "and so does the report that is exported from here"
    assert director.get(f"/dashboard?{NOVEMBER}&profile=99").status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "from=2026-13-01&to=2026-11-30",
        "from=2026-11-30&to=2026-11-01",
        "from=2000-01-01&to=2026-11-30",
        "from=2026-11-01&to=2026-11-30&compare=ever",
        "from=2026-11-01&from=2026-11-02&to=2026-11-30",
        "set=everything",
        "leaf=lost",
        "lacks=love",
        "field=0",
        "page=0",
        "counter=-1",
        "channel=pigeon",
        "measure=beauty",
        "what=else",
        "to=9999-12-31",
        "from=0001-01-01&to=9999-12-31",
    ],
)
def test_an_address_that_means_nothing_is_refused(director, query):
    assert director.get(f"/dashboard/dossiers?{query}", headers={"Accept": "text/html"}).status_code in (400, 422)


def test_a_counter_or_measure_that_is_not_there_is_not_found(director):
    assert director.get("/dashboard/dossiers?counter=99").status_code == 404
    assert director.get("/dashboard/measures/beauty").status_code == 404


def test_services_and_counters_have_their_english_names_where_english_is_read(director, november):
    assert {"Chứng thực", "Quầy 2"} <= drawn(page(director, f"/dashboard/charts?{NOVEMBER}"))
    english = drawn(page(director, f"/dashboard/charts?{NOVEMBER}&lang=en"))
    assert {"Certification", "Counter 2"} <= english and english.isdisjoint({"Chứng thực", "Quầy 2"})
    waits = [page(director, f"/dashboard/measures/wait?{NOVEMBER}&by={cut}&lang=en") for cut in ("service", "counter")]
    queue = page(director, f"/reports/queue?{NOVEMBER}&lang=en")
    for name, places in (("Certification", (waits[0], queue)), ("Counter 2", (waits[1], queue))):
        for place in places:
            assert f"{name}</th>" in place


def drawn(charts: str) -> set[str]:
    """What the bars of waits and of counters are called."""
    found = [json.loads(unescape(data)) for data in re.findall(r"data-chart='(.*?)'", charts)]
    return {label for one in found if "half" in one for label in one["labels"]} | {
        dot["label"] for one in found for dot in one.get("dots", ())
    }
