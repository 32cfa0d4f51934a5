"""Fingers on a public screen: double, long, slipped, or none at all."""

import random

import pytest
from playwright.sync_api import expect


def middle(locator) -> tuple[float, float]:
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_double_tap_is_one_press_and_does_not_answer_the_next_question(screen):
    screen.page.mouse.dblclick(*middle(screen.find("service-R")))
    screen.shows("priority")
    with pytest.raises(AssertionError):
        expect(screen.page.locator("html")).not_to_have_attribute("data-shown", "priority", timeout=500)


def test_hammering_the_last_button_gives_one_ticket(screen):
    before = screen.waiting("R")
    screen.press("service-R")
    x, y = middle(screen.find("prio-no"))
    for _ in range(8):
        screen.page.mouse.click(x, y)
    screen.shows("ticket")
    assert screen.waiting("R") == before + 1


def test_a_double_tap_with_a_finger_is_one_press(touch_screen):
    x, y = middle(touch_screen.find("service-K"))
    touch_screen.page.touchscreen.tap(x, y)
    touch_screen.page.touchscreen.tap(x, y)
    touch_screen.shows("priority")
    touch_screen.page.touchscreen.tap(*middle(touch_screen.find("prio-no")))
    expect(touch_screen.find("number")).to_contain_text("K")


def test_however_long_it_is_held_it_is_one_press(screen):
    screen.page.mouse.move(*middle(screen.find("service-C")))
    screen.page.mouse.down()
    screen.page.wait_for_function("() => document.querySelector('.is-pressed')")
    screen.page.evaluate("new Promise((held) => setTimeout(held, 1500))")
    screen.shows("services")
    screen.page.mouse.up()
    screen.shows("priority")


def test_a_finger_that_slides_off_takes_the_press_back(screen):
    screen.page.mouse.move(*middle(screen.find("service-C")))
    screen.page.mouse.down()
    screen.page.mouse.move(*middle(screen.find("service-S")), steps=5)
    screen.page.mouse.up()
    screen.shows("services")
    expect(screen.page.locator(".is-pressed")).to_have_count(0)


def test_menus_dragging_pinching_and_selecting_do_nothing(screen):
    prevented = screen.page.evaluate(
        """() => {
          const tile = document.querySelector('.tile')
          const fire = (event) => !tile.dispatchEvent(event)
          const make = (kind, extra = {}) => new Event(kind, { bubbles: true, cancelable: true, ...extra })
          const zoom = new WheelEvent('wheel', { bubbles: true, cancelable: true, ctrlKey: true })
          const kinds = ['contextmenu', 'dragstart', 'selectstart', 'dblclick']
          return [...kinds.map((kind) => fire(make(kind))), fire(zoom)]
        }"""
    )
    assert prevented == [True] * 5
    assert screen.page.evaluate("getComputedStyle(document.documentElement).touchAction") == "none"
    screen.find("service-C").click(button="right")
    screen.shows("services")


def test_a_number_can_be_taken_with_four_arrows_and_enter(screen):
    screen.find("service-C").focus()
    screen.page.keyboard.press("ArrowRight")
    expect(screen.page.locator(".tile:focus")).to_have_count(1)
    assert screen.page.evaluate("document.activeElement.dataset.testid") != "kiosk-service-C"
    screen.page.keyboard.press("ArrowLeft")
    screen.page.keyboard.press("Enter")
    screen.shows("priority")
    for _ in range(3):
        screen.page.keyboard.press("ArrowDown")
        if screen.page.evaluate("document.activeElement.dataset.testid") == "kiosk-prio-no":
            break
    screen.page.keyboard.press("Enter")
    screen.shows("ticket")


def test_every_target_is_two_centimetres_and_apart(screen):
    per_mm = 4.03
    boxes = screen.page.locator("[data-act]:visible").evaluate_all(
        "(all) => all.map((one) => { const r = one.getBoundingClientRect(); return [r.x, r.y, r.right, r.bottom] })"
    )
    for x, y, right, bottom in boxes:
        assert right - x >= 20 * per_mm and bottom - y >= 20 * per_mm
    for i, one in enumerate(boxes):
        for other in boxes[i + 1 :]:
            aside = max(other[0] - one[2], one[0] - other[2])
            above = max(other[1] - one[3], one[1] - other[3])
            assert max(aside, above) >= 3 * per_mm


def test_random_touches_stay_on_our_own_page(screen):
    chance = random.Random(20)
    for _ in range(120):
        screen.page.mouse.click(chance.uniform(0, 1080), chance.uniform(0, 1920))
    assert screen.page.url.startswith(f"{screen.server.url}/kiosk")
    assert len(screen.page.context.pages) == 1
