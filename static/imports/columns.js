/** How each column of a file is read: shown as it is understood, and gathered as a person has corrected it. */

import { fill, refill } from "../shared/fill.js"
import { figure, part, template, word } from "./words.js"

const constants = ["field", "channel"]
let layout = null

/** Show a layout (imports.mapping.Layout). */
export function showColumns(found) {
  layout = found
  const sheets = found.sheets.filter((sheet) => sheet.header_row !== null || found.sheets.length === 1)
  const select = part("sheet")
  select.replaceChildren(...(sheets.length ? sheets : found.sheets).map((sheet) => new Option(sheet.name, sheet.name)))
  select.value = found.chosen ?? found.sheets[0]?.name ?? ""
  part("day-first").value = found.mapping.day_first ? "yes" : "no"
  showSheet()
}

part("sheet").addEventListener("change", showSheet)

function sheet() {
  return layout.sheets.find((one) => one.name === part("sheet").value) ?? layout.sheets[0]
}

function showSheet() {
  const shown = sheet()
  part("header-row").value = layout.mapping.header_row ?? shown?.header_row ?? ""
  const rows = (shown?.columns ?? []).map((column) => {
    const row = fill(template("column"), {
      ...column,
      samples: column.samples.join(" · "),
      sure: column.key ? String(column.sure) : "",
    })
    row.querySelector("[data-key]").value = column.key ?? ""
    row.dataset.heading = column.heading
    return row
  })
  part("column-list").replaceChildren(...rows)
  part("constants").replaceChildren(...constants.map(constant))
  showMissing()
  showWords(shown)
}

function constant(key) {
  const field = fill(template("constant"), { label: word(`constant-${key}`) })
  const input = field.querySelector("[data-constant-value]")
  input.dataset.constantKey = key
  input.value = layout.mapping.constants[key] ?? ""
  input.addEventListener("input", showMissing)
  return field
}

function showMissing() {
  const read = keys()
  for (const key of constants) {
    const input = document.querySelector(`[data-constant-key="${key}"]`)
    input.closest("label").hidden = Object.hasOwn(read, key)
    if (input.value.trim() && !Object.hasOwn(read, key)) read[key] = input.value
  }
  const missing = ["code", "field", "received", "status"].filter((key) => !Object.hasOwn(read, key))
  const labels = missing.map((key) => template("column").content.querySelector(`option[value="${key}"]`).textContent)
  part("missing").hidden = missing.length === 0
  refill(part("missing"), { names: labels.join(", ") })
}

part("column-list").addEventListener("change", (event) => {
  const changed = event.target.closest("[data-key]")
  if (!changed) return
  for (const other of part("column-list").querySelectorAll("[data-key]")) {
    if (other !== changed && changed.value && other.value === changed.value) other.value = "" // one column for each key
  }
  changed.closest("tr").dataset.sure = changed.value ? "true" : ""
  showMissing()
})

function showWords(shown) {
  const words = [
    ...Object.entries(shown?.unknown_statuses ?? {}).map((pair) => ["statuses", ...pair]),
    ...Object.entries(shown?.unknown_channels ?? {}).map((pair) => ["channels", ...pair]),
  ]
  part("unknown").hidden = words.length === 0
  const rows = words.map(([kind, name, count]) => {
    const row = fill(template("word"), { word: name, count: figure(count) })
    const select = row.querySelector("[data-meaning]")
    select.append(...template(kind).content.firstElementChild.cloneNode(true).children)
    select.dataset.kind = kind
    select.dataset.word = name
    select.value = layout.mapping[kind][name] ?? ""
    return row
  })
  part("word-list").replaceChildren(...rows)
}

/** key → heading, of the columns that are read. */
function keys() {
  const found = {}
  for (const row of part("column-list").children) {
    const key = row.querySelector("[data-key]").value
    if (key) found[key] = row.dataset.heading
  }
  return found
}

/** The mapping as the person has it now. */
export function collect() {
  const read = keys()
  const before = new Set((sheet()?.columns ?? []).map((column) => column.key).filter(Boolean))
  const columns = { ...read }
  for (const key of before) if (!(key in columns)) columns[key] = null // named by its heading, and not wanted
  const mapping = {
    ...layout.mapping,
    sheet: layout.sheets.length > 1 ? part("sheet").value : null,
    columns,
    constants: {},
    statuses: { ...layout.mapping.statuses },
    channels: { ...layout.mapping.channels },
    day_first: part("day-first").value === "yes",
  }
  const row = Number(part("header-row").value)
  mapping.header_row = row && row !== sheet()?.header_row ? row : layout.mapping.header_row
  for (const input of document.querySelectorAll("[data-constant-key]")) {
    if (input.value.trim() && !(input.dataset.constantKey in read)) mapping.constants[input.dataset.constantKey] = input.value.trim()
  }
  for (const select of document.querySelectorAll("[data-meaning]")) {
    if (select.value) mapping[select.dataset.kind][select.dataset.word] = select.value
  }
  return mapping
}
