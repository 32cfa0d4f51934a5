"""Large text, low buttons, English, papers first: each for whoever needs it, and gone with them."""

import re
from urllib.parse import unquote

import pytest
from playwright.sync_api import expect

from tests.kiosk.conftest import PANEL, Screen


def sizes(screen: Screen) -> list[tuple[str, float]]:
    """(words, size in pixels) of all that is to be read."""
    return screen.page.evaluate(
        """() => [...document.querySelectorAll('body *')]
          .filter((one) => one.checkVisibility() && [...one.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
          .filter((one) => !one.closest('.only-read'))
          .map((one) => [one.innerText, parseFloat(getComputedStyle(one).fontSize)])"""
    )


def test_large_text_is_never_below_42_pixels_and_fits_the_panel(screen):
    screen.press("large")
    expect(screen.page.locator("[data-tiles] .tile")).to_have_count(5)
    found = sizes(screen)
    assert found and all(size >= 42 for _, size in found), found
    assert screen.page.evaluate(
        "[...document.querySelectorAll('.tile, .button')].every((b) => !b.checkVisibility() ||"
        " (b.scrollWidth <= b.clientWidth && b.scrollHeight <= b.clientHeight + 2))"
    )


@pytest.mark.parametrize(
    ("presses", "view"),
    [(["search-tile"], "search"), (["code-tile"], "code"), (["service-C"], "priority"),
     (["service-C", "prio-yes"], "ticket"), (["staff"], "services"), (["more", "service-N"], "nobody")],
)  # fmt: skip
def test_large_text_is_large_on_every_other_screen_too(screen, presses, view):
    screen.press("large", *presses)
    screen.shows(view)
    found = sizes(screen)
    assert found and all(size >= 42 for _, size in found), found


def test_in_large_text_what_to_bring_is_large_and_all_of_it_is_seen(screen):
    screen.press("large", "search-tile")
    screen.find("search-words").press_sequentially("quyen su dung dat lan dau", delay=100)  # the one that asks for most
    screen.page.locator(".found", has_text="quyền sử dụng đất lần đầu").click()
    screen.shows("papers")
    found = dict(sizes(screen))
    papers = screen.find("papers").locator("li").all_inner_texts()
    assert len(papers) == 5 and all(size >= 42 for size in found.values()), found
    assert screen.find("papers").evaluate("(list) => list.scrollHeight <= list.clientHeight + 1")


@pytest.mark.parametrize("figures", [False, True])
def test_in_large_text_the_words_of_a_box_stand_clear_of_its_edges(screen, figures):
    screen.press("large")
    if figures:  # of the keys, beside the words
        screen.page.evaluate("document.documentElement.toggleAttribute('data-keys', true)")
    screen.settled()
    rims = screen.page.locator("[data-tiles] .tile").evaluate_all(
        """(tiles) => tiles.map((tile) => {
          const box = tile.getBoundingClientRect()
          const shown = [...tile.children].filter((one) => one.checkVisibility())
          const words = shown.map((one) => one.getBoundingClientRect())
          return [words[0].top - box.top, box.bottom - words.at(-1).bottom]
        })"""
    )
    assert len(rims) == 5 and all(min(rim) >= 10 for rim in rims), rims


def test_in_large_text_a_box_still_says_what_it_is_for(screen):
    screen.press("large")
    hints = screen.page.locator("[data-tiles] .tile-hint:visible")
    uncut = "(all) => all.every((hint) => hint.scrollWidth <= hint.clientWidth)"
    expect(hints).to_have_count(4)  # who knows no box is told nothing more
    expect(hints.first).to_have_text("Bản sao, chữ ký, hợp đồng, di chúc")
    assert hints.evaluate_all(uncut)
    screen.press("more")
    expect(hints.first).to_have_text(re.compile(", .* …$"))  # "Hộ kinh doanh" does much
    assert hints.evaluate_all(uncut)
    screen.press("lang")
    screen.press("page-back")
    expect(hints.first).to_contain_text("Copies")
    assert hints.evaluate_all(uncut)


def test_in_large_text_too_who_has_a_slip_or_asks_for_papers_finds_the_way_on_the_first_page(screen):
    screen.press("large")
    tiles = screen.page.locator("[data-tiles] [data-act]").evaluate_all("(all) => all.map((one) => one.dataset.testid)")
    assert tiles == [f"kiosk-{one}" for one in ("service-C", "service-H", "search-tile", "code-tile", "service-U")]
    search, code = (screen.find(one).bounding_box() for one in ("search-tile", "code-tile"))
    assert search["y"] == code["y"] and search["x"] + search["width"] < code["x"]  # beside each other
    screen.press("code-tile")
    screen.shows("code")


def test_low_boxes_have_no_room_for_what_they_are_for_and_it_is_read_aloud_all_the_same(screen):
    screen.press("low")
    expect(screen.find("service-C")).to_contain_text("Bản sao, chữ ký")
    assert screen.page.locator("[data-tiles] .tile-hint").first.bounding_box()["width"] <= 1
    asked: list[str] = []
    screen.page.on("request", lambda r: asked.append(unquote(r.url)) if "/api/kiosk/speech" in r.url else None)
    screen.press("audio")
    expect(screen.page.locator("[data-tiles] li.is-read").first).to_be_visible(timeout=20_000)
    assert any("Chứng thực. Bản sao, chữ ký, hợp đồng, di chúc" in one for one in asked), asked


def test_beside_the_figures_of_keys_the_words_of_low_boxes_stand_clear_of_them_and_of_the_edges(screen):
    screen.press("low")
    screen.page.evaluate("document.documentElement.toggleAttribute('data-keys', true)")
    screen.settled()
    rims = screen.page.evaluate(
        """() => {
          document.querySelector(".tile-name").textContent = "Construction and planning"
          document.querySelector(".tile-range").textContent = "Under 10\u00a0minutes"
          const rim = (box, words, figure) => {
            const range = document.createRange()
            range.selectNodeContents(words)
            const [outer, inner] = [box.getBoundingClientRect(), range.getBoundingClientRect()]
            const end = outer.left + outer.width * figure - inner.right
            return [inner.top - outer.top, outer.bottom - inner.bottom, end].map(Math.round)
          }
          const [tile] = document.querySelectorAll(".tile")
          const shown = [...tile.querySelectorAll(".tile-name, .tile-wait")].filter((part) => part.checkVisibility())
          const words = shown.map((part) => rim(tile, part, 0.89))
          const doors = [...document.querySelectorAll(".doors .button")]
          return [...words, ...doors.map((door) => rim(door, door.querySelector("span"), 1))]
        }"""
    )
    assert len(rims) == 4 and all(min(rim) > 0 for rim in rims), rims


def test_under_a_name_of_two_lines_what_a_box_below_a_banner_is_for_is_read_aloud_alone(screen):
    seen = """async () => {
      const { fitHints } = await import("/static/kiosk/services.js")
      fitHints(false)
      return [...document.querySelectorAll("[data-tiles] .tile-hint")].slice(0, 2)
        .map((hint) => !hint.classList.contains("only-read"))
    }"""
    assert screen.page.evaluate(seen) == [True, True]
    screen.page.evaluate(
        """() => {  // as high as below a banner
          Object.assign(document.querySelector(".tiles").style, { flex: "none", gridAutoRows: "252px" })
          document.querySelector(".tile-name").innerHTML = "Xây dựng –<br>quy hoạch"
        }"""
    )
    assert screen.page.evaluate(seen) == [False, True]


def test_a_service_whose_counters_rest_is_said_to_pause_as_the_halls_screen_says(screen):
    tile = screen.find("service-N")
    expect(tile).to_contain_text("Chưa có quầy mở")
    services = screen.page.request.get(f"{screen.server.url}/api/kiosk/picture").json()["services"]
    screen.told(services=[one | {"paused": True, "waiting": 2} if one["letter"] == "N" else one for one in services])
    expect(tile.get_by_text("Tạm dừng")).to_be_visible()
    expect(tile.get_by_text("Chưa có quầy mở")).to_be_hidden()


def test_a_page_of_services_leads_back_as_well_as_on(screen):
    screen.press("large")
    expect(screen.find("page-back")).to_be_hidden()
    first = screen.page.locator("[data-tiles] .tile-name").all_inner_texts()
    screen.press("more")
    expect(screen.page.locator("[data-pager]")).to_contain_text("Trang 2/3")
    screen.press("page-back")
    expect(screen.page.locator("[data-pager]")).to_contain_text("Trang 1/3")
    assert screen.page.locator("[data-tiles] .tile-name").all_inner_texts() == first


def test_more_services_than_fit_are_on_the_next_page(screen):
    screen.press("large")
    first = screen.page.locator("[data-tiles] .tile-name").all_inner_texts()
    screen.press("more")
    expect(screen.page.locator("[data-pager]")).to_contain_text("Trang 2/3")
    second = screen.page.locator("[data-tiles] .tile-name").all_inner_texts()
    assert first[-1] == second[-1] == "Tôi chưa biết chọn ô nào"  # who knows no box finds theirs on every page
    assert len({*first, *second}) == 8
    screen.again("more")
    expect(screen.find("more")).to_contain_text("Về trang đầu")
    expect(screen.find("service-R")).to_be_visible()


LOWEST = 1920 * 0.55  # within reach from a wheelchair: the lower 45 % of the screen


def test_low_buttons_bring_everything_to_touch_into_the_lowest_45_percent(screen):
    for testid in ("low", "service-H", "back", "code", "back", "large", "service-H"):
        screen.press(testid)
        screen.settled()
        tops = screen.page.locator("[data-act]:visible").evaluate_all(
            "(all) => all.map((one) => [one.dataset.testid ?? one.innerText, one.getBoundingClientRect().top])"
        )
        assert tops and all(top >= LOWEST for _, top in tops), (testid, tops)


def test_english_comes_in_place_and_the_ticket_is_in_english(screen):
    screen.press("lang")
    expect(screen.page.locator("html")).to_have_attribute("lang", "en")
    expect(screen.page.get_by_role("heading", name="What do you need today?")).to_be_visible()
    expect(screen.find("service-C")).to_contain_text("Certification")
    screen.press("service-C", "prio-no")
    expect(screen.page.get_by_role("heading", name="Your number")).to_be_visible()
    expect(screen.says("Take your paper from the slot below")).to_be_visible()
    left = screen.page.evaluate(
        "[...document.querySelectorAll('main *')].filter((one) => one.checkVisibility() && !one.children.length)"
        ".map((one) => one.textContent).join(' ')"
    )
    assert not re.search(r"[ăâđêôơưĂÂĐÊÔƠƯạ-ỹẠ-Ỹ]", left), left


def test_english_is_a_real_link(screen, browser):
    assert screen.find("lang").get_attribute("href") == "/kiosk?ux=1&lang=en"
    without_script = browser.new_context(java_script_enabled=False)
    page = without_script.new_page()
    page.goto(f"{screen.server.url}/kiosk?lang=en")
    assert page.locator("html").get_attribute("lang") == "en"
    expect(page.get_by_role("heading", name="What do you need today?")).to_be_visible()
    without_script.close()


def test_what_one_citizen_chose_is_gone_for_the_next(screen):
    screen.press("large", "lang")
    screen.press("service-C", "prio-no")
    screen.press("done")
    expect(screen.page.locator("html")).to_have_attribute("lang", "vi")
    expect(screen.find("large")).to_have_attribute("aria-pressed", "false")
    expect(screen.page.locator("[data-tiles] .tile")).to_have_count(8)


def test_procedures_are_found_without_accents_and_say_what_to_bring(screen):
    screen.press("search")
    for letter in "KHAI SINH":
        screen.page.locator(f'[data-letter="{letter}"]:visible').click()
    expect(screen.find("search-words")).to_have_value("khai sinh")
    row = screen.page.locator(".found", has_text=re.compile("^Đăng ký khai sinh *$"))
    expect(row).to_be_visible()
    row.click()
    expect(screen.page.get_by_role("heading", name="Giấy tờ cần mang")).to_be_visible()
    expect(screen.find("papers").locator("li").first).to_contain_text("Tờ khai")
    screen.press("take", "prio-no")
    expect(screen.find("number")).to_have_text(re.compile(r"H\d{3}"))


@pytest.mark.parametrize(("presses", "fee"), [(["search"], "10.000 đồng"), (["lang", "search"], "10,000 đồng")])
def test_a_fee_is_written_with_the_signs_of_the_screens_language(screen, presses, fee):
    screen.press(*presses)
    screen.find("search-words").press_sequentially("cai chinh", delay=100)
    screen.page.locator(".found", has_text="cải chính, bổ sung thông tin hộ tịch").click()
    expect(screen.page.locator(".papers-facts")).to_contain_text(fee)


def test_words_that_match_nothing_say_what_to_do(screen):
    screen.press("search")
    screen.find("search-words").press_sequentially("xyzxyz", delay=100)
    expect(screen.says("hoặc gặp Quầy 15")).to_be_visible()
    screen.press("back")
    screen.shows("services")


def test_text_on_the_screen_stands_out_seven_to_one(screen):
    measure = """() => {
      const lum = (c) => { const [r, g, b] = c.match(/[\\d.]+/g).map((v) => v / 255)
        .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)); return 0.2126*r + 0.7152*g + 0.0722*b }
      const ground = (one) => { for (let e = one; e; e = e.parentElement) {
        const c = getComputedStyle(e).backgroundColor; if (!c.endsWith(', 0)')) return c } return 'rgb(255,255,255)' }
      return [...document.querySelectorAll('body *')]
        .filter((one) => one.checkVisibility() && [...one.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
        .map((one) => { const [a, b] = [lum(getComputedStyle(one).color), lum(ground(one))].sort((x, y) => y - x)
          return [one.innerText, (a + 0.05) / (b + 0.05)] }).filter(([, ratio]) => ratio < 7)
    }"""
    assert screen.page.evaluate(measure) == []
    screen.press("service-C")
    assert screen.page.evaluate(measure) == []
    screen.press("prio-yes")
    screen.shows("ticket")
    assert screen.page.evaluate(measure) == []


@pytest.mark.parametrize("mode", ["large", "audio"])
def test_whoever_reads_slowly_is_asked_after_a_minute_and_any_touch_keeps_the_screen(server, staff, window, mode):
    """In the usual mode, after half a minute: task 5."""
    page = window(*PANEL)
    page.clock.install()
    screen = Screen(page, server).open()
    asked = screen.says("Ông/bà còn ở đây không?")
    screen.press(mode, "service-C")
    screen.shows("priority")
    page.clock.fast_forward(45_000)
    expect(asked).to_be_hidden()
    screen.connected()  # so long a jump may have cost the line; it comes back by itself, which begins the time anew
    page.locator("h1:visible").click()  # as any touch does
    page.clock.fast_forward(60_500)
    expect(asked).to_be_visible()
    asked.click()  # beside the button
    expect(asked).to_be_hidden()
    screen.shows("priority")
    screen.connected()
    page.clock.fast_forward(60_500)
    expect(asked).to_be_visible()
    screen.connected()
    page.clock.run_for(20_500)
    screen.shows("services")
    expect(page.locator(f"html[data-{mode}]")).to_have_count(0)


def test_who_reads_slowly_may_stay_as_often_as_they_like(server, staff, window):
    page = window(*PANEL)
    page.clock.install()
    page.goto(f"{server.url}/kiosk")
    page.evaluate(
        """async () => {
             const { Session } = await import('/static/kiosk/session.js')
             Object.assign(window, { asked: 0, ended: 0 })
             window.someone = new Session({
               ask: (left) => { if (left === 20) window.asked += 1 },
               answered: () => {},
               end: () => { window.ended += 1 },
             })
             someone.watch('aloud')
           }"""
    )
    for _ in range(12):
        page.clock.fast_forward(30_500)
        page.evaluate("someone.touched()")
    assert page.evaluate("[asked, ended]") == [12, 0]


def test_the_number_leaves_by_itself_after_15_seconds_and_30_in_large_text(server, staff, window):
    page = window(*PANEL)
    page.clock.install()
    screen = Screen(page, server).open()
    screen.take_number("C")
    expect(screen.says("Mời lấy phiếu ở khe bên dưới")).to_be_visible()
    page.clock.run_for(13_000)
    screen.shows("ticket")
    page.clock.run_for(2_500)
    screen.shows("services")
    screen.press("large")
    screen.press("service-C", "prio-no")
    expect(screen.says("Mời lấy phiếu ở khe bên dưới")).to_be_visible()
    page.clock.run_for(20_000)
    screen.shows("ticket")
