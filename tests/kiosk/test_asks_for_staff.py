"""Whoever stands at the kiosk and does not get on asks for a member of staff, and somebody comes."""

import pytest

from tests.kiosk.conftest import Screen, Staff

COMES = "Cán bộ sẽ đến giúp. Mời ông/bà đợi ở đây."


@pytest.fixture
def guide(staff: Staff) -> int:
    """The guide desk, to which nothing is said yet."""
    number = 15
    for message in staff.desk(number)["messages"]:
        staff.act(number, "messages-seen", message=message["id"])
    return number


def test_one_press_tells_the_guide_desk_and_the_shift_lead_and_one_answer_ends_it(
    screen: Screen, staff: Staff, guide: int
) -> None:
    screen.press("service-C", "staff")
    screen.says(COMES).wait_for()
    (said,) = staff.desk(guide)["messages"]
    assert said["kind"] == "help" and "cần giúp ở Máy lấy số 1" in said["text"]
    assert board_alerts(staff) == ["help"]
    screen.press("staff-seen")
    screen.shows("priority")  # the citizen is where they were
    screen.again("staff")
    screen.find("staff-comes").wait_for()
    assert len(staff.desk(guide)["messages"]) == 1  # asked twice is asked once
    staff.act(guide, "messages-seen", message=said["id"])
    assert board_alerts(staff) == []


def test_the_button_is_on_every_screen_but_where_nobody_would_come(screen: Screen) -> None:
    for steps in (("search",), ("code",), ("service-C",)):
        screen.press(*steps)
        assert screen.find("staff").is_visible()
        screen.press("back")
    screen.told(gives_numbers=False, state="closed")
    screen.shows("closed")
    assert not screen.find("staff").is_visible()


def board_alerts(staff: Staff) -> list[str]:
    answer = staff.lead.get(f"{staff.server.url}/api/live/board", timeout=10).json()
    return [alert["kind"] for alert in answer["alerts"] if alert["kind"] == "help"]
