/** One soft chime for a new alarm: 659 then 523 Hz. The lead may mute it; a browser may want a press first. */
import { keep, kept } from "../shared/memory.js"

const TONES = [659, 523]
const SECONDS = 0.5
const LOUDNESS = 0.25 // −12 dBFS
const KEY = "live-muted"

let context = null

export const muted = () => kept(KEY) === "yes"
export const mute = (yes) => keep(KEY, yes ? "yes" : "no")

/** Whether the browser still waits for somebody's press before it lets us be heard. */
export const blocked = () => audio().state === "suspended"

/** Have the browser let us be heard; to be called from a press. */
export const unlock = () => audio().resume()

/** Ring once, unless muted or not let to. */
export function chime() {
  const sound = audio()
  if (muted() || sound.state !== "running") return false
  TONES.forEach((pitch, index) => ring(sound, pitch, sound.currentTime + index * SECONDS))
  return true
}

function ring(sound, pitch, at) {
  const [tone, volume] = [sound.createOscillator(), sound.createGain()]
  tone.frequency.value = pitch
  volume.gain.setValueAtTime(0, at)
  volume.gain.linearRampToValueAtTime(LOUDNESS, at + 0.02)
  volume.gain.exponentialRampToValueAtTime(0.001, at + SECONDS)
  tone.connect(volume).connect(sound.destination)
  tone.start(at)
  tone.stop(at + SECONDS)
}

function audio() {
  return (context ??= new AudioContext())
}
