import type { KeyboardEvent } from "react";
import { useText } from "../i18n/i18n.ts";
import css from "./emoji-grid.module.css";
import { emojiText } from "./emoji.text.ts";

type RecentRowProps = { emoji: readonly string[]; onPick: (emoji: string) => void };

/** What was picked last: one tab stop, and arrow keys inside. */
export function RecentRow({ emoji, onPick }: RecentRowProps) {
  const t = useText(emojiText);
  return (
    <>
      <div className={css["category"]} aria-hidden="true">
        {t.recent}
      </div>
      {/* oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- Its buttons hold the focus. */}
      <div className={css["recent"]} role="toolbar" aria-label={t.recent} onKeyDown={rove}>
        {emoji.map((one, at) => (
          <button
            key={one}
            type="button"
            className={css["emoji"]}
            tabIndex={at === 0 ? 0 : -1}
            onClick={() => onPick(one)}
          >
            {one}
          </button>
        ))}
      </div>
    </>
  );
}

/** Moves the focus along a row of buttons, in the direction that the arrow points. */
export function rove(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
  if (step === 0) return;
  const buttons = Array.from(event.currentTarget.querySelectorAll("button"));
  const at = buttons.findIndex((button) => button === document.activeElement);
  const isRtl = getComputedStyle(event.currentTarget).direction === "rtl";
  event.preventDefault();
  buttons[(at + (isRtl ? -step : step) + buttons.length) % buttons.length]?.focus();
}
