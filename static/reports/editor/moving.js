/** Copying, pasting and dragging: for elsewhere as the words that are printed, for here with the names of the figures. */

import { linesOf, textOf } from "./pieces.js"
import { pointUnder } from "./point.js"

const OURS = "text/x-mot-cua"

export function listenToMoves(editing) {
  const { root } = editing.shown
  for (const kind of ["copy", "cut"]) {
    root.addEventListener(kind, (event) => {
      event.preventDefault()
      write(editing, event.clipboardData)
      if (kind === "cut") editing.remove(editing.from, editing.to)
    })
  }
  root.addEventListener("paste", (event) => {
    event.preventDefault()
    editing.follow()
    editing.put(linesOf(wordsOf(event.clipboardData)))
  })
  root.addEventListener("click", (event) => {
    const one = event.target.closest("[data-piece]")
    if (one) setTimeout(() => one.isConnected && editing.choose(one)) // the browser has then put the caret beside it
  })
  root.addEventListener("dragstart", (event) => {
    editing.follow()
    const one = event.target.closest?.("[data-piece]")
    if (one && (editing.nothingSelected || editing.chosen)) editing.choose(one)
    write(editing, event.dataTransfer)
    event.dataTransfer.effectAllowed = "move"
  })
  root.addEventListener("dragover", (event) => event.preventDefault())
  root.addEventListener("drop", (event) => {
    event.preventDefault()
    const point = pointUnder(event)
    if (!point || !root.contains(point.node)) return
    const place = editing.shown.placeOf(point.node, point.offset)
    if (event.dataTransfer.getData(OURS)) return editing.move(place)
    editing.select(place)
    editing.put(linesOf(wordsOf(event.dataTransfer)))
  })
}

function write(editing, data) {
  editing.follow()
  const said = (piece) => piece.words ?? (piece.figure ? editing.figures.of(piece.figure).value : "")
  data.setData("text/plain", editing.selection.map((line) => line.map(said).join("")).join("\n"))
  data.setData(OURS, textOf(editing.selection))
}

/** Plain words, whatever they looked like where they come from. */
function wordsOf(data) {
  const words = data.getData(OURS) || data.getData("text/plain")
  return words.replace(/\r\n?/g, "\n").replaceAll("\t", " ").replace(/[\u200b\ufeff]/g, "")
}
