/** The board's words stand in its templates; here each is found and filled. */
import { clock } from "../shared/clock.js"
import { fill } from "../shared/fill.js"

const said = document.querySelector("[data-page-words]").dataset

/** A word of the page, with its {places} filled in. */
export function word(name, values = {}) {
  return (said[name] ?? "").replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole)
}

/** A new element out of <template data-KIND="key">, or null where the page has none. Its slots are filled for good. */
export function phrase(kind, key, values) {
  const template = document.querySelector(`template[data-${kind}="${CSS.escape(key)}"]`)
  if (!template) return null
  const said = fill(template, values)
  for (const filled of said.querySelectorAll("[data-slot], [data-when-one], [data-when-many]")) {
    for (const name of ["slot", "whenOne", "whenMany"]) delete filled.dataset[name] // else its row would fill them anew
  }
  return said
}

/** "31 phút" since a moment; "" for none. */
export function minutesSince(moment) {
  return moment ? word("minutes", { n: Math.floor(clock.secondsSince(moment) / 60) }) : ""
}

/** A length in the largest unit that says it: "3 ngày", "5 giờ", "12 phút". */
export function lengthSaid(seconds) {
  if (seconds >= 2 * 86_400) return word("days", { n: Math.floor(seconds / 86_400) })
  if (seconds >= 2 * 3600) return word("hours", { n: Math.floor(seconds / 3600) })
  return word("minutes", { n: Math.floor(seconds / 60) })
}

/** "21/11 02:00" of a moment, or "02:00" of today's. */
export function momentSaid(moment) {
  if (!moment) return ""
  const { date } = clock.dateOf(moment)
  return date === clock.dateOf().date ? clock.timeOf(moment) : `${date} ${clock.timeOf(moment)}`
}
