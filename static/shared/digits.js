/** Numbers as a page writes them in its language: 2.468 and 8,5, or 2,468 and 8.5. The same as digits.py. */
import { english } from "./language.js"

/** In which language's signs: an added language writes them as Vietnamese does. */
export const language = () => (english() ? "en" : "vi")

/** "2.468"; with as many decimals as are asked for, or at most `most` of them. */
export function number(value, { places = null, most = 6 } = {}) {
  const decimals = { minimumFractionDigits: places ?? 0, maximumFractionDigits: places ?? most }
  return new Intl.NumberFormat(language(), decimals).format(value)
}
