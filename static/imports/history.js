/** The batches so far, and the question before one is taken back. */

import { fillList } from "../shared/fill.js"
import { day, figure, part, template, word } from "./words.js"

const body = part("batches")
const dialog = document.querySelector('[data-dialog="undo"]')
let acts = {}
let asked = null

/** `acts.undo(id)` and `acts.openBatch(id)` are called for the buttons of a row. */
export function showHistory(batches, does) {
  acts = does
  part("history").hidden = batches.length === 0
  part("no-batches").hidden = batches.length > 0
  fillList(body, template("batch"), batches.map(written))
}

function written(batch) {
  const known = ["applied", "undone", "undoing", "applying"].includes(batch.state)
  return {
    ...batch,
    imported: day(batch.imported_at, true),
    as_of: day(batch.as_of),
    rows: known ? figure(batch.counts.rows) : "",
    created: known ? figure(batch.counts.created) : "",
    changed: known ? figure(batch.counts.changed) : "",
    said: word(`state-${batch.state}`),
    may_undo: batch.state === "applied",
    may_open: ["reading", "previewed", "refused", "applying", "undoing"].includes(batch.state),
  }
}

body.addEventListener("click", (event) => {
  const row = event.target.closest("[data-batch]")
  if (!row) return
  if (event.target.closest("[data-open-batch]")) acts.openBatch(row.dataset.batch)
  if (event.target.closest("[data-undo]")) {
    asked = row.dataset.batch
    dialog.querySelector("[data-slot]").textContent = row.querySelector('[data-slot="file_name"]').textContent
    dialog.showModal()
  }
})
dialog.addEventListener("click", (event) => {
  const answer = event.target.closest("[data-answer]")?.dataset.answer
  if (!answer) return
  dialog.close()
  if (answer === "yes") acts.undo(asked)
})
