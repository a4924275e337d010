import { useEffect, useRef, useState, type ReactNode } from "react";
import { announce } from "./announcer.tsx";
import css from "./done-note.module.css";

/** Long enough to be read beside the button that was pressed. */
const SHOWN_MS = 4_000;

export type Done = { says: string | null; tell: (says: string) => void };

/** Says that something is done where it was done, and to those who listen; it goes by itself. */
export function useDone(): Done {
  const [says, setSays] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return {
    says,
    tell: (next) => {
      announce(next);
      setSays(next);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => setSays(null), SHOWN_MS);
    },
  };
}

/** A button with the word on what it has done after it. */
export function DoneRow({ done, children }: { done: Done; children: ReactNode }) {
  return (
    <div className={css["row"]}>
      {children}
      {done.says !== null && (
        <span className={css["done"]} aria-hidden="true">
          {done.says}
        </span>
      )}
    </div>
  );
}
