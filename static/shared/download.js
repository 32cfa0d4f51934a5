/** A file that takes its time: fetched, so that the page can say that it is being made and why it was not. */

const PATIENCE = 330_000 // milliseconds: a year of a large centre takes its time

/**
 * Send `form` as `button` would, and keep the file that comes. Answers null when it came, else the server's error:
 * { message_vi, message_en, field }. Throws when there was no answer.
 */
export async function download(form, button) {
  const response = await fetch(form.action, {
    method: "POST",
    body: new FormData(form, button),
    headers: { Accept: "application/json" },
    credentials: "same-origin",
    signal: AbortSignal.timeout(PATIENCE),
  })
  if (!response.ok) return (await response.json()).error
  const [, name] = response.headers.get("Content-Disposition").match(/filename="([^"]+)"/)
  const link = document.createElement("a")
  link.href = URL.createObjectURL(await response.blob())
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), PATIENCE)
  return null
}
