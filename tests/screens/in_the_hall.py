"""Whoever sits in the hall and looks up at the screens. What hangs there besides calls: on_the_wall.py."""

from collections.abc import Iterator

from playwright.sync_api import Page, expect

from tests.screens.stage import Stage
from tests.screens.walk import STAFF, TV, Shot, Visit, walk
from tests.waiting import wait_until


def screen(visit: Visit, query: str = "") -> Page:
    page = visit.open(f"/display?{query}", visit.stage.display)
    return hears(page)


def hears(page: Page) -> Page:
    expect(page.locator("html")).to_have_attribute("data-news", "live")
    page.locator("[data-clock] [data-slot='time']:not(:empty)").wait_for()
    return page


# The band's pages take turns every 12 s; here they are turned by hand.
BY_HAND = """{ const { setInterval: real } = window
  window.setInterval = (act, wait, ...rest) => {
    if (wait !== 12000) return real(act, wait, ...rest)
    window.turn = act
  } }"""


def turning(visit: Visit) -> Page:
    page = visit.window(visit.stage.display)
    page.add_init_script(BY_HAND)
    return hears(visit.show(page, "/display?sound=off"))


def turn_to(page: Page, testid: str) -> None:
    for _ in range(120):
        if page.get_by_test_id(testid).is_visible():
            return
        page.evaluate("turn()")
    raise AssertionError(f"{testid} has no turn")


def make_free(stage: Stage, counter: int) -> None:
    """Whoever is at the counter has been served."""
    desk = stage.desk(counter)
    if desk["ticket"] is not None:
        if desk["ticket"]["state"] == "called":
            stage.act(counter, "servings")
        stage.act(counter, "finishes")


def all_have_gone(stage: Stage) -> None:
    """Every counter has served whoever was there."""
    for counter in range(1, 16):
        make_free(stage, counter)


def call_anew(stage: Stage, counter: int, letter: str, *, priority: bool = False) -> str:
    """Somebody takes a number, and a counter that is made free calls the next one; somebody with priority at once."""
    make_free(stage, counter)
    came = str(stage.take(letter, priority=priority)["number"])
    if priority:
        stage.call(counter, came)
        return came
    return str(stage.act(counter, "calls")["called"])


@walk("display", TV, at=(7, 25))
def comes_before_it_opens(visit: Visit) -> Iterator[Shot]:
    page = screen(visit)
    page.get_by_test_id("tv-early").wait_for()
    yield Shot("early", "Chưa đến giờ làm việc", "Not open yet", page)


@walk("display", TV, at=(7, 30))
def comes_first(visit: Visit) -> Iterator[Shot]:
    page = screen(visit)
    yield Shot("empty", "Trước lượt gọi đầu tiên", "Before the first call", page)
    board = screen(visit, "view=board&sound=off")
    board.get_by_test_id("tv-empty").wait_for()
    yield Shot("board-empty", "Mọi quầy, trước lượt gọi đầu tiên", "Every counter before the first call", board)


@walk("display", TV, at=(8, 43))
def hears_calls(visit: Visit) -> Iterator[Shot]:
    stage = visit.stage
    page = screen(visit)
    yield Shot("dimmed", "Lượt gọi cuối đã quá 40 giây", "The last call, over 40 seconds ago", page)
    number = call_anew(stage, 9, "S")
    expect(page.get_by_test_id("tv-hero-number")).to_have_text(number)
    yield Shot("hero", "Đang gọi một số", "A call", page)
    falls_quiet(stage)
    page = screen(visit)  # one that has nothing left to say
    second, third = call_anew(stage, 11, "U"), call_anew(stage, 3, "H", priority=True)
    for called in (second, third):
        page.locator(f'[data-ticket="{called}"]').wait_for()
    yield Shot("two-calls", "Hai lượt gọi cùng lúc, một số ưu tiên", "Two calls at once, one with priority", page)
    falls_quiet(stage)
    page = screen(visit)
    stage.act(9, "recalls")
    page.locator(f'[data-ticket="{number}"] .tag-again:not([hidden])').wait_for()
    expect(page.get_by_test_id("tv-hero-number")).to_have_text(number)
    yield Shot("recall", "Gọi lần 2", "A second call", page)
    falls_quiet(stage, seconds=41)


def falls_quiet(stage: Stage, seconds: int = 24) -> None:
    """So long after a call that no number is pointed out any more; after 40 s the large one is not, either."""
    stage.pass_time(seconds=seconds)


@walk("display", TV, at=(8, 45))
def looks_at_all_counters(visit: Visit) -> Iterator[Shot]:
    page = screen(visit, "view=board&sound=off")
    expect(page.get_by_test_id("tv-cell")).to_have_count(15)
    yield Shot("board", "Màn hình thứ hai: mọi quầy", "Second screen: every counter", page)


@walk("display", TV, at=(8, 45))
def finds_the_sound_blocked(visit: Visit) -> Iterator[Shot]:
    page = visit.window(visit.stage.display)
    page.add_init_script('Object.defineProperty(AudioContext.prototype, "state", { get: () => "suspended" })')
    hears(visit.show(page, "/display"))
    page.get_by_test_id("tv-sound-blocked").wait_for()
    yield Shot("sound-blocked", "Trình duyệt chưa cho phát tiếng", "Sound is blocked", page)


@walk("display", TV, at=(8, 45))
def hears_a_chime_alone(visit: Visit) -> Iterator[Shot]:
    stage = visit.stage
    page = visit.window(stage.display)
    page.route("**/voice/**/*.wav", lambda route: route.abort())  # the files of the voice are not there
    hears(visit.show(page, "/display?sound=on"))
    wait_until(lambda: stage.ask(stage.admin, "GET", "/api/displays")["displays"][0]["condition"] == "chime")
    number = call_anew(stage, 9, "S")
    expect(page.get_by_test_id("tv-hero-number")).to_have_text(number)  # the call itself is seen as ever
    told = visit.open("/live", stage.lead, size=STAFF)
    alert, more = told.get_by_test_id("alert-display-chime"), told.get_by_test_id("live-more")
    alert.or_(more).locator("visible=true").first.wait_for()
    if not alert.is_visible():  # the hall's other alerts stand above it
        more.click()
    alert.wait_for()
    yield Shot(
        "chime", "TV chỉ có chuông: trưởng ca được báo", "The TV has a chime alone: the shift lead is told", told
    )
    falls_quiet(stage, seconds=41)
    visit.errors.clear()  # the browser notes each file that is missing


@walk("display", TV, at=(8, 46))
def sees_a_service_pause(visit: Visit) -> Iterator[Shot]:
    stage = visit.stage
    stage.open(13, 14)
    make_free(stage, 13)
    stage.take("N")
    for counter in (13, 14):
        stage.act(counter, "pauses", why="#meeting")
    page = turning(visit)
    turn_to(page, "tv-pause")
    yield Shot("paused", "Một dịch vụ tạm dừng gọi", "One service pauses", page)
    stage.open(13, 14)
    stage.calls_on(13)


@walk("display", TV, at=(8, 46))
def reads_what_the_hall_should_know(visit: Visit) -> Iterator[Shot]:
    stage = visit.stage
    sentence = {
        "text": "Chiều nay trung tâm làm việc đến 17 giờ. Mời ông/bà giữ phiếu đến khi được gọi.",
        "text_en": "This afternoon the centre works until 17:00. Please keep your slip until called.",
    }
    notices = stage.ask(stage.admin, "POST", "/api/notices", **sentence)["notices"]
    notice = next(one for one in notices if one["text"] == sentence["text"])
    with visit.chosen("queue", "rules_shown", True):
        page = turning(visit)
        for testid, state, vi, en in (
            ("tv-notice", "notice", "Thông báo", "A notice"),
            ("tv-rule", "rule", "Quy tắc gọi số, mỗi vòng một câu", "The rules, one each round"),
            ("tv-right", "right", "Bao nhiêu ước tính đã đúng", "How many estimates were right"),
        ):
            turn_to(page, testid)
            yield Shot(state, vi, en, page)
    stage.ask(stage.admin, "DELETE", f"/api/notices/{notice['id']}")


@walk("display", TV, at=(8, 47))
def loses_the_server(visit: Visit) -> Iterator[Shot]:
    cable = visit.stage.cable()
    page = visit.window(visit.stage.display)
    page.clock.install()
    hears(visit.show(page, "/display?sound=off", cable.port))
    cable.pull_out()
    page.clock.run_for(6_000)
    page.get_by_test_id("tv-connection").wait_for()
    yield Shot("reconnecting", "Mất kết nối vài giây", "Reconnecting", page)
    page.clock.run_for(31_000)
    page.get_by_test_id("tv-offline").wait_for()
    yield Shot("offline", "Mất kết nối quá 30 giây", "Offline for more than 30 seconds", page)
    cable.plug_in()
    board = visit.window(visit.stage.display)
    board.clock.install()
    hears(visit.show(board, "/display?view=board&sound=off", cable.port))
    cable.pull_out()
    board.clock.run_for(37_000)
    board.locator(".grid-gone").wait_for()
    yield Shot("board-offline", "Mọi quầy, mất kết nối", "Every counter, offline", board)
    visit.errors.clear()  # the browser says that the line is gone


@walk("display", TV, at=(11, 46))
def sits_there_at_lunch(visit: Visit) -> Iterator[Shot]:
    all_have_gone(visit.stage)
    page = screen(visit)
    page.get_by_test_id("tv-lunch").wait_for()
    yield Shot("lunch", "Nghỉ trưa", "Lunch", page)
    yield from beside(visit, "lunch", "Mọi quầy, nghỉ trưa", "Every counter at lunch")


@walk("display", TV, at=(17, 16))
def sits_there_after_hours(visit: Visit) -> Iterator[Shot]:
    all_have_gone(visit.stage)
    page = turning(visit)
    page.get_by_test_id("tv-closed").wait_for()
    expect(page.get_by_test_id("tv-service")).to_have_count(0)
    yield Shot("closed", "Đã hết giờ", "Closed", page)
    turn_to(page, "tv-book")
    yield Shot("closed-book", "Hết giờ: đặt số trước", "Closed: how to book", page)
    yield from beside(visit, "closed", "Mọi quầy, đã hết giờ", "Every counter, closed")


@walk("display", TV, at=(9, 0), day=24)
def sits_there_on_a_holiday(visit: Visit) -> Iterator[Shot]:
    page = screen(visit)
    page.get_by_test_id("tv-holiday").wait_for()
    yield Shot("holiday", "Ngày nghỉ", "A day off", page)


def beside(visit: Visit, state: str, vi: str, en: str) -> Iterator[Shot]:
    """The second screen, which says below its counters why nobody is called."""
    page = screen(visit, "view=board&sound=off")
    page.get_by_test_id(f"tv-{state}").wait_for()
    expect(page.get_by_test_id("tv-cell").first).to_be_visible(visible=state == "lunch")
    expect(page.locator("[data-show=free]:visible"), "nobody is invited").to_have_count(0)
    yield Shot(f"board-{state}", vi, en, page)
