/** What a file would change, a page at a time: new, changed, differing, refused; and what the centre lacks. */

import { get } from "../shared/ask.js"
import { fill, refill } from "../shared/fill.js"
import { english } from "../shared/language.js"
import { figure, link, part, template, word } from "./words.js"

const PAGED = ["new", "changed", "differing", "refused"]
const list = part("list")
let shown = null // {batch, name, page, choose}

/** The number on each tile. */
export function showTiles(batch) {
  const { counts, lines } = batch
  const values = {
    ...lines,
    unchanged: counts.unchanged,
    unmatched: counts.unmatched,
    refused: counts.refused,
  }
  refill(part("tiles"), Object.fromEntries(Object.entries(values).map(([name, value]) => [name, figure(value)])))
  for (const tile of document.querySelectorAll("[data-tile]")) {
    tile.dataset.some = String(Boolean(values[tile.dataset.tile]))
  }
}

/** Open one of the lists at its first page. `choose(wish)` is called when a source is chosen for a difference. */
export function openList(batch, name, choose) {
  for (const tile of document.querySelectorAll("[data-tile]")) {
    tile.setAttribute("aria-pressed", String(tile.dataset.tile === name))
  }
  shown = { batch, name, page: 1, choose }
  return showPage()
}

export function closeList() {
  shown = null
  list.hidden = true
}

async function showPage() {
  const { batch, name, page } = shown
  list.hidden = false
  refill(list.querySelector(".part-head"), { title: word(`list-${name}`) })
  const csv = part("csv")
  csv.hidden = name !== "refused" || !batch.lines.refused
  csv.href = `/imports/batches/${batch.id}/refused.csv`
  note(name, batch)
  if (!PAGED.includes(name)) return showRows(name, name === "unmatched" ? lacking(batch) : [], 1, 1)
  const lang = english() ? "en" : "vi"
  const answer = await get(`/api/imports/batches/${batch.id}/lines?list=${name}&page=${page}&lang=${lang}`)
  if (shown?.name === name && shown.page === page) showRows(name, answer[name], page, answer.pages)
}

function note(name, batch) {
  const said = {
    differing: batch.lines.differing ? word("note-differing") : "",
    unchanged: word("note-unchanged", { count: batch.counts.unchanged }),
  }[name]
  const line = part("list-note")
  line.hidden = !said
  line.textContent = said ?? ""
}

function showRows(name, rows, page, pages) {
  const cards = name === "differing"
  part("cards").hidden = !cards
  document.querySelector("[data-lines]").closest(".scroll").hidden = cards || name === "unchanged"
  showWholes(cards ? rows : [])
  if (cards) part("cards").replaceChildren(...rows.map(card))
  else {
    const head = template("head", name)
    part("lines-head").replaceChildren(...(head ? [head.content.firstElementChild.cloneNode(true)] : []))
    part("lines").replaceChildren(...(rows.length ? rows.map((row) => line(name, row)) : [nothing()]))
  }
  const nav = part("pages")
  nav.hidden = pages <= 1
  refill(nav, { where: word("page", { page, pages }) })
  nav.querySelector('[data-page="-1"]').disabled = page <= 1
  nav.querySelector('[data-page="1"]').disabled = page >= pages
}

/** A button for each system that differs somewhere: believe it in every place. */
function showWholes(rows) {
  const names = new Map(rows.flatMap((row) => row.facts).flatMap((fact) => fact.values).map((one) => [one.source, one.name]))
  const buttons = [...names].map(([source, name]) => {
    const button = fill(template("whole"), { said: word("choose-all", { name }) })
    button.addEventListener("click", () => choose(null, null, source))
    return button
  })
  part("all").hidden = buttons.length === 0
  part("all").replaceChildren(...buttons)
}

function line(name, row) {
  if (name === "refused") row = { ...row, where: [row.column, row.title].filter(Boolean).join(" · ") }
  const made = fill(template("row", name), { ...row, href: row.dossier ? link(`/dossiers/${row.dossier}`) : null })
  made.querySelector("[data-changes]")?.append(...row.changes.map((change) => fill(template("change"), change)))
  return made
}

function nothing() {
  const row = document.createElement("tr")
  row.append(Object.assign(document.createElement("td"), { textContent: word("nothing"), colSpan: 9 }))
  return row
}

function lacking(batch) {
  return [
    ...batch.fields.map((field) => ({ ...field, what: word("field"), then: word("made") })),
    ...batch.procedures.map((one) => ({
      what: word("procedure"),
      name: `${one.code} ${one.name}`,
      count: one.count,
      then: word("left"),
    })),
  ].map((one) => ({ ...one, count: figure(one.count) }))
}

/** One dossier of which two systems differ, with a button for each value. */
function card(row) {
  const made = fill(template("card", "differing"), { code: row.code, href: link(`/dossiers/${row.dossier}`) })
  for (const fact of row.facts) {
    const field = fill(template("fact"), fact)
    field.dataset.waits = String(fact.waits)
    const choices = fact.values.map((value) => {
      const button = fill(template("choice"), { ...value, pressed: String(value.holds && !fact.waits) })
      button.addEventListener("click", () => choose(row.dossier, fact.fact, value.source))
      return button
    })
    field.querySelector("[data-choices]").append(...choices)
    made.querySelector("[data-facts]").append(field)
  }
  return made
}

async function choose(dossier, fact, source) {
  await shown.choose({ dossier, fact, source })
  if (shown?.name === "differing") await showPage()
}

for (const button of part("pages").querySelectorAll("[data-page]")) {
  button.addEventListener("click", () => {
    shown.page += Number(button.dataset.page)
    showPage()
  })
}
