/** A dossier code as fingers and scanners leave it in a field that began with the prefix of today. */

const WHOLE = /^[A-Za-z]\d\d|^\d{3}\./ // so a code begins that carries its own unit
const ALONE = /^[1-6]$/ // no serial is that short

/** The code as it is meant: "" where only the prefix stands, and without it where a whole code was typed after it. */
export function codeIn(text, prefix) {
  const after = typedAfter(text, prefix)
  if (prefix && WHOLE.test(after)) return after
  return after === "" ? "" : text.trim()
}

/** The digit of an outcome, typed where the code was expected and followed by nothing; null of anything else. */
export function outcomeIn(text, prefix) {
  const after = typedAfter(text, prefix)
  return ALONE.test(after) ? after : null
}

function typedAfter(text, prefix) {
  const typed = text.trim()
  return typed.startsWith(prefix) ? typed.slice(prefix.length) : typed
}
