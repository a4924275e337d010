import { useState, type ReactNode } from "react";
import { useStore } from "zustand";
import { useText } from "../i18n/i18n.ts";
import { OfflineState } from "./offline-state.tsx";
import { offlineText } from "./offline.text.ts";
import { reach } from "./reach.ts";

/** What a page cannot show without the server. Once it is shown it stays: what is filled in there must not go. */
export function WhenReached({ children }: { children: ReactNode }) {
  const t = useText(offlineText);
  const isReached = useStore(reach, (state) => state.isReached);
  const [wasReached, setReached] = useState(isReached);
  if (isReached && !wasReached) setReached(true);
  return wasReached ? children : <OfflineState says={t.page} />;
}
