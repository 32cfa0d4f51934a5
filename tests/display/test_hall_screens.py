"""Slides, zones, the voice and its recorder in a real browser."""

import io
from collections.abc import Callable, Iterator

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests import chromium
from tests.display.conftest import Hall, Open, announced, row
from tests.waiting import wait_until


@pytest.fixture
def admin(hall: Hall):
    return hall.server.officer("quantri")


def a_picture() -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (320, 180), "#0b4f8a").save(drawn, "PNG")
    return drawn.getvalue()


# A round of slides is shown sooner: what matters is when it must not be.
SOON = """{ const { setTimeout: real } = window
  window.setTimeout = (callback, wait, ...rest) => real(callback, wait === 12000 ? 300 : wait, ...rest) }"""


def test_a_picture_is_shown_while_nobody_is_called_and_never_over_a_call(hall: Hall, admin, show: Open) -> None:
    url = hall.server.url
    slides = admin.post(f"{url}/api/slides", files={"file": ("Tết.png", a_picture())}, timeout=10).json()["slides"]
    page = show(hall, before=SOON)
    page.evaluate("__ux.clock.sync(new Date(__ux.clock.now + 60_000).toISOString())")  # every call is long ago
    picture = page.get_by_test_id("tv-slide").locator("img")
    expect(picture).to_be_visible()
    assert picture.get_attribute("alt") == "Tết"
    expect(page.get_by_test_id("tv-hero-number")).to_be_hidden()
    number = hall.call(1, "C")
    expect(picture).to_be_hidden()
    expect(page.get_by_test_id("tv-hero-number")).to_have_text(number)
    admin.delete(f"{url}/api/slides/{slides[0]['id']}", timeout=10).raise_for_status()


def test_a_screen_of_a_zone_shows_and_says_its_own_calls_only(hall: Hall, admin, show: Open) -> None:
    url = hall.server.url
    page = show(hall)
    [*_, tv] = admin.get(f"{url}/api/displays", timeout=10).json()["displays"]
    zones = admin.post(f"{url}/api/zones", json={"name": "Tầng 2", "counters": [2]}, timeout=10).json()["zones"]
    wish = {"zone": zones[0]["id"], "speaks": True}
    admin.put(f"{url}/api/displays/{tv['id']}", json=wish, timeout=10).raise_for_status()
    expect(page.get_by_test_id("tv-service")).to_have_count(2)
    elsewhere, here = hall.call(1, "C"), hall.call(2, "H")
    expect(row(page, here)).to_be_visible()
    assert [one["ticket"] for one in announced(page, 1)] == [here]
    expect(row(page, elsewhere)).to_have_count(0)
    assert page.evaluate("__ux.heard.upTo") == hall.sequence  # it counts the others, so that none is owed
    admin.delete(f"{url}/api/zones/{zones[0]['id']}", timeout=10).raise_for_status()
    expect(row(page, elsewhere)).to_be_visible()


def test_a_part_of_the_hall_bears_its_english_name_on_an_english_screen(hall: Hall, admin, show: Open) -> None:
    url = hall.server.url
    page = show(hall, "&lang=en&sound=off")
    [*_, tv] = admin.get(f"{url}/api/displays", timeout=10).json()["displays"]
    floor = {"name": "Tầng 2", "counters": [2]}
    [zone] = admin.post(f"{url}/api/zones", json=floor, timeout=10).json()["zones"]
    wish = {"zone": zone["id"], "speaks": False}
    admin.put(f"{url}/api/displays/{tv['id']}", json=wish, timeout=10).raise_for_status()
    name = page.locator(".top-zone [data-slot]")
    expect(name).to_have_text("Tầng 2")  # while there is no other
    expect(name).to_have_attribute("lang", "vi")
    admin.put(f"{url}/api/zones/{zone['id']}", json=floor | {"name_en": "Floor 2"}, timeout=10).raise_for_status()
    expect(name).to_have_text("Floor 2")
    expect(name).to_have_attribute("lang", "en")
    admin.delete(f"{url}/api/zones/{zone['id']}", timeout=10).raise_for_status()


def test_a_call_is_seen_and_heard_within_two_seconds_and_the_lead_is_told(hall: Hall, admin, show: Open) -> None:
    page = show(hall)
    wait_until(lambda: page.evaluate("__ux.speaker.sound") == "on")
    number = hall.issue("C")
    hall.finish(1)
    pressed = page.evaluate("performance.timeOrigin + performance.now()")
    hall.act(1, "calls", ticket=number, why="Kiểm thử").raise_for_status()
    [one] = announced(page, 1)
    assert one["start"] - pressed < 2_000

    def told() -> int | None:
        displays = admin.get(f"{hall.server.url}/api/displays", timeout=10).json()["displays"]
        return next((tv["draw_ms"] for tv in displays if tv["draw_ms"] is not None), None)

    assert 0 <= wait_until(lambda: told() is not None and told() + 1) < 2_000


def test_another_wording_is_spoken_without_a_restart(hall: Hall, admin, show: Open) -> None:
    page = show(hall)
    voice = admin.get(f"{hall.server.url}/api/voice", timeout=10).json()
    wish = {key: voice[key] for key in ("region", "reading", "recorded", "volume")}
    said = {**wish, "template": "Mời số {số} đến {quầy}"}
    admin.put(f"{hall.server.url}/api/voice", json=said, timeout=10).raise_for_status()
    number = hall.call(1, "C")
    [one] = announced(page, 1)
    assert one["text"] == f"Mời số {number} đến quầy số 1"
    wish["template"] = voice["template"]
    admin.put(f"{hall.server.url}/api/voice", json=wish, timeout=10).raise_for_status()


@pytest.fixture
def with_microphone(browser) -> Iterator[Callable[..., Page]]:
    """A window of a browser whose microphone hears a beep each second."""
    microphone = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
    with_sound = browser.browser_type.launch(executable_path=chromium.PATH, args=[*chromium.FLAGS, *microphone])
    yield lambda: with_sound.new_page(viewport={"width": 1440, "height": 900})
    with_sound.close()


def test_a_member_of_staff_records_a_clip_and_the_hall_plays_it(
    hall: Hall, admin, with_microphone: Callable[..., Page]
) -> None:
    page = with_microphone()
    page.context.add_cookies([{"name": "mc_staff", "value": admin.cookies["mc_staff"], "url": hall.server.url}])
    page.goto(f"{hall.server.url}/admin/voice")
    [clip] = [one for one in page.get_by_test_id("voice-clip").all() if one.get_attribute("data-clip") == "name-thue"]
    clip.get_by_role("button", name="Thu quầy Thuế").click()
    page.get_by_test_id("voice-record").click()
    expect(page.get_by_test_id("voice-stop")).to_be_visible()
    page.wait_for_timeout(1_300)  # the beep of the device, which comes once a second
    page.get_by_test_id("voice-stop").click()
    page.get_by_test_id("voice-keep").click()
    expect(clip).to_have_attribute("data-recorded", "")
    voices = hall.display.get(f"{hall.server.url}/api/display/voice", timeout=10).json()
    assert voices["recorded"]["name-thue"]["url"].startswith("/display/voice/centre/name-thue.wav")


def test_where_no_page_may_record_it_is_said_and_files_are_taken(hall: Hall, admin, window) -> None:
    page = window(1440, 900)
    page.add_init_script("Object.defineProperty(window, 'isSecureContext', { value: false })")
    page.context.add_cookies([{"name": "mc_staff", "value": admin.cookies["mc_staff"], "url": hall.server.url}])
    page.goto(f"{hall.server.url}/admin/voice")
    expect(page.get_by_test_id("voice-insecure")).to_contain_text("localhost")
    clip = page.locator('[data-clip="letter-c"]')
    made = page.request.get(f"{hall.server.url}/static/voice/north/letter-c.wav").body()
    clip.locator("[data-file]").set_input_files({"name": "xê.wav", "mimeType": "audio/wav", "buffer": made})
    expect(clip).to_have_attribute("data-recorded", "")
