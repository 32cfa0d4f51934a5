/** A trial paper: what answered is said beside its button. A search says that it is under way. */
import { NoAnswer, Refusal, post } from "../shared/ask.js"
import { english } from "../shared/language.js"

const TRIAL_MS = 30_000 // a dead address is given up by then
const part = document.querySelector("[data-printers]")

part.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-try]")
  if (!button) return
  const said = button.parentElement.querySelector("[data-trial]")
  button.disabled = true
  said.textContent = part.dataset.printing
  try {
    const answer = await post(`/api/printers/${button.dataset.try}/trials`, {}, { timeout: TRIAL_MS, patience: TRIAL_MS })
    said.textContent = english() ? answer.message_en : answer.message_vi
  } catch (error) {
    if (!(error instanceof Refusal || error instanceof NoAnswer)) throw error
    said.textContent = error instanceof Refusal ? error.message : part.dataset.noAnswer
  } finally {
    button.disabled = false
  }
})

for (const button of part.querySelectorAll("[data-try]")) button.disabled = false // heard from here on
for (const form of document.querySelectorAll("form[data-busy]")) {
  form.addEventListener("submit", () => form.querySelector("button").setAttribute("aria-busy", "true"))
}
