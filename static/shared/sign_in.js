/** Signing in. The name is remembered on this browser, the secret never. */
import { inThisLanguage } from "./address.js"
import { Refusal, post } from "./ask.js"
import { refill } from "./fill.js"
import { keep, kept } from "./memory.js"

const NAME_KEPT = "sign-in-username"
const SLOW_MS = 1_000

const form = document.querySelector("[data-sign-in]")
const { username, secret } = form.elements
const refusal = form.querySelector("[data-refusal]")
const words = form.querySelector("[data-words]").dataset

form.addEventListener("submit", async (event) => {
  event.preventDefault()
  if (form.ariaBusy === "true") return
  if (!username.value.trim() || !secret.value) return say(words.empty, username.value.trim() ? secret : username)
  form.ariaBusy = "true"
  const slow = setTimeout(() => (form.querySelector("[data-slow]").hidden = false), SLOW_MS)
  try {
    await post("/api/sessions", wish())
    keep(NAME_KEPT, username.value.trim())
    location.assign(inThisLanguage(form.dataset.then))
  } catch (error) {
    const wrong = error instanceof Refusal
    secret.ariaInvalid = String(wrong)
    if (wrong) secret.value = ""
    say(wrong ? error.message : words.silent, secret)
    form.ariaBusy = "false"
  } finally {
    clearTimeout(slow)
    form.querySelector("[data-slow]").hidden = true
  }
})

function wish() {
  const centre = new URLSearchParams(location.search).get("centre") // where one server keeps several centres
  return { username: username.value.trim(), secret: secret.value, ...(centre && { centre }) }
}

function say(message, field) {
  refill(refusal, { message: message.replace(/(?<=[.!?]) /, "\n") }) // what to do now begins a line
  refusal.hidden = false
  field.focus()
}

username.value ||= kept(NAME_KEPT) ?? ""
if (username.value) secret.focus()
