import { useEffect, useState } from "react";
import { earlyAsk, type EarlyAsk } from "../room/early-ask.ts";
import { PersonCard, type Asked } from "./person-card.tsx";

/**
 * Opens a card for whatever on the page says whose it is (`data-person`, `data-name`). One listener for all of them: rows of the
 * timeline come and go by the hundred, and each stays as cheap as its text.
 */
export function PersonCards({ early }: { early?: EarlyAsk }) {
  const [asked, setAsked] = useState<Asked | null>(null);

  useEffect(() => {
    const pressed = (event: MouseEvent) => {
      // Whoever drags over names to copy them wants no card.
      if (window.getSelection()?.isCollapsed === false) return;
      setAsked((before) => askedBy(event) ?? before);
    };
    const keyed = (event: KeyboardEvent) => {
      const wish = isPressOfName(event) ? askedBy(event) : null;
      if (wish === null) return;
      event.preventDefault();
      setAsked(wish);
    };
    document.addEventListener("click", pressed);
    document.addEventListener("keydown", keyed);
    // A name may have been pressed while this was still on its way. Looked for only now, or what is pressed while this is drawn is lost.
    const waiting = early ? earlyAsk(early) : null;
    if (waiting instanceof KeyboardEvent) keyed(waiting);
    else if (waiting) pressed(waiting);
    return () => {
      document.removeEventListener("click", pressed);
      document.removeEventListener("keydown", keyed);
    };
  }, [early]);

  if (asked === null) return null;
  const close = () => {
    setAsked((now) => (now === asked ? null : now));
    giveFocusBack(asked.anchor);
  };
  return <PersonCard key={asked.at} asked={asked} onClose={close} />;
}

function isPressOfName({ key, target }: KeyboardEvent): boolean {
  // A real button presses itself.
  const isOurs = target instanceof HTMLElement && target.role === "button";
  return isOurs && (key === "Enter" || key === " ");
}

function askedBy({ target, timeStamp: at }: Event): Asked | null {
  const anchor = target instanceof Element ? target.closest<HTMLElement>("[data-person]") : null;
  const { person: id, name = "" } = anchor?.dataset ?? {};
  return anchor === null || id === undefined ? null : { id, name, anchor, at };
}

/** The browser does so by itself where it can; a row may have been scrolled away meanwhile, and then the list takes the focus. */
function giveFocusBack(anchor: HTMLElement): void {
  const focused = document.activeElement;
  // What was inside has the focus for a moment longer than it is there.
  const isLost = focused === null || focused === document.body || focused.closest("[popover]");
  if (!isLost) return;
  const within = anchor.closest<HTMLElement>("[role='button'], button") ?? namesake(anchor);
  (within ?? document.querySelector<HTMLElement>("[role='log']"))?.focus({ preventScroll: true });
}

/** Beside a picture stands the name, which a keyboard can reach. */
function namesake(anchor: HTMLElement): HTMLElement | null {
  const row = anchor.isConnected ? anchor.closest("[data-row]") : null;
  return row?.querySelector<HTMLElement>("[role='button'][data-person]") ?? null;
}
