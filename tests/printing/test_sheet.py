"""A sheet: what to bring, on the slip printer, with no number on it."""

import pytest

import queueing
from models.base import unit_of_work
from models.printing import Printer, PrintJob
from printing import queue
from printing.contents import drawing_of
from printing.page import LAYOUTS, Page
from printing.sheet import Head, Sheet, draw_sheet
from queueing.errors import KeyReused
from tests.conftest import new_key
from tests.small_centre import FRIDAY_MORNING

BRING = Sheet(
    title="Giấy tờ cần mang",
    subject="Chứng thực bản sao từ bản chính",
    facts=("Trả kết quả trong ngày",),
    items=("Bản chính giấy tờ", "Bản sao cần chứng thực; nếu không có, quầy chụp giúp"),
    feet=("Nộp trực tuyến bất cứ lúc nào: dichvucong.gov.vn",),
)
HEAD = Head(("Trung tâm Phục vụ hành chính công", "phường An Bình"))


@pytest.fixture
def printer(centre) -> Printer:
    with unit_of_work():
        return Printer.create(centre=centre, name="Máy in", kind=Printer.VIRTUAL)


@pytest.mark.parametrize("width", LAYOUTS)
def test_a_sheet_holds_every_line_and_stays_off_the_edges(width):
    short = draw_sheet(BRING, HEAD, FRIDAY_MORNING, width)
    longer = draw_sheet(Sheet(**{**BRING.__dict__, "items": BRING.items * 6}), HEAD, FRIDAY_MORNING, width)
    assert (short.width, short.mode) == (width, "1")
    assert longer.height > 2 * short.height - 300, "a list is never cut"
    black = longer.convert("L").point(lambda dot: 255 - dot).getbbox()
    assert black is not None and black[0] >= 2 and black[2] <= width - 2


def test_what_an_officer_noted_begins_where_the_list_begins():
    page = Page(LAYOUTS[576], 1.0)
    page.note("Cán bộ dặn: ghi.", LAYOUTS[576].line)
    ink = page.picture().convert("L").point(lambda dot: 255 - dot).getbbox()
    assert ink is not None and ink[0] < 16 and ink[2] < 288


def test_what_a_job_keeps_of_a_sheet_is_the_whole_of_it(printer, centre):
    job = queue.print_sheet(centre.id, BRING)
    assert Sheet.from_json(job.sheet) == BRING
    picture = drawing_of(PrintJob.get_by_id(job.id))(576)
    assert picture.tobytes() == draw_sheet(BRING, HEAD, job.queued_at, 576).tobytes()


def test_one_press_prints_one_sheet_and_its_key_prints_nothing_else(printer, centre):
    key = new_key()
    assert queue.print_sheet(centre.id, BRING, key=key) == queue.print_sheet(centre.id, BRING, key=key)
    assert PrintJob.select().count() == 1
    with pytest.raises(KeyReused):
        queue.print_sheet(centre.id, Sheet("Khác"), key=key)


def test_sheets_and_slips_take_their_turn_at_the_printer(printer, centre, certification):
    sheet = queue.print_sheet(centre.id, BRING)
    queueing.issue(certification, key=new_key(), also=lambda t: queue.enqueue_for(t, None, "http://x/t/" + t.token))
    first = queue.take(printer)
    assert first is not None and first.id == sheet.id
    queue.settle(first, PrintJob.PRINTED)
    second = queue.take(printer)
    assert second is not None and second.ticket_id is not None
