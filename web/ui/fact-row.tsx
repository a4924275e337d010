import type { ReactNode } from "react";
import css from "./fact-row.module.css";

type FactRowProps = { title: ReactNode; facts: ReactNode; children?: ReactNode };

/** One thing in a dialog's list: what it is, what is to be known of it, and what can be done with it. */
export function FactRow({ title, facts, children }: FactRowProps) {
  return (
    <li className={css["row"]}>
      <div className={css["about"]}>
        <p>{title}</p>
        <p className={css["facts"]}>{facts}</p>
      </div>
      {children}
    </li>
  );
}
