/** What this browser keeps between visits; one that keeps nothing is asked again next time. */

export function keep(name, value) {
  try {
    localStorage.setItem(name, value)
  } catch {
    // private browsing, or a full disk
  }
}

/** What was kept under `name`, or null. */
export function kept(name) {
  try {
    return localStorage.getItem(name)
  } catch {
    return null
  }
}
