"""The public holidays of Vietnam for any year, as the law has them; each year's notice decides.

Source: Bộ luật Lao động 2019, article 112 (holidays), article 111.3 (days in lieu). Lunar dates follow the Vietnamese
calendar at UTC+7: new moons and the sun's longitude after Jean Meeus, Astronomical Algorithms, as in Hồ Ngọc Đức,
"Computing the Vietnamese lunar calendar".
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from math import floor, pi, sin

DAY = timedelta(days=1)
EPOCH = 1_721_425  # Julian day number of the day before date(1, 1, 1), whose ordinal is 1
ZONE = 7 / 24
SUNDAY = 6
SATURDAY = 5


@dataclass(frozen=True)
class Holiday:
    """A day off. `law`: False where the year's notice decides whether it is one here."""

    date: date
    name: str
    law: bool = True


@cache
def of_year(year: int) -> tuple[Holiday, ...]:
    """The days off of a year, in order, with the days in lieu of those that fall on a weekend."""
    tet, hung = from_lunar(1, 1, year), from_lunar(10, 3, year)
    national = date(year, 9, 2)
    beside = national + DAY if national.weekday() in (0, 3, SUNDAY) else national - DAY
    blocks = [
        [Holiday(date(year, 1, 1), "Tết Dương lịch")],
        [
            Holiday(tet - DAY, "Tết Nguyên đán (ngày cuối tháng Chạp)"),
            *(Holiday(tet + n * DAY, f"Tết Nguyên đán (mùng {n + 1})") for n in range(4)),
        ],
        [Holiday(hung, "Giỗ Tổ Hùng Vương")],
        [Holiday(date(year, 4, 30), "Ngày Giải phóng miền Nam"), Holiday(date(year, 5, 1), "Ngày Quốc tế Lao động")],
        [Holiday(day, "Quốc khánh") for day in sorted((national, beside))],
    ]
    taken = {one.date for block in blocks for one in block}
    found = [one for block in blocks for one in block]
    for block in blocks:
        free = block[-1].date
        for one in block:
            if one.date.weekday() < SATURDAY:
                continue
            while free in taken or free.weekday() >= SATURDAY:
                free += DAY
            taken.add(free)
            found.append(Holiday(free, f"Nghỉ bù {one.name.split(' (')[0]}"))
    culture = date(year, 11, 24)
    if year >= 2026 and culture not in taken:
        found.append(Holiday(culture, "Ngày Văn hóa Việt Nam", law=False))
    return tuple(sorted(found, key=lambda one: one.date))


def from_lunar(day: int, month: int, year: int) -> date:
    """The date of a day of an ordinary (not leap) month of the lunar year that begins in `year`."""
    before, after = _month_11(year - 1), _month_11(year)
    k = floor(0.5 + (before - 2_415_021.076998695) / 29.530588853)
    place = month - 11 if month >= 11 else month + 1
    if after - before > 365 and place >= _leap_place(before):
        place += 1
    return date.fromordinal(_new_moon(k + place) + day - 1 - EPOCH)


def _month_11(year: int) -> int:
    """The Julian day on which the lunar month of the winter solstice begins."""
    off = date(year, 12, 31).toordinal() + EPOCH - 2_415_021
    k = floor(off / 29.530588853)
    begins = _new_moon(k)
    return _new_moon(k - 1) if _sun_place(begins) >= 9 else begins


def _leap_place(month_11: int) -> int:
    """Which month after the solstice's is the leap one: the first in which the sun changes no sign."""
    k = floor((month_11 - 2_415_021.076998695) / 29.530588853 + 0.5)
    last, place = -1, 1
    arc = _sun_place(_new_moon(k + place))
    while arc != last and place < 14:
        last, place = arc, place + 1
        arc = _sun_place(_new_moon(k + place))
    return place - 1


def _sun_place(julian_day: int) -> int:
    """In which twelfth of its way the sun stands at midnight, local time; 0 from the spring equinox."""
    t = (julian_day - 0.5 - ZONE - 2_451_545.0) / 36_525
    anomaly = pi / 180 * (357.52910 + 35_999.05030 * t - 0.0001559 * t * t - 0.00000048 * t**3)
    mean = 280.46645 + 36_000.76983 * t + 0.0003032 * t * t
    turn = (1.914600 - 0.004817 * t - 0.000014 * t * t) * sin(anomaly)
    turn += (0.019993 - 0.000101 * t) * sin(2 * anomaly) + 0.000290 * sin(3 * anomaly)
    return floor((mean + turn) % 360 / 30)


@cache
def _new_moon(k: int) -> int:
    """The Julian day, local, of the k-th new moon since that of January 1900."""
    t = k / 1236.85
    sun = pi / 180 * (359.2242 + 29.10535608 * k - 0.0000333 * t**2 - 0.00000347 * t**3)
    moon = pi / 180 * (306.0253 + 385.81691806 * k + 0.0107306 * t**2 + 0.00001236 * t**3)
    way = pi / 180 * (21.2964 + 390.67050646 * k - 0.0016528 * t**2 - 0.00000239 * t**3)
    mean = 2_415_020.75933 + 29.53058868 * k + 0.0001178 * t**2 - 0.000000155 * t**3
    mean += 0.00033 * sin(pi / 180 * (166.56 + 132.87 * t - 0.009173 * t**2))
    c = (0.1734 - 0.000393 * t) * sin(sun) + 0.0021 * sin(2 * sun) - 0.4068 * sin(moon) + 0.0161 * sin(2 * moon)
    c += -0.0004 * sin(3 * moon) + 0.0104 * sin(2 * way) - 0.0051 * sin(sun + moon) - 0.0074 * sin(sun - moon)
    c += 0.0004 * sin(2 * way + sun) - 0.0004 * sin(2 * way - sun) - 0.0006 * sin(2 * way + moon)
    c += 0.0010 * sin(2 * way - moon) + 0.0005 * sin(2 * moon + sun)
    late = -0.000278 + 0.000265 * t + 0.000262 * t**2
    return floor(mean + c - late + 0.5 + ZONE)
