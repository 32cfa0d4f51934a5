"""The hall screen when its line to the server is cut, and when it is whole again."""

from playwright.sync_api import expect

from tests.display.conftest import Hall, Open, announced, row
from tests.waiting import wait_until


def test_calls_made_while_the_server_was_away_are_spoken_once_on_return(fragile_hall: Hall, show: Open) -> None:
    hall = fragile_hall
    page = show(hall)
    before = hall.call(1, "C")
    announced(page, 1)
    page.evaluate("__ux.socket.disconnect()")
    missed = [hall.call(2, "H"), hall.call(3, "C")]
    hall.server.kill()
    expect(page.get_by_test_id("tv-row")).to_have_count(1)
    hall.server.start()
    page.evaluate("__ux.socket.connect()")
    for number in missed:
        expect(row(page, number)).to_be_visible()
    assert [one["ticket"] for one in announced(page, 3)] == [before, *missed]
    page.reload()
    expect(row(page, missed[1])).to_be_visible()
    wait_until(lambda: page.evaluate("__ux.heard.upTo") == 3)
    assert page.evaluate("__ux.announcements") == []  # a reload repeats nothing


def test_a_screen_that_lost_the_server_says_so_within_31_seconds_and_heals_by_itself(
    fragile_hall: Hall, show: Open
) -> None:
    hall = fragile_hall
    page = show(hall)
    grid = show(hall, "&view=board&sound=off")
    number = hall.call(1, "C")
    announced(page, 1)
    hall.server.kill()
    expect(page.get_by_test_id("tv-connection")).to_be_visible(timeout=8_000)
    expect(page.get_by_test_id("tv-connection")).to_contain_text("Đang kết nối lại…")
    expect(page.get_by_test_id("tv-offline")).to_be_hidden()
    expect(page.get_by_test_id("tv-offline")).to_be_visible(timeout=31_000)
    expect(page.get_by_test_id("tv-offline")).to_contain_text("Mời ông/bà nghe gọi số tại quầy.")
    expect(grid.get_by_test_id("tv-offline")).to_be_visible()
    hall.server.start()
    expect(page.locator("html")).to_have_attribute("data-news", "live", timeout=15_000)
    expect(page.get_by_test_id("tv-offline")).to_be_hidden()
    expect(row(page, number)).to_be_visible()
    assert page.evaluate("__ux.announcements.length") == 1


def test_a_silent_line_is_noticed_though_the_socket_believes_it_is_connected(hall: Hall, show: Open) -> None:
    deaf = "window.deaf = false; const Real = WebSocket; " + (
        "WebSocket = class extends Real { set onmessage(f) { super.onmessage = (m) => window.deaf || f(m) } }"
    )
    page = show(hall, before=deaf)
    page.evaluate("deaf = true")
    expect(page.locator("html")).to_have_attribute("data-news", "lost", timeout=15_000)
    expect(page.get_by_test_id("tv-connection")).to_contain_text("Cập nhật lúc")
    page.evaluate("deaf = false")
    expect(page.locator("html")).to_have_attribute("data-news", "live", timeout=15_000)
