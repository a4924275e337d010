import type { ReactNode } from "react";
import css from "./kept-list.module.css";

type KeptListProps = { about: ReactNode; label: string; children: ReactNode };

/** A page's one list of what somebody keeps, under what there is to know about it. */
export function KeptList({ about, label, children }: KeptListProps) {
  return (
    <>
      <p className={css["about"]}>{about}</p>
      <ul className={css["list"]} aria-label={label}>
        {children}
      </ul>
    </>
  );
}
