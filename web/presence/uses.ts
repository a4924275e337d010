const USES = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"] as const;

/** Calls whenever somebody does something at this page: a key, a pointer, a wheel. Gives what ends the calls. */
export function onUse(used: () => void): () => void {
  for (const use of USES) addEventListener(use, used, { capture: true, passive: true });
  return () => {
    for (const use of USES) removeEventListener(use, used, { capture: true });
  };
}
