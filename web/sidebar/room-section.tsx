import type { ReactNode } from "react";
import { useText } from "../i18n/i18n.ts";
import { ChevronIcon } from "../ui/more-icons.tsx";
import { foldSection } from "./room-preferences.ts";
import css from "./room-section.module.css";
import type { Section } from "./room-sections.ts";
import { sidebarText } from "./sidebar.text.ts";

type RoomSectionProps = {
  section: Section;
  /** At the end of its head. */
  actions?: ReactNode;
  /** Its rooms. */
  children: ReactNode;
};

/** Some of the rooms under a head that folds them away. */
export function RoomSection({ section: { name, isFolded }, actions, children }: RoomSectionProps) {
  const t = useText(sidebarText);
  return (
    <section className={css["section"]} aria-labelledby={`rooms-${name}`}>
      <div className={css["head"]}>
        <h2 className={css["heading"]}>
          <button
            type="button"
            id={`rooms-${name}`}
            className={css["fold"]}
            aria-expanded={!isFolded}
            onClick={() => foldSection(name, !isFolded)}
          >
            {t[name]}
            <span className={css["chevron"]}>
              <ChevronIcon size={14} />
            </span>
          </button>
        </h2>
        {actions}
      </div>
      {children}
    </section>
  );
}
