import { createStore, type StoreApi } from "zustand/vanilla";

/** How wide a part beside the page may be, in px; `token` is what the style sheets read it by. */
type Range = { token: string; usual: number; least: number; most: number };
export type SideWidth = Range & { store: StoreApi<{ width: number }> };

/** As this device's owner has drawn them (edge.tsx). */
export const sidebarWidth = kept({
  token: "--sidebar-width",
  usual: 264,
  least: 220,
  most: 360,
});
export const panelWidth = kept({ token: "--panel-width", usual: 384, least: 320, most: 560 });

/** Shows at once, as far as it may go, and is kept. */
export function drawWidth(side: SideWidth, wished: number): void {
  const width = within(side, wished);
  side.store.setState({ width });
  show(side.token, width);
  try {
    if (width === side.usual) localStorage.removeItem(keyOf(side));
    else localStorage.setItem(keyOf(side), String(width));
  } catch {
    // Storage may be forbidden; the width then lives as long as the page.
  }
}

function kept(range: Range): SideWidth {
  const width = within(range, read(range));
  if (width !== range.usual) show(range.token, width);
  return { ...range, store: createStore(() => ({ width })) };
}

function show(token: string, width: number): void {
  document.documentElement.style.setProperty(token, `${width}px`);
}

function read(range: Range): number {
  try {
    return Number(localStorage.getItem(keyOf(range)) ?? range.usual);
  } catch {
    return range.usual;
  }
}

function within({ usual, least, most }: Range, width: number): number {
  return Number.isFinite(width) ? Math.round(Math.min(most, Math.max(least, width))) : usual;
}

function keyOf({ token }: Range): string {
  return `parley${token.slice(1)}`;
}
