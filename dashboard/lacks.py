"""What a dossier may lack: conditions by which a list is narrowed, each with the words that head it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from peewee import fn

from figures.counts import Scope
from figures.facts import _excluded as left_out
from figures.facts import paid_online
from figures.index766 import at_fault, told_by
from figures.leaves import finished_leaf
from figures.parts766 import LISTED
from models.dossier import Dossier, DossierEntry
from models.source import Source

N_ = str  # marks a sentence for pybabel, which knows this name
INDEX = "766-"  # begins the names of those that cost points of the index


@dataclass(frozen=True)
class Lack:
    """`words`: of the dossiers that lack it. `within`: the set in which it is looked for, of words.SETS."""

    words: str
    within: str
    condition: Callable[[Scope], Any]


def _required(scope: Scope) -> Any:
    required = (Dossier.outcome == Dossier.RESOLVED) & Dossier.result_required
    excluded = left_out(scope)
    return required if excluded is None else required & ~excluded


def _no(column: Any) -> Any:
    return ~fn.COALESCE(column, False)


def _unfinished(scope: Scope) -> Any:
    lines = DossierEntry.select(DossierEntry.dossier).where(
        DossierEntry.centre == scope.centre, ~DossierEntry.complete, DossierEntry.dossier.is_null(False)
    )
    return Dossier.id.in_(lines)


def _costing(part: str) -> Callable[[Scope], Any]:
    return lambda scope: at_fault(scope, part)


COST_POINTS = {  # part of the index → what its dossiers lack
    "synchronised": N_("Chưa có trên Cổng Dịch vụ công Quốc gia"),
    "progress": N_("Trễ theo cách tính của Bộ chỉ số 766"),
    "online": N_("Không nộp trực tuyến"),
    "e_results": N_("Kết quả chưa có tệp điện tử"),
    "components": N_("Chưa số hóa đủ khi tiếp nhận và kết quả"),
    "reuse": N_("Chưa tái sử dụng giấy tờ"),
    "payment": N_("Có phí, chưa nộp trực tuyến"),
    "content": N_("Trễ theo cách tính của Bộ chỉ số 766"),
}
LACKS: dict[str, Lack] = {
    "late": Lack(N_("Trả quá hạn"), "finished", lambda scope: finished_leaf(scope) == "late"),
    "offline": Lack(N_("Không nộp trực tuyến"), "received", lambda _: Dossier.channel != "online"),
    "input": Lack(N_("Chưa số hóa khi tiếp nhận"), "received", lambda _: _no(Dossier.digitised_input)),
    "result": Lack(N_("Thiếu tệp kết quả"), "finished", lambda scope: _required(scope) & _no(Dossier.digitised_result)),
    "payment": Lack(
        N_("Có phí, chưa nộp trực tuyến"), "total", lambda scope: (Dossier.fee > 0) & _no(paid_online(scope))
    ),
    "reuse": Lack(N_("Chưa tái sử dụng giấy tờ"), "received", lambda _: _no(Dossier.reused)),
    "entry": Lack(N_("Dòng ghi tại quầy còn thiếu"), "total", _unfinished),
    "payment-answer": Lack(
        N_("Có phí, chưa ghi cách nộp"), "total", lambda scope: (Dossier.fee > 0) & paid_online(scope).is_null()
    ),
    "result-answer": Lack(
        N_("Có kết quả, chưa ghi đã số hóa hay chưa"),
        "finished",
        lambda scope: _required(scope) & Dossier.digitised_result.is_null(),
    ),
    "province": Lack(N_("Mã chưa khớp phần mềm một cửa"), "total", lambda scope: ~told_by(scope, Source.PROVINCE)),
    **{INDEX + key: Lack(COST_POINTS[key], within, _costing(key)) for key, within in LISTED.items()},
}
