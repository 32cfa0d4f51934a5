"""One ticket on a phone, from the paper's QR to "thank you"."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
import requests
from playwright.sync_api import Page, expect

from tests.conftest import new_key
from tests.real_server import Server

PHONE = (320, 640)  # a small one: what fits there fits everywhere


class Line:
    """The line of certification: who takes numbers, and the officer at counter 1, who calls them."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.kiosk = server.screen("/kiosk")
        self.lead = server.officer("truongca")
        tiles = self.kiosk.get(f"{server.url}/api/kiosk/picture", timeout=10).json()["services"]
        self.service = next(tile["id"] for tile in tiles if tile["letter"] == "C")
        self.act("openings")

    def take_number(self) -> dict:
        answer = self.kiosk.post(
            f"{self.server.url}/api/tickets",
            json={"service": self.service},
            headers={"Idempotency-Key": new_key()},
            timeout=10,
        )
        answer.raise_for_status()
        return answer.json()["ticket"]

    def act(self, noun: str, **wish: object) -> requests.Response:
        """A button at counter 1."""
        url = f"{self.server.url}/api/counters/1/{noun}"
        return self.lead.post(url, json=wish, headers={"Idempotency-Key": new_key()}, timeout=10)

    def call(self, number: str) -> None:
        self.act("calls", ticket=number, why="Kiểm thử").raise_for_status()

    def serve_and_finish(self) -> None:
        self.act("servings").raise_for_status()
        self.act("finishes").raise_for_status()

    def clear(self) -> None:
        """Nobody waits and nobody is at the counter: whoever is left is served and goes."""
        while self.act("servings").ok or self.act("finishes").ok or self.act("calls").json().get("called"):
            pass


@pytest.fixture(scope="module")
def line(server: Server) -> Line:
    return Line(server)


@pytest.fixture
def named(line: Line, window: Callable) -> Callable:
    """`with named("Bưu điện")`: counter 1 bears that name, as the administrator wrote it."""
    page = window(1440, 900)
    for cookie in line.server.officer("quantri").cookies:
        page.context.add_cookies([{"name": cookie.name, "value": cookie.value, "url": line.server.url}])

    def write(name: str) -> None:
        page.goto(f"{line.server.url}/admin/counters")
        page.locator("[name=c0_name]").fill(name)
        page.get_by_test_id("save").click()
        page.get_by_test_id("done").wait_for()

    @contextmanager
    def bears(name: str) -> Iterator[None]:
        write(name)
        yield
        write("")

    return bears


@pytest.fixture
def phone(line: Line, window: Callable) -> Iterator[Page]:
    """A phone that has scanned a ticket's QR, four people before it and one behind; `phone.ticket` is the ticket."""
    line.clear()
    for _ in range(4):
        line.take_number()
    ticket = line.take_number()
    line.take_number()
    page = window(*PHONE)
    page.ticket = ticket
    page.goto(f"{line.server.url}/t/{ticket['token']}")
    expect(page.locator("html")).to_have_attribute("data-connection", "live")
    yield page
    line.clear()


def state(page: Page):
    return page.get_by_test_id("ph-state")


def test_the_page_says_the_number_the_place_and_the_wait(phone):
    expect(phone.get_by_test_id("ph-number")).to_have_text(phone.ticket["number"])
    expect(phone.get_by_test_id("ph-ahead")).to_have_text("Còn 4 người trước")
    expect(phone.get_by_test_id("ph-wait")).to_have_text(re.compile(r"^Khoảng \d+–\d+\sphút$|^Dưới 5\sphút$"))
    expect(phone.get_by_test_id("ph-updated")).to_have_text(re.compile(r"\d\d:\d\d:\d\d"))


def test_the_place_moves_up_and_the_page_says_when_the_turn_is_near(phone, line):
    line.act("calls").raise_for_status()
    expect(phone.get_by_role("heading", name="Sắp đến lượt")).to_be_visible()
    expect(phone.get_by_text("Mời ông/bà quay lại khu vực chờ. Đến quầy khi số được gọi.").first).to_be_visible()
    expect(phone.locator("[data-said]")).to_contain_text("Sắp đến lượt")
    line.serve_and_finish()
    line.act("calls").raise_for_status()
    expect(phone.get_by_test_id("ph-ahead")).to_have_text("Còn 2 người")


@pytest.mark.parametrize(("name", "least"), [("Bưu điện", 96), ("Tiếp nhận", 96), ("Hộ kinh doanh, doanh nghiệp", 64)])
def test_a_counter_with_a_name_is_told_from_across_the_hall_too(phone, line, named, name, least):
    """Word by word: the longest syllable decides, and none is cut."""
    with named(name):
        line.call(phone.ticket["number"])
        shown = phone.locator(".counter b")
        expect(shown).to_have_text(name)
        assert shown.evaluate("(node) => parseFloat(getComputedStyle(node).fontSize)") >= least
        rects = "(node) => { const it = new Range(); it.selectNodeContents(node); return it.getClientRects().length }"
        lines = shown.evaluate(rects)
        assert lines <= len(name.split())
        assert not phone.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_a_call_turns_the_whole_page_yellow_and_is_said_at_once(phone, line):
    line.call(phone.ticket["number"])
    expect(state(phone)).to_have_attribute("data-state", "called")
    expect(phone.get_by_test_id("ph-counter")).to_have_text("Quầy 1")
    assert phone.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 216, 77)"
    sizes = "(node) => parseFloat(getComputedStyle(node).fontSize)"
    for shown in (phone.get_by_test_id("ph-number"), phone.locator(".counter b")):
        assert shown.evaluate(sizes) >= 96
    said = phone.locator("[data-said]")
    expect(said).to_have_attribute("aria-live", "assertive")
    expect(said).to_have_text("Đến lượt ông/bà, mời đến Quầy 1")
    phone.get_by_test_id("ph-coming").click()
    expect(phone.get_by_text("Cán bộ đã biết ông/bà đang đến.")).to_be_visible()
    line.act("servings").raise_for_status()
    expect(phone.get_by_role("heading", name="Đang phục vụ ông/bà")).to_be_visible()
    line.act("holds", why="Lấy giấy tờ").raise_for_status()
    expect(phone.get_by_text("Xong việc, mời quay lại Quầy 1.")).to_be_visible()
    line.act("resumptions", ticket=phone.ticket["number"])
    line.clear()
    expect(phone.get_by_role("heading", name="Cảm ơn ông/bà")).to_be_visible()


def test_who_is_behind_may_pass_once(phone):
    phone.get_by_test_id("ph-defer").click()
    expect(phone.get_by_test_id("ph-defer")).to_have_count(0)
    expect(state(phone)).to_have_attribute("data-state", "waiting")


def test_a_press_that_came_too_late_is_told_why(phone):
    def somebody_else_pressed_first(route):
        requests.post(route.request.url, timeout=10).raise_for_status()
        route.continue_()

    phone.route("**/deferrals*", somebody_else_pressed_first)
    phone.get_by_test_id("ph-defer").click()
    expect(phone.get_by_test_id("ph-refused")).to_be_visible()


def test_giving_up_asks_first(phone):
    phone.get_by_test_id("ph-cancel").click()
    question = phone.get_by_text(f"Bỏ số {phone.ticket['number']}? Ông/bà sẽ phải lấy số mới.")
    keep, give_up = phone.get_by_text("Giữ số", exact=True), phone.get_by_test_id("ph-cancel-yes")
    tops = [one.bounding_box()["y"] for one in (question, keep, give_up)]
    assert tops == sorted(tops), "the question, the way back, the way out"
    keep.click()
    expect(give_up).to_be_hidden()
    phone.get_by_test_id("ph-cancel").click()
    give_up.click()
    expect(phone.get_by_role("heading", name="Ông/bà đã bỏ số này")).to_be_visible()


def test_on_a_small_phone_the_question_before_giving_up_opens_in_sight(phone):
    phone.set_viewport_size({"width": 360, "height": 640})
    phone.get_by_test_id("ph-cancel").evaluate("(node) => scrollTo(0, node.getBoundingClientRect().bottom - 640)")
    phone.get_by_test_id("ph-cancel").click()
    expect(phone.get_by_test_id("ph-cancel-yes")).to_be_in_viewport(ratio=1)


def test_what_to_bring_opens_below_and_stays_open_while_the_line_moves(phone, line):
    papers = phone.get_by_test_id("ph-papers")
    papers.click()
    expect(papers).to_have_attribute("aria-expanded", "true")
    phone.get_by_text("Chứng thực chữ ký", exact=True).click()
    first = phone.locator(".bring:visible li").first
    expect(first).to_be_visible()
    line.act("calls").raise_for_status()
    expect(phone.get_by_role("heading", name="Sắp đến lượt")).to_be_visible()
    expect(first).to_be_visible()
    line.serve_and_finish()
    line.call(phone.ticket["number"])
    expect(state(phone)).to_have_attribute("data-state", "called")
    expect(phone.get_by_test_id("ph-counter")).to_be_in_viewport()
    expect(first).to_be_hidden()


def test_what_to_bring_closes_by_the_press_that_opened_it(phone):
    phone.get_by_test_id("ph-papers").click()
    phone.get_by_test_id("ph-procedure").first.wait_for()
    phone.get_by_test_id("ph-papers").click()
    expect(phone.get_by_test_id("ph-procedure")).to_have_count(0)


def test_sound_is_by_consent_and_says_to_keep_the_page_open(phone):
    below = phone.get_by_test_id("ph-defer")
    before = below.bounding_box()
    phone.get_by_test_id("ph-notify").click()
    expect(phone.get_by_text("Đã bật tiếng và rung. Hãy để trang này mở.")).to_be_visible()
    expect(phone.get_by_test_id("ph-notify")).to_have_attribute("aria-pressed", "true")
    assert below.bounding_box() == before  # the next button does not move from under a finger


def test_everything_works_without_script(phone, line, browser):
    plain = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640})
    page = plain.new_page()
    page.goto(f"{line.server.url}/t/{phone.ticket['token']}")
    assert page.locator("noscript").inner_html().count('http-equiv="refresh"') == 1
    page.get_by_test_id("ph-defer").click()
    expect(page.get_by_test_id("ph-defer")).to_have_count(0)
    page.get_by_test_id("ph-papers").click()
    page.get_by_text("Chứng thực chữ ký", exact=True).click()
    expect(page.locator(".bring:visible li").first).to_be_visible()
    page.get_by_test_id("ph-back").click()
    page.get_by_test_id("ph-cancel").click()
    page.get_by_test_id("ph-cancel-yes").click()
    expect(page.get_by_role("heading", name="Ông/bà đã bỏ số này")).to_be_visible()
    plain.close()


def test_a_narrow_phone_never_scrolls_sideways_even_when_zoomed(phone, line, window):
    narrow = window(320, 568)

    def check():
        for query in ("", "?lang=en", "/papers"):
            narrow.goto(f"{line.server.url}/t/{phone.ticket['token']}{query}")
            for opens in narrow.locator("summary").all():
                opens.click()
            for size in ("100%", "200%"):
                narrow.evaluate("(size) => { document.documentElement.style.fontSize = size }", size)
                assert narrow.evaluate("document.documentElement.scrollWidth <= innerWidth")

    check()
    line.call(phone.ticket["number"])
    check()
    line.serve_and_finish()
    check()


def test_the_whole_page_is_under_60_kilobytes(line, window):
    ticket = line.take_number()
    page = window(*PHONE)
    answers = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(f"{line.server.url}/t/{ticket['token']}")
    expect(page.locator("html")).to_have_attribute("data-connection", "live")
    page.get_by_test_id("ph-papers").click()
    page.get_by_test_id("ph-procedure").first.wait_for()
    assert {answer.request.resource_type for answer in answers} >= {"document", "stylesheet", "script"}
    assert sum(len(answer.body()) for answer in answers) <= 60_000  # what to bring too, and fonts where there were any


def test_where_no_socket_opens_the_page_asks_every_ten_seconds(phone, line, window):
    page = window(*PHONE)
    page.route_web_socket("**/socket.io/**", lambda socket: socket.close())
    page.clock.install()
    page.goto(f"{line.server.url}/t/{phone.ticket['token']}")
    line.call(phone.ticket["number"])
    page.clock.fast_forward(11_000)
    expect(state(page)).to_have_attribute("data-state", "called")


def test_once_served_the_phone_asks_how_it_was_and_why(phone, line):
    line.call(phone.ticket["number"])
    line.serve_and_finish()
    phone.get_by_test_id("rate-2").click()
    phone.get_by_test_id("rate-chip").first.check()
    phone.get_by_test_id("rate-send").click()
    expect(phone.get_by_test_id("rate-thanks")).to_be_visible()
    expect(phone.get_by_test_id("ph-hints")).to_contain_text("dichvucong.gov.vn")


def test_english_is_spoken_to_those_who_ask(phone, line):
    phone.get_by_role("link", name="English").click()
    expect(phone.get_by_role("heading", name="Your number")).to_be_visible()
    phone.get_by_test_id("ph-defer").click()
    expect(phone.get_by_test_id("ph-defer")).to_have_count(0)
    expect(phone.get_by_role("heading", name="Your number")).to_be_visible()


def test_a_token_that_never_was_says_what_to_do(line, window):
    page = window(*PHONE)
    answer = page.goto(f"{line.server.url}/t/BCGHKLMN")
    assert answer.status == 404
    expect(page.get_by_test_id("ph-gone")).to_contain_text("Mời ông/bà quét lại mã, hoặc lấy số mới.")


def test_a_page_that_cannot_hear_the_server_says_to_watch_the_tv(new_server, window):
    server = new_server()
    ticket = Line(server).take_number()
    page = window(*PHONE)
    page.clock.install()
    page.goto(f"{server.url}/t/{ticket['token']}")
    expect(page.locator("html")).to_have_attribute("data-connection", "live")
    server.kill()
    page.clock.fast_forward(4_000)
    expect(page.get_by_test_id("ph-reconnecting")).to_be_visible()
    page.clock.fast_forward(28_000)
    expect(page.get_by_test_id("ph-stale")).to_be_visible()
    expect(page.get_by_text("Mời ông/bà nhìn màn hình TV.")).to_be_visible()
    server.start()
    page.clock.fast_forward(11_000)
    expect(page.get_by_test_id("ph-stale")).not_to_be_visible(timeout=15_000)
