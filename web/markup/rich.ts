import { useSyncExternalStore } from "react";
import { needsParser } from "./needs-parser.ts";
import type { parse } from "./parse.ts";
import type { RichText } from "./rich-text.tsx";
import type { spokenText } from "./spoken-text.ts";

type Rich = {
  RichText: typeof RichText;
  parse: typeof parse;
  spokenText: typeof spokenText;
};

let rich: Rich | null = null;
let loading: Promise<void> | null = null;
const readers = new Set<() => void>();

/** Loads what reads and shows marked-up texts. Without a line it is asked for again by whoever needs it next. */
export async function loadRich(): Promise<void> {
  loading ??= load();
  await loading;
}

/** What reads and shows this text, if it needs more than letters. Null: to the letter, also while it has yet to come. */
export function useRich(body: string): Rich | null {
  const loaded = useSyncExternalStore(subscribe, loadedRich);
  if (!needsParser(body)) return null;
  if (!loaded) void loadRich();
  return loaded;
}

/** The same outside of components. */
export function loadedRich(): Rich | null {
  return rich;
}

function subscribe(reader: () => void): () => void {
  readers.add(reader);
  return () => readers.delete(reader);
}

async function load(): Promise<void> {
  try {
    rich = await import("./rich-text.tsx");
    for (const reader of readers) reader();
  } catch {
    loading = null;
  }
}
