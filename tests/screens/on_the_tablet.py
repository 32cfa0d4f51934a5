"""The rating tablet beside the counter, as a citizen sees it."""

from collections.abc import Iterator

from playwright.sync_api import Page

from tests.screens.in_the_hall import call_anew
from tests.screens.stage import Stage
from tests.screens.walk import TABLET, Shot, Visit, live, walk


@walk("rating", TABLET)
def waits_to_be_admitted(visit: Visit) -> Iterator[Shot]:
    page = visit.window(extra_http_headers={"Via": "1.1 hall"})  # as from another machine than the server's own
    visit.show(page, "/rate")
    page.get_by_test_id("pairing-code").wait_for()
    yield Shot("pairing", "Máy mới: mã để ghép", "A new screen: the code to pair it", page)
    page = visit.open("/rate", visit.stage.tablet)
    page.locator("[data-of=unbound]").wait_for()
    yield Shot("unbound", "Máy đã ghép, chưa gắn với quầy", "Paired, without a counter yet", page)


def at_the_tablet(visit: Visit) -> Page:
    page = visit.open("/rate?counter=15", visit.stage.tablet)
    visit.show(page, "/rate")
    return live(page)


def is_served_there(stage: Stage) -> None:
    """For no time at all: where nobody waits, so that no estimate is learned from it that anybody reads."""
    call_anew(stage, 15, "R")
    stage.act(15, "servings")
    stage.act(15, "finishes")


@walk("rating", TABLET, at=(8, 55))
def is_asked_how_it_was(visit: Visit) -> Iterator[Shot]:
    page = at_the_tablet(visit)
    yield Shot("idle", "Chờ lượt tiếp", "Waiting for the next visit", page)
    is_served_there(visit.stage)
    page.get_by_test_id("rate-1").wait_for()
    yield Shot("question", "Ông/bà có hài lòng không?", "Were you satisfied?", page)
    page.get_by_test_id("rate-2").click()
    page.get_by_test_id("rate-chip").first.wait_for()
    yield Shot("why", "Vì sao, nếu muốn nói", "Why, if you like", page)
    page.get_by_test_id("rate-send").click()
    page.get_by_test_id("rate-thanks").wait_for()
    yield Shot("thanks", "Cảm ơn, không ghi tên", "Thanks, no names", page)
