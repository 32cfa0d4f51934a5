/** A report: choosing its period, opening a sentence to change it, putting a figure into a text, and the export. */

import { refill } from "../shared/fill.js"
import { english } from "../shared/language.js"
import { keepPressed } from "./editor/pressed.js"

const PATIENCE = 330_000 // milliseconds: a year of a large centre takes its time

document.querySelector("[data-print]")?.addEventListener("click", () => window.print())

/* A period of the list is two days; two days typed are a period of one's own. */
const pick = document.querySelector("[data-pick]")
const period = pick?.querySelector("[data-period]")
const days = [...(pick?.querySelectorAll("[data-day]") ?? [])]
const chosen = new URLSearchParams(location.search)
for (const day of days) day.addEventListener("input", () => (period.value = ""))
for (const choice of pick?.querySelectorAll("select") ?? []) {
  choice.addEventListener("change", () => {
    if (choice === period && !period.value) return days[0].focus()
    if (choice.name === "form") takeUsual()
    if (choice === period && !chosen.has("form")) pick.elements.form.disabled = true // nobody chose one: it follows the period
    if (choice.name === "profile") pick.elements.cut.disabled = true // the profile has one of its own
    pick.requestSubmit()
  })
}

/** Another form is made for another kind of period: let the server choose the usual one. */
function takeUsual() {
  for (const part of [period, ...days]) part.disabled = true
}

/* A click on a sentence of the preview opens the section it stands in. */
const preview = document.querySelector("[data-edit-address]")
for (const words of preview?.querySelectorAll("[data-section]") ?? []) {
  words.title = preview.dataset.editTitle
  words.tabIndex = 0
}
preview?.addEventListener("click", (event) => {
  if (!event.target.closest("a")) open(event.target.closest("[data-section]"), event)
})
preview?.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.matches("[data-section]")) open(event.target)
})

function open(words, event = null) {
  if (!words || window.getSelection()?.toString()) return
  keepPressed(words, event)
  const address = new URL(preview.dataset.editAddress, location.href)
  address.searchParams.set("edit", words.dataset.section)
  address.hash = "edit"
  location.assign(address)
}

const edited = document.querySelector("[data-editor]")?.elements.section.value
if (edited) {
  for (const words of preview.querySelectorAll(`[data-section="${CSS.escape(edited)}"]`)) words.dataset.beingEdited = ""
}

/* Once the pages are divided, sheets that are wider than the room for them are shown smaller. */
const sheets = () => document.querySelectorAll(".preview .sheet")
document.fonts.ready.then(() => requestAnimationFrame(fit))
window.addEventListener("resize", fit)

function fit() {
  const pages = document.querySelector(".preview .pages")
  if (!pages) return
  for (const sheet of sheets()) sheet.style.zoom = 1
  const style = getComputedStyle(pages)
  const room = pages.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight)
  const widths = [...sheets()].map((sheet) => sheet.offsetWidth)
  ;[...sheets()].forEach((sheet, place) => (sheet.style.zoom = Math.min(1, room / widths[place])))
}

/* After a section was saved, the page goes back to where it stands. */
const section = location.hash.slice(1)
if (section && section !== "edit" && section !== "export") {
  document.fonts.ready.then(() => preview?.querySelector(`[data-section="${CSS.escape(section)}"]`)?.scrollIntoView({ block: "center" }))
}

/* The file is fetched, so that the page can say that it is being made and why it was not. */
const form = document.querySelector("[data-export]")
form?.addEventListener("submit", async (event) => {
  event.preventDefault()
  const body = new FormData(form, event.submitter)
  show("making")
  form.scrollIntoView({ block: "nearest" }) // what comes of it is said there, also where the head's button was pressed
  const buttons = [...form.elements].filter((one) => one.matches("button"))
  for (const button of buttons) button.disabled = true
  const message = await fetched(body)
  for (const button of buttons) button.disabled = false
  show(message === null ? "made" : "failed")
  if (message !== null) refill(part("failed"), { message })
})

/** Save the file; null when that was done, else why it could not be. */
async function fetched(body) {
  try {
    const response = await fetch(form.action, {
      method: "POST",
      body,
      headers: { Accept: "application/json" },
      credentials: "same-origin",
      signal: AbortSignal.timeout(PATIENCE),
    })
    if (!response.ok) {
      const { error } = await response.json()
      return english() ? error.message_en : error.message_vi
    }
    const mark = document.getElementById("mark")
    mark.action = mark.dataset.address.replace("0", response.headers.get("X-Report"))
    const [, name] = response.headers.get("Content-Disposition").match(/filename="([^"]+)"/)
    const link = document.createElement("a")
    link.href = URL.createObjectURL(await response.blob())
    link.download = name
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), PATIENCE)
    return null
  } catch {
    return part("no-answer").textContent
  }
}

function show(name) {
  for (const one of ["making", "failed", "made"]) part(one).hidden = one !== name
}

function part(name) {
  return form.querySelector(`[data-${name}]`)
}
