import { lazy } from "react";
import { patiently } from "../offline/patiently.ts";

/**
 * React's `lazy` for what stands beside something else: a panel, a menu, a dialog. What cannot be loaded is missing until it can
 * be, and takes nothing else away. A page that is nothing without its part has `lazy` and shell/part-boundary.tsx.
 */
export const lazyPart: typeof lazy = (load) => lazy(() => patiently(load));
