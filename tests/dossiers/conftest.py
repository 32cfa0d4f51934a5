"""A centre with one service, two counters and a few procedures, on a clock that the test sets."""

from datetime import date, datetime, time

import pytest

import dossiers
import queueing
from models import base
from models.base import BaseModel
from models.centre import Centre, Field, Officer, Opening, Procedure, Service, SpecialDay
from models.counter import Counter, CounterService
from models.dossier import Outcome

MONDAY = datetime(2026, 11, 16, 8, 0)
CODE = "H99.01-261116-0012"


@pytest.fixture
def at():
    """Sets the clock: `at(2026, 11, 16, 8, 30)`."""
    read = base.clock._read
    base.clock.drive(lambda: MONDAY)
    yield lambda *moment: base.clock.drive(lambda: datetime(*moment))
    base.clock.drive(read)


@pytest.fixture
def database(tmp_path):
    engine = base.open_database(f"sqlite:///{tmp_path}/centre.db")
    with base.unit_of_work():
        base.db.create_tables(BaseModel.__subclasses__())
    with base.db.connection_context():
        yield engine
    engine.close_all()


@pytest.fixture
def centre(database, at):
    with base.unit_of_work():
        centre = Centre.create(slug="binh-minh", organisation="Trung tâm Phục vụ hành chính công", name="Bình Minh")
        for weekday in range(5):
            Opening.create(centre=centre, weekday=weekday, opens=time(7, 30), closes=time(11, 30))
            Opening.create(centre=centre, weekday=weekday, opens=time(13, 30), closes=time(17, 0))
        SpecialDay.create(centre=centre, date=date(2026, 11, 24), name="Ngày Văn hóa Việt Nam")
        SpecialDay.create(centre=centre, date=date(2026, 11, 28), name="Làm bù", works=True)
    return centre


@pytest.fixture
def furnish(centre):
    """Adds a row of furniture."""

    def add(model, **values):
        with base.unit_of_work():
            return model.create(centre=centre, **values)

    return add


@pytest.fixture
def service(furnish):
    return furnish(Service, letter="H", name="Hộ tịch", name_en="Civil status", position=1)


@pytest.fixture
def counter_3(furnish, service):
    return _counter(furnish, service, 3)


@pytest.fixture
def counter_4(furnish, service):
    return _counter(furnish, service, 4)


def _counter(furnish, service, number):
    counter = furnish(Counter, number=number, state=Counter.OPEN)
    with base.unit_of_work():
        CounterService.create(counter=counter, service=service)
    return counter


@pytest.fixture
def officer(furnish):
    return furnish(Officer, username="lan", name="Nguyễn Thị Lan", secret="-")


@pytest.fixture
def civil_status(furnish):
    return furnish(Field, name="Hộ tịch", position=1)


@pytest.fixture
def marital_status(furnish, civil_status):
    """Three working days, 5.000 đồng."""
    return furnish(
        Procedure,
        field=civil_status,
        code="1.004873",
        name="Cấp giấy xác nhận tình trạng hôn nhân",
        working_days=3,
        fee=5000,
    )


@pytest.fixture
def birth(furnish, civil_status):
    """The same day, free of charge."""
    return furnish(Procedure, field=civil_status, code="1.001193", name="Đăng ký khai sinh")


@pytest.fixture
def visit(service, counter_3, officer):
    """Begins a visit at a counter: a ticket that is being served."""
    taken = []

    def begin(counter=counter_3):
        taken.append(queueing.issue(service, key=f"key-{len(taken)}"))
        ticket = queueing.call_next(counter, officer=officer)
        return queueing.serve(ticket, counter, officer=officer)

    return begin


@pytest.fixture
def log(centre, counter_3, officer, marital_status):
    """Logs a line at counter 3, of three working days and 5.000 đồng unless said otherwise."""

    def line(ticket, **facts):
        facts = {"code": CODE, "outcome": Outcome.RECEIVED, "procedure": marital_status} | facts
        return dossiers.log(centre, ticket, counter_3, officer, **facts)

    return line
