/**
 * A screen that waits to be admitted looks every five seconds whether it is, and only then the page changes: whoever
 * reads the code to somebody, or has it read aloud, is not interrupted.
 */
const EVERY_MS = 5_000
const codeOf = (page) => page.querySelector("[data-code]")?.textContent
const code = codeOf(document)

async function look() {
  const answer = await fetch(location.href)
  const page = new DOMParser().parseFromString(await answer.text(), "text/html")
  if (answer.ok && codeOf(page) !== code) location.reload() // it is admitted, or the code is another
}

setInterval(() => look().catch(() => {}), EVERY_MS) // without the server the code stays as it is
