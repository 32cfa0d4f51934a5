/** A soft chime and a buzz, only when asked for: a phone may not make a sound before it is touched. */

const TONES_HZ = [659, 523]
const TONE_S = 0.5
const LOUDNESS = 0.25 // -12 dBFS
let speaker = null

/** Ask the phone for its speaker, in a press; answers whether it may be used. */
export async function ask() {
  speaker ??= new AudioContext()
  await speaker.resume()
  ask.granted = true
  sound(false)
  return true
}
ask.granted = false

/** Chime once, and buzz; longer when it is the turn. */
export function sound(called) {
  if (!ask.granted) return
  navigator.vibrate?.(called ? [400, 200, 400, 200, 400] : [200])
  TONES_HZ.forEach((hertz, index) => {
    const tone = new OscillatorNode(speaker, { frequency: hertz })
    const start = speaker.currentTime + index * TONE_S
    const volume = new GainNode(speaker, { gain: 0 })
    volume.gain.setValueAtTime(LOUDNESS, start)
    volume.gain.exponentialRampToValueAtTime(0.001, start + TONE_S)
    tone.connect(volume).connect(speaker.destination)
    tone.start(start)
    tone.stop(start + TONE_S)
  })
}
