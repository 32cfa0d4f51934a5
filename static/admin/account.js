/** Changing one's own PIN or password. */
import { Refusal, ask } from "../shared/ask.js"
import { refill } from "../shared/fill.js"

const form = document.querySelector("[data-account]")
const { present, new: wanted, again } = form.elements
const refusal = form.querySelector("[data-refusal]")
const done = form.querySelector("[data-done]")
const words = form.querySelector("[data-words]").dataset

form.addEventListener("submit", async (event) => {
  event.preventDefault()
  if (form.ariaBusy === "true") return
  refusal.hidden = done.hidden = true
  const empty = [present, wanted, again].find((field) => !field.value)
  if (empty) return say(words.empty, empty)
  if (wanted.value !== again.value) return say(words.differ, again)
  form.ariaBusy = "true"
  try {
    await ask("PUT", "/api/session/secret", { present: present.value, new: wanted.value })
    form.reset()
    done.hidden = false
  } catch (error) {
    const wrong = error instanceof Refusal
    say(wrong ? error.message : words.silent, error.field === "new" ? wanted : present)
  } finally {
    form.ariaBusy = "false"
  }
})

function say(message, field) {
  refill(refusal, { message })
  refusal.hidden = false
  field.select()
}
