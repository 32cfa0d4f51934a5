/** `text` with each number beside its unit, on one line: "10–20 phút". units.py does the same for a page. */
export const unparted = (text) => text?.replace(/(\d) (?=\p{L})/gu, "$1\u00a0")

const SHORT = 24 // characters: what has room on any line

/** A list whose lines end between what it names, not within: "khai sinh, kết hôn". units.py too. */
export function listed(text) {
  const named = text?.split(", ") ?? []
  if (named.length < 2) return text
  return named.map((one) => (one.length <= SHORT ? one.replaceAll(" ", "\u00a0") : one)).join(", ")
}
