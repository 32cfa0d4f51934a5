/**
 * A form that only a script can send is `inert` in the page until that script listens: sent before, it would leave the
 * page for an answer in JSON. Call this once all listeners are there.
 */
export function listening() {
  for (const form of document.querySelectorAll("form[inert]")) form.inert = false
}
