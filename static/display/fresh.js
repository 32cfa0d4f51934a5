/** Which calls are pointed out, and which have passed. */
import { clock } from "../shared/clock.js"

const FRESH_SECONDS = 23 // three pulses, then solid for 20 s

/** Whether a call still flashes: until its citizen has come, or the counter has called another. */
export const isFresh = (call) => call.state === "called" && clock.secondsSince(call.at) < FRESH_SECONDS

/** `calls`, newest first, each said to be over where its counter has called another one since. */
export function inTurn(calls) {
  const busy = new Set()
  return calls.map((call) => {
    const state = busy.has(call.counter) ? "over" : call.state
    busy.add(call.counter)
    return { ...call, state }
  })
}
