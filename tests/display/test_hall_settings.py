"""What a centre chooses for its hall: wording, region and volume, zones and who speaks, notices and slides."""

import io
from datetime import datetime, time

import pytest
from PIL import Image

import events
from admin import sight
from display import calls, live, phrases, recordings, showing, slides, zones
from display.board import board
from models import volume
from models.access import Device
from models.base import unit_of_work
from models.centre import Centre, Notice, Service
from models.counter import Counter
from models.hall import Slide, Zone, ZonePart
from models.journal import Change
from tests.conftest import Person
from tests.display.conftest import called

VOICE = {"region": "north", "reading": "number", "template": phrases.TEMPLATE, "recorded": True, "volume": []}


@pytest.fixture
def admin(person) -> Person:
    return person().sign_in("quan")


@pytest.fixture
def heard(centre: Centre) -> list[events.TicketCalled]:
    """The calls that were announced."""
    said: list[events.TicketCalled] = []
    events.on(events.TicketCalled)(said.append)
    yield said
    events._listeners[events.TicketCalled].remove(said.append)


def change(row, **columns) -> None:
    with unit_of_work():
        type(row).update(columns).where(type(row).id == row.id).execute()


def words(event: events.TicketCalled) -> list[str]:
    return [reading["words"] for reading in calls.told(event)["readings"]]


def test_another_wording_is_said_with_the_next_call(
    admin: Person, certification: Service, counter_1: Counter, heard: list
) -> None:
    wish = {**VOICE, "region": "south", "template": "Xin mời số {số} tới {quầy} ạ.", "reading": "digits"}
    assert admin.put("/api/voice", json=wish).status_code == 200
    called(counter_1, certification)
    assert words(heard[-1]) == [
        "Xin mời số xê, không không một tới quầy số một ạ.",
        "Xê, không, không, một; quầy số một.",
    ]
    assert calls.told(heard[-1])["text"] == "Xin mời số C001 tới quầy số 1 ạ."
    assert Change.select().where(Change.subject == "voice").count() == 1


def test_a_southern_hall_says_ngan_and_le(centre: Centre) -> None:
    change(centre, voice_region="south")
    style = calls.style_of(Centre.get_by_id(centre.id))
    assert "một ngàn không trăm lẻ năm" in phrases.phrase("C1005", 4, style=style).first.words


def test_the_usual_wording_is_said_in_the_clips_that_everybody_records() -> None:
    first = phrases.phrase("C025", 4).first
    assert first.clips[:3] == ("chime", "invite", "letter-c")
    assert first.clips[-2:] == ("to-counter", "digit-4")
    assert phrases.template_texts(phrases.TEMPLATE) == {}


def test_a_wording_may_name_the_counter_first_and_its_own_words_get_clips() -> None:
    style = phrases.Style(template="Tại {quầy} mời số {số}")
    own = phrases.template_texts(style.template)
    assert sorted(own.values()) == ["Tại", "mời số"]
    spoken = [clip for clip in phrases.phrase("C025", 4, style=style).first.clips if isinstance(clip, str)]
    assert spoken[2:4] == ["counter", "digit-4"] and set(own) < set(spoken)


@pytest.mark.parametrize(
    "template",
    ["Kính mời số {số}", "Mời {số} {số} đến {quầy}", "{quầy}{số} <b>", "Số {số} đến {quầy} lúc 8", "{số} {quầy} {x}"],
)
def test_a_wording_that_loses_number_or_counter_is_refused_with_the_reason(admin: Person, template: str) -> None:
    answer = admin.put("/api/voice", json={**VOICE, "template": template})
    assert answer.status_code == 422
    assert "{số}" in answer.json["error"]["message_vi"] and "{quầy}" in answer.json["error"]["message_en"]


def test_the_volume_follows_the_hour(centre: Centre) -> None:
    assert volume.at("", time(9)) == 100
    day = "07:00 100, 11:30 40, 13:30 80"
    assert [volume.at(day, time(*at)) for at in ((6, 59), (7, 0), (11, 30), (13, 29), (23, 0))] == [80, 100, 40, 40, 80]
    change(centre, volume_hours="07:30 60")
    assert board(centre)["volume"] == 60


def test_only_somebody_who_may_changes_the_voice(person) -> None:
    assert person().put("/api/voice", json=VOICE).status_code == 401
    assert person().sign_in("truong").put("/api/voice", json=VOICE).status_code == 403


@pytest.fixture
def upstairs(centre: Centre, counter_2: Counter) -> Zone:
    """A zone of counter 2."""
    with unit_of_work():
        zone = Zone.create(centre=centre, name="Tầng 2")
        ZonePart.create(zone=zone, counter=counter_2)
    return zone


def a_display(centre: Centre, name: str, condition: str = "on", **columns) -> Device:
    with unit_of_work():
        return Device.create(
            centre=centre, kind=Device.DISPLAY, name=name, token_hash=name, condition=condition, **columns
        )


def test_a_zone_shows_its_own_calls_services_and_counters(
    centre: Centre,
    upstairs: Zone,
    certification: Service,
    civil_status: Service,
    counter_1: Counter,
    counter_2: Counter,
) -> None:
    called(counter_1, certification)
    number = called(counter_2, civil_status)
    picture = board(centre, upstairs.id)
    assert [call["number"] for call in picture["calls"]] == [number]
    assert picture["last"]["number"] == number
    assert [row["number"] for row in picture["counters"]] == [2]
    assert {row["letter"] for row in picture["services"]} == {"C", "H"}  # what its counter serves
    assert len(board(centre)["calls"]) == 2


def test_a_service_put_into_a_zone_is_called_there_from_any_counter(
    centre: Centre, upstairs: Zone, certification: Service, counter_1: Counter
) -> None:
    with unit_of_work():
        ZonePart.create(zone=upstairs, service=certification)
    number = called(counter_1, certification)
    assert [call["number"] for call in board(centre, upstairs.id)["calls"]] == [number]


def test_exactly_one_display_of_a_zone_speaks(admin: Person, centre: Centre, upstairs: Zone) -> None:
    first, second = a_display(centre, "a", speaks=True), a_display(centre, "b")
    above = a_display(centre, "c", zone=upstairs, speaks=True)
    wish = {"zone": None, "speaks": True, "volume_percent": 60, "diagonal_inches": 43.0, "furthest_seat_metres": 10.0}
    answer = admin.put(f"/api/displays/{second.id}", json=wish)
    speaking = {row["id"] for row in answer.json["displays"] if row["speaks"]}
    assert speaking == {second.id, above.id}
    [changed] = [row for row in answer.json["displays"] if row["id"] == second.id]
    assert (changed["reach_metres"], changed["too_far"]) == (7.9, True)
    assert first.id not in speaking
    assert (changed["volume_percent"], live._you(second.id)) == (60, {"speaks": True, "volume": 60})  # a quieter room


def test_a_new_display_takes_the_voice_of_one_that_is_away_and_leaves_it_to_one_that_is_there(centre: Centre) -> None:
    there = a_display(centre, "a", speaks=True)
    newcomer = a_display(centre, "b", condition="")
    zones.speak_first(newcomer)
    assert Device.get_by_id(there.id).speaks and not Device.get_by_id(newcomer.id).speaks
    change(there, condition=Device.LOST)
    zones.speak_first(newcomer)
    assert Device.get_by_id(newcomer.id).speaks and not Device.get_by_id(there.id).speaks


def test_after_a_power_cut_the_voice_stays_where_it_was_set(centre: Centre) -> None:
    chosen = a_display(centre, "a", condition=Device.LOST, speaks=True)
    sooner = a_display(centre, "b", condition=Device.LOST)
    zones.speak_first(sooner)
    assert Device.get_by_id(chosen.id).speaks and not Device.get_by_id(sooner.id).speaks


def test_when_the_speaking_display_is_taken_away_another_one_speaks(centre: Centre) -> None:
    a_display(centre, "a", speaks=True, revoked=True)
    other = a_display(centre, "b")
    assert zones.heal(centre) == [other.id]
    assert zones.heal(centre) == []


def test_rows_of_a_large_screen_are_read_from_further() -> None:
    assert (sight.reach_metres(55), sight.reach_metres(43)) == (10.1, 7.9)
    assert sight.diagonal_for(10) == 55


def test_a_notice_is_shown_on_its_days_in_its_hours_while_it_is_valid(admin: Person, centre: Centre) -> None:
    wish = {
        "text": "Sáng thứ Sáu nghỉ họp.",
        "first_day": "2026-11-20",
        "last_day": "2026-11-27",
        "opens": "07:30",
        "closes": "11:30",
        "weekdays": ["fri"],
    }
    assert admin.post("/api/notices", json=wish).json["notices"][-1]["now"] is True
    row = Notice.get(Notice.text == wish["text"])
    shown = [
        showing.is_shown(row, datetime(2026, 11, day, hour))
        for day, hour in ((13, 9), (20, 9), (20, 12), (21, 9), (27, 9))
    ]
    assert shown == [False, True, False, False, True]
    assert wish["text"] in [notice["text"] for notice in board(centre)["notices"]]


def test_a_notice_that_is_not_shown_says_whether_it_is_to_come_or_over(admin: Person) -> None:
    for days in ({"first_day": "2026-11-23"}, {"last_day": "2026-11-19"}, {"weekdays": ["mon"]}):
        admin.post("/api/notices", json={"text": "Sáng thứ Sáu nghỉ họp.", **days})
    page = admin.get("/admin/notices").get_data(as_text=True)
    for words in ("sẽ hiện từ 23/11", "đã hết hạn", "ngoài giờ, ngày hiện"):
        assert page.count(f"{words}</span>") == 1, words


@pytest.mark.parametrize(
    "fault",
    [
        {"text": "x" * 91},
        {"opens": "11:00", "closes": "10:00"},
        {"weekdays": ["xyz"]},
        {"text": ""},
        {"text": " \u200b "},
        {"last_day": "9999-12-31"},
    ],
)
def test_a_notice_that_cannot_be_shown_is_refused(admin: Person, fault: dict) -> None:
    assert admin.post("/api/notices", json={"text": "Xin chào", **fault}).status_code == 422


def picture(kind: str = "PNG") -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (64, 36), "#0b4f8a").save(drawn, kind)
    return drawn.getvalue()


def hand_in(admin: Person, content: bytes, name: str):
    return admin.post("/api/slides", data={"file": (io.BytesIO(content), name)}, content_type="multipart/form-data")


def test_a_slide_is_told_by_its_content_and_served_to_displays_and_staff_only(
    admin: Person, person, centre: Centre
) -> None:
    [slide] = hand_in(admin, picture("JPEG"), "Lịch nghỉ Tết.exe").json["slides"]
    assert (slide["kind"], slide["title"]) == ("picture", "Lịch nghỉ Tết") and slide["url"].endswith(".jpg")
    assert board(centre)["slides"] == [{key: slide[key] for key in ("url", "kind", "title", "seconds")}]
    for somebody in (person().at_device(Device.DISPLAY, centre), admin):
        with somebody.get(slide["url"]) as answer:
            assert (answer.data, answer.content_type) == (picture("JPEG"), "image/jpeg")
    assert person().get(slide["url"]).status_code == 401
    assert person().at_device(Device.KIOSK, centre).get(slide["url"]).status_code == 401
    admin.delete(f"/api/slides/{slide['id']}")
    assert not (slides.folder() / slide["url"].rpartition("/")[2]).exists() and not Slide.select().exists()


@pytest.mark.parametrize(
    "content", [b"<svg onload=alert(1)>", b"MZ\x90\x00", b"", picture()[:60], b"GIF89a" + bytes(64)]
)
def test_what_is_no_picture_and_no_film_is_refused_whatever_it_is_called(admin: Person, content: bytes) -> None:
    assert hand_in(admin, content, "poster.png").status_code == 422
    assert not Slide.select().exists()


def test_another_centres_slides_zones_and_displays_are_not_found(admin: Person, elsewhere: Centre, tmp_path) -> None:
    with unit_of_work():
        zone = Zone.create(centre=elsewhere, name="Tầng 1")
        slide = Slide.create(centre=elsewhere, name="x.png", kind=Slide.PICTURE, title="x")
    display = a_display(elsewhere, "a")
    wish = {"zone": None, "speaks": False}
    assert admin.put(f"/api/displays/{display.id}", json=wish).status_code == 404
    assert admin.delete(f"/api/zones/{zone.id}").status_code == 404
    assert admin.get(f"/display/slides/{slide.name}").status_code == 404
    own = a_display(Centre.get(Centre.slug == "an-binh"), "b")
    assert admin.put(f"/api/displays/{own.id}", json={**wish, "zone": zone.id}).status_code == 404


def test_the_list_to_be_read_has_every_clip_that_a_call_may_need(centre: Centre) -> None:
    needed = {line.clip for line in recordings.script(centre) if line.needed}
    for number, counter in (("C025", 4), ("H1004", 21), ("R115", 15), ("C991", 104)):
        call = phrases.phrase(number, counter)
        spoken = {clip for clip in (*call.first.clips, *call.again.clips) if isinstance(clip, str)}
        assert spoken - {"chime"} <= needed
    assert all(line.seconds is None for line in recordings.script(centre))
