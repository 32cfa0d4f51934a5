"""The verdict compares every cell, and says which are not as expected."""

import json

import pytest

from replay.verdict import COLUMNS, TOTAL, BadExpectation, cells_of, differences, draw, read_expectation
from tests.real_server import ROOT

AN_PHU = ROOT / "tests" / "data" / "an-phu.expected.json"


def cells(**known: int) -> dict[str, int]:
    return dict.fromkeys(COLUMNS, 0) | {name.strip("_"): number for name, number in known.items()}


def test_the_expectation_of_an_phu_has_its_period_its_fields_and_its_total():
    expectation = read_expectation(AN_PHU)
    assert (f"{expectation.first}", f"{expectation.last}") == ("2026-03-15", "2026-06-14")
    assert len(expectation.cells) == 10
    assert (expectation.cells[TOTAL]["3"], expectation.cells[TOTAL]["13"]) == (3575, 57)


def test_equal_tables_have_no_differences_and_fields_without_dossiers_may_be_left_out():
    table = {
        "rows": [
            {"field": "Đất đai", "cells": cells(_4=3, _3=3, _13=3)},
            {"field": "Kinh doanh khí", "cells": cells()},
        ],
        "total": cells(_4=3, _3=3, _13=3),
    }
    found = cells_of(table)
    assert found["Đất đai"]["4"] == 3
    assert differences({name: found[name] for name in ("Đất đai", TOTAL)}, found) == []


def test_every_cell_that_differs_is_named_with_both_numbers():
    wanted = {"Đất đai": dict.fromkeys(COLUMNS, 0) | {"3": 5, "14": 2}}
    found = {"Đất đai": dict.fromkeys(COLUMNS, 0) | {"3": 4}, "Hộ tịch": dict.fromkeys(COLUMNS, 0) | {"16": 1}}
    assert differences(wanted, found) == [
        "Đất đai, column (3): expected 5, found 4",
        "Đất đai, column (14): expected 2, found 0",
        "Hộ tịch, column (16): expected 0, found 1",
    ]


def test_a_field_that_is_expected_and_absent_differs():
    assert differences({"Đất đai": dict.fromkeys(COLUMNS, 0) | {"3": 1}}, {}) == [
        "Đất đai, column (3): expected 1, found 0"
    ]


def test_the_drawn_table_leaves_out_fields_without_dossiers_and_keeps_its_columns_straight():
    cells = {
        "A" * 60: dict.fromkeys(COLUMNS, 7),
        "Hộ tịch": dict.fromkeys(COLUMNS, 0),
        TOTAL: dict.fromkeys(COLUMNS, 7),
    }
    lines = draw(cells).splitlines()
    assert len(lines) == 3
    assert len({len(line) for line in lines}) == 1


@pytest.mark.parametrize("spoil", ["from", "total", "by_field"])
def test_an_expectation_that_lacks_a_part_is_refused_with_its_name(tmp_path, spoil):
    said = json.loads(AN_PHU.read_text(encoding="utf-8"))
    del said[spoil]
    path = tmp_path / "expected.json"
    path.write_text(json.dumps(said), encoding="utf-8")
    with pytest.raises(BadExpectation, match=f"expected.json.*{spoil}"):
        read_expectation(path)
