"""What stands at the head and foot of a report: as the profile says, else as the centre is called."""

import re

from figures.profile import Profile
from models.centre import Centre

KINDS = re.compile(r"^(?:phường|xã|đặc khu|thị trấn|thị xã|quận|huyện|thành phố|tỉnh)\s+", re.IGNORECASE)


def superior_of(centre: Centre, profile: Profile) -> str:
    """ "Ủy ban nhân dân phường Bình Minh", on two lines."""
    return profile.superior or f"Ủy ban nhân dân\n{centre.name}"


def issuer_of(centre: Centre, profile: Profile) -> str:
    """ "Trung tâm Phục vụ hành chính công phường Bình Minh", on two lines."""
    return profile.issuer or f"{centre.organisation}\n{centre.name}"


def place_of(centre: Centre, profile: Profile) -> str:
    """ "Bình Minh"."""
    return profile.place or KINDS.sub("", centre.name)


def signing_lines(profile: Profile) -> tuple[str, ...]:
    """("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), or who signs himself."""
    signing = profile.signing
    first = f"{signing.mode} {signing.on_behalf_of}".strip()
    return (first, signing.title) if signing.mode and signing.title else (signing.title or first,)
