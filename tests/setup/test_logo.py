"""A centre's logo stands at the head of kiosk, hall screen, phone and ticket; without one nothing is different."""

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image, ImageDraw

from models.access import Device
from models.base import unit_of_work
from models.hall import Logo
from models.journal import Change
from models.printing import Printer, PrintJob
from printing.contents import slip_of
from printing.page import DOTS_PER_MM
from printing.slip import draw
from setup import logo
from tests.printing.conftest import SAMPLE


def picture(colour="#f2c200", size=(900, 300), mode="RGBA") -> bytes:
    """A disc of a pale colour on nothing, as logos are."""
    drawn, file = Image.new(mode, size, (0, 0, 0, 0) if mode == "RGBA" else 1), BytesIO()
    ImageDraw.Draw(drawn).ellipse((size[0] // 3, 0, 2 * size[0] // 3 - 1, size[1] - 1), fill=colour)
    drawn.save(file, "PNG")
    return file.getvalue()


@pytest.fixture
def admin(person):
    """An administrator; `admin.give(bytes)` sends them as the logo."""
    admin = person().sign_in("quan")

    def give(content: bytes, query: str = ""):
        sent = {"file": (BytesIO(content), "bieu-trung.png")}
        return admin.post(f"/admin/logos{query}", data=sent, content_type="multipart/form-data")

    admin.give = give
    return admin


def test_one_upload_stands_on_kiosk_hall_phone_and_ticket_and_goes_again(centre, certification, admin, kiosk, person):
    tv = person().at_device(Device.DISPLAY, centre)
    with unit_of_work():
        Printer.create(centre=centre, name="Máy in", kind=Printer.VIRTUAL)
    assert kiosk.get("/api/kiosk/picture").json["centre"]["logo"] is None
    assert admin.give(picture()).status_code == 303
    address = kiosk.get("/api/kiosk/picture").json["centre"]["logo"]
    assert f'src="{address}"' in kiosk.get("/kiosk").get_data(as_text=True)
    assert tv.get("/api/display/board").json["centre"]["logo"] == address
    phone = person()
    assert f'src="{address}"' in phone.get(f"/book/{centre.slug}").get_data(as_text=True)
    sent = phone.get(address)
    kept = Image.open(BytesIO(sent.data))
    assert sent.mimetype == "image/png" and kept.size == (160, 160), "its empty margin is cut off"
    kiosk.take_number(certification)
    assert slip_of(PrintJob.get()).logo == sent.data
    assert Change.select().get().differences == [("logo", "", "bieu-trung.png")]
    assert admin.post("/admin/logos/removals").status_code == 303
    assert phone.get(address).status_code == 404 and not Logo.select().exists()
    assert slip_of(PrintJob.get()).logo == b""


@pytest.mark.parametrize("page", ["/", "/dashboard", "/guides", "/account"])
def test_the_logo_stands_in_the_place_of_our_sign_where_staff_come_in(centre, admin, person, page):
    visitor = admin if page == "/account" else person()
    assert 'src="/static/shared/icon.svg"' in visitor.get(page).get_data(as_text=True)
    admin.give(picture())
    shown = visitor.get(page).get_data(as_text=True)
    assert f'src="{Logo.address_of(centre)}"' in shown and 'src="/static/shared/icon.svg"' not in shown


@pytest.mark.parametrize(
    ("content", "vi", "en"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "không phải ảnh PNG hay JPEG", "not a PNG or JPEG"),
        (picture()[:400], "không phải ảnh PNG hay JPEG", "not a PNG or JPEG"),
        (picture(size=(300, 20)), "quá nhỏ", "too small"),
        (picture(size=(6000, 5000), mode="1", colour=0), "quá lớn", "too large"),
        (picture(colour=(0, 0, 0, 0)), "trong suốt hoàn toàn", "wholly transparent"),
    ],
    ids=["svg", "cut short", "small", "many pixels", "empty"],
)
def test_what_is_no_logo_is_refused_in_the_language_of_the_page(admin, content, vi, en):
    for query, sentence in (("", vi), ("?lang=en", en)):
        answer = admin.give(content, query)
        assert answer.status_code == 422 and sentence in answer.get_data(as_text=True)
    assert not Logo.select().exists()


def test_a_file_of_too_many_bytes_is_refused_before_it_is_looked_at(admin, monkeypatch):
    monkeypatch.setattr(logo, "MOST_BYTES", 1000)
    answer = admin.give(b"x" * 1001)
    assert answer.status_code == 422 and "Tệp lớn hơn" in answer.get_data(as_text=True)


def test_nobody_but_an_administrator_gives_one(person):
    assert person().sign_in("truong").post("/admin/logos").status_code == 403


@pytest.mark.parametrize("width", [576, 384])
def test_on_paper_it_is_black_and_white_at_most_twelve_millimetres_and_over_nothing(width):
    plain, file = draw(SAMPLE, width), BytesIO()
    Image.open(BytesIO(picture())).crop((300, 0, 600, 300)).save(file, "PNG")
    for slip in (SAMPLE, replace(SAMPLE, sample=True, copy=3)):
        paper = draw(replace(slip, logo=file.getvalue()), width)
        assert paper.mode == "1" and paper.height <= (120 if width == 576 else 108) * DOTS_PER_MM
        ink = [paper.crop((0, y, width, y + 1)).convert("L").getextrema()[0] == 0 for y in range(paper.height)]
        top = ink.index(True)
        high = ink[top:].index(False)
        assert 6 * DOTS_PER_MM <= high <= 12 * DOTS_PER_MM, "a pale yellow prints too, and white paper follows it"
        assert ink[top + high :].index(True) >= 3
    assert draw(replace(SAMPLE, logo=b""), width).tobytes() == plain.tobytes()
