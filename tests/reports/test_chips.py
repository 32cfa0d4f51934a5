"""The list beside the editor: each figure with what it is now, and whether a condition on it lets a part be printed."""

import json

import pytest

from figures.profile import read_profile
from reports.chips import shelf
from reports.findings import gather
from reports.lists import finder
from tests.figures.conftest import NOVEMBER, day

pytestmark = pytest.mark.usefixtures("after_november")


@pytest.fixture
def found(centre, dossier):
    """The list of a period with two dossiers of one field; sources are those of a report."""
    dossier(ended_at=day(12))
    dossier()
    find = finder(gather(centre, NOVEMBER, read_profile({})))
    return shelf(
        find, lambda href: f"{href}&profile=7", ["Hộ tịch", "Chứng thực"], [], ["Trên {mau:on_time_rate}.", "{mở"]
    )


def test_a_figure_has_its_value_its_state_and_its_source(found):
    chips = {chip.written: chip for _, group in found.groups for chip in group}
    total = chips["{tong_tiep_nhan}"]
    assert (total.value, total.state) == ("2", "some")
    assert total.href.startswith("/dashboard/dossiers?") and total.href.endswith("&profile=7")
    assert [chips[name].state for name in ("{qua_han}", "{ty_le_hai_long}", "{ky}", "{danh_muc:su_co}")] == [
        "zero",
        "unknown",
        "words",
        "zero",
    ]
    [line] = chips["{danh_muc:linh_vuc}"].lines
    assert line.startswith("Hộ tịch: tiếp nhận 2 hồ sơ")


def test_a_field_has_its_own_figures_and_none_that_is_not_known_of_it(found):
    fields = {field: json.loads(figures) for field, figures in found.fields}
    assert fields["Hộ tịch"]["{tong_tiep_nhan}"][:3] == ["{tong_tiep_nhan:Hộ tịch}", "2", "some"]
    assert fields["Chứng thực"]["{tong_tiep_nhan}"][1:3] == ["0", "zero"]
    assert "{dat:ty_le_dung_han}" not in fields["Hộ tịch"]  # it has no target


def test_what_a_text_names_is_told_although_no_list_has_it(found):
    assert [chip.written for chip in found.named] == ["{mau:on_time_rate}"]  # a text that cannot be read names nothing
