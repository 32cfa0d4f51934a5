"""Every room with its walks: importing this knows them all."""

from tests.screens import (
    at_the_counter,
    at_the_door,
    at_the_kiosk,
    by_ear,
    by_keyboard,
    by_keys_in_the_office,
    for_the_administrator,
    for_those_in_charge,
    in_a_new_centre,
    in_the_hall,
    in_the_office,
    made_their_own,
    on_the_phone,
    on_the_tablet,
    on_the_wall,
)

ROOMS = (
    at_the_kiosk,
    in_the_hall,
    on_the_wall,
    at_the_counter,
    on_the_phone,
    on_the_tablet,
    made_their_own,
    by_ear,
    by_keyboard,
    by_keys_in_the_office,
    at_the_door,
    in_the_office,
    for_those_in_charge,
    for_the_administrator,
    in_a_new_centre,
)
OF_CITIZENS = {"kiosk", "display", "phone", "rating"}  # every other room is one of staff
OF_THE_OFFICE = {"office", "fairness", "admin", "setup"}
