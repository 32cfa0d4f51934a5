"""What the audit of the screens excuses is no more than it says: each excuse, and the same page broken beside it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.screens.audit import OURS, look

HEAD = """<!doctype html><html lang="vi" data-surface="staff"><title>Thử</title><style>
  body { margin: 0; font: 16px/1.5 sans-serif; color: #000; background: #fff }
  .card { width: 300px; overflow: visible } .moved { overflow-x: auto }
  table { width: 900px; border: 0 } button { height: 44px; width: 90px; border: 2px solid #000; background: #fff }
</style>"""
TABLE = "<table><tr><td>Chứng thực</td><td>Hộ tịch</td></tr></table>"


@pytest.fixture(scope="module")
def page(browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    yield page
    page.close()


def rules(page: Page, body: str, then: str = "") -> set[str]:
    """Which rules the page breaks."""
    page.set_content(HEAD + body)
    page.evaluate("() => {" + OURS + "}")
    if then:
        page.evaluate(then)
    return {rule for rule, *_ in look(page, "vi", keyboard=True)}


def test_a_wide_table_may_be_moved_and_nothing_else_may_stand_out(page):
    assert not rules(page, f'<div class="card"><div class="moved">{TABLE}</div></div>')
    words = '<p style="width:900px; margin:0">Mời ông/bà lấy số ở máy gần cửa, rồi ngồi chờ được gọi.</p>'
    for broken in (
        f'<div class="card"><div class="moved">{words}</div></div>',  # running words must wrap
        f'<div class="card"><div class="moved" style="width:500px">{TABLE}</div></div>',  # too wide itself
        f'<div class="card" style="height:20px"><div class="moved"><br><br>{TABLE}</div></div>',  # too low
    ):
        assert "out of its box" in rules(page, broken), broken


SMALL = '<button style="height:20px">Nhỏ</button>'


def test_what_lies_behind_a_modal_is_excused_and_what_lies_behind_another_dialog_is_not(page):
    asked = f"{SMALL}<dialog><button>Có</button></dialog>"
    assert "target" not in rules(page, asked, "document.querySelector('dialog').showModal()")
    assert "target" in rules(page, asked, "document.querySelector('dialog').show()")
    two = f"<dialog><button>Có</button></dialog><dialog>{SMALL}</dialog>"
    assert "target" in rules(page, two, "document.querySelectorAll('dialog').forEach((one) => one.showModal())")
    unseen = '<button style="outline:none">Gọi</button><dialog><button>Có</button></dialog>'
    assert "focus" in rules(page, unseen, "document.querySelector('dialog').show()")
