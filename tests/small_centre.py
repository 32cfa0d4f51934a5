"""The small centre whose furniture the tests name: three services, three counters, an officer of every role."""

from datetime import datetime, time

from argon2 import PasswordHasher

from models.base import unit_of_work
from models.centre import Centre, Field, Officer, Opening, Procedure, Service
from models.counter import Counter, CounterService

FRIDAY_MORNING = datetime(2026, 11, 20, 8, 0)
PIN = "246810"
HASHED_PIN = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PIN)  # a real one, but quick to check


def make_centre() -> None:
    with unit_of_work():
        centre = Centre.create(
            slug="an-binh",
            organisation="Trung tâm Phục vụ hành chính công",
            name="phường An Bình",
            dossier_pattern="H99.01-yymmdd-####",
            business_day=FRIDAY_MORNING.date(),
        )
        furnish(centre)


def furnish(centre: Centre) -> None:
    """Services C, H and R; counters 1 (C), 2 (H, and C as fallback), 3 (C, H); an officer of every role."""
    for weekday in range(7):
        Opening.create(centre=centre, weekday=weekday, opens=time(0), closes=time(0))
    certification = Service.create(
        centre=centre, letter="C", name="Chứng thực", name_en="Certification", position=1, typical_minutes=8
    )
    civil = Service.create(
        centre=centre, letter="H", name="Hộ tịch", name_en="Civil status", position=2, typical_minutes=12
    )
    Service.create(centre=centre, letter="R", name="Nhận kết quả", name_en="Collect a result", position=3)
    fields = [Field.create(centre=centre, name=name, position=i) for i, name in enumerate(("Hộ tịch", "Chứng thực"), 1)]
    procedure = Procedure.create(
        centre=centre,
        field=fields[1],
        service=certification,
        code="2.000815",
        name="Chứng thực bản sao từ bản chính",
        working_days=0,
        fee=4000,
        papers="Bản chính giấy tờ\nBản sao cần chứng thực",
    )
    Procedure.create(
        centre=centre,
        field=fields[0],
        service=civil,
        code="1.004873",
        name="Cấp giấy xác nhận tình trạng hôn nhân",
        working_days=3,
        fee=5000,
    )
    assert procedure.id
    for number, first, fallback in (
        (1, [certification], []),
        (2, [civil], [certification]),
        (3, [certification, civil], []),
    ):
        counter = Counter.create(centre=centre, number=number, state=Counter.OPEN)
        for service in first:
            CounterService.create(counter=counter, service=service)
        for service in fallback:
            CounterService.create(counter=counter, service=service, preference=CounterService.FALLBACK)
    for username, role in (
        ("lan", "officer"),
        ("minh", "officer"),
        ("truong", "lead"),
        ("ha", "director"),
        ("quan", "admin"),
    ):
        Officer.create(centre=centre, username=username, name=username.title(), role=role, secret=HASHED_PIN)
