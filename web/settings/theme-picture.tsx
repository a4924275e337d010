import type { Looks } from "./looks.ts";
import css from "./theme-picture.module.css";

/** A theme in small, drawn in its own colours: rooms on one side, some lines of talk on the other. The system has two. */
export function ThemePicture({ theme }: { theme: Looks["theme"] }) {
  const shown = theme === "system" ? (["light", "dark"] as const) : [theme];
  return (
    <span className={css["picture"]} aria-hidden="true">
      {shown.map((one) => (
        <span key={one} className={css["page"]} data-theme={one}>
          <span className={css["rooms"]} />
          <span className={css["talk"]}>
            <span className={css["line"]} />
            <span className={css["line"]} />
            <span className={css["button"]} />
          </span>
        </span>
      ))}
    </span>
  );
}
