import { createStore } from "zustand/vanilla";

const KEY = "parley-single-keys";

/** Whether keys that can be typed do something outside of fields. Who speaks to their machine, or shakes, turns it off (WCAG 2.1.4). */
export const singleKeys = createStore<{ isOn: boolean }>(() => ({ isOn: wasOn() }));

export function allowSingleKeys(isOn: boolean): void {
  singleKeys.setState({ isOn });
  try {
    if (isOn) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, "off");
  } catch {
    // Storage may be forbidden; the choice then lives as long as the page.
  }
}

function wasOn(): boolean {
  try {
    return localStorage.getItem(KEY) !== "off";
  } catch {
    return true;
  }
}
