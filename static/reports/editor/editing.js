/** A section's words while they are edited: the lines, what is selected, and every way to change them. */

import { mark, markSentence } from "./marks.js"
import { between, compare, lengthOf, linesOf, moved, paired, partsOf, pieceAt, replaced, textOf } from "./pieces.js"

const START = { line: 0, at: 0 }

export class Editing {
  /** `heard` is told after each change and each move of the caret. */
  constructor({ shown, figures, past, heard }) {
    Object.assign(this, { shown, figures, past, heard })
    this.composing = false
  }

  /** Show a text as it is stored, the caret at its end. */
  read(text) {
    this.lines = linesOf(text)
    this.from = this.to = { line: this.lines.length - 1, at: lengthOf(this.lines.at(-1)) }
    this.shown.show(this.lines)
    this.#changed(null)
  }

  get text() {
    return textOf(this.lines)
  }

  /** The one figure, or end of a part, that is selected; else nothing. */
  get chosen() {
    const { from, to } = this
    return from.line === to.line && to.at === from.at + 1 ? pieceAt(this.lines[from.line], from.at) : null
  }

  get nothingSelected() {
    return compare(this.from, this.to) === 0
  }

  /** What is selected, as lines. */
  get selection() {
    return between(this.lines, this.from, this.to)
  }

  between(from, to) {
    return between(this.lines, from, to)
  }

  /** Put `lines` in the place of what is selected. */
  put(lines, kind) {
    this.#become(replaced(this.lines, this.from, this.to, lines), kind)
  }

  /** Take away what is between two places. */
  remove(from, to) {
    if (compare(from, to) !== 0) this.#become(replaced(this.lines, from, to, [[]]))
  }

  /** Take what is selected to `place`. */
  move(place) {
    if (compare(place, this.from) > 0 && compare(place, this.to) < 0) return
    this.#become(moved(this.lines, this.from, this.to, place))
  }

  /** Put another beginning to the part around the selection. */
  reopen(open) {
    const { line } = this.from
    const beginning = pieceAt(this.lines[line], this.partAround().from - 1)
    const lines = this.lines.map((one) => one.map((piece) => (piece === beginning ? { open } : piece)))
    this.#become({ lines, place: this.from }, "piece", this.to)
  }

  /** The part that is only sometimes printed around the selection: see pieces.partsOf. */
  partAround() {
    return partsOf(this.lines[this.from.line]).find((one) => one.from - 1 <= this.from.at && this.from.at <= one.to)
  }

  undo() {
    this.#restore(this.past.back())
  }

  redo() {
    this.#restore(this.past.forward())
  }

  #restore(state) {
    if (state) this.#become({ lines: linesOf(state.text), place: state.place })
  }

  /** What was typed natively, read from the page; a name typed by hand becomes its figure. */
  take() {
    const before = this.from
    const typed = this.shown.lines()
    const selected = this.shown.selected()
    const place = selected && endOf(linesOf(textOf(between(typed, START, selected.from))))
    const lines = linesOf(textOf(typed)).map(paired)
    this.lines = lines
    if (!this.shown.tidy || textOf(lines) !== textOf(typed) || count(lines) !== count(typed)) {
      this.shown.show(lines, place && this.#inside(place))
    }
    if (place) this.from = this.to = this.#inside(place)
    this.#changed("typing", before)
  }

  /** The caret went elsewhere. */
  follow() {
    const selected = this.composing ? null : this.shown.selected()
    if (!selected) return
    ;({ from: this.from, to: this.to } = selected)
    this.#looked()
  }

  select(from, to = from) {
    this.shown.root.focus({ preventScroll: true })
    this.shown.select(from, to)
    this.follow()
  }

  /** Choose the piece that `element` shows. */
  choose(element) {
    const line = [...this.shown.root.childNodes].findIndex((block) => block.contains(element))
    let index = [...this.shown.root.childNodes[line].querySelectorAll("[data-piece]")].indexOf(element)
    for (let at = 0; at < lengthOf(this.lines[line]); at++) {
      if (pieceAt(this.lines[line], at) && index-- === 0) return this.select({ line, at }, { line, at: at + 1 })
    }
  }

  #become({ lines, place }, kind = "piece", end = place) {
    const before = this.from
    this.lines = lines
    this.from = this.#inside(place)
    this.to = this.#inside(end)
    this.shown.root.focus({ preventScroll: true })
    this.shown.show(lines, this.from, this.to)
    this.#changed(kind, before)
  }

  #inside({ line, at }) {
    const last = Math.min(line, this.lines.length - 1)
    return { line: last, at: Math.min(at, lengthOf(this.lines[last])) }
  }

  #changed(kind, before) {
    if (kind) this.past.add({ text: this.text, place: this.from, before }, kind)
    mark(this.shown, this.lines, this.figures)
    this.#looked()
  }

  #looked() {
    for (const one of this.shown.root.querySelectorAll("[data-chosen]")) delete one.dataset.chosen
    if (this.chosen) this.#elementAt(this.from)?.setAttribute("data-chosen", "")
    markSentence(this.shown, this.lines, this.from.line === this.to.line ? this.from : null)
    this.heard(this)
  }

  #elementAt({ line, at }) {
    let index = -1
    for (let place = 0; place <= at; place++) if (pieceAt(this.lines[line], place)) index++
    return this.shown.root.childNodes[line].querySelectorAll("[data-piece]")[index]
  }
}

const endOf = (lines) => ({ line: lines.length - 1, at: lengthOf(lines.at(-1)) })
const count = (lines) => lines.flat().filter((piece) => piece.words === undefined).length
