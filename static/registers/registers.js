/** The registers: each form is one request; the page is then drawn anew by the server. */

import { Refusal, ask } from "../shared/ask.js"
import { isoOf } from "../shared/dates.js"
import { refill } from "../shared/fill.js"
import { listening } from "../shared/listening.js"

const ONCE = { timeout: 15_000, patience: 0 } // a line that is sent twice would stand there twice

const page = document.querySelector("[data-registers]")

page.addEventListener("submit", (event) => {
  const form = event.target
  if (!form.dataset.send) return
  event.preventDefault()
  send(form)
})

async function send(form) {
  const button = form.querySelector("button:not([type=button])")
  const { body, inputs } = form.dataset.targets ? targetsOf(form) : bodyOf(form)
  for (const input of form.elements) input.removeAttribute("aria-invalid")
  button.disabled = true
  try {
    const answer = await ask(form.dataset.send, form.getAttribute("action"), body, ONCE)
    goOn(form.dataset.then, answer?.id)
  } catch (error) {
    button.disabled = false
    refuse(form, error instanceof Refusal ? error.message : page.dataset.noAnswer)
    const input = error instanceof Refusal ? inputs.get(error.field) : null
    input?.setAttribute("aria-invalid", "true")
    input?.focus()
  }
}

/** Where the refusal is said: in the form, or else at the head of its part of the page. */
function refuse(form, message) {
  const place = form.querySelector("[data-refusal]") ?? form.closest(".part").querySelector("[data-refusal]")
  refill(place, { message })
  place.hidden = false
  place.scrollIntoView({ block: "nearest" })
}

function goOn(address, saved) {
  const next = new URL(address ?? location.href, location.href)
  for (const name of ["edit", "saved"]) next.searchParams.delete(name)
  if (saved) next.searchParams.set("saved", saved)
  next.hash = ""
  location.replace(next)
}

/** What a form sends, and which input each part of it comes from. A part with dots in its name lies deeper. */
function bodyOf(form) {
  const body = {}
  const inputs = new Map()
  for (const input of form.elements) {
    if (!input.name || input.disabled) continue
    inputs.set(input.name, input)
    const value = valueOf(input)
    if (value === undefined) continue
    const names = input.name.split(".")
    const last = names.pop()
    const inner = names.reduce((part, name) => (part[name] ??= {}), body)
    inner[last] = value
  }
  return { body, inputs }
}

function valueOf(input) {
  const { kind } = input.dataset
  const text = isoOf(input).trim()
  if (text === "" && kind) return undefined
  return kind === "number" ? Number(text) : text
}

/** The sheet of targets: rows without a percentage are none. */
function targetsOf(form) {
  const inputs = new Map()
  const targets = []
  for (const row of form.querySelectorAll("[data-target]")) {
    const part = (name) => row.querySelector(`[data-part=${name}]`)
    const value = part("value").value.trim()
    if (value === "") continue
    for (const name of ["measure", "field", "value"]) inputs.set(`targets.${targets.length}.${name}`, part(name))
    const field = part("field")
    targets.push({ measure: part("measure").value, value, ...(field && { field: Number(field.value) }) })
  }
  return { body: { year: Number(form.dataset.targets), targets }, inputs }
}

page.addEventListener("click", (event) => {
  if (event.target.closest("[data-drop]")) event.target.closest("[data-target]").remove()
  if (event.target.closest("[data-add-target]")) addTarget()
})

function addTarget() {
  const row = document.querySelector("[data-exception]").content.firstElementChild.cloneNode(true)
  document.querySelector("[data-exceptions]").append(row)
  row.querySelector("select").focus()
}

/* A choice shows the parts of the form that belong to it; hidden ones are not sent. */
for (const choice of page.querySelectorAll("[data-chooses]")) {
  const parts = choice.form.querySelectorAll("[data-when]")
  const show = () => {
    for (const part of parts) {
      part.hidden = !part.dataset.when.split(" ").includes(choice.value)
      for (const input of part.querySelectorAll("input")) input.disabled = part.hidden
    }
    nameKey(choice)
  }
  choice.addEventListener("change", show)
  show()
}

/** A known figure's key is sent in the place of a name of one's own. */
function nameKey(choice) {
  if (!("key" in choice.dataset)) return
  if (choice.value === "own") choice.removeAttribute("name")
  else choice.setAttribute("name", "key")
}

listening()
