import { lazy } from "react";
import { patiently } from "../offline/patiently.ts";
import { onceFirstScreenStands } from "./first-screen.ts";

/**
 * React's `lazy` for what stands beside something else: a panel, a menu, a dialog. What cannot be loaded is missing until it can
 * be, takes nothing else away, and waits for the first screen. A page that is nothing without its part has `lazy` and shell/part-boundary.tsx.
 */
export const lazyPart: typeof lazy = (load) =>
  lazy(async () => {
    await new Promise<void>(onceFirstScreenStands);
    return patiently(load);
  });
