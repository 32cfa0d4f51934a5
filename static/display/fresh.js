/** Whether a call still flashes: three pulses, then solid for 20 s. */
import { clock } from "../shared/clock.js"

const FRESH_SECONDS = 23

export const isFresh = (call) => clock.secondsSince(call.at) < FRESH_SECONDS
