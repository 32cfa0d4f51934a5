/**
 * Keys. Letters among letters, and words as Vietnamese keyboards put them together, are left to the browser and read
 * afterwards; whatever touches a figure, an end of a part or a line's end is done on the pieces.
 */

import { lengthOf, linesOf, pieceAt } from "./pieces.js"

export function listenToKeys(editing) {
  const { root } = editing.shown
  root.addEventListener("keydown", (event) => onKey(editing, event))
  root.addEventListener("beforeinput", (event) => beforeInput(editing, event))
  root.addEventListener("input", () => editing.composing || editing.take())
  root.addEventListener("compositionstart", () => (editing.composing = true))
  root.addEventListener("compositionend", () => {
    editing.composing = false
    setTimeout(() => editing.composing || editing.take()) // the browser has then put down what was composed
  })
  document.addEventListener("selectionchange", () => editing.follow())
}

function onKey(editing, event) {
  if (event.isComposing || event.altKey) return
  const key = event.key.toLowerCase()
  const letter = event.key.length === 1 || key === "process" || key === "unidentified" // the last two: it is composed
  if (editing.chosen && letter && !event.ctrlKey && !event.metaKey) editing.select(editing.to) // it is locked: write on
  if (event.ctrlKey || event.metaKey) {
    if (key !== "z" && key !== "y") return
    event.preventDefault()
    if (key === "y" || event.shiftKey) editing.redo()
    else editing.undo()
  } else if (key === "arrowleft" || key === "arrowright") step(editing, event, key === "arrowleft")
}

/** An arrow chooses the piece beside the caret; the next one passes it. */
function step(editing, event, backward) {
  editing.follow()
  const { from, to, chosen, lines } = editing
  if (event.shiftKey || !(chosen || editing.nothingSelected)) return
  const at = backward ? from.at - 1 : from.at
  if (!chosen && (at < 0 || !pieceAt(lines[from.line], at))) return
  event.preventDefault()
  if (chosen) editing.select(backward ? from : to)
  else editing.select({ line: from.line, at }, { line: from.line, at: at + 1 })
}

function beforeInput(editing, event) {
  const kind = event.inputType
  if (event.isComposing || /Composition/.test(kind)) return
  editing.follow()
  if (kind.startsWith("format") || kind.startsWith("insertFrom")) event.preventDefault() // see moving.js
  else if (kind.startsWith("history")) {
    event.preventDefault()
    if (kind === "historyUndo") editing.undo()
    else editing.redo()
  } else if (kind === "insertParagraph" || kind === "insertLineBreak") {
    event.preventDefault()
    editing.put([[], []])
  } else if (kind.startsWith("delete")) remove(editing, event)
  else if (kind === "insertText" && event.data && isMore(editing.selection)) {
    event.preventDefault()
    editing.put(linesOf(event.data), "typing")
  }
}

function remove(editing, event) {
  const { shown } = editing
  let { from, to } = editing
  if (editing.nothingSelected) {
    const backward = event.inputType.endsWith("Backward")
    const [target] = event.getTargetRanges()
    if (target) from = shown.placeOf(target.startContainer, target.startOffset)
    if (target) to = shown.placeOf(target.endContainer, target.endOffset)
    const none = from.line === to.line && from.at === to.at
    const letters = shown.roomBeside(backward) && event.inputType.startsWith("deleteContent")
    if (none || letters) [from, to] = beside(editing, backward)
    else if (!isMore(editing.between(from, to))) return
  } else if (!isMore(editing.selection)) return
  event.preventDefault()
  editing.remove(from, to)
}

/** The letter or piece beside the caret, or the break between two lines. */
function beside({ from: place, lines }, backward) {
  const { line, at } = place
  if (backward) {
    if (at > 0) return [{ line, at: at - 1 }, place]
    return line > 0 ? [{ line: line - 1, at: lengthOf(lines[line - 1]) }, place] : [place, place]
  }
  if (at < lengthOf(lines[line])) return [place, { line, at: at + 1 }]
  return line + 1 < lines.length ? [place, { line: line + 1, at: 0 }] : [place, place]
}

/** Whether it is more than letters of one line. */
function isMore(selection) {
  return selection.length > 1 || selection[0].some((piece) => piece.words === undefined)
}
