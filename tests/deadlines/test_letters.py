"""Letters of apology: what they promise, what is refused, who still needs one. Friday 20/11/2026; the 24th is off."""

import re

import pytest

from deadlines import letters
from deadlines.paper import paper_of, said
from deadlines.watching import watch_of
from dossiers import record_result
from dossiers.deadlines import Which
from figures.profile import Profile
from models.dossier import Dossier, DossierEvent
from models.register import Letter
from queueing.errors import Conflict, Invalid
from tests.deadlines.conftest import day

REASON = "Chờ ý kiến của cơ quan thuế"


def test_a_letter_promises_a_new_day_and_the_old_one_stays_on_record(centre, dossier):
    late = dossier(18)
    letters.write(late, day(19), day(27), REASON, "12/XL-TTPVHCC")
    kept = Dossier.get_by_id(late.id)
    assert (kept.due_on, kept.extended_to) == (day(18), day(27))
    assert [(event.kind, event.at.date()) for event in DossierEvent.select()] == [("extended", day(19))]
    [line] = watch_of(centre).lines(Which())
    assert (line.light, line.extended_to, line.without_letter) == ("overdue", day(27), False)


def test_overdue_dossiers_without_a_promise_that_still_holds_need_a_letter(centre, dossier):
    needed = [dossier(17), dossier(18, extended_to=day(19))]
    dossier(18, extended_to=day(20))
    dossier(20)
    assert [line.id for line in watch_of(centre).lines(Which(without_letter=True))] == [one.id for one in needed]


@pytest.mark.parametrize(
    ("written", "promised", "part"),
    [
        (day(23), day(27), "written_on"),  # still to come
        (day(30, 10), day(27), "written_on"),  # before the reception
        (day(20), day(18), "new_due_on"),
        (day(20), day(20), "new_due_on"),
        (day(20), day(21), "new_due_on"),  # a Saturday
        (day(20), day(24), "new_due_on"),  # the holiday
    ],
)
def test_days_that_cannot_be_are_refused(dossier, written, promised, part):
    with pytest.raises(Invalid) as refusal:
        letters.write(dossier(18), written, promised, REASON)
    assert refusal.value.field == part
    assert not Letter.select().exists()


def test_the_refusal_of_a_day_off_names_the_next_working_day(dossier):
    with pytest.raises(Invalid) as refusal:
        letters.write(dossier(18), day(20), day(24), REASON)
    assert "25/11/2026" in refusal.value.message_vi and "25/11/2026" in refusal.value.message_en


def test_nothing_is_promised_for_a_dossier_that_has_ended_or_was_never_promised(dossier):
    ended = record_result(dossier(18), "resolved")
    for one, code in ((ended, "dossier_ended"), (dossier(None), "no_due_date")):
        with pytest.raises(Conflict) as refusal:
            letters.write(one, day(20), day(27), REASON)
        assert refusal.value.code == code


def test_a_letter_is_printed_with_blanks_and_as_it_was_recorded(lead, dossier):
    late = dossier(18)
    draft = lead.get(f"/deadlines/letters/{late.id}").get_data(as_text=True).replace("\u00a0", " ")
    assert "hẹn trả kết quả: ngày 18 tháng 11 năm 2026" in draft
    who = re.findall(r'<p class="issuer">(.*?)</p>', draft)
    assert who == ["TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG", "PHƯỜNG AN BÌNH"], "as the report says it"
    assert "Kết quả được trả vào ngày …… tháng …… năm ………" in draft
    body = {"number": "05/XL", "written_on": "2026-11-20", "new_due_on": "2026-11-27", "reason": REASON}
    answer = lead.post(f"/api/deadlines/{late.id}/letters", json=body)
    assert (answer.status_code, answer.json["extended_to"]) == (201, "2026-11-27")
    printed = lead.get(f"/deadlines/letters/{late.id}?letter={Letter.get().id}").get_data(as_text=True)
    printed = printed.replace("\u00a0", " ")
    for words in ("Số: 05/XL", REASON, "Kết quả được trả vào ngày 27 tháng 11 năm 2026", "PHƯỜNG AN BÌNH"):
        assert words in printed
    assert lead.get(f"/deadlines/letters/{late.id}?letter=999").status_code == 404
    assert 'data-testid="letters-sent"' in lead.get("/deadlines/letters").get_data(as_text=True)


def test_the_head_and_the_dates_of_a_letter_end_their_lines_between_names(centre):
    head = paper_of(centre, Profile())
    assert head.issuer[0] == "TRUNG\u00a0TÂM PHỤC\u00a0VỤ HÀNH\u00a0CHÍNH\u00a0CÔNG"
    assert said(day(18)) == "ngày\u00a018\u00a0tháng\u00a011 năm\u00a02026"
