/** The page of a booking looks every 10 s whether it has become a ticket, as when the kiosk has scanned it. */
import "./reveal.js"

const LOOK_MS = 10_000

setInterval(async () => {
  try {
    const answer = await fetch(location.href)
    if (answer.redirected) location.replace(answer.url)
  } catch {
    // the line is down: next time
  }
}, LOOK_MS)
