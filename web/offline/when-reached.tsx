import { useState, type ReactNode } from "react";
import { useStore } from "zustand";
import { useText } from "../i18n/i18n.ts";
import { OfflineState } from "./offline-state.tsx";
import { offlineText } from "./offline.text.ts";
import { reach } from "./reach.ts";

type WhenReachedProps = {
  children: ReactNode;
  /** What can be shown without the server; else it is said that nothing can. */
  otherwise?: ReactNode;
};

/** What a page cannot show without the server. Once it is shown it stays: what is filled in there must not go. */
export function WhenReached({ children, otherwise }: WhenReachedProps) {
  const t = useText(offlineText);
  const isReached = useStore(reach, (state) => state.isReached);
  const [wasReached, setReached] = useState(isReached);
  if (isReached && !wasReached) setReached(true);
  return wasReached ? children : (otherwise ?? <OfflineState says={t.page} />);
}
