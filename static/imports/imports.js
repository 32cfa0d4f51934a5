/** The page on which files are handed in: one batch is open at a time, and is asked about while it works. */

import { NoAnswer, Refusal, get, post } from "../shared/ask.js"
import { refill } from "../shared/fill.js"
import { english } from "../shared/language.js"
import { listening } from "../shared/listening.js"
import { collect, showColumns } from "./columns.js"
import { showHistory } from "./history.js"
import { closeList, openList, showTiles } from "./lists.js"
import { editSources } from "./sources.js"
import { day, part, word } from "./words.js"

const EVERY = 600 // milliseconds between two questions while a batch works
const UPLOAD_PATIENCE = 120_000
const WORKING = ["reading", "applying", "undoing"]
const room = part("imports")
const section = document.querySelector('[data-part="batch"]')
let open = null // the batch that is shown
let asking = null

part("hand-in").addEventListener("submit", async (event) => {
  event.preventDefault()
  const body = new FormData(event.target)
  if (!body.get("source")) body.delete("source") // the usual one, made with its first file
  await attempt(async () => show(await upload(body)))
})
part("call-off").addEventListener("click", () =>
  attempt(async () => {
    await post(`/api/imports/batches/${open.id}/cancellations`)
    close()
  }),
)
part("close").addEventListener("click", close)
part("confirm").addEventListener("click", () =>
  attempt(async () => show(await post(`/api/imports/batches/${open.id}/confirmations`))),
)
part("correct").addEventListener("click", () =>
  attempt(async () => {
    const wish = { mapping: collect(open.layout), keep: part("keep").checked }
    show(await post(`/api/imports/batches/${open.id}/corrections`, wish))
  }),
)
part("show-columns").addEventListener("click", () => toggleColumns(part("columns").hidden))
part("edit-sources").addEventListener("click", () => editSources(refresh))
for (const tile of document.querySelectorAll("[data-tile]")) {
  tile.addEventListener("click", () => openList(open, tile.dataset.tile, chosen))
}

/** Sends the file; answers the batch. It is larger than what ask.js sends, and is never sent twice by itself. */
async function upload(body) {
  let response
  try {
    response = await fetch("/api/imports/previews", {
      method: "POST",
      body,
      headers: { Accept: "application/json" },
      credentials: "same-origin",
      signal: AbortSignal.timeout(UPLOAD_PATIENCE),
    })
  } catch (cause) {
    throw new NoAnswer(cause)
  }
  const said = await response.json().catch(() => null)
  if (!response.ok) throw new Refusal(response.status, said?.error)
  return said
}

/** Do something that the server may refuse; its reason is shown. */
async function attempt(act) {
  const banner = part("refusal")
  banner.hidden = true
  try {
    await act()
  } catch (error) {
    if (!(error instanceof Refusal || error instanceof NoAnswer)) throw error
    const message = error.message && error instanceof Refusal ? error.message : room.dataset.noAnswer
    refill(banner, { message })
    banner.hidden = false
    banner.scrollIntoView({ block: "nearest" })
  }
}

/** Show a batch, and go on asking while it works. */
function show(batch) {
  const before = open
  open = batch
  section.hidden = false
  document.querySelector('[data-part="hand-in"]').hidden = ["reading", "previewed"].includes(batch.state)
  refill(section.querySelector(".batch-head"), {
    file_name: batch.file_name,
    source_name: batch.source_name,
    as_of: day(batch.as_of),
  })
  const waits = ["reading", "previewed", "refused"].includes(batch.state)
  part("call-off").hidden = !waits
  part("close").hidden = WORKING.includes(batch.state) || waits
  showProgress(batch.progress)
  showEnding(batch)
  const changed = before?.id !== batch.id || before.state !== batch.state
  if (changed) {
    closeList()
    if (waits && batch.layout) showColumns(batch.layout)
    toggleColumns(waits && !WORKING.includes(batch.state) && Boolean(batch.layout) && (batch.unclear || Boolean(batch.failure)))
  }
  part("preview").hidden = batch.state !== "previewed"
  if (batch.state === "previewed") showPreview(batch, changed)
  window.history.replaceState(null, "", withBatch(waits || WORKING.includes(batch.state) ? batch.id : null))
  clearTimeout(asking)
  if (WORKING.includes(batch.state)) asking = setTimeout(askAgain, EVERY)
  if (changed) refresh()
}

async function askAgain() {
  try {
    show(await get(`/api/imports/batches/${open.id}`))
  } catch (error) {
    if (error instanceof Refusal) return close() // called off elsewhere
    asking = setTimeout(askAgain, 4 * EVERY)
  }
}

function showProgress(progress) {
  const working = part("working")
  working.hidden = !progress
  if (!progress) return
  const { done, total } = progress
  refill(working, { step: `${word(progress.step)}…`, count: total ? word("of", { done, total }) : "" })
  const bar = part("bar")
  if (total) bar.value = Math.round((1000 * done) / total)
  else bar.removeAttribute("value")
}

function showEnding(batch) {
  const { failure, state, counts } = batch
  part("failure").hidden = !failure || state !== "refused"
  if (failure) refill(part("failure"), { message: english() ? failure.en : failure.vi })
  part("done").hidden = state !== "applied"
  const waiting = counts.conflicts ? ` ${word("waiting", { conflicts: counts.conflicts })}` : ""
  refill(part("done"), { message: word("done", counts) + waiting })
  part("undone").hidden = state !== "undone"
  part("unclear").hidden = !(batch.unclear && state === "previewed")
}

function showPreview(batch, changed) {
  const { refused, rows } = batch.counts
  showTiles(batch)
  const notes = batch.left_out ? [...batch.notes, word("left-out", { count: batch.left_out })] : batch.notes
  part("notes").replaceChildren(
    ...notes.map((note) => Object.assign(document.createElement("li"), { textContent: note })),
  )
  part("confirm").disabled = Boolean(refused) || !rows
  part("confirm-why").textContent = why(batch, refused, rows)
  if (changed) {
    const first = refused ? "refused" : batch.lines.differing ? "differing" : batch.lines.changed ? "changed" : "new"
    openList(batch, first, chosen)
  }
}

function why(batch, refused, rows) {
  if (refused) return word("why-refused", { refused })
  if (!rows) return word("why-empty")
  const waits = batch.counts.conflicts - Math.min(batch.chosen, batch.counts.conflicts)
  return waits ? word("why-waits", { waits }) : word("why-ready")
}

/** A source was chosen in the list of differences: how many are left? */
async function chosen(wish) {
  await attempt(async () => {
    await post(`/api/imports/batches/${open.id}/choices`, wish)
    show(await get(`/api/imports/batches/${open.id}`))
  })
}

function toggleColumns(shown) {
  part("columns").hidden = !shown
  part("show-columns").setAttribute("aria-expanded", String(shown))
}

function close() {
  clearTimeout(asking)
  open = null
  section.hidden = true
  document.querySelector('[data-part="hand-in"]').hidden = false
  window.history.replaceState(null, "", withBatch(null))
  refresh()
}

function withBatch(number) {
  const address = new URL(window.location)
  if (number) address.searchParams.set("batch", number)
  else address.searchParams.delete("batch")
  return address
}

async function refresh() {
  await attempt(async () => {
    const { batches, sources } = await get("/api/imports")
    showHistory(batches, { undo: (number) => act(number, "reversals"), openBatch: (number) => act(number) })
    const select = part("sources")
    const before = select.value
    const usable = sources.filter((source) => source.active)
    if (usable.length) select.replaceChildren(...usable.map((source) => new Option(source.name, source.id)))
    if (usable.some((source) => String(source.id) === before)) select.value = before
  })
}

async function act(number, noun) {
  const path = `/api/imports/batches/${number}`
  await attempt(async () => show(noun ? await post(`${path}/${noun}`) : await get(path)))
  section.scrollIntoView({ block: "start" })
}

if (room.dataset.open) act(room.dataset.open)
else refresh()

listening()
