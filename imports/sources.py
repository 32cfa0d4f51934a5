"""The systems that tell of a centre's dossiers, and how the files of each are read."""

import json

from pydantic import ValidationError

from imports.mapping import Layout, Mapping
from models.base import unit_of_work
from models.centre import Centre
from models.source import Source
from queueing.errors import Conflict, Invalid, NotFound
from shapes import LARGEST_ID

KINDS = {
    Source.PROVINCE: "Phần mềm một cửa của tỉnh, thành phố",
    Source.PORTAL: "Cổng Dịch vụ công Quốc gia",
    Source.MINISTRY: "Hệ thống của bộ, ngành",
    Source.PAYMENT: "Hệ thống thanh toán",
}  # that may be created; the counters are a source by themselves
USUAL_NAME = "Phần mềm một cửa"
LONGEST_NAME = 80


class NameTaken(Conflict):
    """Another source of the centre has this name."""

    code = "source_exists"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Đã có nguồn “{name}”. Mời chọn tên khác.",
            f"There is a source “{name}” already. Choose another name.",
            field="name",
        )


def all_of(centre: Centre) -> list[Source]:
    """Every source, in the order of the screen; the counters among them once they have told of a dossier."""
    return list(Source.select().where(Source.centre == centre).order_by(Source.position, Source.id))


def provincial(centre: Centre) -> Source:
    """The centre's provincial system; made when it is first needed."""
    known = Source.select().where(Source.centre == centre, Source.kind == Source.PROVINCE, Source.active)
    return known.order_by(Source.position, Source.id).first() or create(centre, USUAL_NAME, Source.PROVINCE)


def get(centre: Centre, number: int) -> Source:
    """A source that files may come from. Raises NotFound."""
    known = (Source.centre == centre, Source.id == number, Source.kind != Source.COUNTER)
    source = Source.get_or_none(*known) if number <= LARGEST_ID else None
    if source is None:
        raise NotFound(
            "Không có nguồn số liệu này. Mời tải lại trang.", "There is no such source. Please reload.", field="source"
        )
    return source


def create(centre: Centre, name: str, kind: str) -> Source:
    """A new source. Raises Invalid for a name or kind that cannot be, NameTaken."""
    name = _checked(name, kind)
    with unit_of_work(centre.id):
        _refuse_taken(centre, name, None)
        last = Source.select().where(Source.centre == centre).count()
        return Source.create(centre=centre, name=name, kind=kind, position=last + 1)


def change(source: Source, name: str, kind: str, active: bool) -> Source:
    """Give a source another name or kind, or put it aside. Raises as `create`."""
    name = _checked(name, kind)
    with unit_of_work(source.centre_id):
        _refuse_taken(source.centre, name, source.id)
        source.name, source.kind, source.active = name, kind, active
        source.save(only=[Source.name, Source.kind, Source.active])
    return source


def mapping_of(source: Source) -> Mapping | None:
    """How its files are read, as a person has corrected it last; None when nobody has."""
    try:
        return Mapping.model_validate(json.loads(source.mapping)) if source.mapping else None
    except (ValueError, ValidationError):  # of another version
        return None


def fitting(source: Source, layout: Layout) -> Mapping | None:
    """Its saved mapping, where the file has every column that it names."""
    saved = mapping_of(source)
    return saved if saved is not None and layout.fits(saved) else None


def remember(source: Source, mapping: Mapping) -> None:
    """Keep how its files are read."""
    with unit_of_work(source.centre_id):
        words = json.dumps(mapping.model_dump(exclude_defaults=True), ensure_ascii=False)
        Source.update(mapping=words).where(Source.id == source.id).execute()


def _checked(name: str, kind: str) -> str:
    name = " ".join(name.split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise Invalid(
            f"Tên nguồn cần từ 1 đến {LONGEST_NAME} ký tự.", f"A name has 1 to {LONGEST_NAME} characters.", field="name"
        )
    if kind not in KINDS:
        raise Invalid(
            "Loại nguồn phải là một trong: " + ", ".join(KINDS.values()) + ".",
            "The kind must be one of: " + ", ".join(KINDS) + ".",
            field="kind",
        )
    return name


def _refuse_taken(centre: Centre, name: str, but: int | None) -> None:
    folded = name.casefold()
    for other in Source.select().where(Source.centre == centre):
        if other.id != but and other.name.casefold() == folded:
            raise NameTaken(name)
