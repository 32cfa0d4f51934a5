"""The same figures from PostgreSQL: every query, under several profiles."""

from datetime import date, datetime
from random import Random

import pytest

from figures.period import Period
from figures.profile import Profile, read_profile
from tests.figures.strategies import a_dossier, stored
from tests.figures.test_any_dossiers import agree
from tests.queueing.test_postgresql import database, postgresql

OTHER_HABITS = {
    "include_test": True,
    "end_event": "returned",
    "extended_counts_late": False,
    "carried_over_shown": False,
    "stopped_bucket": "own",
    "supplement_mode": "flow",
    "digitised_result_exclusions": ["2.000815", "Hộ tịch"],
    "bases": {"digitised_result_rate": "in_time", "payment_rate": "finished"},
    "rounding": {"mode": "truncate", "digits": 2},
}


@pytest.mark.parametrize("profile", [Profile(), read_profile(OTHER_HABITS)], ids=["usual", "other"])
def test_the_queries_agree_with_the_definitions(centre, hands, profile):
    hands.at = datetime(2026, 12, 1, 8)
    kept = [a_dossier(Random(number)) for number in range(300)]
    stored(centre, kept)
    for period in (Period(date(2026, 11, 1), date(2026, 11, 30)), Period(date(2026, 11, 20), date(2026, 12, 31))):
        agree(centre, kept, period, profile, date(2026, 12, 1))


__all__ = ["database", "postgresql"]
