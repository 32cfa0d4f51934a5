/** A voice of this machine for "vi" or "en", or null; never one of the network, which would be told every word. */
export function localVoice(language) {
  const voices = globalThis.speechSynthesis?.getVoices() ?? []
  return voices.find((voice) => voice.localService && voice.lang.toLowerCase().split(/\W/)[0] === language) ?? null
}
