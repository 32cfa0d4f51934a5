/**
 * A section's text as lines of pieces, and back: words, figures that it names, and the two ends of a part that is only
 * sometimes printed. reports/sentences.py reads the same text on the server.
 *
 *   { words: "Tổng số " }   { figure: "{tong_tiep_nhan}" }   { open: "[[" } or { open: "[[khác 0: " }   { close: "]]" }
 *
 * A place is { line, at }: so many letters and pieces into the line; every piece but words counts as one.
 */

export const KNOWN = "[["
export const UNLESS_ZERO = "[[khác 0: "
const PIECE = /\{[^{}\n]+\}|\[\[(?:\s*khác 0: ?)?|\]\]/giu

/** The lines of a text. What is not closed stays as the words that were typed: the server refuses it with a reason. */
export function linesOf(text) {
  return text.normalize("NFC").split("\n").map(lineOf)
}

/** The text of lines. */
export function textOf(lines) {
  return lines.map((line) => line.map(writtenOf).join("")).join("\n")
}

export const writtenOf = (piece) => piece.words ?? piece.figure ?? piece.open ?? piece.close

export const lengthOf = (line) => line.reduce((sum, piece) => sum + sizeOf(piece), 0)

const sizeOf = (piece) => (piece.words === undefined ? 1 : piece.words.length)

function lineOf(text) {
  const line = []
  let from = 0
  for (const found of text.matchAll(PIECE)) {
    line.push({ words: text.slice(from, found.index) }, pieceOf(found[0]))
    from = found.index + found[0].length
  }
  return joined([...line, { words: text.slice(from) }])
}

function pieceOf(written) {
  if (written.startsWith("{")) return { figure: written.replace(/^\{\s*|\s*\}$/g, (end) => end.trim()) }
  if (written === "]]") return { close: written }
  return { open: written === "[[" ? KNOWN : UNLESS_ZERO }
}

/** The same without empty words, and words that follow words as one. */
function joined(line) {
  const kept = []
  for (const piece of line) {
    const last = kept.at(-1)
    if (piece.words === "") continue
    if (piece.words !== undefined && last?.words !== undefined) kept[kept.length - 1] = { words: last.words + piece.words }
    else kept.push(piece)
  }
  return kept
}

/** The same without an end that has lost its other, and without parts in which nothing is left. */
export function paired(line) {
  const lost = new Set()
  let open = -1
  line.forEach((piece, index) => {
    if (piece.open && open >= 0) lost.add(index)
    else if (piece.open) open = index
    else if (piece.close && open < 0) lost.add(index)
    else if (piece.close) {
      if (line.slice(open + 1, index).every((one) => one.figure === "")) lost.add(open).add(index)
      open = -1
    }
  })
  if (open >= 0) lost.add(open)
  return joined(line.filter((_, index) => !lost.has(index)))
}

/** The pieces of `line` before `at`, and those behind it. */
export function cut(line, at) {
  const before = []
  const behind = []
  for (const piece of line) {
    const size = sizeOf(piece)
    if (at >= size) before.push(piece)
    else if (at <= 0) behind.push(piece)
    else {
      before.push({ words: piece.words.slice(0, at) })
      behind.push({ words: piece.words.slice(at) })
    }
    at -= size
  }
  return [before, behind]
}

/** The piece that is no words just behind `at`, or nothing. */
export function pieceAt(line, at) {
  const piece = cut(line, at)[1][0]
  return piece && piece.words === undefined ? piece : null
}

/** The lines between two places. */
export function between(lines, from, to) {
  if (from.line === to.line) return [cut(cut(lines[from.line], to.at)[0], from.at)[1]]
  return [cut(lines[from.line], from.at)[1], ...lines.slice(from.line + 1, to.line), cut(lines[to.line], to.at)[0]]
}

/** Put `put` (lines) in the place of what is between two places; answers the new lines and the place behind them. */
export function replaced(lines, from, to, put) {
  const [before] = cut(lines[from.line], from.at)
  const [, behind] = cut(lines[to.line], to.at)
  const middle = put.map((line) => [...line])
  middle[0].unshift(...before)
  const last = middle.length - 1
  const mark = { figure: "" } // finds the place again when ends that were lost are gone
  middle[last].push(mark, ...behind)
  const open = middle.map((line) => line.findLastIndex((piece) => piece.open || piece.close))
  middle.forEach((line, index) => {
    const still = open[index] >= 0 && line[open[index]].open // a part that was cut in two becomes two parts
    if (still && index < last) {
      const opened = line[open[index]]
      line.push({ close: "]]" })
      if (middle[index + 1].some((piece) => piece.close)) middle[index + 1].unshift(opened)
    }
  })
  const kept = middle.map(paired)
  const at = lengthOf(kept[last].slice(0, kept[last].indexOf(mark)))
  kept[last] = joined(kept[last].filter((piece) => piece !== mark))
  return {
    lines: [...lines.slice(0, from.line), ...kept, ...lines.slice(to.line + 1)],
    place: { line: from.line + last, at },
  }
}

/** Parts that are only sometimes printed: { open, from, to, figures }, from and to being the insides' ends. */
export function partsOf(line) {
  const parts = []
  let at = 0
  let part = null
  for (const piece of line) {
    if (piece.open) part = { open: piece.open, from: at + 1, figures: [] }
    if (piece.figure) part?.figures.push(piece.figure)
    if (piece.close && part) {
      parts.push({ ...part, to: at })
      part = null
    }
    at += sizeOf(piece)
  }
  return parts
}

/** Where the sentence around `at` begins and ends. */
export function sentenceAround(line, at) {
  const said = line.map((piece) => piece.words ?? "\ufffc").join("")
  const ends = [...said.matchAll(/[.!?]["”)]*(?=[\s\ufffc])/g)].map((found) => found.index + found[0].length)
  const from = ends.findLast((end) => end < at || (end === at && at === said.length)) ?? 0
  const to = ends.find((end) => end >= at) ?? said.length
  return { from: from + (said.slice(from).match(/^\s*/)?.[0].length ?? 0), to }
}

/** What stands between two places taken to a third; the new lines and the place behind it. */
export function moved(lines, from, to, place) {
  const taken = between(lines, from, to)
  if (compare(place, from) <= 0) {
    const without = replaced(lines, from, to, [[]]).lines
    return replaced(without, place, place, taken)
  }
  const rest = between(lines, to, place) // what comes to stand before it
  const all = [...rest.slice(0, -1), [...rest.at(-1), ...taken[0]], ...taken.slice(1)]
  return replaced(lines, from, place, all)
}

/** Less than 0 when `one` comes before `other`. */
export const compare = (one, other) => one.line - other.line || one.at - other.at
