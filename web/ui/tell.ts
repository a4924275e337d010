import { announce } from "./announcer.tsx";
import css from "./tell.module.css";

/** Long enough to be read by whoever looks elsewhere. */
const SHOWN_MS = 4_000;
/** Long enough to be gone to as well. */
const OFFERED_MS = 10_000;

/** What can be done about what is told, such as taking it back. */
type Offer = { says: string; run: () => void };

let stop: (() => void) | null = null;

/** As `announce`, and shown for a moment: for what was done and shows nowhere on the page, as a copied link. */
export function tell(says: string, offer?: Offer): void {
  announce(says);
  stop?.();
  const note = document.createElement("div");
  const words = document.createElement("span");
  // The announcer speaks it.
  Object.assign(words, { textContent: says, ariaHidden: "true" });
  // Above everything, an open dialog too.
  Object.assign(note, { className: css["note"], popover: "manual" });
  note.dataset["told"] = "";
  note.append(words);
  if (offer) note.append(buttonFor(offer));
  document.body.append(note);
  note.showPopover();
  let timer: ReturnType<typeof setTimeout>;
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => stop?.(), offer ? OFFERED_MS : SHOWN_MS);
  };
  const stay = () => clearTimeout(timer);
  wait();
  let cameFrom: EventTarget | null = null;
  if (offer) {
    // Nobody has to be quicker than they are.
    note.addEventListener("focusin", ({ relatedTarget }) => {
      cameFrom = relatedTarget;
      stay();
    });
    note.addEventListener("pointerenter", stay);
    note.addEventListener("focusout", wait);
    note.addEventListener("pointerleave", wait);
  }
  stop = () => {
    clearTimeout(timer);
    stop = null;
    const hadFocus = note.contains(document.activeElement);
    note.remove();
    if (hadFocus && cameFrom instanceof HTMLElement) cameFrom.focus();
  };
}

function buttonFor({ says, run }: Offer): HTMLButtonElement {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", textContent: says, className: css["offer"] });
  button.addEventListener("click", () => {
    stop?.();
    run();
  });
  return button;
}
