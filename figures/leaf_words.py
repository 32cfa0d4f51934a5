"""What lists call the state and the channel of a dossier, the same on a screen, in a csv file and in a workbook."""

N_ = str  # marks a sentence for pybabel, which knows this name
LEAVES = {  # where a dossier stood at the end of the period: names of figures.counts.Counts
    "early": N_("Trả trước hạn"),
    "on_time": N_("Trả đúng hạn"),
    "late": N_("Trả quá hạn"),
    "refused": N_("Từ chối"),
    "withdrawn": N_("Rút, trả lại"),
    "stopped": N_("Dừng giải quyết"),
    "unknown_outcome": N_("Đã kết thúc, chưa rõ kết quả"),
    "pending_in_time": N_("Đang giải quyết, trong hạn"),
    "pending_overdue": N_("Đang giải quyết, quá hạn"),
    "supplement_waiting": N_("Chờ bổ sung giấy tờ"),
    "duty_waiting": N_("Chờ nghĩa vụ tài chính"),
}
CHANNELS = {"online": N_("Trực tuyến"), "direct": N_("Trực tiếp"), "postal": N_("Bưu chính công ích")}
