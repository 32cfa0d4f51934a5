"""What would change a number under the people who hold it waits for the next day."""

from datetime import timedelta

from models.base import unit_of_work
from models.centre import Service
from models.journal import Change, Planned
from queueing import issue, planned
from tests.conftest import new_key


def plan(centre, service, letter):
    with unit_of_work(centre.id):
        planned.plan(centre, Planned.SERVICE, service.id, "letter", letter, None)


def test_the_first_ticket_of_the_next_day_bears_the_new_letter(centre, certification, hands):
    assert issue(certification, key=new_key()).code == "C001"
    plan(centre, certification, "T")
    assert issue(certification, key=new_key()).code == "C002", "today keeps its letter"
    hands.forward(days=1)
    assert issue(certification, key=new_key()).code == "T001"
    assert not Planned.select().exists()
    assert Change.select().where(Change.act == Change.APPLIED).count() == 1


def test_two_services_exchange_their_letters(centre, certification, civil_status, hands):
    plan(centre, certification, "H")
    plan(centre, civil_status, "C")
    hands.forward(days=1)
    assert issue(certification, key=new_key()).code == "H001"
    assert Service.get_by_id(civil_status.id).letter == "C"


def test_a_plan_made_on_a_day_that_goes_on_past_midnight_waits_for_the_day_after(centre, hands):
    hands.forward(hours=20)
    assert planned.next_day(centre) == centre.business_day + timedelta(days=2)


def test_a_plan_for_what_another_has_taken_meanwhile_is_given_up_and_the_day_begins(centre, certification, hands):
    with unit_of_work():
        planned.plan(centre, Planned.SERVICE, certification.id, "letter", "M", None)
        Service.create(centre=centre, letter="M", name="Đất đai", name_en="Land", position=9)
    hands.forward(days=1)
    assert issue(Service.get_by_id(certification.id), key=new_key()).code == "C001"
    assert not Planned.select().exists()
