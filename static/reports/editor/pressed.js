/** Where on the printed page somebody pressed to edit, kept until the editor of that section has opened. */

import { lengthOf, partsOf, UNLESS_ZERO } from "./pieces.js"
import { pointUnder } from "./point.js"

const NAME = "reports.pressed"

/** Keep the place that was pressed: the section, the line of its text, and how many letters into what is printed. */
export function keepPressed(words, event) {
  const point = event && pointUnder(event)
  const range = document.createRange()
  let letters = 0
  if (point && words.contains(point.node)) {
    range.setStart(words, 0)
    range.setEnd(point.node, point.offset)
    letters = range.toString().trimStart().length
  }
  const { section, line } = words.dataset
  try {
    sessionStorage.setItem(NAME, JSON.stringify({ section, line: Number(line ?? 0), letters }))
  } catch {
    // private browsing: the editor opens at its beginning
  }
}

/** The place in `lines` that was pressed, once; nothing if it was another section. */
export function placePressed(section, lines, figures) {
  const kept = taken()
  if (kept?.section !== section || !lines[kept.line]) return null
  return { line: kept.line, at: placeOf(lines[kept.line], kept.letters, figures) }
}

function taken() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(NAME))
    sessionStorage.removeItem(NAME)
    return kept
  } catch {
    return null
  }
}

/** How far into the line stands the letter that is printed as the `letters`-th. */
function placeOf(line, letters, figures) {
  const left = partsOf(line).filter((part) => !figures.printed(part.figures, part.open === UNLESS_ZERO))
  let at = 0
  for (const piece of line) {
    const size = lengthOf([piece])
    const printed = !left.some((part) => part.from <= at && at < part.to)
    const shown = piece.words?.length ?? (piece.figure ? figures.of(piece.figure).value.length : 0)
    if (printed && letters <= shown) return piece.words === undefined ? at : at + letters
    if (printed) letters -= shown
    at += size
  }
  return at
}
