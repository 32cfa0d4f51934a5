"""The dossier strip over HTTP: a line for the ticket, a code looked up, a result, and what was left for later."""

import pytest

from models.base import unit_of_work
from models.dossier import Dossier, DossierEntry
from models.line_trace import LineTrace
from models.printing import Printer, PrintJob, Status
from models.ticket import Ticket
from tests.conftest import Hands, new_key
from tests.counters.conftest import connected

CODE = "H99.01-261120-0012"


def test_a_received_dossier_has_outcome_procedure_channel_due_date_and_fee(lan, issue):
    issue()
    lan.serve_next()
    desk = lan.do("entries", code=CODE, outcome="received", procedure=1, paid_online=True, digitised=True)
    [entry] = desk["ticket"]["entries"]
    assert (entry["code"], entry["outcome"], entry["complete"]) == (CODE, "received", True)
    assert entry["procedure"] == "Chứng thực bản sao từ bản chính"
    with connected():
        row = Dossier.get()
        assert (row.channel, row.fee, row.paid_online, row.digitised_input) == ("online", 4000, True, True)
        assert str(row.due_on) == "2026-11-20"


def test_a_press_sent_again_logs_one_line(lan, issue):
    issue()
    lan.serve_next()
    key = new_key()
    for _ in range(2):
        assert lan.press("entries", key=key, outcome="advice").status_code == 201
    assert len(lan.look()["ticket"]["entries"]) == 1
    other = lan.press("entries", key=key, outcome="received", code=CODE, procedure=1)
    assert (other.status_code, other.json["error"]["code"]) == (422, "key_reused")
    lan.do("entries", outcome="advice")
    with connected():
        assert DossierEntry.select().count() == 2


def test_a_press_sent_again_with_another_code_or_fee_is_refused(lan, issue):
    issue()
    lan.serve_next()
    key, line = new_key(), {"code": CODE, "outcome": "received", "procedure": 1, "fee": 4000}
    assert lan.press("entries", key=key, **line).status_code == 201
    for other in ({"code": "H99.01-261120-0013"}, {"fee": 9000}, {"channel": "direct"}, {"digitised": True}):
        answer = lan.press("entries", key=key, **line | other)
        assert (answer.status_code, answer.json["error"]["code"]) == (422, "key_reused")
    assert lan.press("entries", key=key, **line).status_code == 201
    with connected():
        assert (Dossier.select().count(), DossierEntry.select().count()) == (1, 1)


def test_the_same_code_twice_in_a_visit_is_refused(lan, issue):
    issue()
    lan.serve_next()
    lan.do("entries", code=CODE, outcome="received", procedure=1)
    again = lan.press("entries", code=CODE.lower(), outcome="supplement")
    assert (again.status_code, again.json["error"]["code"]) == (409, "dossier_in_ticket")


def test_a_known_code_brings_what_is_known_and_a_new_one_only_its_shape(lan, issue):
    new = lan.person.get(f"/api/dossiers/{CODE}").json
    assert new == {"code": CODE, "standard": True, "dossier": None}
    assert lan.person.get("/api/dossiers/PHIEU-77").json["standard"] is False
    assert lan.person.get(f"/api/dossiers/{'9' * 80}").status_code == 422
    issue()
    lan.serve_next()
    lan.do("entries", code=CODE, outcome="received", procedure=1, fee=8000, channel="direct")
    known = lan.person.get("/api/dossiers/h99.01 - 261120-0012").json["dossier"]
    assert (known["procedure"], known["fee"], known["channel"]) == (1, 8000, "direct")
    assert (known["last_outcome"], known["due_on"]) == ("received", "2026-11-20")


def test_a_known_code_with_another_channel_and_procedure_is_corrected(lan, issue):
    issue()
    issue()
    lan.serve_next()
    lan.do("entries", code=CODE, outcome="received", procedure=1)
    lan.do("finishes")
    lan.serve_next()
    lan.do("entries", code=CODE, outcome="supplement", procedure=2, channel="direct")
    known = lan.person.get(f"/api/dossiers/{CODE}").json["dossier"]
    assert (known["procedure"], known["channel"]) == (2, "direct")


def test_skipped_facts_wait_for_the_same_officer_until_they_are_filled(lan, minh, issue):
    number = issue()
    lan.serve_next()
    assert lan.do("entries", code=CODE, outcome="received", procedure=1)["unfinished"] == 1
    assert minh.look()["unfinished"] == 0
    [entry] = lan.person.get("/api/entries/unfinished").json["entries"]
    assert (entry["number"], entry["paid_online"], entry["digitised"]) == (number, None, None)
    address = f"/api/entries/{entry['id']}"
    assert minh.person.put(address, json={"digitised": True}).status_code == 403
    assert len(lan.person.put(address, json={"digitised": False}).json["entries"]) == 1
    assert lan.person.put(address, json={"paid_online": True}).json["entries"] == []
    assert lan.look()["unfinished"] == 0


def test_a_line_may_follow_the_end_of_the_visit(lan, issue, token_of):
    token = token_of(issue())
    lan.serve_next()
    lan.do("finishes")
    assert lan.press("entries", ticket=token, outcome="advice").status_code == 201


def test_a_result_is_recorded_without_a_visit(lan, issue, hands: Hands):
    issue()
    lan.serve_next()
    lan.do("entries", code=CODE, outcome="received", procedure=1)
    hands.forward(hours=2)
    answer = lan.person.post(f"/api/dossiers/{CODE}/results", json={"outcome": "resolved"})
    assert answer.json["dossier"]["outcome"] == "resolved"
    assert answer.json["dossier"]["ended_at"] == "2026-11-20T10:00:00.000"
    again = lan.person.post(f"/api/dossiers/{CODE}/results", json={"outcome": "refused"})
    assert (again.status_code, again.json["error"]["code"]) == (409, "dossier_ended")
    early = {"outcome": "returned", "at": "2026-11-01T08:00:00"}
    assert lan.person.post(f"/api/dossiers/{CODE}/results", json=early).status_code == 422


def test_what_was_logged_today_is_corrected_from_the_counter_after_the_visit(lan, minh, issue):
    issue()
    lan.serve_next()
    lan.do("entries", code="H99.01-261120-0021", outcome="refused", procedure=1, channel="postal")
    lan.do("finishes")
    lan.do("undos")
    lan.do("finishes")
    [line] = lan.person.get("/api/counters/1/entries").json["entries"]
    assert (line["code"], line["outcome"], line["procedure_id"]) == ("H99.01-261120-0021", "refused", 1)
    assert (line["channel"], line["due_on"], line["number"]) == ("postal", "2026-11-20", "C001")
    wish = {"ticket": line["token"], "corrects": line["line"], "code": CODE, "outcome": "received", "procedure": 1}
    key = new_key()
    for _ in range(2):
        assert lan.press("entries", key=key, **wish).status_code == 201, "sent again, it is one correction"
    listed = lan.person.get("/api/counters/1/entries").json
    assert [one["code"] for one in listed["entries"]] == [CODE]
    [struck] = listed["struck"]
    assert (struck["code"], struck["outcome"], struck["corrected"]) == ("H99.01-261120-0021", "refused", True)
    assert struck["by"] and struck["number"] == "C001"
    assert lan.person.get("/api/dossiers/H99.01-261120-0021").json["dossier"] is None
    assert minh.press("strikes", line=listed["entries"][0]["line"]).status_code == 403
    stale = lan.press("strikes", line=line["line"])
    assert (stale.status_code, stale.json["error"]["code"]) == (404, "line_gone")
    for _ in range(2):
        again = lan.press("strikes", line=listed["entries"][0]["line"])
        assert again.status_code == 201, "pressed again, since its answer was lost, it is done"
    listed = lan.person.get("/api/counters/1/entries").json
    assert (listed["entries"], [one["corrected"] for one in listed["struck"]]) == ([], [False, True])


def test_a_corrected_line_stands_where_it_was_logged_first_and_says_when_it_was_corrected(lan, issue, hands: Hands):
    issue()
    lan.serve_next()
    lan.do("entries", code=CODE, outcome="refused", procedure=1)
    hands.forward(minutes=5)
    lan.do("entries", code="H99.01-261120-0021", outcome="received", procedure=1)
    for minutes in (10, 20):
        hands.forward(minutes=minutes)
        line = lan.person.get("/api/counters/1/entries").json["entries"][-1]
        wish = {"ticket": line["token"], "corrects": line["line"], "code": CODE, "procedure": 1}
        lan.press("entries", outcome="received", **wish)
    listed = lan.person.get("/api/counters/1/entries").json["entries"]
    told = [(one["code"], one["at"][11:16], one["corrected_at"] and one["corrected_at"][11:16]) for one in listed]
    assert told == [("H99.01-261120-0021", "08:05", None), (CODE, "08:00", "08:35")]


def test_whoever_has_changed_counters_corrects_what_they_logged_before_and_it_stays_the_line_of_that_counter(
    lan, minh, issue
):
    issue()
    lan.serve_next()
    lan.do("entries", code=CODE, outcome="refused", procedure=1)
    lan.do("finishes")
    assert minh.person.get("/api/counters/2/entries").json["entries"] == []
    lan.person.post("/api/session/counter", json={"counter": 2})
    [line] = lan.person.get("/api/counters/2/entries").json["entries"]
    wish = {"ticket": line["token"], "corrects": line["line"], "code": CODE, "outcome": "received", "procedure": 1}
    assert lan.press("entries", at=2, **wish).status_code == 201
    with connected():
        assert [(entry.outcome, entry.counter.number) for entry in DossierEntry.select()] == [("received", 1)]
        [struck] = LineTrace.select().where(~LineTrace.struck_at.is_null())
        assert struck.counter.number == 1


def test_a_correction_begins_from_a_fee_that_was_waived_or_filled_in_later(lan, issue):
    issue()
    lan.serve_next()
    lan.do("entries", code=CODE, outcome="received", procedure=1, fee=0, digitised=True)
    desk = lan.do("entries", code="H99.01-261120-0013", outcome="received", procedure=1)
    later = desk["ticket"]["entries"][-1]["id"]
    assert lan.person.put(f"/api/entries/{later}", json={"fee": 9000, "paid_online": True}).status_code == 200
    lan.do("entries", code="H99.01-261120-0014", outcome="received", procedure=1)
    lines = lan.person.get("/api/counters/1/entries").json["entries"]
    assert [(line["fee"], line["said"]) for line in lines] == [(4000, []), (9000, ["fee"]), (0, ["fee"])]


def test_a_code_of_an_earlier_day_is_known_by_its_date_and_serial(lan, issue, hands: Hands):
    issue()
    lan.serve_next()
    lan.do("entries", code=CODE, outcome="received", procedure=1)
    lan.do("finishes")
    hands.forward(days=3)
    lan.person.sign_in("lan", counter=1)
    for typed in ("261120-0012", "H99.01-261123-261120-0012", "H99.01-261123-2611200012"):
        assert lan.person.get(f"/api/dossiers/{typed}").json["code"] == CODE, typed
    unknown = lan.person.post("/api/dossiers/H99.01-261123-0012/results", json={"outcome": "resolved"})
    assert unknown.status_code == 404, "a serial alone is one of today"
    short = lan.person.post("/api/dossiers/H99.01-261123-261120-0012/results", json={"outcome": "resolved"})
    assert short.json["code"] == CODE and short.json["dossier"]["outcome"] == "resolved"
    assert 'id="result-short"' in lan.person.get("/counter").text
    issue()
    lan.serve_next()
    desk = lan.do("entries", code="H99.01-261123-261120-0012", outcome="returned")
    assert desk["ticket"]["entries"][0]["code"] == CODE


def test_the_catalogue_puts_what_this_counter_logs_most_first(lan, issue):
    issue()
    catalogue = lan.person.get("/api/counters/1/catalogue").json
    assert [(row["code"], row["mine"]) for row in catalogue["procedures"]] == [("2.000815", True), ("1.004873", False)]
    assert catalogue["procedures"][1]["due_on"] == "2026-11-25"  # three working days after a Friday
    lan.serve_next()
    lan.do("entries", code=CODE, outcome="received", procedure=1)
    assert lan.person.get("/api/counters/1/catalogue").json["procedures"][0]["uses"] == 1
    assert [one["letter"] for one in catalogue["services"]] == ["C", "H", "R"]
    assert catalogue["counters"][1]["letters"] == ["H", "C"]


def test_papers_that_did_not_come_out_are_shown_with_their_printer(lan, issue, token_of):
    number = issue()
    with connected(), unit_of_work():
        printer = Printer.create(centre=1, name="Máy in ki-ốt", status="paper_out")
        ticket = Ticket.get(Ticket.token == token_of(number))
        PrintJob.create(centre=1, ticket=ticket, printer=printer, state=PrintJob.FAILED, url="/t/x", error="hết giấy")
    alerts = lan.look()["alerts"]
    assert [(one["name"], one["status"], one["stopped"]) for one in alerts["printers"]] == [
        ("Máy in ki-ốt", "paper_out", True)
    ]
    assert [(one["number"], one["state"]) for one in alerts["papers"]] == [(number, "failed")]


@pytest.fixture
def paper(token_of):
    """`paper(number, state, error)`: what became of a number's paper."""

    def settled(number, state, error):
        with connected(), unit_of_work():
            printer, _ = Printer.get_or_create(centre=1, name="Máy in ki-ốt")
            ticket = Ticket.get(Ticket.token == token_of(number))
            PrintJob.create(centre=1, ticket=ticket, printer=printer, state=state, url="/t/x", error=error)

    return settled


def test_a_printer_that_never_answers_raises_no_alarm_and_one_that_ran_out_does(lan, issue, paper):
    paper(issue(), PrintJob.UNCONFIRMED, Status.UNKNOWN.value)
    assert (lan.look()["alerts"]["papers"], lan.look()["alerts"]["papers_count"]) == ([], 0)
    number = issue()
    paper(number, PrintJob.UNCONFIRMED, Status.PAPER_OUT.value)
    alerts = lan.look()["alerts"]
    assert ([one["number"] for one in alerts["papers"]], alerts["papers_count"]) == ([number], 1)


def test_all_papers_that_did_not_come_out_are_counted_and_the_latest_listed(lan, issue, paper):
    numbers = [issue() for _ in range(12)]
    for number in numbers:
        paper(number, PrintJob.FAILED, "hết giấy")
    alerts = lan.look()["alerts"]
    assert [one["number"] for one in alerts["papers"]] == numbers[:1:-1]
    assert alerts["papers_count"] == 12
