/**
 * A take: what the microphone heard, or a file, as the server takes it: 16-bit mono WAV. The browser decodes, so
 * that a phone's .m4a is as good as a studio's .wav.
 */
const RATE = 22_050 // samples a second, as the made clips have
const LONGEST = 10 // seconds; a word or a short sentence

/** A WAV blob of any sound that this browser can decode. Throws where it cannot. */
export async function waveOf(sound) {
  const context = new OfflineAudioContext(1, 1, RATE)
  const decoded = await context.decodeAudioData(await sound.arrayBuffer())
  const length = Math.ceil(Math.min(decoded.duration, LONGEST) * RATE)
  const mono = new OfflineAudioContext(1, Math.max(1, length), RATE)
  const source = mono.createBufferSource()
  source.buffer = decoded
  source.connect(mono.destination)
  source.start()
  return written((await mono.startRendering()).getChannelData(0))
}

function written(samples) {
  const bytes = new DataView(new ArrayBuffer(44 + samples.length * 2))
  const text = (at, word) => [...word].forEach((letter, i) => bytes.setUint8(at + i, letter.charCodeAt(0)))
  text(0, "RIFF")
  bytes.setUint32(4, 36 + samples.length * 2, true)
  text(8, "WAVEfmt ")
  bytes.setUint32(16, 16, true)
  bytes.setUint16(20, 1, true) // plain samples
  bytes.setUint16(22, 1, true) // one channel
  bytes.setUint32(24, RATE, true)
  bytes.setUint32(28, RATE * 2, true)
  bytes.setUint16(32, 2, true)
  bytes.setUint16(34, 16, true)
  text(36, "data")
  bytes.setUint32(40, samples.length * 2, true)
  samples.forEach((sample, i) => bytes.setInt16(44 + i * 2, Math.max(-1, Math.min(1, sample)) * 32_767, true))
  return new Blob([bytes], { type: "audio/wav" })
}

/** The microphone: start() listens, stop() answers what was heard as a WAV blob; onLevel(0…1) while it listens. */
export class Microphone {
  #stream = null
  #recorder = null
  #heard = []
  #context = null

  constructor(onLevel) {
    this.onLevel = onLevel
  }

  /** Whether this page may ask for a microphone at all: a browser gives none over plain HTTP. */
  static get isAllowed() {
    return Boolean(isSecureContext && navigator.mediaDevices?.getUserMedia && window.MediaRecorder)
  }

  async start() {
    // The voice as it is: what a browser does for a telephone call makes it flat.
    const audio = { channelCount: 1, echoCancellation: false, noiseSuppression: false, autoGainControl: false }
    this.#stream ??= await navigator.mediaDevices.getUserMedia({ audio })
    this.#watch()
    this.#heard = []
    this.#recorder = new MediaRecorder(this.#stream)
    this.#recorder.addEventListener("dataavailable", ({ data }) => this.#heard.push(data))
    this.#recorder.start()
  }

  async stop() {
    const recorder = this.#recorder
    if (recorder?.state !== "recording") return null
    const ended = new Promise((resolve) => recorder.addEventListener("stop", resolve, { once: true }))
    recorder.stop()
    await ended
    this.#recorder = null
    return waveOf(new Blob(this.#heard, { type: recorder.mimeType }))
  }

  #watch() {
    if (this.#context) return
    this.#context = new AudioContext()
    const analyser = this.#context.createAnalyser()
    analyser.fftSize = 1024
    this.#context.createMediaStreamSource(this.#stream).connect(analyser)
    const samples = new Float32Array(analyser.fftSize)
    const look = () => {
      analyser.getFloatTimeDomainData(samples)
      this.onLevel(this.#recorder ? samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0) : 0)
      requestAnimationFrame(look)
    }
    look()
  }
}
