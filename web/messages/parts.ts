import { useSyncExternalStore } from "react";
import type * as MessageParts from "./message-parts.tsx";

type Parts = typeof MessageParts;

let parts: Parts | null = null;
let loading: Promise<void> | null = null;
const readers = new Set<() => void>();

/** Loads what most messages do without: quotes, reactions, marks. Without a line it is asked for again by who needs it next. */
export async function loadParts(): Promise<void> {
  loading ??= load();
  await loading;
}

/** Null until they are loaded. `isNeeded`: this message has some. */
export function useParts(isNeeded: boolean): Parts | null {
  const loaded = useSyncExternalStore(subscribe, loadedParts);
  if (!isNeeded) return null;
  if (!loaded) void loadParts();
  return loaded;
}

function loadedParts(): Parts | null {
  return parts;
}

function subscribe(reader: () => void): () => void {
  readers.add(reader);
  return () => readers.delete(reader);
}

async function load(): Promise<void> {
  try {
    parts = await import("./message-parts.tsx");
    for (const reader of readers) reader();
  } catch {
    loading = null;
  }
}
