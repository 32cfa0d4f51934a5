"""Task 20: from an empty database to the first printed number, with nothing changed but the name."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from playwright.sync_api import Page, expect

from tests.real_server import Server
from tests.waiting import wait_until

MOST_STEPS = 40
SECONDS_A_STEP = 1
LONGEST_SECONDS = 5 * 60
FRIDAY_MORNING = "2026-11-20T08:40:00"


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Server]:
    """A server whose database is empty, on a Friday morning."""
    (tmp_path / "hands").write_text(FRIDAY_MORNING)
    instance = tmp_path / "instance"
    instance.mkdir()
    settings = {"MOTCUA_SAMPLE": "", "HANDS": str(tmp_path / "hands")}
    server = Server(instance, settings=settings, script=("-m", "tests.screens.driven")).start()
    yield server
    server.stop()


class Newcomer:
    """Somebody who opens pages, presses and types, and counts it."""

    def __init__(self, page: Page) -> None:
        self.page, self.steps = page, 0

    def click(self, testid: str) -> None:
        self.page.get_by_test_id(testid).click()
        self.steps += 1

    def open(self, url: str) -> None:
        self.page.goto(url)
        self.steps += 1

    def type(self, label: str, words: str) -> None:
        self.page.get_by_label(label).fill(words)
        self.steps += 1


def test_20_a_new_centre_prints_its_first_number_and_all_its_counters_can_sign_in(bare, window, figure):
    newcomer = Newcomer(window(1440, 900))
    page = newcomer.page
    newcomer.open(bare.url)
    newcomer.click("start")
    newcomer.type("Tên phường, xã", "phường Bình Minh")
    newcomer.click("take-drawn")
    for step in (2, 3, 4, 5):
        newcomer.click("next")
        expect(page).to_have_url(re.compile(rf"/setup/{step}"))
    with page.context.expect_page() as sheet:
        newcomer.click("cards")
    cards = [card.inner_text() for card in sheet.value.get_by_test_id("pin-card").all()]
    newcomer.click("open-doors")
    page.wait_for_url(re.compile(r"^(?!.*/setup/5)"))
    newcomer.open(f"{bare.url}/kiosk")
    newcomer.click("kiosk-service-C")
    newcomer.click("kiosk-go-on")  # no counter is open yet: it says so first
    newcomer.click("kiosk-prio-no")
    expect(page.get_by_test_id("kiosk-number")).to_have_text(re.compile(r"^C001$"))
    papers = wait_until(lambda: list((bare.instance / "papers").glob("**/*.png")), seconds=30)
    assert len(papers) == 1

    pins = dict(found for card in cards if (found := pin_of(card)))
    signed_in = sum(may_sit(bare, counter, *who) for counter, who in pins.items())
    assert signed_in == 15
    seconds = newcomer.steps * SECONDS_A_STEP
    assert seconds < LONGEST_SECONDS
    figure(20, "clicks and fields to the first printed number", f"≤ {MOST_STEPS}", newcomer.steps, most=MOST_STEPS)
    figure(20, "at one second each", "< 5 min", seconds, most=LONGEST_SECONDS, unit="s")
    figure(20, "counters whose PIN signs in", "15", signed_in)


def pin_of(card: str) -> tuple[int, tuple[str, str]] | None:
    """(counter, (username, PIN)) of a printed card; None for one that is no counter's."""
    counter = re.search(r"Quầy (\d+)", card)
    username = re.search(r"Tên đăng nhập\s+(\S+)", card)
    pin = re.search(r"\b(\d{3}) (\d{3})\b", card)
    return (int(counter[1]), (username[1], pin[1] + pin[2])) if counter and username and pin else None


def may_sit(server: Server, counter: int, username: str, pin: str) -> bool:
    session = requests.Session()
    answer = session.post(f"{server.url}/api/sessions", json={"username": username, "secret": pin}, timeout=30)
    answer.raise_for_status()
    return session.post(f"{server.url}/api/session/counter", json={"counter": counter}, timeout=30).ok
