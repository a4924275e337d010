/**
 * A key as commands name it: "mod+k", "alt+shift+ArrowDown", "?". `mod` is ⌘ on Apple's machines and Ctrl elsewhere. What follows
 * is what the key gives, not where it lies, because layouts differ.
 */
export type Keys = string;

type Pressed = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">;

export function isPressed(keys: Keys, event: Pressed, isApple: boolean): boolean {
  const { mod, alt, shift, key } = partsOf(keys);
  const isMod = isApple ? event.metaKey : event.ctrlKey;
  const isOther = isApple ? event.ctrlKey : event.metaKey;
  // On some layouts "?" and "/" need Shift, on others they do not.
  const isShiftRight = isSign(key) || event.shiftKey === shift;
  const isKey = event.key === key || event.key.toLowerCase() === key;
  return isKey && isMod === mod && !isOther && event.altKey === alt && isShiftRight;
}

/** A key that can be typed: in a field it is text (WCAG 2.1.4). */
export function isSingle(keys: Keys): boolean {
  const { mod, alt, key } = partsOf(keys);
  return !mod && !alt && key.length === 1;
}

/** The keys one after the other, as they are printed on the keyboard. `named` says those that are words. */
export function shownKeys(
  keys: Keys,
  isApple: boolean,
  named: Readonly<Record<NamedKey, string>>,
): string[] {
  const { mod, alt, shift, key } = partsOf(keys);
  const shown = NAMED[key];
  return [
    ...(mod ? [isApple ? "⌘" : named.ctrl] : []),
    ...(alt ? [isApple ? "⌥" : named.alt] : []),
    ...(shift ? [isApple ? "⇧" : named.shift] : []),
    ...(shown === undefined ? [SIGNS[key] ?? key.toUpperCase()] : [named[shown]]),
  ];
}

export type NamedKey =
  | "ctrl"
  | "alt"
  | "shift"
  | "enter"
  | "escape"
  | "home"
  | "end"
  | "menu"
  | "delete"
  | "tab";

const NAMED: Readonly<Record<string, NamedKey>> = {
  Enter: "enter",
  Escape: "escape",
  Delete: "delete",
  Tab: "tab",
  Home: "home",
  End: "end",
  ContextMenu: "menu",
};

const SIGNS: Readonly<Record<string, string>> = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  Backspace: "⌫",
};

function partsOf(keys: Keys) {
  const parts = keys.split("+");
  return {
    mod: parts.includes("mod"),
    alt: parts.includes("alt"),
    shift: parts.includes("shift"),
    key: keys.endsWith("+") ? "+" : (parts.at(-1) ?? ""),
  };
}

function isSign(key: string): boolean {
  return key.length === 1 && !/[\p{L}\p{N}]/u.test(key);
}
