/**
 * Ask the server: JSON there, JSON back. One press has one key, kept through every retry, so that one press has
 * one effect even when the answer was lost on the way.
 */
import { said } from "./said.js"

const RETRY_AFTER = [300, 700, 1500, 3000] // milliseconds, each stretched by up to half at random
const TRY_AGAIN = new Set([502, 503, 504])

/** The server understood and said no. `message` is in the page's language and is fit for the screen. */
export class Refusal extends Error {
  constructor(status, error = {}) {
    super(said(error.message_vi, error.message_en) ?? error.message_vi ?? "")
    this.name = "Refusal"
    this.status = status
    this.code = error.code ?? null
    this.field = error.field ?? null
    this.requestId = error.request_id ?? null
  }
}

/** No answer came in time: nothing is known to have happened. Trying again with the same key is safe. */
export class NoAnswer extends Error {
  constructor(cause) {
    super("no answer", { cause })
    this.name = "NoAnswer"
  }
}

/** A new idempotency key (UUID version 4); crypto.randomUUID is absent on plain HTTP. */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6] & 0x0f) | 0x40
  bytes[8] = (bytes[8] & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5")
}

/** GET `path`; `options.signal` may give it up. */
export const get = (path, options) => ask("GET", path, undefined, options)

/** POST `body` as JSON to `path`; `options.key` is the press's key, a new one otherwise. */
export const post = (path, body = {}, options) => ask("POST", path, body, options)

/**
 * The JSON answer, or null for an empty one. Network failures and 502–504 are tried again with the same key.
 * Options: key; signal; timeout, milliseconds for one try (6000); patience, milliseconds for all tries (10000).
 * Throws Refusal (the server said no), NoAnswer (nothing came), AbortError (given up by `signal`).
 */
export async function ask(method, path, body, options = {}) {
  const { key = newKey(), signal, timeout = 6000, patience = 10_000 } = options
  const request = {
    method,
    credentials: "same-origin",
    cache: "no-store",
    headers: { Accept: "application/json" },
  }
  if (method !== "GET") {
    request.headers["Content-Type"] = "application/json"
    request.headers["Idempotency-Key"] = key
    request.body = JSON.stringify(body ?? {})
  }
  const deadline = performance.now() + patience
  for (let attempt = 0; ; attempt++) {
    const response = await tryOnce(path, request, timeout, signal)
    if (response.ok) return response.status === 204 ? null : await readJson(response)
    if (response instanceof Response && !TRY_AGAIN.has(response.status)) {
      throw new Refusal(response.status, (await readJson(response))?.error)
    }
    const pause = (RETRY_AFTER[attempt] ?? RETRY_AFTER.at(-1)) * (1 + Math.random() / 2)
    if (performance.now() + pause > deadline) throw new NoAnswer(response.cause)
    await rest(pause, signal)
  }
}

/** The response, or { ok: false, cause } when there was none. */
async function tryOnce(path, request, timeout, signal) {
  const giveUp = new AbortController()
  const timer = setTimeout(() => giveUp.abort(), timeout)
  const passOn = () => giveUp.abort()
  signal?.addEventListener("abort", passOn, { once: true })
  try {
    return await fetch(path, { ...request, signal: giveUp.signal })
  } catch (cause) {
    if (signal?.aborted) throw new DOMException("given up", "AbortError")
    return { ok: false, cause }
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener("abort", passOn)
  }
}

async function readJson(response) {
  try {
    return await response.json()
  } catch {
    return null // an answer from a proxy, or cut short: the status says enough
  }
}

function rest(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds)
    signal?.addEventListener("abort", () => {
      clearTimeout(timer)
      reject(new DOMException("given up", "AbortError"))
    })
  })
}
