/** Copies of the database: each button is one request; the page is then drawn anew by the server. */
import { Refusal, post } from "../shared/ask.js"
import { refill } from "../shared/fill.js"

const PATIENCE_MS = 300_000 // a large database, a slow disk
const page = document.querySelector("[data-backup]")
const [refusal, working] = [page.querySelector("[data-refusal]"), page.querySelector("[data-working-now]")]
let busy = false

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-act]")
  if (button) act(button.dataset.act)
})
const locking = document.querySelector("[data-passphrase]")
locking.addEventListener("submit", (event) => {
  event.preventDefault()
  act("/api/backup-passphrases", { passphrase: locking.elements.passphrase.value })
})
locking.inert = false

async function act(address, wish = {}) {
  if (busy) return
  busy = true
  refusal.hidden = true
  refill(working, { message: page.dataset.working })
  working.hidden = false
  try {
    await post(address, wish, { timeout: PATIENCE_MS, patience: PATIENCE_MS })
    location.reload()
  } catch (error) {
    refill(refusal, { message: (error instanceof Refusal && error.message) || page.dataset.silent })
    refusal.hidden = false
    refusal.scrollIntoView({ block: "nearest" })
  } finally {
    busy = false
    working.hidden = true
  }
}
