/** One dossier: a press on what a source says chooses that source; the reason is asked for first. */

import { Refusal, post } from "../shared/ask.js"
import { refill } from "../shared/fill.js"

const room = document.querySelector("[data-dossier]")
const path = `/api/imports/dossiers/${room.dataset.dossier}`
const dialog = document.querySelector('[data-dialog="reason"]')
const form = document.querySelector("[data-reason-form]")
let asked = null

room.addEventListener("click", (event) => {
  const choice = event.target.closest("[data-choose]")
  const whole = event.target.closest("[data-resolve]")
  if (whole) ask(`${path}/resolutions`, { source: Number(whole.dataset.resolve) })
  else if (choice) {
    const fact = choice.closest("[data-fact]").dataset.fact
    const source = choice.dataset.choose ? Number(choice.dataset.choose) : null
    ask(`${path}/decisions`, { fact, source })
  }
})

function ask(address, wish) {
  asked = { address, wish }
  form.reset()
  dialog.showModal()
}

dialog.addEventListener("close", async () => {
  if (dialog.returnValue !== "yes") return
  const banner = document.querySelector("[data-refusal]")
  try {
    await post(asked.address, { ...asked.wish, reason: form.elements.reason.value.trim() })
    window.location.reload()
  } catch (error) {
    refill(banner, { message: error instanceof Refusal ? error.message : room.dataset.noAnswer })
    banner.hidden = false
  }
})
