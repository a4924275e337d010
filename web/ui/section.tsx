import { useId, type ReactNode } from "react";
import css from "./section.module.css";

type SectionProps = { title: string; about?: ReactNode; children: ReactNode };

/** One subject of a page of settings: what it is, a sentence on it, and what can be done. */
export function Section({ title, about, children }: SectionProps) {
  const titleId = useId();
  return (
    <section className={css["section"]} aria-labelledby={titleId}>
      <h2 id={titleId} className={css["title"]}>
        {title}
      </h2>
      {about !== undefined && <p className={css["about"]}>{about}</p>}
      {children}
    </section>
  );
}

/** What went wrong in a section. */
export function SectionTrouble({ says }: { says: string | null }) {
  return says === null ? null : (
    <p className={css["wrong"]} role="alert">
      {says}
    </p>
  );
}
