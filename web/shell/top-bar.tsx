import { useEffect, useRef, type ReactNode } from "react";
import { Link } from "wouter";
import { useText } from "../i18n/i18n.ts";
import { IconButton } from "../ui/button.tsx";
import { BackIcon, MenuIcon } from "../ui/icons.tsx";
import { hasComeByKeys } from "./arrival.ts";
import { openSidebar } from "./layout.ts";
import { shellText } from "./shell.text.ts";
import css from "./top-bar.module.css";

type TopBarProps = {
  title: string;
  /** A quiet word or two after the title. */
  note?: string | undefined;
  /** The page's actions, at the end of the line. */
  children?: ReactNode;
};

/** The head of every page beside the sidebar, with the way back to it where it is not beside. */
export function TopBar({ title, note, children }: TopBarProps) {
  const t = useText(shellText);
  const heading = useRef<HTMLHeadingElement>(null);

  // What was pressed to come here is gone. Before anything was pressed the focus is the browser's.
  useEffect(() => {
    const isFocusLost = document.activeElement === document.body;
    const isInUse = "userActivation" in navigator && navigator.userActivation.hasBeenActive;
    if ((isFocusLost && isInUse) || hasComeByKeys())
      heading.current?.focus({ preventScroll: true });
  }, []);

  return (
    <header className={css["bar"]} data-behind-panel>
      <Link href="/" data-goes-back className={css["back"]} aria-label={t.back}>
        <BackIcon />
      </Link>
      <span className={css["open"]}>
        <IconButton label={t.showRooms} onClick={() => openSidebar(true)}>
          <MenuIcon />
        </IconButton>
      </span>
      <div className={css["words"]}>
        <h1 ref={heading} className={css["title"]} tabIndex={-1}>
          <bdi>{title}</bdi>
        </h1>
        {note !== undefined && note !== "" && (
          <p className={css["note"]} title={note}>
            <bdi>{note}</bdi>
          </p>
        )}
      </div>
      <div className={css["actions"]}>{children}</div>
    </header>
  );
}
