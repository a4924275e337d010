import { useEffect, useLayoutEffect, useRef, type ReactNode, type RefObject } from "react";
import { isBelowDesk } from "../shell/widths.ts";
import { IconButton } from "./button.tsx";
import { CloseIcon } from "./icons.tsx";
import css from "./side-panel.module.css";

type SidePanelProps = {
  title: string;
  /** What the button that closes it says. */
  closes: string;
  onClose: () => void;
  /** For whoever listens to what is in it. */
  panel?: RefObject<HTMLElement | null>;
  children: ReactNode;
};

/** What stands beside a conversation: on a desk next to it, in between over half of it, on a phone in its place. */
export function SidePanel({ title, closes, onClose, panel, children }: SidePanelProps) {
  const own = useRef<HTMLElement>(null);
  const element = panel ?? own;
  useEscape(onClose);
  useFocusGivenBack(element);
  return (
    <aside ref={element} className={css["panel"]} aria-label={title}>
      <header className={css["head"]}>
        <h2 className={css["title"]}>{title}</h2>
        <IconButton label={closes} onClick={onClose}>
          <CloseIcon />
        </IconButton>
      </header>
      <div className={css["scroller"]}>{children}</div>
    </aside>
  );
}

/** Where the panel lies over the page, Escape puts it away, unless something lies over the panel. */
function useEscape(onClose: () => void): void {
  const close = useRef(onClose);
  useEffect(() => {
    close.current = onClose;
  });
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const isCovered = document.querySelector("dialog[open], :popover-open") !== null;
      if (event.key === "Escape" && isBelowDesk() && !isCovered) close.current();
    };
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  }, []);
}

/** Whoever is in the panel when it goes comes back to where they opened it. */
function useFocusGivenBack(panel: RefObject<HTMLElement | null>): void {
  const opener = useRef<Element | null>(null);
  useLayoutEffect(() => {
    opener.current = document.activeElement;
    const element = panel.current;
    return () => {
      const isInside = element?.contains(document.activeElement) ?? false;
      if (isInside && opener.current instanceof HTMLElement) opener.current.focus();
    };
  }, [panel]);
}
