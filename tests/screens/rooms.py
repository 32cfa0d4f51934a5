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
from tests.screens.walk import WALKS

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

# What a file of tests walks through, about as long as another's; a room that none of them names is the shift lead's.
OF_THE_KIOSK = {"kiosk"}
OF_THE_HALL = {"display", "phone", "rating"}
AT_THE_COUNTERS = {"counter"}
OF_THE_OFFICE = {"office", "fairness"}
OF_THE_ADMINISTRATOR = {"admin", "setup"}
OF_THE_SHIFT_LEAD = {one.room for one in WALKS} - (
    OF_THE_KIOSK | OF_THE_HALL | AT_THE_COUNTERS | OF_THE_OFFICE | OF_THE_ADMINISTRATOR
)
