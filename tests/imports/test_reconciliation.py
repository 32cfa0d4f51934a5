"""Two sources held against each other, and the lists of dossiers that somebody must look at."""

import random
import re
from collections import Counter
from datetime import date, datetime

import pytest

from imports.reconciliation import CELLS, LISTS, Pair, Scope, listed, passed
from models.base import unit_of_work
from models.centre import Centre
from models.claim import Claim, Decision
from models.dossier import Applicant, Dossier, Outcome
from models.source import Source
from tests.imports.conftest import record

MARCH = (date(2026, 3, 1), date(2026, 3, 31))
DONE = datetime(2026, 3, 6, 9)


def number(name):
    return Source.get(Source.name == name).id


def found(query):
    return sorted(row.code for row in query)


@pytest.fixture
def director(person):
    return person().sign_in("ha")


@pytest.fixture
def march(centre):
    return Scope(centre, *MARCH)


@pytest.fixture
def asked(centre):
    """From here on, what differs waits for a person."""
    with unit_of_work():
        Centre.update(conflict_rule="ask").execute()


def test_by_field_each_dossier_is_in_one_cell_as_a_slow_look_at_the_claims_says(centre, march, bring):
    rng = random.Random(7)

    def said(numbers):
        return [
            record(
                n,
                rng.choice(["processing", "done"]),
                DONE,
                field=rng.choice(["Chứng thực", "Hộ tịch"]),
                channel=rng.choice([None, "online", "direct"]),
                fee=rng.choice([None, 4000, 8000]),
            )
            for n in numbers
        ]

    bring("Tỉnh", said(range(1, 30)), datetime(2026, 3, 7))
    bring("Tỉnh", said(range(1, 15)), datetime(2026, 3, 9))  # the later file is what it says now
    bring("Bộ", said(range(10, 40)), datetime(2026, 3, 8), Source.MINISTRY)
    bring("Bộ", [record(50, received_at=datetime(2026, 4, 1, 8))], datetime(2026, 4, 2), Source.MINISTRY)
    a, b = number("Tỉnh"), number("Bộ")
    pair = Pair(march, a, b)
    cells = {cell: {row["code"] for row in pair.rows(cell).dicts()} for cell in CELLS}
    expected = {cell: set() for cell in CELLS}
    facts = Counter()
    for dossier in Dossier.select().where(Dossier.received_at < datetime(2026, 4, 1)):
        last = {claim.source_id: claim for claim in dossier.claims.order_by(Claim.as_of, Claim.id)}
        one, other = last.get(a), last.get(b)
        differing = [fact for fact in ("channel", "field", "fee") if differ(one, other, fact)]
        differing += ["outcome"] if one and other and one.outcome != other.outcome else []
        facts.update(differing)
        cell = "only_a" if other is None else "only_b" if one is None else "differing" if differing else "alike"
        expected[cell].add(dossier.code)
    assert cells == expected
    assert all(expected.values())
    table = pair.table()
    assert {cell: sum(getattr(row, cell) for row in table) for cell in CELLS} == {c: len(v) for c, v in cells.items()}
    assert sum((Counter(row.by_fact) for row in table), Counter()) == facts


def differ(one, other, fact):
    if one is None or other is None:
        return False
    values = one.__data__[fact], other.__data__[fact]
    return None not in values and values[0] != values[1]


def test_a_dossier_that_no_counter_ever_saw_has_not_passed_the_centre(march, bring, logged, hands):
    hands.at = datetime(2026, 3, 2, 9)
    with unit_of_work():
        Centre.update(business_day=hands.at.date()).execute()
    logged(record(1).code, Outcome.RECEIVED)
    bring("Bộ", [record(1), record(2), record(3, "registered")], kind=Source.MINISTRY)
    logged("H31.77-260302-0009", Outcome.RECEIVED)
    assert found(listed(march, "never_passed")) == [record(2).code]
    assert passed(march) == (2, 3)


def test_paid_by_one_and_unpaid_by_another_is_listed_and_so_is_what_nobody_paid(march, bring):
    bring("Tỉnh", [record(1), record(2), record(3, fee=0), record(4, paid_online=False)], datetime(2026, 3, 5))
    bring("Thanh toán", [record(1, fee_paid=4000, paid_online=True)], datetime(2026, 3, 6), Source.PAYMENT)
    assert found(listed(march, "paid_unpaid")) == [record(1).code]
    assert found(listed(march, "unpaid")) == [record(2).code]
    bring("Tỉnh", [record(1, paid_online=True)], datetime(2026, 3, 9))
    assert found(listed(march, "paid_unpaid")) == []


def test_finished_without_a_result_file_counts_by_the_day_it_ended(march, centre, bring):
    ended = [record(1, "done", DONE), record(2, "done", DONE, digitised_result=True)]
    bring("Tỉnh", [*ended, record(3, "done", DONE, result_required=False), record(4, "refused", DONE)])
    assert found(listed(march, "no_result")) == [record(1).code]
    assert found(listed(Scope(centre, date(2026, 4, 1), date(2026, 4, 30)), "no_result")) == []


def test_the_page_names_everything_and_one_press_settles_a_difference(asked, director, bring):
    bring("Tỉnh", [record(1, "done", DONE), record(2)], datetime(2026, 3, 9))
    bring("Bộ", [record(1, "done", datetime(2026, 3, 5)), record(2)], datetime(2026, 3, 10), Source.MINISTRY)
    dossier = Dossier.get(Dossier.undecided)
    page = director.get("/reconciliation?from=2026-03-01&to=2026-03-31&list=undecided").text
    assert f'href="/dossiers/{dossier.id}?passing=2026-03-01_2026-03-31"' in page
    assert "uncounted" not in page
    assert "Đã xử lý xong · 05/03/2026" in page
    path = f"/api/imports/dossiers/{dossier.id}/resolutions"
    answer = director.post(path, json={"source": number("Bộ"), "reason": "Đã hỏi"})
    assert answer.json == {"dossier": dossier.id, "undecided": False, "facts": []}
    assert Dossier.get_by_id(dossier.id).ended_at == datetime(2026, 3, 5)
    assert (Decision.get().fact, Decision.get().reason, Decision.get().officer.username) == ("status", "Đã hỏi", "ha")
    again = director.post(path, json={"source": number("Bộ")})
    assert (again.status_code, again.json["error"]["code"]) == (409, "nothing_told")


def test_dossiers_of_the_two_sources_that_no_figure_holds_are_named_under_their_table(asked, director, bring):
    bring("Tỉnh", [record(1, "done", DONE), record(2), record(3)], datetime(2026, 3, 9))
    bring("Bộ", [record(1, "done", DONE), record(2)], datetime(2026, 3, 10), Source.MINISTRY)
    with unit_of_work():
        Dossier.update(counted=False).where(Dossier.code == Dossier.get_by_id(3).code).execute()
    page = director.get("/reconciliation?from=2026-03-01&to=2026-03-31").text
    assert "trên 2 hồ sơ của kỳ" in page
    assert "Bảng này gồm cả 1 hồ sơ không tính vào số liệu" in page


def test_a_choice_can_be_left_to_the_rule_again(asked, director, bring):
    bring("Tỉnh", [record(1, "done", DONE, fee=5000)], datetime(2026, 3, 9))
    bring("Bộ", [record(1, "done", DONE)], datetime(2026, 3, 10), Source.MINISTRY)
    dossier = Dossier.get()
    path = f"/api/imports/dossiers/{dossier.id}/decisions"
    assert (dossier.fee, dossier.undecided) == (5000, True)
    assert director.post(path, json={"fact": "fee", "source": number("Bộ")}).json["facts"] == []
    assert Dossier.get().fee == 4000
    assert director.post(path, json={"fact": "fee", "source": None}).json["facts"] == ["fee"]
    assert (Dossier.get().fee, Dossier.get().undecided) == (5000, True)
    assert director.post(path, json={"fact": "reused", "source": number("Bộ")}).status_code == 409
    assert director.post(path, json={"fact": "code", "source": None}).status_code == 422


def test_the_page_of_a_dossier_says_who_said_what_and_why_it_holds(person, bring):
    waits = record(1, "supplement", datetime(2026, 3, 4), asked_on=date(2026, 3, 4))
    bring("Tỉnh", [waits], datetime(2026, 3, 5))
    bring("Bộ", [record(1, "done", DONE, fee=9000)], datetime(2026, 3, 10), Source.MINISTRY)
    dossier = Dossier.get()
    with unit_of_work():
        Applicant.create(dossier=dossier, name="Nguyễn Văn An", phone="0912345678")
    page = person().sign_in("truong").get(f"/dossiers/{dossier.id}")
    for words in ("Yêu cầu bổ sung · 04/03/2026", "Đã xử lý xong · 06/03/2026", "9.000\u00a0đ", "Nguyễn Văn An"):
        assert words in page.text
    assert "Bộ có trạng thái mới nhất; nguồn khác chỉ chậm hơn, không mâu thuẫn." in page.text
    english = person().sign_in("quan").get(f"/dossiers/{dossier.id}?lang=en").text
    assert "N••••••••••••" in english and "Nguyễn Văn An" not in english
    assert "Bộ has a newer day of its state than Tỉnh." in english
    assert "sign-in-username" in person().get(f"/dossiers/{dossier.id}").text
    assert person().sign_in("truong").get("/dossiers/999").status_code == 404


def test_sources_are_not_said_to_agree_beside_two_values(person, bring):
    bring("Tỉnh", [record(1, received_at=datetime(2026, 3, 2, 8, 49))], datetime(2026, 3, 5))
    bring("Bộ", [record(1, received_at=datetime(2026, 3, 2, 8, 50))], datetime(2026, 3, 10), Source.MINISTRY)
    page = person().sign_in("truong").get(f"/dossiers/{Dossier.get().id}").text
    received = re.search(r'data-fact="received_at".*?</tr>', page, re.DOTALL)[0]
    assert "08:49" in received and "08:50" in received
    assert "không mâu thuẫn: lấy theo" in received and "thống nhất" not in received
    assert "Các nguồn thống nhất." in page, "of what is the same in both"


@pytest.mark.parametrize("name", [*LISTS, *CELLS, ""])
def test_every_list_is_a_csv_file_in_which_no_word_runs(director, bring, name):
    evil = "=HYPERLINK(1)"
    told = record(1, "done", DONE, field=evil, code="+31.77-1", key="+31.77-1")
    bring("Tỉnh", [told, record(2), record(5)], datetime(2026, 3, 9))
    bring("Bộ", [record(2, field=evil), record(3), record(5)], datetime(2026, 3, 10), Source.MINISTRY)
    query = f"from=2026-03-01&to=2026-03-31&a={number('Tỉnh')}&b={number('Bộ')}" + (f"&list={name}" if name else "")
    answer = director.get(f"/reconciliation.csv?{query}")
    assert answer.status_code == 200
    text = answer.data.decode("utf-8-sig")
    assert not [line for line in text.splitlines() if line[:1] in "=+-@" or ",=" in line]
    if name in ("only_a", "never_passed", "unpaid", "no_result"):
        assert "'+31.77-1" in text
    assert director.get(f"/reconciliation?{query}").status_code == 200


def test_what_is_asked_wrongly_is_refused_with_what_is_allowed(director, person):
    assert director.get("/reconciliation.csv?list=everything").json["error"]["field"] == "list"
    assert director.get("/reconciliation.csv?from=2026-04-01&to=2026-03-01").status_code == 422
    assert director.get("/reconciliation.csv?from=2026-04-01&from=2026-03-01").status_code == 422
    assert person().sign_in("lan").get("/reconciliation.csv").status_code == 403
