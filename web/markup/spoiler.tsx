import { useState, type ReactNode } from "react";
import { useText } from "../i18n/i18n.ts";
import { markupText } from "./markup.text.ts";
import css from "./spoiler.module.css";
import type { Place } from "./words.tsx";

type SpoilerProps = { place: Place; children: (place: Place) => ReactNode };

/** What is there for whoever asks for it. It takes its room at once, so that nothing moves when it is shown. */
export function Spoiler({ place, children }: SpoilerProps) {
  const t = useText(markupText);
  const [isShown, setShown] = useState(false);
  if (isShown) {
    // The same element as before, which keeps the focus of whoever pressed it.
    return (
      <span className={css["spoiler"]} data-shown tabIndex={-1}>
        {children(place)}
      </span>
    );
  }
  const show = () => setShown(true);
  return (
    // No <button>: it would not break at the end of a line.
    <span
      className={css["spoiler"]}
      role="button"
      aria-label={t.showSpoiler}
      title={t.showSpoiler}
      tabIndex={place.isReachable ? 0 : -1}
      onClick={show}
      onKeyDown={(event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        show();
      }}
    >
      <span className={css["hidden"]} inert>
        {children({ ...place, isReachable: false })}
      </span>
    </span>
  );
}
