/** Sums of đồng as they are written and typed: a dot between thousands. */

/** "4.000" of 4000. */
export function dots(amount) {
  return String(amount ?? 0).replace(/\B(?=(\d{3})+$)/g, ".")
}

/** Đồng of "4.000". */
export function amountOf(text) {
  return Number(text.replace(/\D/g, "")) || 0
}
