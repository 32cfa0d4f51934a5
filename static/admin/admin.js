/** Devices and printers: each form or button is one request; the page is then drawn anew by the server. */
import { Refusal, ask, post } from "../shared/ask.js"
import { refill } from "../shared/fill.js"

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

page.addEventListener("submit", (event) => {
  event.preventDefault()
  const form = event.target
  const fields = Object.fromEntries(new FormData(form))
  if (form.matches("[data-pair]")) act(() => post("/api/devices", { code: fields.code, name: fields.name }))
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
  if (button?.matches("[data-sign-out]")) act(() => ask("DELETE", "/api/session"))
})
