/** Devices and printers: each form or button is one request; the page is then drawn anew by the server. */
import { Refusal, ask, post } from "../shared/ask.js"
import { refill } from "../shared/fill.js"
import { english } from "../shared/language.js"
import { listening } from "../shared/listening.js"

const page = document.querySelector("[data-admin]")
const refusal = page.querySelector("[data-refusal]")

async function act(request) {
  refusal.hidden = true
  try {
    await request()
    location.reload()
  } catch (error) {
    refill(refusal, { message: error instanceof Refusal ? error.message : page.dataset.noAnswer })
    refusal.hidden = false
    refusal.scrollIntoView({ block: "nearest" })
  }
}

const TRIAL_MS = 30_000 // a dead address is given up by then

/** A trial paper; what answered is said beside its button, and the page stays as it is. */
async function tryOut(button) {
  const said = button.parentElement.querySelector("[data-trial]")
  button.disabled = true
  said.textContent = page.dataset.printing
  try {
    const answer = await post(`/api/printers/${button.dataset.try}/trials`, {}, { timeout: TRIAL_MS, patience: TRIAL_MS })
    said.textContent = english() ? answer.message_en : answer.message_vi
  } catch (error) {
    said.textContent = error instanceof Refusal ? error.message : page.dataset.noAnswer
  } finally {
    button.disabled = false
  }
}

page.addEventListener("submit", (event) => {
  event.preventDefault()
  const form = event.target
  const fields = Object.fromEntries(new FormData(form))
  if (form.matches("[data-pair]")) act(() => post("/api/devices", { code: fields.code, name: fields.name }))
  if (form.matches("[data-tablet]")) {
    const counter = fields.counter ? Number(fields.counter) : null
    act(() => ask("PUT", `/api/devices/${form.dataset.tablet}/counter`, { counter }))
  }
  if (form.matches("[data-printer]")) {
    const { cuts, active } = form.elements
    const change = {
      ...fields,
      paper_width_mm: Number(fields.paper_width_mm),
      cuts: cuts.checked,
      active: active.checked,
    }
    act(() => ask("PUT", `/api/printers/${form.dataset.printer}`, change))
  }
})

page.addEventListener("click", (event) => {
  const button = event.target.closest("button")
  if (button?.dataset.revoke) act(() => ask("DELETE", `/api/devices/${button.dataset.revoke}`))
  if (button?.dataset.try) tryOut(button)
})

listening()
