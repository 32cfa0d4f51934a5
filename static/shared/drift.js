/** How far this machine's own clock is from the centre's: what it shows beside our pages, and stamps, is wrong by it. */
import { clock } from "./clock.js"

const EVERY_MS = 600_000
const SOON_MS = 2_000 // the first picture, which sets the clock, has come by then
const VIETNAM_MS = 7 * 3_600_000

/** Milliseconds by which it is ahead; below 0: behind. */
export const drift = () => Date.now() + VIETNAM_MS - clock.now

/** Tell the server by `socket`, after connecting and every ten minutes. */
export function reportDrift(socket) {
  const tell = () => clock.isSet && socket.connected && socket.emit("clock", Math.round(drift() / 1000))
  socket.on("connect", () => setTimeout(tell, SOON_MS))
  setInterval(tell, EVERY_MS)
}
