"""The picture a kiosk draws from: what it offers is what would be given."""

from datetime import time

from models.base import unit_of_work
from models.centre import Centre, Opening


def picture(kiosk) -> dict:
    return kiosk.get("/api/kiosk/picture").json


def test_a_kiosk_offers_no_number_in_the_minutes_in_which_it_would_refuse_one(centre, certification, kiosk):
    with unit_of_work():
        Opening.update(opens=time(7, 30), closes=time(8, 10)).execute()
        Centre.update(stop_before_close_minutes=15).execute()
    shown = picture(kiosk)  # at 08:00
    assert (shown["state"], shown["gives_numbers"], shown["opens_vi"]) == ("open", False, "Thứ Bảy 07:30")
    assert kiosk.take_number(certification).status_code == 409
