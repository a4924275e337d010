import { fallback, object, optional, parse, picklist, type InferOutput } from "valibot";
import { createStore } from "zustand/vanilla";
import { parseJson } from "#protocol/decode.ts";

export const THEMES = ["system", "light", "dark", "contrast"] as const;
export const DENSITIES = ["comfortable", "compact"] as const;
export const TEXT_SIZES = ["small", "normal", "large"] as const;
export const MOTIONS = ["system", "less"] as const;

const Looks = object({
  theme: kept(THEMES, "system"),
  density: kept(DENSITIES, "comfortable"),
  textSize: kept(TEXT_SIZES, "normal"),
  motion: kept(MOTIONS, "system"),
});
export type Looks = InferOutput<typeof Looks>;

const KEY = "parley-looks";

/** What the page looks like on this device. The style sheets read it off <html> (styles/tokens.css, styles/sizes.css). */
export const looks = createStore<Looks>(read);

addEventListener("storage", ({ key }) => {
  if (key === KEY || key === null) looks.setState(read());
});

/** Shows at once, and is kept. */
export function chooseLooks(chosen: Partial<Looks>): void {
  looks.setState(chosen);
  try {
    localStorage.setItem(KEY, JSON.stringify(looks.getState()));
    // public/looks.js, which is there before the page is, is who tells the style sheets.
    dispatchEvent(new Event(KEY));
  } catch {
    // Storage may be full or forbidden; the choice then lives as long as the page.
    Object.assign(document.documentElement.dataset, looks.getState());
  }
}

function read(): Looks {
  return parse(Looks, parseJson(stored()) ?? {});
}

function stored(): string {
  try {
    return localStorage.getItem(KEY) ?? "{}";
  } catch {
    return "{}";
  }
}

/** One of these; the usual one where nothing, or nothing that we know, was chosen. */
function kept<const Names extends readonly [string, ...string[]]>(
  names: Names,
  usual: Names[number],
) {
  return fallback(optional(picklist(names), usual), usual);
}
