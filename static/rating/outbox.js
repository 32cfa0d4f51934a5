/**
 * Answers on their way: kept on the tablet until the server has them, at most a day, so that none is lost while the
 * line is down. What is kept names no person: a visit's code, a level, and how long ago.
 */
import { Refusal, post } from "../shared/ask.js"
import { keep, kept } from "../shared/memory.js"

const KEY = "ratings"
const DAY_MS = 86_400_000
const AGAIN_MS = 15_000
let sending = false

/** Keep an answer and send it as soon as may be; the same visit again adds its reasons. */
export function hand(ticket, level, chips = []) {
  const others = waiting().filter((one) => one.ticket !== ticket)
  const at = waiting().find((one) => one.ticket === ticket)?.at ?? Date.now()
  store([...others, { ticket, level, chips, at }])
  return flush()
}

/** Send what is kept, oldest first, until one gets no answer. */
export async function flush() {
  if (sending) return
  sending = true
  try {
    for (let next = waiting()[0]; next; next = waiting()[0]) {
      await send(next)
      store(waiting().filter((one) => !same(one, next))) // it may have been given its reasons meanwhile
    }
  } catch {
    // no answer: it stays, and is tried again
  } finally {
    sending = false
  }
}

async function send({ ticket, level, chips, at }) {
  const seconds_ago = Math.min(Math.max(Math.round((Date.now() - at) / 1000), 0), DAY_MS / 1000)
  try {
    await post("/api/ratings", { ticket, level, chips, seconds_ago })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
  }
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other)
const waiting = () => JSON.parse(kept(KEY) ?? "[]").filter(({ at }) => Date.now() - at < DAY_MS)
const store = (list) => keep(KEY, JSON.stringify(list))

setInterval(flush, AGAIN_MS)
