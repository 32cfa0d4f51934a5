"""The modules that every screen stands on, in a real browser."""

import functools
import http.server
import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

import digits

STATIC = Path(__file__).parents[2] / "static"


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Files, without a line for each on the console."""

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def files() -> Iterator[str]:
    """The address of the static folder, served as it is."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=STATIC))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def page(files: str, browser) -> Iterator[Page]:
    """An empty page in a zone far from Vietnam, on which modules can be imported."""
    context = browser.new_context(timezone_id="America/Lima")
    page = context.new_page()
    page.goto(f"{files}/shared/tokens.css")
    yield page
    context.close()


def test_filled_values_are_text_and_never_markup(page):
    html = page.evaluate(
        """async () => {
          const { fill } = await import('/shared/fill.js')
          const template = document.createElement('template')
          template.innerHTML = '<p data-set="data-n: number"><b data-slot="who.name"></b><i data-show="late">!</i></p>'
          return fill(template, { number: 'C025', who: { name: '<img src=x>' }, late: false }).outerHTML
        }"""
    )
    assert "&lt;img src=x&gt;" in html and 'data-n="C025"' in html and 'hidden=""' in html


def test_a_screen_that_fills_in_a_wait_keeps_it_on_one_line(page):
    said = page.evaluate("import('/shared/units.js').then(({ unparted }) => unparted('10–20 phút, 3 người'))")
    assert said == "10–20\u00a0phút, 3\u00a0người"
    named = page.evaluate("import('/shared/units.js').then(({ listed }) => listed('Đăng ký, hợp tác xã, gas'))")
    assert named == "Đăng\u00a0ký, hợp\u00a0tác\u00a0xã, gas"


@pytest.mark.parametrize("language", ["vi", "en", "tyz"])
def test_a_script_writes_numbers_as_the_server_does(page, language):
    """An added language, of which a browser may know nothing, has the signs of Vietnamese."""
    written = page.evaluate(
        """async (language) => {
          document.documentElement.lang = language
          const { number } = await import('/shared/digits.js')
          return [number(12468), number(8.25, { most: 1 }), number(8.04, { places: 1 }), number(0.75)]
        }""",
        language,
    )
    known = language if language == "en" else "vi"
    said = [digits.number(one, places, known) for one, places in ((12468, None), (8.25, 1), (8.04, 1), (0.75, None))]
    assert written == said


def test_a_count_shows_the_words_for_one_or_for_many(page):
    shown = page.evaluate(
        """async () => {
          const { refill } = await import('/shared/fill.js')
          const line = document.createElement('p')
          line.innerHTML = '<span data-when-one="n">one</span><span data-when-many="n" hidden>many</span>'
          return [0, 1, '1', 2].map((n) => refill(line, { n }).querySelector('span:not([hidden])').textContent)
        }"""
    )
    assert shown == ["many", "one", "one", "many"]


@pytest.mark.parametrize("place", ["onclick: bad", "href: bad", "style: bad", "srcdoc: bad"])
def test_filling_refuses_attributes_that_could_run(page, place):
    refused = page.evaluate(
        """async (place) => {
          const { refill } = await import('/shared/fill.js')
          const link = document.createElement('a')
          link.dataset.set = place
          try { refill(link, { bad: 'javascript:alert(1)' }) } catch (error) { return error.message }
          return ''
        }""",
        place,
    )
    assert refused.startswith("data-set may not")


def test_a_list_keeps_the_rows_it_already_has(page):
    kept = page.evaluate(
        """async () => {
          const { fillList } = await import('/shared/fill.js')
          const [list, row] = [document.createElement('ul'), document.createElement('template')]
          row.innerHTML = '<li data-slot="name"></li>'
          fillList(list, row, [{ id: 1, name: 'a' }, { id: 2, name: 'b' }])
          const second = list.children[1]
          fillList(list, row, [{ id: 2, name: 'B' }, { id: 3, name: 'c' }])
          return [list.children[0] === second, list.innerText ?? list.textContent]
        }"""
    )
    assert kept[0] and kept[1].replace("\n", "") == "Bc"


def test_the_clock_is_the_centres_whatever_the_page_believes(page):
    shown = page.evaluate(
        """async () => {
          const { clock, lengthOf } = await import('/shared/clock.js')
          clock.sync('2026-11-20T08:42:10.000')
          return [clock.timeOf(), clock.dateOf().date, clock.dateOf().day, lengthOf(65), lengthOf(3725),
                  Math.round(clock.secondsSince('2026-11-20T08:41:40'))]
        }"""
    )
    assert shown == ["08:42", "20/11", 5, "01:05", "1:02:05", 30]


def test_the_clock_counts_down_to_a_moment_and_not_past_it(page):
    left = page.evaluate(
        """async () => {
          const { clock } = await import('/shared/clock.js')
          clock.sync('2026-11-20T08:42:10.000')
          return [Math.round(clock.secondsUntil('2026-11-20T08:42:20')), clock.secondsUntil('2026-11-20T08:42:00')]
        }"""
    )
    assert left == [10, 0]


def test_money_is_written_with_dots_and_read_with_or_without_them(page):
    said = page.evaluate(
        """async () => {
          const { dots, amountOf } = await import('/shared/money.js')
          return [dots(4000), dots(1234567), dots(0), amountOf('4.000'), amountOf('4000 đ'), amountOf('')]
        }"""
    )
    assert said == ["4.000", "1.234.567", "0", 4000, 4000, 0]


@pytest.mark.parametrize(("language", "written"), [("vi", "4.000"), ("en", "4,000")])
def test_money_in_a_field_has_the_signs_of_the_page_and_is_read_as_it_stands(page, language, written):
    said = page.evaluate(
        """async language => {
          document.documentElement.lang = language
          const { dots, amountOf } = await import('/shared/money.js')
          const sums = [0, 7, 500, 1500, 4000, 99999, 1234567, 1000000000]
          return [dots(4000), sums.every((sum) => amountOf(dots(sum)) === sum)]
        }""",
        language,
    )
    assert said == [written, True]


def test_what_a_browser_keeps_is_there_again_and_nothing_is_null(page):
    kept = page.evaluate(
        """async () => {
          const { keep, kept } = await import('/shared/memory.js')
          keep('counter', '4')
          return [kept('counter'), kept('nothing')]
        }"""
    )
    assert kept == ["4", None]


def test_a_key_is_a_random_uuid_of_version_four(page):
    keys = page.evaluate(
        """async () => {
          const { newKey } = await import('/shared/ask.js')
          return Array.from({ length: 200 }, newKey)
        }"""
    )
    assert len(set(keys)) == 200
    shape = r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
    assert all(re.fullmatch(shape, key) for key in keys)


def test_no_answer_is_told_apart_from_a_refusal(page):
    page.route(
        "**/api/refused", lambda route: route.fulfill(status=409, json={"error": {"code": "no", "message_vi": "Không"}})
    )
    page.route("**/api/silent", lambda route: route.abort())
    told = page.evaluate(
        """async () => {
          const { get } = await import('/shared/ask.js')
          const tried = async (path) => { try { await get(path, { patience: 100 }) } catch (error) { return error } }
          const [refused, silent] = [await tried('/api/refused'), await tried('/api/silent')]
          return [refused.name, refused.code, refused.message, refused.status, silent.name]
        }"""
    )
    assert told == ["Refusal", "no", "Không", 409, "NoAnswer"]
