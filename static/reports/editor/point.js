/** The place between two letters that lies under the pointer: { node, offset }, or null. */
export function pointUnder({ clientX, clientY }) {
  if (document.caretPositionFromPoint) {
    const found = document.caretPositionFromPoint(clientX, clientY)
    return found && { node: found.offsetNode, offset: found.offset }
  }
  const range = document.caretRangeFromPoint?.(clientX, clientY) // browsers of before 2024
  return range ? { node: range.startContainer, offset: range.startOffset } : null
}
