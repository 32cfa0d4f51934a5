/**
 * The lines of a section on the page: words that may be typed into, figures and ends of parts that stand whole.
 * A letter that nobody sees (U+FEFF) keeps room for the caret beside whatever cannot be typed into.
 */

import { fill } from "../../shared/fill.js"
import { KNOWN, lengthOf, writtenOf } from "./pieces.js"

const ROOM = "\ufeff" // no line is broken at it
const BLOCKS = new Set(["P", "DIV", "LI"])

export class Shown {
  /** `templates`: { figure, open, close }; `figures` answers `of(written)`, as figures.js does. */
  constructor(root, templates, figures) {
    this.root = root
    this.templates = templates
    this.figures = figures
  }

  /** Show `lines`, and put the caret at `place`, or select from `place` to `end`. */
  show(lines, place = null, end = place) {
    this.root.replaceChildren(...lines.map((line) => this.#lineOf(line)))
    if (place) this.select(place, end)
  }

  #lineOf(line) {
    const shown = document.createElement("p")
    const alone = line.every((piece) => piece.figure || /^[\s\-+•]*$/.test(piece.words ?? "x"))
    let room = true
    for (const piece of line) {
      if (piece.words === undefined) {
        if (room) shown.append(ROOM)
        shown.append(this.#pieceOf(piece, alone))
      } else shown.append(piece.words)
      room = piece.words === undefined
    }
    if (room) shown.append(ROOM)
    return shown
  }

  #pieceOf(piece, alone) {
    const written = writtenOf(piece)
    if (piece.close) return fill(this.templates.close, { written })
    if (piece.open) return fill(this.templates.open, { written, known: piece.open === KNOWN, zero: piece.open !== KNOWN })
    const figure = this.figures.of(written)
    const value = alone && figure.lines.length ? figure.lines.join("\n") : figure.value
    return fill(this.templates.figure, { written, value, title: figure.title, state: figure.state })
  }

  /** The lines as they stand on the page. */
  lines() {
    const lines = []
    for (const child of this.root.childNodes) {
      if (BLOCKS.has(child.nodeName)) lines.push(...linesWithin(child))
      else if (child.nodeName !== "BR") lines.push(...linesWithin(wrapped(child)))
    }
    return lines.length ? lines : [[]]
  }

  /** Whether the page is as `show` would make it, as far as the caret needs; keyboards of telephones may change more. */
  get tidy() {
    const blocks = [...this.root.childNodes]
    return blocks.length > 0 && blocks.every((block) => block.nodeName === "P" && isTidy(block))
  }

  /** The two ends of what is selected, in order; nothing when the selection is elsewhere. */
  selected() {
    const selection = getSelection()
    if (!selection.rangeCount || !this.root.contains(selection.anchorNode)) return null
    const range = selection.getRangeAt(0)
    return { from: this.placeOf(range.startContainer, range.startOffset), to: this.placeOf(range.endContainer, range.endOffset) }
  }

  placeOf(node, offset) {
    const blocks = [...this.root.childNodes]
    if (node === this.root) {
      if (offset < blocks.length) return { line: offset, at: 0 }
      return { line: Math.max(0, blocks.length - 1), at: blocks.length ? lengthOf(linesWithin(blocks.at(-1))[0]) : 0 }
    }
    const line = blocks.findIndex((block) => block.contains(node))
    const range = document.createRange()
    range.setStart(blocks[line], 0)
    range.setEnd(node, offset)
    return { line, at: lengthOf(linesWithin(range.cloneContents()).flat()) }
  }

  /** The caret, or a selection: always within words, where typing is possible. */
  select(place, end = place) {
    const [from, to] = [this.pointOf(place), this.pointOf(end)]
    getSelection().setBaseAndExtent(from.node, from.offset, to.node, to.offset)
  }

  pointOf({ line, at }) {
    const block = this.root.childNodes[Math.min(line, this.root.childNodes.length - 1)]
    let last = { node: block, offset: 0 }
    for (const node of block.childNodes) {
      if (node.nodeType !== Node.TEXT_NODE) {
        at -= 1
        continue
      }
      const visible = node.data.replaceAll(ROOM, "").length
      let offset = 0
      for (let left = at; offset < node.data.length && (left > 0 || node.data[offset] === ROOM); offset++) {
        if (node.data[offset] !== ROOM) left -= 1
      }
      last = { node, offset }
      if (at <= visible) return last
      at -= visible
    }
    return last
  }

  rangeOf(line, from, to) {
    const [start, end] = [this.pointOf({ line, at: from }), this.pointOf({ line, at: to })]
    return new StaticRange({
      startContainer: start.node,
      startOffset: start.offset,
      endContainer: end.node,
      endOffset: end.offset,
    })
  }

  /** The letter that nobody sees, just before or behind the caret? */
  roomBeside(backward) {
    const { anchorNode: node, anchorOffset: offset } = getSelection()
    return node?.nodeType === Node.TEXT_NODE && node.data[backward ? offset - 1 : offset] === ROOM
  }
}

function isTidy(block) {
  return [...block.childNodes].every((node, index, all) => {
    if (node.nodeType === Node.TEXT_NODE) return true
    const words = (one) => one?.nodeType === Node.TEXT_NODE && one.data !== ""
    return node.dataset?.piece !== undefined && words(all[index - 1]) && words(all[index + 1])
  }) && block.childNodes.length > 0
}

function wrapped(node) {
  const fragment = document.createDocumentFragment()
  fragment.append(node.cloneNode(true))
  return fragment
}

/** The lines within an element: one, unless a keyboard broke it. */
function linesWithin(element) {
  const lines = [[]]
  const walk = (node) => {
    for (const child of node.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) {
        const words = child.data.replaceAll(ROOM, "").replaceAll("\n", " ")
        const last = lines.at(-1).at(-1)
        if (last?.words !== undefined) last.words += words
        else if (words) lines.at(-1).push({ words })
      } else if (child.dataset?.piece !== undefined) lines.at(-1).push(pieceOf(child.dataset.piece))
      else if (child.nodeName === "BR") {
        if (child.nextSibling) lines.push([])
      } else walk(child)
    }
  }
  walk(element)
  return lines
}

function pieceOf(written) {
  if (written.startsWith("{")) return { figure: written }
  return written === "]]" ? { close: written } : { open: written }
}
