/** Marks under the words that change nothing in them: parts that are only sometimes printed, and the sentence at hand. */

import { partsOf, sentenceAround, UNLESS_ZERO } from "./pieces.js"

const marks = globalThis.CSS?.highlights // a browser without them shows the ends of parts only

/** Parts that are only sometimes printed; those that this period leaves out are paler. */
export function mark(shown, lines, figures) {
  const said = []
  const left = []
  lines.forEach((line, index) => {
    const elements = [...shown.root.childNodes[index].querySelectorAll("[data-piece]")]
    for (const element of elements) delete element.dataset.leftOut
    for (const part of partsOf(line)) {
      const printed = figures.printed(part.figures, part.open === UNLESS_ZERO)
      ;(printed ? said : left).push(shown.rangeOf(index, part.from, part.to))
      if (!printed) leaveOut(elements, line, part)
    }
  })
  marks?.set("sometimes", new Highlight(...said))
  marks?.set("left-out", new Highlight(...left))
}

function leaveOut(elements, line, part) {
  let [at, index] = [0, 0]
  for (const piece of line) {
    if (piece.words !== undefined) at += piece.words.length
    else {
      if (at >= part.from - 1 && at <= part.to) elements[index].dataset.leftOut = ""
      at += 1
      index += 1
    }
  }
}

/** The sentence around `place`; none if there is no place. */
export function markSentence(shown, lines, place) {
  if (!marks) return
  if (!place) return marks.delete("sentence")
  const { from, to } = sentenceAround(lines[place.line], place.at)
  marks.set("sentence", new Highlight(shown.rangeOf(place.line, from, to)))
}
