/** Sums of đồng as they are written and typed: with the page's sign between thousands. */
import { number } from "./digits.js"

const SUM = /^(\d+|\d{1,3}([.,\s]\d{3})+)([.,]0{1,2})?$/ // whole đồng; the hào that some systems print are nought

/** "4.000" of 4000, "4,000" on an English page. */
export const dots = (amount) => number(amount ?? 0)

/** Đồng of "4.000", "4,000", "4 000 đ" or "4000,00"; 0 of nothing; null of what is no sum of đồng, as "4,5". */
export function amountOf(text) {
  const typed = text.replace(/[đ₫]/gi, "").trim()
  if (typed === "") return 0
  const found = SUM.exec(typed)
  return found && Number(found[1].replace(/\D/g, ""))
}
