import { announce } from "./announcer.tsx";
import css from "./tell.module.css";

/** Long enough to be read by whoever looks elsewhere. */
const SHOWN_MS = 4_000;

let stop: (() => void) | null = null;

/** As `announce`, and shown for a moment: for what was done and shows nowhere on the page, as a copied link. */
export function tell(says: string): void {
  announce(says);
  stop?.();
  const note = document.createElement("div");
  // The announcer speaks it; above everything, an open dialog too.
  Object.assign(note, {
    className: css["note"],
    textContent: says,
    popover: "manual",
    ariaHidden: "true",
  });
  document.body.append(note);
  note.showPopover();
  const timer = setTimeout(() => stop?.(), SHOWN_MS);
  stop = () => {
    clearTimeout(timer);
    note.remove();
    stop = null;
  };
}
