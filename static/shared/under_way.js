/** Figures shown while a file is on its way into them: once it is in, the page comes anew, or offers to where one writes. */
import { get } from "./ask.js"

const EVERY_MS = 3_000

const banner = document.querySelector("[data-under-way]")

async function look() {
  try {
    const { under_way } = await get("/reports/under-way")
    if (!under_way) return over()
  } catch {
    // The server is silent: asked again.
  }
  setTimeout(look, EVERY_MS)
}

function over() {
  const again = banner.querySelector("[data-again]")
  banner.querySelector("[data-still]").hidden = true
  banner.querySelector("[data-over]").hidden = false
  if (!writing()) location.replace(again.href)
}

/** Whether something would be lost with this page. */
function writing() {
  const typed = [...document.querySelectorAll("input")].some((one) => one.value !== one.defaultValue)
  return typed || document.querySelector("[data-editor], textarea, dialog[open]") !== null
}

setTimeout(look, EVERY_MS)
