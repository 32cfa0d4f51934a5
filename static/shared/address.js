/** `path` of this server, in the language that this page is in: Vietnamese is said without being asked. */
export function inThisLanguage(path) {
  const { lang } = document.documentElement
  const address = new URL(path, location.origin)
  if (lang !== "vi") address.searchParams.set("lang", lang)
  return address.pathname + address.search
}
