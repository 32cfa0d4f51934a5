"""The director's rooms and their imports on PostgreSQL: proofs that are made on SQLite, made again, and every page."""

from dataclasses import replace
from datetime import datetime
from random import Random

import pytest

from dashboard.words import KPIS
from registers.downloads import SHEETS
from tests.conftest import background_ends, config_of
from tests.dashboard.test_lists import test_a_list_holds_as_many_as_its_number_says
from tests.deadlines.conftest import any_dossiers
from tests.deadlines.test_board import test_every_sum_of_the_board_is_that_of_the_definitions
from tests.deadlines.test_lights import test_the_query_agrees_with_the_definitions
from tests.figures.strategies import a_dossier, stored
from tests.imports.conftest import bring, export, logged
from tests.imports.test_preview import (
    director,
    hand_in,
    test_nothing_is_stored_before_it_is_confirmed_and_everything_goes_when_it_is_taken_back,
)
from tests.imports.test_reconciliation import (
    march,
    test_by_field_each_dossier_is_in_one_cell_as_a_slow_look_at_the_claims_says,
    test_paid_by_one_and_unpaid_by_another_is_listed_and_so_is_what_nobody_paid,
)
from tests.imports.test_undo import (
    counters,
    test_two_files_in_any_order_give_the_same_and_each_leaves_what_the_other_says,
)
from tests.queueing.test_postgresql import database, postgresql

PERIOD = "from=2026-11-01&to=2026-11-30"
LISTS = ("undecided", "never_passed", "paid_unpaid", "unpaid", "no_result", "only_a", "only_b", "alike", "differing")
ADDRESSES = (
    *(f"{path}?{PERIOD}" for path in ("/dashboard", "/api/dashboard", "/api/dashboard/charts", "/api/dashboard/766")),
    *(f"/dashboard/measures/{key}?{PERIOD}" for key in KPIS),
    *(f"/dashboard/dossiers{kind}?{PERIOD}&lacks={lack}" for kind in ("", ".csv") for lack in ("", "766-progress")),
    *(f"{path}?{PERIOD}" for path in ("/dashboard/766", "/dashboard/766.csv")),
    *("/deadlines", "/deadlines/dossiers", "/deadlines/dossiers.csv", "/deadlines/chase", "/deadlines/chase.xlsx"),
    *(f"/reconciliation?{PERIOD}&list={name}" for name in LISTS),
    f"/reconciliation.csv?{PERIOD}&list=differing",
    *(f"/registers/{register}{kind}?{PERIOD}" for register in SHEETS for kind in ("", ".csv")),
    *(f"/api/reports/{part}?{PERIOD}" for part in ("dossiers", "measures", "checks", "queue")),
    *(f"/reports?form={form}&{PERIOD}" for form in ("quarter", "month", "cumulative")),
    *("/reports/history", "/imports", "/api/imports", "/results?day=2026-11-30", "/results.csv?day=2026-11-30"),
)

__all__ = [
    "any_dossiers",
    "bring",
    "counters",
    "database",
    "director",
    "export",
    "hand_in",
    "logged",
    "march",
    "postgresql",
    "test_a_list_holds_as_many_as_its_number_says",
    "test_by_field_each_dossier_is_in_one_cell_as_a_slow_look_at_the_claims_says",
    "test_every_sum_of_the_board_is_that_of_the_definitions",
    "test_nothing_is_stored_before_it_is_confirmed_and_everything_goes_when_it_is_taken_back",
    "test_paid_by_one_and_unpaid_by_another_is_listed_and_so_is_what_nobody_paid",
    "test_the_query_agrees_with_the_definitions",
    "test_two_files_in_any_order_give_the_same_and_each_leaves_what_the_other_says",
]


@pytest.fixture
def app(app, postgresql, database):
    """What works in processes of its own is told where this database is."""
    app.config["MOTCUA"] = replace(config_of(database), database=postgresql)
    with background_ends():
        yield app


def test_every_page_and_every_list_of_the_director_is_there(centre, person, hands):
    hands.at = datetime(2026, 11, 30, 17)
    stored(centre, [a_dossier(Random(number)) for number in range(200)])
    director = person().sign_in("ha")
    for address in ADDRESSES:
        answer = director.get(address)
        assert answer.status_code == 200, (address, answer.text[:300])
