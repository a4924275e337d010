import { useEffect } from "react";

/** Calls `onBack` when someone comes back to this very page by the browser's button: it is as they left it, waiting buttons included. */
export function useComingBack(onBack: () => void): void {
  useEffect(() => {
    const shown = ({ persisted }: PageTransitionEvent) => {
      if (persisted) onBack();
    };
    window.addEventListener("pageshow", shown);
    return () => window.removeEventListener("pageshow", shown);
  });
}
