"""How many stand before a ticket: counted by the database, as the rule would sort them."""

import uuid
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import queueing
from models.base import now, unit_of_work
from models.centre import Centre
from models.ticket import Lane, State, Ticket
from queueing import order

PLACES = st.tuples(
    st.sampled_from((Lane.RETURNED, Lane.TRANSFERRED, Lane.CAME_BACK, Lane.ARRIVED)),
    st.booleans(),  # priority
    st.integers(0, 3),  # minutes: many stand in line since the same moment, some past the cap
)


@given(places=st.lists(PLACES, min_size=1, max_size=8), run=st.sampled_from((0, 2)))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_people_ahead_are_those_whom_the_rule_sorts_before(centre, certification, civil_status, hands, places, run):
    begun = now() - timedelta(minutes=centre.age_cap_minutes + 1)
    with unit_of_work():
        Ticket.update(state=State.CANCELLED).execute()
        Centre.update(priority_run=run).execute()
        for number, (lane, priority, minutes) in enumerate(places, Ticket.select().count() + 1):
            Ticket.create(
                centre=centre,
                business_day=centre.business_day,
                letter="C",
                number=number,
                token=uuid.uuid4().hex,
                idempotency_key=uuid.uuid4().hex,
                request="",
                service=certification,
                lane=lane,
                priority=priority,
                queued_at=begun + timedelta(minutes=minutes),
            )
    queueing.issue(civil_status, key=uuid.uuid4().hex)  # another line
    line = list(Ticket.select().where(Ticket.service == certification, Ticket.state == State.WAITING))
    for ahead, ticket in enumerate(
        sorted(line, key=lambda ticket: order.rank(ticket, order.capped_since(centre), run > 0))
    ):
        assert order.people_ahead(Ticket.get_by_id(ticket.id)) == ahead
