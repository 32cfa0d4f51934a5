/** Ask that the panel stays lit, where the browser can; elsewhere the installation sees to it. */
export function stayAwake() {
  const ask = () => document.visibilityState === "visible" && navigator.wakeLock?.request("screen").catch(() => {})
  document.addEventListener("visibilitychange", ask)
  ask()
}
