import { apply, type Change } from "./change.ts";
import { makeLink, toggleBlock, toggleMark } from "./formatting.ts";
import { toggleLines } from "./lines.ts";

export const FORMATS = [
  "bold",
  "italic",
  "strike",
  "code",
  "block",
  "link",
  "quote",
  "bullets",
  "numbers",
] as const;
export type Format = (typeof FORMATS)[number];

/** The letter that goes with Ctrl or ⌘, and whether Shift does. By its place on the board where it has one of its own. */
type Keys = { code: string; shows: string; shift: boolean };

const KEYS: Partial<Record<Format | "preview", Keys>> = {
  bold: { code: "KeyB", shows: "B", shift: false },
  italic: { code: "KeyI", shows: "I", shift: false },
  strike: { code: "KeyX", shows: "X", shift: true },
  code: { code: "KeyE", shows: "E", shift: false },
  block: { code: "KeyC", shows: "C", shift: true },
  link: { code: "KeyU", shows: "U", shift: true },
  quote: { code: "Digit9", shows: "9", shift: true },
  numbers: { code: "Digit7", shows: "7", shift: true },
  bullets: { code: "Digit8", shows: "8", shift: true },
  preview: { code: "KeyP", shows: "P", shift: true },
};

export const isMac = /Mac|iP(?:hone|ad|od)/.test(navigator.platform);

/** What this press asks for. */
export function toolOf(event: KeyboardEvent): Format | "preview" | null {
  const isMod = isMac ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
  if (!isMod || event.altKey) return null;
  const tools = [...FORMATS, "preview"] as const;
  return tools.find((tool) => isPressed(KEYS[tool], event)) ?? null;
}

/** As it stands in a tip: "Ctrl+B". */
export function keysOf(tool: Format | "preview"): string {
  const keys = KEYS[tool];
  if (!keys) return "";
  if (isMac) return `${keys.shift ? "⇧" : ""}⌘${keys.shows}`;
  return `Ctrl+${keys.shift ? "Shift+" : ""}${keys.shows}`;
}

/** As the help sheet names keys: "mod+shift+x". */
export function keyNamesOf(tool: Format | "preview"): string {
  const keys = KEYS[tool];
  return keys ? `mod+${keys.shift ? "shift+" : ""}${keys.shows.toLowerCase()}` : "";
}

export function format(field: HTMLTextAreaElement, tool: Format): void {
  const { value, selectionStart, selectionEnd } = field;
  apply(field, changeBy(tool, value, selectionStart, selectionEnd));
}

function changeBy(tool: Format, text: string, start: number, end: number): Change {
  switch (tool) {
    case "bold":
    case "italic":
    case "strike":
    case "code":
      return toggleMark(text, start, end, tool);
    case "block":
      return toggleBlock(text, start, end);
    case "link":
      return makeLink(text, start, end);
    case "quote":
    case "bullets":
    case "numbers":
      return toggleLines(text, start, end, tool);
  }
}

function isPressed(keys: Keys | undefined, { code, key, shiftKey }: KeyboardEvent): boolean {
  if (!keys || keys.shift !== shiftKey) return false;
  // On other layouts the letter stands elsewhere; digits with Shift are signs there.
  return /^[a-z]$/i.test(key) ? key.toUpperCase() === keys.shows : code === keys.code;
}
