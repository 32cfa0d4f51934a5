"""The director in a real browser: from the period over the checks and one sentence to the file that could be signed."""

import json
import re
from io import BytesIO
from pathlib import Path

import docx
import pytest
from playwright.sync_api import expect

from reports.forms import FORMS
from tests.reports.conftest import write_the_tasks_anew

DATA = Path(__file__).parent.parent / "data"
EXPECTED = json.loads((DATA / "an-phu.expected.json").read_text(encoding="utf-8"))
QUARTER = f"{EXPECTED['from']}_{EXPECTED['to']}"
SENTENCE = "Phấn đấu giải quyết xong {dang_giai_quyet} hồ sơ còn lại trong tháng."


@pytest.fixture(scope="module")
def an_phu(server):
    """A server that has An Phú's quarter."""
    director = server.officer("giamdoc")
    with (DATA / "an-phu.xlsx").open("rb") as file:
        director.post(f"{server.url}/api/imports", files={"file": file}, timeout=120).raise_for_status()
    return server


@pytest.fixture
def desk(an_phu, window):
    """The director's screen, signed in, at the reports."""
    server, page = an_phu, window(1440, 900)
    page.goto(f"{server.url}/reports")
    page.get_by_test_id("sign-in-username").fill("giamdoc")
    page.get_by_test_id("sign-in-secret").fill(server.secrets()["giamdoc"])
    page.get_by_test_id("sign-in-submit").click()
    page.get_by_test_id("report-form").wait_for()
    page.wait_for_load_state()  # its script listens
    return page


def test_the_whole_way_from_the_period_to_the_download(desk):
    desk.get_by_test_id("report-period").select_option(QUARTER)
    expect(desk.get_by_test_id("report-period-name")).to_have_text("Quý II/2026: 15/3–14/6")
    shown = {
        row.get_attribute("data-field"): [
            int(cell.get_attribute("data-value")) for cell in row.locator("td[data-value]").all()
        ]
        for row in desk.locator("[data-testid=report-table] tbody tr:not(.without)").all()
    }
    assert {field: shown[field] for field in EXPECTED["by_field"]} == {
        field: list(columns.values()) for field, columns in EXPECTED["by_field"].items()
    }
    expect(desk.locator("[data-testid=report-check][data-holds=no]")).to_have_count(0)
    expect(desk.locator(".sheet")).not_to_have_count(0)

    desk.locator("p[data-section=tasks][tabindex]").first.click()
    write_the_tasks_anew(desk)
    expect(desk.get_by_test_id("edit-text")).to_have_value(SENTENCE)
    desk.get_by_test_id("edit-save").click()
    expect(desk.get_by_test_id("saved")).to_be_visible()
    expect(desk.locator("p[data-section=tasks]")).to_contain_text("xong 57 hồ sơ")

    desk.wait_for_load_state()  # before its script has come, the browser itself saves the file and nothing is told
    with desk.expect_download(timeout=60_000) as download:
        desk.get_by_test_id("export-docx").click()
    assert download.value.suggested_filename.endswith(f"_{QUARTER}.docx")
    said = [one.text for one in docx.Document(BytesIO(Path(download.value.path()).read_bytes())).paragraphs]
    assert "Phấn đấu giải quyết xong 57 hồ sơ còn lại trong tháng." in said
    expect(desk.get_by_test_id("export-made")).to_be_visible()
    desk.get_by_test_id("mark-made").click()
    expect(desk.get_by_test_id("report-history").get_by_text("Đã nộp").first).to_be_visible()

    desk.set_viewport_size({"width": 720, "height": 450})
    for path in ("/reports", "/reports/profiles/new", "/reports/history"):
        desk.goto(desk.url.split("/reports")[0] + path)
        assert desk.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path


URGE = "- [[khác 0: Đôn đốc hoàn thiện giấy tờ của {cho_bo_sung} hồ sơ đang chờ bổ sung.]]"


def test_one_sentence_is_edited_as_it_will_be_printed_and_its_figures_stand_whole(desk):
    desk.goto(f"{desk.url}?form=cumulative&from={EXPECTED['from']}&to={EXPECTED['to']}")
    desk.wait_for_load_state()
    urge = desk.locator("p[data-section=tasks][tabindex]", has_text="Đôn đốc hoàn thiện giấy tờ của 10 hồ sơ")
    urge.click(position={"x": 200, "y": 10})
    words, stored = desk.get_by_test_id("edit-words"), desk.get_by_test_id("edit-text")
    expect(words).to_be_focused()
    expect(stored).to_be_hidden()

    def line():
        return next(one for one in stored.input_value().splitlines() if "hoàn thiện" in one)

    assert line() == URGE
    desk.keyboard.press("End")
    compose(desk, "nga", "ngay", " ngay")  # as an input method puts a word together
    assert line() == URGE + " ngay"
    desk.keyboard.press("Control+z")
    assert line() == URGE

    figure = words.get_by_role("img", name="Đang chờ bổ sung: 10", exact=True)
    figure.click()
    expect(desk.get_by_test_id("edit-about")).to_contain_text("Đang chờ bổ sung: 10")
    assert "/dashboard/dossiers?" in desk.get_by_test_id("edit-source").get_attribute("href")
    desk.keyboard.type("5")  # it is locked: what is typed comes behind it
    assert line() == URGE.replace("sung}", "sung}5")
    desk.keyboard.press("Backspace")
    desk.keyboard.press("Backspace")
    assert line() == URGE.replace("{cho_bo_sung}", "")
    expect(figure).to_have_count(0)
    desk.keyboard.press("Control+z")
    expect(figure).to_have_count(1)
    desk.keyboard.press("ArrowLeft")
    desk.keyboard.press("ArrowLeft")
    desk.keyboard.press("ArrowRight")  # an arrow chooses it, the next one passes it
    expect(desk.locator("[data-chosen]")).to_have_text("10")
    desk.keyboard.press("Control+x")
    desk.keyboard.press("End")
    desk.keyboard.press("Control+v")  # taken elsewhere, whole
    assert line() == URGE.replace("{cho_bo_sung}", "") + "{cho_bo_sung}"
    desk.keyboard.press("Control+z")
    desk.keyboard.press("Control+z")
    assert line() == URGE

    desk.keyboard.press("End")
    desk.keyboard.press("Enter")
    desk.keyboard.type("- Hộ tịch còn ")
    desk.get_by_test_id("names-search").fill("dang giai quyet")
    desk.get_by_test_id("names-field").select_option("Hộ tịch")
    desk.locator('[data-insert="{dang_giai_quyet}"]').click()
    paste(words, " hồ\tsơ,\r\nxong.")
    assert "\n- Hộ tịch còn {dang_giai_quyet:Hộ tịch} hồ sơ,\nxong.\n" in stored.input_value()
    desk.keyboard.press("Home")
    desk.keyboard.press("Backspace")  # two lines become one
    assert "\n- Hộ tịch còn {dang_giai_quyet:Hộ tịch} hồ sơ,xong.\n" in stored.input_value()
    desk.keyboard.press("End")
    for _ in " hồ sơ,xong.":
        desk.keyboard.press("Shift+ArrowLeft")
    desk.get_by_test_id("edit-sometimes").click()
    expect(desk.get_by_test_id("edit-sometimes-how")).to_be_visible()  # no figure in it
    desk.keyboard.press("Shift+ArrowLeft")
    desk.get_by_test_id("edit-sometimes").click()
    assert "còn [[khác 0: {dang_giai_quyet:Hộ tịch} hồ sơ,xong.]]\n" in stored.input_value()
    words.locator("p", has_text="Hộ tịch còn").get_by_text("chỉ in khi khác 0").click()
    desk.get_by_test_id("edit-delete").click()  # with the other end of it
    assert "còn {dang_giai_quyet:Hộ tịch} hồ sơ,xong.\n" in stored.input_value()
    desk.get_by_test_id("edit-save").click()
    expect(desk.get_by_test_id("saved")).to_be_visible()
    mine = desk.locator("p[data-section=tasks][tabindex]", has_text="Hộ tịch còn")  # may be pressed
    expect(mine).to_have_text("- Hộ tịch còn 4 hồ sơ,xong.")

    mine.click()
    expect(words).to_be_focused()
    desk.keyboard.press("End")
    desk.keyboard.type(" (chưa đạt)")
    desk.get_by_test_id("edit-save").click()
    expect(desk.get_by_test_id("refusal")).to_contain_text("{dat:ty_le_dung_han}")
    expect(words).to_contain_text("xong. (chưa đạt)")
    desk.get_by_test_id("edit-as-text").click()
    expect(stored).to_be_visible()
    expect(words).to_be_hidden()
    desk.get_by_test_id("edit-reset").click()
    expect(desk.get_by_test_id("saved")).to_be_visible()
    expect(mine).to_have_count(0)


def test_every_text_of_every_form_stays_as_it_is_in_the_editor(desk):
    texts = [section.text for form in FORMS.values() for section in form.sections]
    read_and_written = """async (texts) => {
        const { linesOf, paired, textOf } = await import("/static/reports/editor/pieces.js")
        return texts.map((text) => textOf(linesOf(text).map(paired)))
    }"""
    assert desk.evaluate(read_and_written, texts) == texts


def test_without_its_script_the_text_is_edited_as_text(desk, window):
    plain = window(1024, 800, java_script_enabled=False, storage_state=desk.context.storage_state())
    plain.goto(f"{desk.url.split('?')[0]}?edit=tasks")
    expect(plain.get_by_test_id("edit-words")).to_be_hidden()
    expect(plain.locator("[data-insert]").first).to_be_disabled()
    plain.get_by_test_id("edit-text").fill("Chỉ một câu.")
    plain.get_by_test_id("edit-save").click()
    expect(plain.get_by_test_id("saved")).to_be_visible()
    expect(plain.locator("p[data-section=tasks]")).to_have_text("Chỉ một câu.")


def compose(page, *steps):
    """Type through an input method: what is underlined changes until the last step is put down."""
    keyboard = page.context.new_cdp_session(page)
    for step in steps:
        keyboard.send("Input.imeSetComposition", {"text": step, "selectionStart": len(step), "selectionEnd": len(step)})
    keyboard.send("Input.insertText", {"text": steps[-1]})
    expect(page.get_by_test_id("edit-text")).to_have_value(re.compile(re.escape(steps[-1])))


def paste(words, text):
    words.evaluate(
        """(words, text) => {
            const data = new DataTransfer()
            data.setData("text/plain", text)
            data.setData("text/html", `<b style="color: red">${text}</b>`)
            words.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }))
        }""",
        text,
    )
