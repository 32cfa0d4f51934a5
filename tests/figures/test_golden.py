"""Figures as two centres have printed them, from dossiers like theirs, each under its own profile."""

import json
from datetime import date, datetime
from pathlib import Path

import pytest

from figures.counts import scope_of
from figures.doubts import doubts
from figures.evidence import gather
from figures.identities import checks
from figures.measures import measures, with_excluded
from figures.period import Period
from figures.presets import PRESETS
from figures.profile import Profile
from figures.rate_row import rate_row
from figures.table import table
from models.base import forget_on_power_cut, unit_of_work
from models.centre import Field, Procedure
from models.dossier import Dossier, Pause, derived

AN_PHU = json.loads((Path(__file__).parent.parent / "data" / "an-phu.expected.json").read_text(encoding="utf-8"))
QUARTER = Period(date(2026, 3, 15), date(2026, 6, 14))
FOUR_MONTHS = Period(date(2025, 12, 15), date(2026, 4, 14))


@pytest.fixture
def add(centre):
    """Adds so many dossiers alike; `stopped_on`: each waits for papers since that day."""
    forget_on_power_cut()
    count = iter(range(1, 100_000))

    def write(many: int, stopped_on: date | None = None, **facts) -> None:
        end = {"ended_at": None, "outcome": None, "returned_at": None}
        row = {"centre": centre, "channel": "online", "due_on": None} | end | facts
        row |= derived(row)
        numbers = [next(count) for _ in range(many)]
        with unit_of_work(centre.id):
            for start in range(0, many, 1_000):
                some = numbers[start : start + 1_000]
                Dossier.insert_many([row | {"id": n, "code": f"H-{n}", "code_key": f"H-{n}"} for n in some]).execute()
            for n in numbers if stopped_on else ():
                Pause.create(dossier=n, kind=Pause.SUPPLEMENT, began_on=stopped_on)

    return write


def test_an_phu_s_quarter(centre, hands, add):
    hands.at = datetime(2026, 7, 1, 8)
    inside, before = datetime(2026, 4, 2, 9), datetime(2026, 3, 14, 16)
    ended, due = datetime(2026, 5, 6, 10), date(2026, 5, 20)
    with unit_of_work(centre.id):
        Field.update(position=100).where(Field.centre == centre).execute()
        for position, name in enumerate(AN_PHU["by_field"]):
            field, _ = Field.get_or_create(centre=centre, name=name, defaults={"position": position})
            Field.update(position=position).where(Field.id == field.id).execute()
    for name, cells in AN_PHU["by_field"].items():
        field = Field.get(Field.centre == centre, Field.name == name)
        kinds = [
            *[{"ended_at": ended, "outcome": "resolved", "due_on": due}] * cells["8"],
            *[{"ended_at": ended, "outcome": "refused"}] * cells["11"],
            *[{"ended_at": ended, "outcome": "withdrawn"}] * cells["12"],
            *[{"due_on": date(2026, 6, 14)}] * cells["14"],
            *[{"due_on": due, "stopped_on": date(2026, 5, 1)}] * cells["16"],
        ]
        carried, kinds = kinds[: cells["6"]], kinds[cells["6"] :]
        for received_at, some in ((before, carried), (inside, kinds)):
            for facts in {json.dumps(one, default=str): one for one in some}.values():
                add(some.count(facts), field=field, received_at=received_at, **facts)
    found = table(centre, QUARTER)
    assert {row.field: found.cells(row.counts) for row in found.rows} == AN_PHU["by_field"]
    assert found.cells(found.total) == AN_PHU["total"]
    assert [column.number for column in found.columns] == list(range(3, 17))
    assert all(check.holds for check in checks(found))

    rates = measures(gather(scope_of(centre, QUARTER)), PRESETS["quarter"].profile)
    keys = ("finish", "on_time", "refused", "withdrawn", "pending", "pending_in_time", "pending_overdue", "supplement")
    assert [rates[f"{key}_rate"].said.replace("\u00a0", " ") for key in keys] == [
        "98,4 %", "97,6 %", "0,5 %", "0,4 %", "1,6 %", "1,3 %", "0 %", "0,3 %"
    ]  # fmt: skip
    row = rate_row(found)
    assert [row[str(number)] for number in (3, 4, 5, *range(7, 17))] == [
        "100%", "100%", "0%", "98,4%", "97,6%", "0%", "0%", "0,5%", "0,4%", "1,6%", "1,3%", "0%", "0,3%"
    ]  # fmt: skip
    assert doubts(rates.values(), Profile()) == []


def test_long_binh_s_four_months(centre, hands, add):
    hands.at = datetime(2026, 5, 1, 8)
    paid = {"fee": 8_000, "fee_paid": 8_000, "paid_online": True}
    civil, certified = (Field.get(Field.centre == centre, Field.name == name) for name in ("Hộ tịch", "Chứng thực"))
    done = {"received_at": datetime(2026, 2, 2, 9), "outcome": "resolved", "due_on": date(2026, 2, 20)}
    early, on_time = done | {"ended_at": datetime(2026, 2, 3, 9)}, done | {"ended_at": datetime(2026, 2, 20, 16)}
    add(7_609, field=certified, digitised_result=True, **early, **paid)
    add(1_870, field=civil, digitised_result=True, **on_time)
    add(6, field=civil, digitised_result=True, is_test=True, **early)
    add(1_448, field=civil, digitised_result=False, procedure=procedure(centre, "1.004873"), **early)
    add(6, field=civil, channel="direct", procedure=procedure(centre, "1.004873"), **early)
    add(248, field=civil, received_at=datetime(2026, 4, 13, 9), due_on=date(2026, 4, 14))
    add(10, field=civil, received_at=datetime(2026, 4, 1, 9), due_on=date(2026, 4, 13))

    profile = PRESETS["long_binh"].profile
    evidence = gather(scope_of(centre, FOUR_MONTHS, profile))
    counts = evidence.counts
    assert (counts.total_received, counts.online, counts.early + counts.on_time) == (11_197, 11_191, 10_939)
    assert (counts.pending_in_time, counts.pending_overdue) == (248, 10)
    rates = measures(evidence, profile)
    said = {key: rate.said.replace("\u00a0", " ") for key, rate in rates.items()}
    assert said["online_rate"] == "99,95 %"
    assert said["progress_rate"] == "99,9 %"
    assert said["on_time_rate"] == "97,69 %"
    assert said["pending_in_time_rate"] == "2,21 %"
    assert said["pending_overdue_rate"] == "0,1 %"
    assert said["digitised_result_rate"] == "86,71 %"
    assert said["payment_rate"] == "100 %"
    assert (rates["digitised_result_rate"].share.part, rates["digitised_result_rate"].share.whole) == (9_485, 10_939)
    assert (rates["payment_rate"].share.part, rates["payment_rate"].share.whole) == (7_609, 7_609)

    [doubt] = doubts(rates.values(), profile)
    assert doubt.sentence.replace("\u00a0", " ") == (
        "Tỷ lệ trả đúng và trước hạn: in 97,69 %, nhưng 10.939/11.197 là 97,7 %. "
        "Số in ra được lấy bằng 100 trừ các phần còn lại."
    )
    assert doubt.sentence_en.replace("\u00a0", " ") == (
        "on time rate: 97.69 % is printed, but 10,939/11,197 is 97.7 %. What is printed is 100 less the other parts."
    )
    left_out = profile.model_copy(update={"digitised_result_exclusions": ["1.004873"]})
    evidence = gather(scope_of(centre, FOUR_MONTHS, left_out))
    assert evidence.results.excluded == 1_454
    assert measures(evidence, left_out)["digitised_result_rate"].printed == "100%"
    assert with_excluded(evidence, left_out).printed == "86,71%"


def procedure(centre, code: str) -> Procedure:
    return Procedure.get(Procedure.centre == centre, Procedure.code == code)
