"""What a report says of a period: figures from the table, verdicts from the targets, notes on what they stand on."""

from datetime import date, datetime

import pytest

from figures.period import Period
from figures.profile import Profile, read_profile
from models.base import unit_of_work
from models.centre import Field, Officer
from models.dossier import Pause
from models.register import Feedback, Incident, Rating
from models.report import EnteredFigure, SectionText, Target
from reports import texts
from reports.blocks import AnnexTable, Closing, Figure, Heading, Letterhead, Note, plain
from reports.document import compose, parts_of
from reports.findings import gather
from reports.forms import FORMS
from reports.period_names import full_name_of, name_of
from reports.sentences import TextRefused
from reports.warnings import warnings_of
from tests.figures.conftest import NOVEMBER, day

pytestmark = pytest.mark.usefixtures("after_november")
QUARTER = FORMS["quarter"]


@pytest.fixture
def composed(centre):
    """`composed()` is November's report; settings of the profile as keywords."""

    def make(form=QUARTER, remark="", **settings):
        findings = gather(centre, NOVEMBER, read_profile(settings))
        return compose(findings, form, texts.texts_of(centre, form, NOVEMBER), remark)

    return make


@pytest.fixture
def write(centre):
    """Writes the words of a section of November's quarterly report."""
    officer = Officer.by_username(centre, "ha")

    def put(text, section="tasks", title="", for_all=False):
        texts.save(centre, officer, QUARTER, section, NOVEMBER, text, title, for_all=for_all)

    return put


def words(report, section=None):
    """The running text, without figures' links; of one section or of all."""
    blocks = (one for one in report.body if hasattr(one, "runs"))
    return [plain(one.runs) for one in blocks if section is None or getattr(one, "section", "") == section]


def notes(report):
    return [plain(one.runs) for one in report.body if isinstance(one, Note)]


def headings(report):
    return [one.text for one in report.body if isinstance(one, Heading)]


def keep(centre, model, **values):
    with unit_of_work(centre.id):
        return model.create(centre=centre, **values)


def test_the_text_says_what_the_table_says_and_each_figure_leads_to_its_dossiers(composed, dossier):
    dossier(ended_at=day(12))
    dossier(ended_at=day(25))
    dossier(received_at=day(3, 10), due_on=date(2026, 11, 2))
    report = composed()
    [text] = [one for one in words(report, "dossiers") if one.startswith("Tổng số")]
    assert text.replace("\u00a0", " ") == (
        "Tổng số hồ sơ tiếp nhận là 3 hồ sơ. Trong đó tiếp nhận trong kỳ 2 hồ sơ; kỳ trước chuyển sang 1 hồ sơ. "
        "Đã giải quyết 2 hồ sơ (66,7 %); trả đúng và trước hạn 1 hồ sơ (33,3 %); trả quá hạn 1 hồ sơ (33,3 %); từ chối "
        "0 hồ sơ (0 %); rút 0 hồ sơ (0 %). Đang giải quyết 1 hồ sơ (33,3 %): trong hạn 0 hồ sơ (0 %), quá hạn 1 hồ sơ "
        "(33,3 %), yêu cầu bổ sung 0 hồ sơ (0 %)."
    )
    figures = {
        run.key: run for one in report.body if hasattr(one, "runs") for run in one.runs if isinstance(run, Figure)
    }
    prefix = "/dashboard/dossiers?from=2026-11-01&to=2026-11-30&set="
    assert figures["qua_han"].href == prefix + "finished&leaf=late"
    assert figures["tong_tiep_nhan"].href == prefix + "total"
    assert figures["dang_qua_han"].href == prefix + "pending&leaf=pending_overdue"
    [annex] = [one for one in report.blocks if isinstance(one, AnnexTable)]
    civil = next(row for row in annex.rows if row.cells[1] == "Hộ tịch")
    assert [plain(cell) for cell in civil.cells[2:6]] == ["3", "2", "", "1"]
    assert civil.cells[2].href.startswith(prefix + "total&field=")


def test_a_period_of_one_day_is_called_by_that_day_alone():
    one = Period(date(2026, 11, 20), date(2026, 11, 20))
    assert name_of(one, Profile()) == full_name_of(one, Profile()) == "ngày 20/11/2026"


def test_what_nobody_has_told_is_not_said_to_be_nothing(composed, dossier):
    dossier(ended_at=day(12), fee=4000)
    assert not any("số hóa" in text or "Thanh toán" in text for text in words(composed()))
    assert not any("Thanh toán" in text or "Số hóa" in text for text in headings(composed()))
    dossier(ended_at=day(12), fee=4000, paid_online=True, digitised_result=False)
    report = composed()
    assert "Thanh toán trực tuyến phí, lệ phí: 50 % (1/2 hồ sơ phải nộp)." in [
        text.replace("\u00a0", " ") for text in words(report)
    ]
    assert any("Có 1 trên 2 hồ sơ có phí chưa ghi cách nộp" in text for text in notes(report))
    assert any("Có 1 trên 2 kết quả chưa ghi đã số hóa hay chưa" in text for text in notes(report))


def test_the_words_reached_and_missed_come_from_the_numbers_against_the_year_s_target(composed, centre, dossier):
    dossier(ended_at=day(12), paid_online=True, fee=4000)
    dossier(ended_at=day(12), paid_online=False, fee=4000)
    keep(centre, Target, year=2026, measure="payment_rate", value="50")
    assert any("đạt chỉ tiêu 50" in text and "chưa đạt" not in text for text in words(composed(), "payment"))
    with unit_of_work(centre.id):
        Target.update(value="50.5").execute()
    assert any("chưa đạt chỉ tiêu 50,5" in text for text in words(composed(), "payment"))
    assert any("50,5" in text for text in words(composed(), "tasks"))


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.key)
def test_every_form_says_whether_promises_were_kept_as_planned(composed, centre, dossier, form):
    dossier(ended_at=day(12))
    assert not any("chỉ tiêu" in text for text in words(composed(form), "dossiers"))
    keep(centre, Target, year=2026, measure="on_time_rate", value="98")
    said = [text.replace("\u00a0", " ") for text in words(composed(form), "dossiers")]
    assert "Tỷ lệ trả đúng và trước hạn 100 %, đạt chỉ tiêu 98 %." in said


def test_the_base_of_every_rate_is_printed_under_it(composed, dossier):
    dossier(ended_at=day(12))
    assert notes(composed())[0] == (
        "Ghi chú: các tỷ lệ tính trên tổng số hồ sơ tiếp nhận (3); tỷ lệ hồ sơ trực tuyến tính trên hồ sơ tiếp nhận "
        "trong kỳ."
    )
    other = notes(composed(bases={"on_time_rate": "resolved", "online_rate": "total"}))[0]
    assert "tỷ lệ trả đúng và trước hạn tính trên hồ sơ đã trả kết quả" in other
    assert "trực tuyến" not in other


def test_rounding_by_the_rest_exclusions_and_typed_figures_say_so(composed, centre, dossier):
    for number in range(3):
        dossier(ended_at=day(12), digitised_result=number == 0)
    dossier(ended_at=day(25))
    keep(
        centre,
        EnteredFigure,
        key="reuse_rate",
        first=NOVEMBER.first,
        last=NOVEMBER.last,
        numerator="8",
        denominator="10",
        source="Báo cáo số 12/BC",
        dated_on=date(2026, 12, 1),
    )
    report = composed(
        rounding_of={"on_time_rate": {"mode": "plug", "digits": 1}}, digitised_result_exclusions=["Hộ tịch"]
    )
    said = " ".join(notes(report)).replace("\u00a0", " ")
    assert "Tỷ lệ trả đúng và trước hạn lấy 100 % trừ các tỷ lệ còn lại của cùng tổng" in said
    assert "số liệu nhập tay, nguồn: Báo cáo số 12/BC, ngày 01/12/2026" in said
    assert any("80\u00a0%" in text for text in words(report, "digitisation"))


def test_the_profile_decides_which_classes_and_sections_there_are(composed, dossier):
    dossier(ended_at=day(12), outcome="stopped")
    dossier(pauses=[{"kind": Pause.SUPPLEMENT, "began_on": date(2026, 11, 20)}])
    [text] = [one for one in words(composed(stopped_bucket="own", supplement_mode="hidden")) if one.startswith("Tổng")]
    assert "dừng giải quyết 1 hồ sơ" in text
    assert "bổ sung" not in text
    few = composed(sections=["dossiers"], annex_by_field=False)
    assert headings(few) == ["I. KẾT QUẢ THỰC HIỆN", "1. Tình hình tiếp nhận và giải quyết hồ sơ"]
    assert not few.annexes
    assert not any("Phụ lục" in text for text in words(few))


def test_blocks_are_told_apart_with_a_sum_of_their_own(composed, centre, dossier):
    dossier()
    dossier(field=Field.get(Field.centre == centre, Field.name == "Chứng thực"))
    [annex] = composed(source_blocks=[{"name": "Khối tư pháp", "fields": ["Chứng thực"]}]).annexes
    assert [(row.kind, plain(row.cells[0]) if row.kind == "block" else row.cells[1]) for row in annex.rows] == [
        ("block", "Trung tâm Phục vụ hành chính công phường An Bình"),
        ("plain", "Hộ tịch"),
        ("subtotal", "Cộng"),
        ("block", "Khối tư pháp"),
        ("plain", "Chứng thực"),
        ("subtotal", "Cộng"),
        ("total", "Tổng cộng"),
        ("rate", "Tỷ lệ"),
    ]
    assert any("Khối tư pháp: tiếp nhận 1 hồ sơ" in text for text in words(composed(
        source_blocks=[{"name": "Khối tư pháp", "fields": ["Chứng thực"]}]
    )))  # fmt: skip


def test_registers_are_woven_in_and_an_incident_is_a_difficulty(composed, centre, dossier):
    dossier()
    keep(
        centre,
        Incident,
        system="VNPAY",
        began_at=datetime(2026, 11, 12, 8, 10),
        ended_at=datetime(2026, 11, 12, 10, 30),
        dossiers=12,
    )
    keep(centre, Feedback, source="1022", received_on=date(2026, 11, 3), due_on=date(2026, 11, 24), field=None)
    keep(centre, Rating, level=5, votes=19, channel="paper", at=day(5))
    keep(centre, Rating, level=2, votes=1, channel="paper", at=day(5))
    report = composed()
    assert "Từ 08:10 đến 10:30 ngày 12/11/2026 hệ thống VNPAY không truy cập được, ảnh hưởng 12 hồ sơ." in words(report)
    assert any("theo nguồn: Tổng đài 1022: 1 ý kiến" in text for text in words(report, "feedback"))
    [text] = words(report, "satisfaction")
    assert text.replace("\u00a0", " ").startswith("Mức độ hài lòng của tổ chức, cá nhân: 95 % (19/20 lượt đánh giá")


def test_incidents_of_outside_systems_are_footnotes_of_the_table(composed, centre, dossier):
    dossier()

    def notes_below():
        return next(one for one in composed().blocks if isinstance(one, AnnexTable)).notes

    assert not any("Sự cố" in note for note in notes_below())
    for hour in range(7):
        began = datetime(2026, 11, 12, 8 + hour, 10)
        keep(centre, Incident, system="VNPAY", began_at=began, ended_at=began.replace(minute=30), dossiers=12)
    [_, first, *_, last] = notes_below()
    assert first == (
        "Sự cố hệ thống: Từ 08:10 đến 08:30 ngày 12/11/2026 hệ thống VNPAY không truy cập được, ảnh hưởng 12 hồ sơ."
    )
    assert last == "Còn 2 lần sự cố hệ thống khác trong kỳ."


def test_words_of_a_period_stand_before_the_centre_s_and_those_before_the_form_s(composed, centre, dossier, write):
    dossier()
    write("Việc chung {tong_tiep_nhan}.", for_all=True)
    assert words(composed(), "tasks") == ["Việc chung 1."]
    write("Việc kỳ này.", title="VIỆC CẦN LÀM")
    assert words(composed(), "tasks") == ["Việc kỳ này."]
    assert headings(composed())[-1].endswith("I. VIỆC CẦN LÀM")
    texts.reset(centre, QUARTER, "tasks", NOVEMBER)
    assert words(composed(), "tasks") == ["Việc chung 1."]
    texts.reset(centre, QUARTER, "tasks", NOVEMBER)
    assert words(composed(), "tasks")[0].startswith("Tiếp tục")
    assert "Việc" not in " ".join(words(composed(form=FORMS["month"])))


def test_a_field_may_be_named_in_a_figure_and_a_figure_of_the_centre_s_own(composed, centre, dossier, write):
    dossier()
    keep(
        centre,
        EnteredFigure,
        key="Số điểm 766",
        first=NOVEMBER.first,
        last=NOVEMBER.last,
        numerator="86.71",
        source="Cổng",
        dated_on=date(2026, 12, 1),
    )
    write("Hộ tịch {tong_tiep_nhan:Hộ tịch}, chứng thực {tong_tiep_nhan:Chứng thực}, điểm {nhap:Số điểm 766}.")
    report = composed()
    assert words(report, "tasks") == ["Hộ tịch 1, chứng thực 0, điểm 86,71."]
    assert any("điểm 766: số liệu nhập tay, nguồn: Cổng" in text for text in notes(report))


def test_a_field_has_its_own_facts_target_verdict_and_entered_figures(
    composed, centre, dossier, write, civil_field, furnish_field
):
    land = furnish_field("Đất đai")
    for number in range(4):
        dossier(ended_at=day(12), fee=4000, paid_online=number < 3, field=land)
        dossier(ended_at=day(12), fee=4000, paid_online=False, digitised_input=True)
    keep(centre, Target, year=2026, measure="payment_rate", value="50")
    keep(centre, Target, year=2026, measure="payment_rate", value="80", field=land)
    typed = {"first": NOVEMBER.first, "last": NOVEMBER.last, "dated_on": date(2026, 12, 1)}
    hanh = Officer.by_username(centre, "ha")
    own = typed | {"source": "Báo cáo số 12/BC", "officer": hanh, "numerator": "86"}
    keep(centre, EnteredFigure, key="Số thửa", field=land, **own)
    keep(centre, EnteredFigure, key="reuse_rate", field=land, **own | {"denominator": "100"})
    write(
        "Đất đai {ty_le_thanh_toan:Đất đai} ({tu:ty_le_thanh_toan/Đất đai}/{mau:ty_le_thanh_toan/Đất đai}), "
        "{dat:ty_le_thanh_toan/Đất đai} {chi_tieu:ty_le_thanh_toan/Đất đai}; hộ tịch {ty_le_thanh_toan:Hộ tịch}, "
        "{dat:ty_le_thanh_toan/Hộ tịch} {chi_tieu:ty_le_thanh_toan/Hộ tịch}; {ty_le_so_hoa_ho_so:Hộ tịch}; "
        "{nhap:Số thửa/Đất đai} thửa; {ty_le_tai_su_dung:Đất đai}.\n{danh_muc:chi_tieu}\n{danh_muc:nhap_tay}"
    )
    report = composed()
    said = [text.replace("\u00a0", " ") for text in words(report, "tasks")]
    assert said[0] == ("Đất đai 75 % (3/4), chưa đạt 80 %; hộ tịch 0 %, chưa đạt 50 %; 100 %; 86 thửa; 86 %.")
    assert "Tỷ lệ thanh toán trực tuyến (hồ sơ): 37,5 % (chỉ tiêu 50 %, chưa đạt);" in said
    assert "Đất đai, tỷ lệ thanh toán trực tuyến (hồ sơ): 75 % (chỉ tiêu 80 %, chưa đạt)." in said
    who = f"nguồn: Báo cáo số 12/BC, ngày 01/12/2026, người nhập: {hanh.name}"
    assert f"Đất đai, Số thửa: 86 ({who});" in said
    assert any(f"Số thửa, đất đai: số liệu nhập tay, {who}" in text for text in notes(report))
    links = {
        run.key: run.href for one in report.body if hasattr(one, "runs") for run in one.runs if isinstance(run, Figure)
    }
    assert links["ty_le_thanh_toan:Đất đai"].endswith(f"set=total&field={land.id}")
    assert links["ty_le_so_hoa_ho_so:Hộ tịch"].endswith(f"set=received&field={civil_field.id}")
    assert links["ty_le_tai_su_dung:Đất đai"].startswith("/registers/entered-figures")


def test_a_typed_figure_that_the_count_contradicts_is_warned_of(centre, dossier):
    dossier(channel="online")
    typed = {"first": NOVEMBER.first, "last": NOVEMBER.last, "dated_on": date(2026, 12, 1), "source": "Cổng"}
    keep(centre, EnteredFigure, key="online_rate", numerator="90", **typed)
    findings = gather(centre, NOVEMBER, read_profile({}))
    [warning] = [one for one in warnings_of(findings, []) if one.key == "online_rate"]
    assert "số nhập tay là 90" in warning.sentence and "1/1, tức 100" in warning.sentence


def test_feedback_that_is_open_in_time_is_in_the_base_and_told_apart_unless_the_profile_leaves_it_out(
    composed, centre, dossier
):
    dossier()
    for due, state in ((date(2027, 3, 1), "verifying"), (date(2026, 11, 24), "answered")):
        answered = date(2026, 11, 20) if state == "answered" else None
        keep(
            centre,
            Feedback,
            source="1022",
            received_on=date(2026, 11, 3),
            due_on=due,
            state=state,
            answered_on=answered,
        )
    report = composed()
    assert any("Tỷ lệ xử lý đúng hạn 50\u00a0%" in text for text in words(report, "feedback"))
    assert any("tính trên phản ánh, kiến nghị tiếp nhận trong kỳ" in text for text in notes(report))
    assert "Mẫu số có cả 1 phản ánh, kiến nghị đang xác minh, còn trong hạn." in notes(report)
    report = composed(bases={"feedback_on_time_rate": "due"})
    assert any("Tỷ lệ xử lý đúng hạn 100\u00a0%" in text for text in words(report, "feedback"))
    assert any("tính trên phản ánh, kiến nghị đã đến hạn" in text for text in notes(report))


def test_a_remark_on_a_failed_check_is_printed_in_the_text_and_under_the_table(composed, dossier):
    dossier()
    report = composed(remark="Tệp của Sở chưa ghi kênh nộp.")
    assert "Số liệu chưa khớp: Tệp của Sở chưa ghi kênh nộp." in notes(report)
    assert "Số liệu chưa khớp: Tệp của Sở chưa ghi kênh nộp." in report.annexes[0].notes


def test_head_and_foot_are_the_centre_s_unless_the_profile_says_otherwise(composed, dossier):
    dossier()
    report = composed()
    head = next(one for one in report.blocks if isinstance(one, Letterhead))
    assert (head.place, head.year, head.number) == ("An Bình", 2027, None)
    signed = composed(
        signing={"mode": "KT.", "title": "PHÓ GIÁM ĐỐC", "name": "Trần Thị Hà"}, addressees=["UBND phường An Bình"]
    )
    foot = next(one for one in signed.blocks if isinstance(one, Closing))
    assert foot.signature.lines == ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")
    assert foot.recipients.lines == ("- Như trên;", "- Lưu: VT.")


def test_numbers_typed_by_hand_and_figures_not_known_are_warned_of(centre, dossier, write):
    for finished in (12, 13, 14, None, None):
        dossier(ended_at=finished and day(finished))
    write("Tiếp nhận 120 hồ sơ, giải quyết 60 %, còn 2 hồ sơ; hài lòng {ty_le_hai_long}.")
    found = warned(centre)
    assert "số gõ tay (120, 60 %, 2)" in found["typed"].sentence
    assert (
        "2 là “Đang giải quyết” {dang_giai_quyet} hoặc “Đang giải quyết, quá hạn” {dang_qua_han}."
        in found["typed"].sentence
    )
    assert "120 là" not in found["typed"].sentence
    assert "{ty_le_hai_long}" in found["missing"].sentence
    assert {one.section for key, one in found.items() if key in ("typed", "missing")} == {"tasks"}


def test_a_verdict_typed_by_hand_is_refused_and_the_figure_to_use_is_named(centre, dossier, write):
    dossier()
    with pytest.raises(TextRefused) as refused:
        write("Trực tuyến {ty_le_truc_tuyen}, chưa đạt chỉ tiêu.")
    assert "“chưa đạt”" in refused.value.message_vi and "{dat:ty_le_truc_tuyen}" in refused.value.message_vi
    assert "{dat:ty_le_truc_tuyen}" in refused.value.message_en
    with pytest.raises(TextRefused, match=r"\{dat:ty_le_dung_han\}"):
        write("Nội dung.", title="KẾT QUẢ: ĐẠT")
    assert not SectionText.select().exists()


def test_a_verdict_that_was_kept_before_is_warned_of(centre, dossier, write):
    dossier()
    write("Tỷ lệ …")
    with unit_of_work(centre.id):
        SectionText.update(text="Tỷ lệ chưa đạt.").execute()
    assert "“chưa đạt” gõ tay" in warned(centre)["verdict"].sentence


def warned(centre):
    findings = gather(centre, NOVEMBER, read_profile({}))
    parts = parts_of(findings, QUARTER, texts.texts_of(centre, QUARTER, NOVEMBER))
    return {one.key: one for one in warnings_of(findings, parts)}
