"""The tablet in a real browser: what it asks, for how long, and what becomes of an answer while the line is down."""

import itertools
import re

import pytest
import requests
from playwright.sync_api import expect

from tests.conftest import new_key

TABLET = (1280, 800)


@pytest.fixture(scope="module")
def desk(server):
    """`desk("calls")` is a button at counter 1, whose officer has `desk.take_number()` brought to it."""
    lead, kiosk = server.officer("truongca"), server.screen("/kiosk")
    services = kiosk.get(f"{server.url}/api/kiosk/picture", timeout=10).json()["services"]
    service = next(tile["id"] for tile in services if tile["letter"] == "C")

    def act(noun, **wish):
        headers = {"Idempotency-Key": new_key()}
        answer = lead.post(f"{server.url}/api/counters/1/{noun}", json=wish, headers=headers, timeout=10)
        answer.raise_for_status()

    def call():
        """A citizen comes and is called."""
        headers = {"Idempotency-Key": new_key()}
        answer = kiosk.post(f"{server.url}/api/tickets", json={"service": service}, headers=headers, timeout=10)
        answer.raise_for_status()
        act.answered.append(answer.json()["ticket"]["token"])
        act("calls")

    def visit():
        """A citizen is called, served, and goes."""
        call()
        act("servings")
        act("finishes")

    def settle():
        """Every visit so far has its answer: nothing is asked about it any more."""
        for token in act.answered:
            requests.post(f"{server.url}/api/tickets/{token}/ratings", json={"level": 5}, timeout=10).raise_for_status()
        act.answered.clear()

    act.answered = []
    act("openings")
    act.visit, act.call, act.settle = visit, call, settle
    return act


@pytest.fixture
def tablet(server, desk, window):
    """The tablet at counter 1, at rest."""
    desk.settle()
    page = window(*TABLET)
    page.goto(f"{server.url}/rate?counter=1")
    expect(page.locator("html")).to_have_attribute("data-connection", "live")
    return page


def view(page):
    return page.get_by_test_id("rate-view")


def sent(page, act):
    """What the tablet sends while `act` is done."""
    with page.expect_request(lambda request: request.url.endswith("/api/ratings")) as caught:
        act()
    return caught.value.post_data_json


def test_whoever_would_rather_not_say_why_is_thanked_and_nothing_more_is_sent(tablet, desk):
    desk.visit()
    sent(tablet, lambda: tablet.get_by_test_id("rate-2").click())
    tablet.get_by_test_id("rate-chip").get_by_text("Chờ lâu").click()
    asked = []
    tablet.on("request", lambda request: asked.append(request.url) if request.method == "POST" else None)
    tablet.get_by_test_id("rate-skip").click()
    expect(tablet.get_by_test_id("rate-thanks")).to_be_visible()
    expect(tablet.get_by_test_id("rate-here")).to_have_text("Quầy 1")
    assert [url for url in asked if "/ratings" in url] == []


def test_it_rests_asks_takes_one_touch_and_thanks(tablet, desk):
    expect(tablet.get_by_test_id("rate-counter")).to_have_text("Quầy 1")
    desk.visit()
    expect(tablet.get_by_test_id("rate-question")).to_be_visible()
    expect(tablet.get_by_test_id("rate-question")).to_have_text("Ông/bà có hài lòng với lần phục vụ này không?")
    words = [word.replace("\u00a0", " ") for word in tablet.locator(".face-button span").all_inner_texts()]
    assert words == ["Rất hài lòng", "Hài lòng", "Bình thường", "Chưa hài lòng", "Rất không hài lòng"]
    faces = [box.bounding_box() for box in tablet.locator(".face").all()]
    buttons = [box.bounding_box() for box in tablet.locator(".face-button").all()]
    assert {(face["width"], face["height"]) for face in faces} == {(160, 160)}
    assert {(round(box["width"]), round(box["height"])) for box in buttons} == {
        (round(buttons[0]["width"]), round(buttons[0]["height"]))
    }
    gaps = [round(right["x"] - left["x"] - left["width"]) for left, right in itertools.pairwise(buttons)]
    assert set(gaps) == {24}
    answer = sent(tablet, lambda: tablet.get_by_test_id("rate-5").click())
    assert (answer["level"], answer["chips"]) == (5, [])
    expect(tablet.get_by_test_id("rate-thanks")).to_be_visible()
    expect(view(tablet)).to_have_attribute("data-view", "idle")  # by itself, after 4 s


def test_a_low_level_may_be_explained_and_the_next_call_clears_it_at_once(tablet, desk):
    desk.visit()
    assert sent(tablet, lambda: tablet.get_by_test_id("rate-2").click())["level"] == 2
    expect(view(tablet)).to_have_attribute("data-view", "chips")
    tablet.get_by_test_id("rate-chip").get_by_text("Chờ lâu").click()
    tablet.get_by_test_id("rate-chip").get_by_text("Thái độ").click()
    answer = sent(tablet, lambda: tablet.get_by_test_id("rate-send").click())
    assert (answer["level"], answer["chips"]) == (2, ["wait", "attitude"])
    expect(tablet.get_by_test_id("rate-thanks")).to_be_visible()
    desk.call()
    expect(view(tablet)).to_have_attribute("data-view", "idle", timeout=3_000)
    desk("servings")
    desk("finishes")
    expect(view(tablet)).to_have_attribute("data-view", "asked")
    desk.call()
    expect(view(tablet)).to_have_attribute("data-view", "idle")
    desk("servings")
    desk("finishes")


def test_an_answer_given_while_the_line_is_down_is_sent_when_it_is_back(tablet, desk):
    desk.visit()
    expect(view(tablet)).to_have_attribute("data-view", "asked")
    tablet.context.set_offline(True)
    tablet.get_by_test_id("rate-4").click()
    expect(tablet.get_by_test_id("rate-thanks")).to_be_visible()
    kept = "JSON.parse(localStorage.getItem('ratings') ?? '[]').length"
    tablet.wait_for_function(f"() => {kept} === 1")
    tablet.context.set_offline(False)
    tablet.wait_for_function(f"() => {kept} === 0", timeout=40_000)


def test_english_lasts_for_one_citizen(tablet, desk):
    desk.visit()
    tablet.get_by_test_id("rate-lang").click()
    expect(tablet.get_by_test_id("rate-question")).to_have_text("Were you satisfied with this service?")
    tablet.get_by_test_id("rate-4").click()
    expect(tablet.get_by_test_id("rate-thanks")).to_have_text("Thank you.")
    expect(tablet).to_have_url(re.compile(r"/rate$"))


def test_english_goes_with_a_citizen_who_answers_nothing(tablet, desk):
    desk.visit()
    tablet.get_by_test_id("rate-lang").click()
    expect(tablet.get_by_test_id("rate-question")).to_have_text("Were you satisfied with this service?")
    expect(tablet.get_by_test_id("rate-4")).to_be_visible()
    desk.call()
    expect(tablet).to_have_url(re.compile(r"/rate$"))
    expect(view(tablet)).to_have_attribute("data-view", "idle")
    desk("servings")
    desk("finishes")


def test_english_stays_while_the_line_is_down_and_no_error_takes_its_place(tablet, desk):
    desk.visit()
    tablet.get_by_test_id("rate-lang").click()
    expect(tablet.get_by_test_id("rate-question")).to_have_text("Were you satisfied with this service?")
    expect(tablet.get_by_test_id("rate-4")).to_be_visible()
    tablet.context.set_offline(True)
    tablet.get_by_test_id("rate-4").click()
    expect(tablet.get_by_test_id("rate-thanks")).to_have_text("Thank you.")
    expect(view(tablet)).to_have_attribute("data-view", "idle")  # after 4 s
    expect(tablet.locator("html")).to_have_attribute("lang", "en")
    tablet.context.set_offline(False)
    expect(tablet.locator("html")).to_have_attribute("lang", "vi", timeout=40_000)


def test_on_end_the_faces_are_as_large_and_all_five_are_seen(tablet, desk):
    desk.visit()
    expect(tablet.get_by_test_id("rate-question")).to_be_visible()
    band = tablet.get_by_test_id("sample-band").bounding_box()["height"]  # of a trial; a real centre has none
    for height, size in ((1280 + band, 160), (1200 + band, 144)):
        tablet.set_viewport_size({"width": 800, "height": round(height)})
        faces = [box.bounding_box() for box in tablet.locator(".face").all()]
        assert all(face["width"] == face["height"] >= size for face in faces)
        assert not tablet.evaluate("document.documentElement.scrollHeight > innerHeight")
