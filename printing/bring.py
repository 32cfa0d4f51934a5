"""What the paper says on which a kiosk prints what to bring for a procedure."""

import digits
from models.centre import Procedure
from printing.sheet import NAMES_AS_WRITTEN, Sheet, in_both


def sheet_of(procedure: Procedure, language: str = "vi") -> Sheet:
    """The paper with what to bring for a procedure; in an English session its labels are in both languages."""
    english = language == "en"
    days, fee = procedure.working_days, digits.number(procedure.fee, language="vi")
    when, when_en = "Trả kết quả trong ngày", "Result on the same day"
    if days:
        when, when_en = f"Thời hạn: {days} ngày làm việc", f"Result in {days} working day{'s' if days > 1 else ''}"
    facts = [*in_both(english, (when, when_en))]
    if procedure.fee:
        facts.append(f"Phí, lệ phí: {fee}\u00a0đồng" + (" (fee)" if english else ""))
    items = tuple(procedure.listed)
    ask = in_both(
        english,
        ("Mời hỏi cán bộ tại quầy để biết giấy tờ cần mang.", "Please ask at the counter what to bring."),
    )
    return Sheet(
        title="Giấy tờ cần mang",
        title_en="What to bring" if english else "",
        subject=procedure.name,
        subject_en=f"Service: {procedure.service.name_en}" if english and procedure.service else "",
        facts=tuple(facts),
        items=items,
        notes=((NAMES_AS_WRITTEN,) if english else ()) if items else ask,
        feet=(
            f"Mã thủ tục: {procedure.code}" + (" (procedure)" if english else ""),
            *in_both(
                english,
                (
                    f"Nộp trực tuyến bất cứ lúc nào: {procedure.centre.portal}",
                    "File online at any time at this address.",
                ),
                ("Tờ này không phải số thứ tự.", "This sheet is not a queue number."),
            ),
        ),
    )
