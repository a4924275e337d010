import { useEffect, useState } from "react";
import { languageOf } from "./languages.ts";
import type { Stretch } from "./highlight.ts";

const MOST_KEPT = 100;
const kept = new Map<string, readonly Stretch[]>();

/**
 * Code in its colours. Null while they are not known: the code is shown without them then, and never waits. Colours take no
 * room, so nothing moves when they come; and code that was seen once has them at once.
 */
export function useHighlighted(code: string, called: string | null): readonly Stretch[] | null {
  const language = called === null ? undefined : languageOf(called);
  const key = `${language}\n${code}`;
  const [, setKey] = useState("");
  const known = kept.get(key) ?? null;

  useEffect(() => {
    if (language === undefined || kept.has(key)) return;
    let isWanted = true;
    const bring = async () => {
      const stretches = await colour(code, language);
      if (stretches) keep(key, stretches);
      if (isWanted) setKey(key);
    };
    void bring();
    return () => {
      isWanted = false;
    };
  }, [code, language, key]);

  return known;
}

async function colour(code: string, language: string): Promise<Stretch[] | null> {
  try {
    const { highlight } = await import("./highlight.ts");
    return await highlight(code, language);
  } catch {
    // Without a line there are no colours; the next code asks again.
    return null;
  }
}

function keep(key: string, stretches: readonly Stretch[]): void {
  if (kept.size >= MOST_KEPT) for (const oldest of kept.keys()) if (kept.delete(oldest)) break;
  kept.set(key, stretches);
}
