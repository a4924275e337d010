import { useSearch } from "wouter";
import { KINDS, type Kind } from "./listed.ts";

/** What the list shows, as the address says it: `/activity?kind=mentions&new`. */
export type Shown = { kind: Kind; isNewOnly: boolean };

export function useShown(): Shown {
  return readShown(useSearch());
}

export function readShown(search: string): Shown {
  const asked = new URLSearchParams(search);
  const kind = KINDS.find((each) => each === asked.get("kind")) ?? "all";
  return { kind, isNewOnly: asked.has("new") };
}

export function activityPath({ kind, isNewOnly }: Shown): string {
  const asked = [...(kind === "all" ? [] : [`kind=${kind}`]), ...(isNewOnly ? ["new"] : [])];
  return asked.length === 0 ? "/activity" : `/activity?${asked.join("&")}`;
}
