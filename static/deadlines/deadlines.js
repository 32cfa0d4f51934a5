/** Deadlines: each form is one request, then the server draws the page anew; and printing. */

import { Refusal, ask } from "../shared/ask.js"
import { isoOf } from "../shared/dates.js"
import { refill } from "../shared/fill.js"
import { listening } from "../shared/listening.js"

const ONCE = { timeout: 15_000, patience: 0 } // a line that is sent twice would stand there twice
const LONGEST_LIST = 30 // dates in an address

const page = document.querySelector("[data-deadlines]")

page.addEventListener("submit", (event) => {
  const form = event.target
  if (form.dataset.send) {
    event.preventDefault()
    send(form)
  } else if ("filters" in form.dataset) leaveOutEmpty(form)
})

page.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print()
})

/* Back to a page whose empty filters were switched off when it was left: they can be chosen again. */
window.addEventListener("pageshow", () => {
  for (const input of page.querySelectorAll("[data-filters] :disabled")) input.disabled = false
})

async function send(form) {
  const button = form.querySelector("button:not([type=button])")
  const { body, inputs } = bodyOf(form)
  for (const input of form.elements) input.removeAttribute("aria-invalid")
  button.disabled = true
  try {
    goOn(form.dataset.then, await ask(form.dataset.send, form.getAttribute("action"), body, ONCE))
  } catch (error) {
    button.disabled = false
    const refused = error instanceof Refusal
    const place = form.querySelector("[data-refusal]")
    refill(place, { message: refused ? error.message : page.dataset.noAnswer })
    place.hidden = false
    place.scrollIntoView({ block: "nearest" })
    const input = refused ? inputs.get(error.field) : null
    input?.setAttribute("aria-invalid", "true")
    input?.focus()
  }
}

/** The page again, or the one named; the calendar is told which of its days have changed. */
function goOn(address, answer) {
  const next = new URL(address ?? location.href, location.href)
  next.searchParams.delete("changed")
  const days = answer?.days ?? []
  if (days.length) next.searchParams.set("changed", days.slice(0, LONGEST_LIST).join(","))
  if (next.href === location.href) location.reload()
  else location.replace(next)
}

/** What a form sends, and which input each part of it comes from. */
function bodyOf(form) {
  const body = {}
  const inputs = new Map()
  for (const input of form.elements) {
    if (!input.name) continue
    inputs.set(input.name, input)
    const { kind } = input.dataset
    const text = isoOf(input).trim()
    if (kind === "numbers") {
      body[input.name] ??= []
      if (input.checked) body[input.name].push(Number(input.value))
    } else if (kind === "boolean") body[input.name] = input.value === "true"
    else if (kind !== "optional" || text !== "") body[input.name] = text
  }
  return { body, inputs }
}

/** What was not chosen stays out of the address. */
function leaveOutEmpty(form) {
  for (const input of form.elements) if (input.name && input.value.trim() === "") input.disabled = true
}

listening()
