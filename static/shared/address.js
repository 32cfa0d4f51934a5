import { english } from "./language.js"

/** `path` of this server, in the language that this page is in. */
export function inThisLanguage(path) {
  const address = new URL(path, location.origin)
  if (english()) address.searchParams.set("lang", "en")
  return address.pathname + address.search
}
