/** The click of a press, 30 ms: who cannot see the button move hears that it was felt. */

const LENGTH_S = 0.03
const PITCH_HZ = 1_000
const LOUDNESS = 0.12

let context = null

export function click() {
  try {
    context ??= new AudioContext()
    if (context.state === "suspended") context.resume().catch(() => {})
    const now = context.currentTime
    const tone = new OscillatorNode(context, { frequency: PITCH_HZ })
    const volume = new GainNode(context, { gain: LOUDNESS })
    volume.gain.setValueAtTime(LOUDNESS, now)
    volume.gain.exponentialRampToValueAtTime(0.001, now + LENGTH_S)
    tone.connect(volume).connect(context.destination)
    tone.start(now)
    tone.stop(now + LENGTH_S)
  } catch {
    // no sound card: the button's colour says it
  }
}
