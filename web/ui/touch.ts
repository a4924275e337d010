/** Whether the main pointer is a finger: there a focused field brings a keyboard up. */
export function isTouch(): boolean {
  return window.matchMedia("(pointer: coarse)").matches;
}
