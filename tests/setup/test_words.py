"""A centre words its own sentences for citizens; what it leaves empty stays as delivered, in every language."""

import pytest

from models.base import unit_of_work
from models.centre import Centre
from models.journal import Change
from models.printing import Printer, PrintJob
from printing.contents import slip_of
from tests.setup.forms import fields_of

PAGE = "/admin/choices/words"
OWN = {
    "kiosk_title": "Kính chào! Ông/bà cần gì?",
    "priority_groups": "người từ 75 tuổi\nthương binh",
    "priority_groups_en": "people of 75 and more",
    "kiosk_closing": "Gặp lại 100 % sớm mai.",
    "tv_before": "Máy lấy số ở sảnh A.",
    "tv_before_en": "The kiosk is in hall A.",
    "ticket_foot": "Giữ xe miễn phí ở cổng sau.",
}


@pytest.fixture
def words(person):
    """Send the page of the words, with some of them changed."""
    admin = person().sign_in("quan")

    def send(**changed):
        shown = fields_of(admin.get(PAGE).get_data(as_text=True), PAGE)
        return shown, admin.post(PAGE, data=shown | changed)

    return send


def words_of(answer) -> str:
    """The page, wherever its lines may end."""
    return answer.get_data(as_text=True).replace("\u00a0", " ")


def test_what_a_centre_words_itself_is_said_on_every_screen_and_paper_at_once(
    centre, certification, words, kiosk, person
):
    edition = kiosk.get("/api/kiosk/picture").json["edition"]
    shown, answer = words(**OWN)
    assert shown["kiosk_title"] == "Hôm nay ông/bà cần làm việc gì?" and "What do you need" in shown["kiosk_title_en"]
    assert shown["priority_groups"].split("\n")[0] == "người cao tuổi", "each field holds what is delivered"
    assert answer.status_code == 303
    assert kiosk.get("/api/kiosk/picture").json["edition"] != edition, "a kiosk's page of before renews itself"
    screen, english = (words_of(kiosk.get(f"/kiosk{asked}")) for asked in ("", "?lang=en"))
    assert OWN["kiosk_title"] in screen and "Dành cho người từ 75 tuổi, thương binh." in screen
    assert "Gặp lại 100 % sớm mai." in screen and "Chạm vào một ô." in screen
    assert "For people of 75 and more." in english and OWN["kiosk_title"] in english, "no English: the Vietnamese"
    assert "Touch one box" in english, "what is left as delivered is translated as before"
    day = f"/book/{centre.slug}?service={certification.id}&day=2026-11-20"
    assert "Dành cho người từ 75 tuổi, thương binh." in words_of(person().get(day))
    with unit_of_work():
        Printer.create(centre=centre, name="Máy in", kind=Printer.VIRTUAL)
    kiosk.take_number(certification)
    paper = slip_of(PrintJob.get())
    assert (paper.foot, paper.foot_en) == ("Giữ xe miễn phí ở cổng sau.", "")
    assert {"kiosk_title", "ticket_foot"} <= {column for column, _, _ in Change.select().get().differences}


def test_the_delivered_sentence_sent_back_or_an_empty_field_is_none_of_ones_own(centre, words):
    words(**OWN)
    words(kiosk_title="Hôm nay ông/bà cần làm việc gì?", priority_groups="", tv_before=" ")
    kept = Centre.get_by_id(centre.id)
    assert (kept.kiosk_title, kept.priority_groups, kept.tv_before) == ("", "", "")
    assert kept.tv_before_en == "The kiosk is in hall A."
    _, answer = words(kiosk_title="Ẫ" * 51)
    assert answer.status_code == 422 and 'data-testid="error-kiosk_title"' in answer.get_data(as_text=True)


def test_each_preview_is_a_whole_sentence_of_one_language(person):
    page = words_of(person().sign_in("quan").get(f"{PAGE}?lang=en"))
    for groups, before, after in (("", "Dành cho ", "."), ("_en", "For ", ".")):
        assert f'{before}<span data-preview="priority_groups{groups}"></span>{after}' in page
    for title in ("Trung tâm đã hết giờ làm việc.", "The centre is closed.", "Chưa có số nào được gọi."):
        assert f'<p class="mini-title">{title}</p>' in page
