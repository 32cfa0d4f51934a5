/**
 * The words of one section as they will be printed: figures show their value and stand whole, a part that is only
 * sometimes printed stands between two ends. What is sent is the textarea, kept in step; without this script it is
 * what one writes in.
 */

import { Editing } from "./editing.js"
import { Figures } from "./figures.js"
import { listenToMoves } from "./moving.js"
import { listenToNames } from "./names.js"
import { Past } from "./past.js"
import { KNOWN, UNLESS_ZERO } from "./pieces.js"
import { placePressed } from "./pressed.js"
import { Shown } from "./shown.js"
import { listenToKeys } from "./typing.js"

const form = document.querySelector("[data-editor]")
const part = (name) => form.querySelector(`[data-${name}]`)
if (form && part("text")) begin()

function begin() {
  const [text, board, raw] = [part("text"), part("board"), part("raw")]
  const figures = new Figures(part("names"))
  const templates = { figure: part("figure"), open: part("part-open"), close: part("part-close") }
  const editing = new Editing({
    shown: new Shown(part("words"), templates, figures),
    figures,
    past: new Past({ text: text.value }),
    heard: tell,
  })

  function tell() {
    if (!board.hidden) text.value = editing.text
    about(editing, figures)
  }

  /** Write in the text as it is stored, or in the words as they are printed. */
  function turn(toRaw) {
    raw.setAttribute("aria-pressed", toRaw)
    form.toggleAttribute("data-as-text", toRaw)
    board.hidden = toRaw
    text.hidden = !toRaw
    if (!toRaw) editing.read(text.value)
  }

  raw.hidden = false
  turn(false)
  listenToKeys(editing)
  listenToMoves(editing)
  listenToNames(part("names"), figures, (name) => (text.hidden ? editing.put([[{ figure: name }]]) : insert(text, name)))
  raw.addEventListener("click", () => {
    turn(text.hidden)
    if (text.hidden) editing.past.add({ text: text.value, place: editing.from, before: editing.from })
  })
  board.addEventListener("mousedown", (event) => event.target.closest("button, a") && event.preventDefault()) // keep the caret
  part("undo").addEventListener("click", () => editing.undo())
  part("redo").addEventListener("click", () => editing.redo())
  part("delete").addEventListener("click", () => editing.remove(editing.from, editing.to))
  part("change").addEventListener("click", () => editing.reopen(editing.partAround().open === KNOWN ? UNLESS_ZERO : KNOWN))
  part("sometimes").addEventListener("click", () => sometimes(editing))
  const place = placePressed(form.elements.section.value, editing.lines, figures)
  if (place) whenArrived(() => document.activeElement === part("words") || editing.select(place))
  askBeforeLeaving(text)
  form.dataset.ready = ""
}

/** Words that were not saved are not lost by a press beside them. */
function askBeforeLeaving(text) {
  const refused = form.querySelector("[role=alert]") // then nothing of it is saved yet
  let sent = false
  form.addEventListener("submit", () => (sent = true))
  window.addEventListener("beforeunload", (event) => {
    if (!sent && (refused || text.value !== text.defaultValue)) event.preventDefault()
  })
}

/** Once the browser has gone to the part of the page that the address names, which takes the focus away. */
function whenArrived(then) {
  if (document.readyState === "complete") then()
  else window.addEventListener("load", () => setTimeout(then), { once: true })
}

/** What is chosen, where it comes from, and what may be done with it. */
function about(editing, figures) {
  const { chosen } = editing
  const figure = chosen?.figure ? figures.of(chosen.figure) : null
  const open = chosen && !figure ? editing.partAround()?.open : null
  part("about").hidden = !chosen
  part("about-none").hidden = Boolean(chosen)
  part("about-figure").hidden = !figure
  part("about-figure").textContent = figure?.title ?? ""
  part("about-zero").hidden = open !== UNLESS_ZERO
  part("about-known").hidden = open !== KNOWN
  part("change").hidden = Boolean(figure)
  part("source").hidden = !figure?.href
  part("source").href = figure?.href || "#"
}

/** Print what is selected only while its figures are not 0. */
function sometimes(editing) {
  const [inside, ...others] = editing.selection
  const whole = others.length === 0 && inside.some((piece) => piece.figure) && !inside.some((piece) => piece.open || piece.close)
  const possible = whole && !editing.partAround()
  part("sometimes-how").hidden = possible
  if (possible) editing.put([[{ open: UNLESS_ZERO }, ...inside, { close: "]]" }]])
}

function insert(text, words) {
  text.focus()
  text.setRangeText(words, text.selectionStart, text.selectionEnd, "end")
}
