"""The picture a kiosk draws from: what it offers is what would be given."""

from datetime import date, time

import queueing
from models.base import now, unit_of_work
from models.centre import Centre, Field, Opening, Procedure
from models.dossier import Dossier
from models.hall import Zone, ZonePart


def picture(kiosk) -> dict:
    return kiosk.get("/api/kiosk/picture").json


def test_a_kiosk_offers_no_number_in_the_minutes_in_which_it_would_refuse_one(centre, certification, kiosk):
    with unit_of_work():
        Opening.update(opens=time(7, 30), closes=time(8, 10)).execute()
        Centre.update(stop_before_close_minutes=15).execute()
    shown = picture(kiosk)  # at 08:00
    assert (shown["state"], shown["gives_numbers"], shown["opens_vi"]) == ("open", False, "Thứ Bảy 21/11, 07:30")
    assert kiosk.take_number(certification).status_code == 409


def test_a_service_of_which_the_counters_rest_is_said_to_pause_and_one_of_none_is_not(
    certification, kiosk, counter_1, counter_2, counter_3
):
    def paused() -> bool:
        return next(tile["paused"] for tile in picture(kiosk)["services"] if tile["letter"] == "C")

    assert not paused()
    for counter in (counter_1, counter_2, counter_3):
        queueing.pause_counter(counter, "Họp")
    assert paused()
    for counter in (counter_1, counter_2, counter_3):
        queueing.close_counter(counter)
    assert not paused()


def test_the_morning_does_not_count_yesterdays_line(certification, kiosk, hands):
    kiosk.take_number(certification)
    assert {tile["letter"]: tile["waiting"] for tile in picture(kiosk)["services"]} == {"C": 1, "H": 0, "R": 0}
    hands.forward(days=1)
    assert {tile["waiting"] for tile in picture(kiosk)["services"]} == {0}


def test_a_procedure_with_an_older_version_is_found_once_as_it_is_in_force(centre, certification, kiosk):
    field = Field.get(Field.centre == centre, Field.name == "Chứng thực")
    with unit_of_work():
        for valid_from, fee in ((date(2026, 7, 1), 6000), (date(2027, 1, 1), 9000)):
            Procedure.create(
                centre=centre,
                field=field,
                service=certification,
                code="2.000815",
                name="Chứng thực bản sao từ bản chính",
                fee=fee,
                valid_from=valid_from,
            )
    found = kiosk.get("/api/procedures", query_string={"q": "chung thuc ban sao"}).json["procedures"]
    assert [(row["code"], row["fee"]) for row in found] == [("2.000815", 6000)]


def test_what_is_asked_for_most_is_offered_first(centre, certification, civil_status, kiosk):
    field = Field.get(Field.centre == centre)
    with unit_of_work():
        usual, rare = (
            Procedure.create(
                centre=centre, field=field, service=service, code=code, name=name, valid_from=date(2026, 1, 1)
            )
            for service, code, name in ((civil_status, "1.2", "Khai sinh"), (certification, "1.1", "Chuyển trường"))
        )
        Dossier.create(
            centre=centre, field=field, procedure=usual, code="H1", code_key="H1", channel="direct", received_at=now()
        )
    found = [row["code"] for row in kiosk.get("/api/procedures").json["procedures"]]
    assert found.index(usual.code) == 0 < found.index(rare.code)


def test_a_number_is_given_with_its_counters_and_the_part_of_the_hall_they_are_in(
    centre, certification, kiosk, counter_1, counter_3
):
    def told() -> list[str]:
        ticket = kiosk.take_number(certification).json["ticket"]
        return [ticket[name] for name in ("where", "where_en", "zone", "zone_en")]

    assert told() == ["Khu quầy 1, 3", "Counters 1, 3", "", ""]
    with unit_of_work():
        zone = Zone.create(centre=centre, name="Tầng 2", name_en="Floor 2")
        for counter in (counter_1, counter_3):
            ZonePart.create(zone=zone, counter=counter)
    assert told() == ["Khu quầy 1, 3", "Counters 1, 3", "Tầng 2", "Floor 2"]
