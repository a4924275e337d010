/** How far others have scrolled since it was at `seen`, in px: hands, keys, or whoever reads the page aloud. */
export function scrolledBy(scroller: HTMLElement, seen: number): number {
  const { scrollTop, scrollHeight, clientHeight } = scroller;
  const by = scrollTop - seen;
  // What the list did itself.
  if (Math.abs(by) < 1) return 0;
  // An end that came nearer pushes, and that is nobody's wish.
  return by < 0 && scrollTop > scrollHeight - clientHeight - 1 ? 0 : by;
}
