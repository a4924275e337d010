import { useEffect, useId, useLayoutEffect, useRef, type ReactNode, type RefObject } from "react";
import { useText } from "../i18n/i18n.ts";
import { Edge } from "../shell/edge.tsx";
import { panelWidth } from "../shell/side-width.ts";
import { isBelowDesk, usePhone, useRoomy } from "../shell/widths.ts";
import { IconButton } from "./button.tsx";
import { BackIcon, CloseIcon } from "./icons.tsx";
import css from "./side-panel.module.css";
import { uiText } from "./ui.text.ts";

type SidePanelProps = {
  title: string;
  /** What the button that closes it says. */
  closes: string;
  onClose: () => void;
  /** For whoever listens to what is in it. */
  panel?: RefObject<HTMLElement | null>;
  /** At the end of the line of the title, before what closes it. */
  actions?: ReactNode;
  /** A quiet word or two after the title. */
  note?: string;
  /** What is in it scrolls by itself. */
  isWhole?: boolean;
  /** It has most of the page; where that leaves nothing for the conversation, all of it. */
  isWide?: boolean;
  /** Kept for whoever wants to go back there: what had the focus before it came in here. */
  cameFrom?: RefObject<HTMLElement | null>;
  children: ReactNode;
};

/**
 * What stands beside a conversation: on a desk next to it, as wide as it was drawn; in between it has half of the page; on a phone it is a
 * page of its own, with the way back where every page has it.
 */
export function SidePanel(props: SidePanelProps) {
  const { title, closes, onClose, panel, actions, note, isWhole, isWide, cameFrom, children } =
    props;
  const t = useText(uiText);
  const own = useRef<HTMLElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const element = panel ?? own;
  const isPhone = usePhone();
  const isRoomy = useRoomy();
  const titleId = useId();
  useEscape(element, onClose);
  useCameFrom(element, cameFrom);
  useFocus(element, heading, isPhone || (isWide === true && !isRoomy));
  return (
    <aside
      ref={element}
      className={css["panel"]}
      data-wide={isWide || undefined}
      aria-labelledby={titleId}
    >
      <header className={css["head"]}>
        {isPhone && (
          <IconButton label={closes} data-goes-back onClick={onClose}>
            <BackIcon />
          </IconButton>
        )}
        <h2 ref={heading} id={titleId} className={css["title"]} tabIndex={-1}>
          {title}
          {note !== undefined && <span className={css["note"]}> {note}</span>}
        </h2>
        {actions}
        {!isPhone && (
          <IconButton label={closes} onClick={onClose}>
            <CloseIcon />
          </IconButton>
        )}
      </header>
      {isWhole ? children : <div className={css["scroller"]}>{children}</div>}
      {!isWide && <Edge label={t.panelWidth} side={panelWidth} of="after" />}
    </aside>
  );
}

/** Escape puts the panel away: from anywhere where it has half of the page or more, and from inside of it where it stands beside. */
function useEscape(panel: RefObject<HTMLElement | null>, onClose: () => void): void {
  const close = useRef(onClose);
  useEffect(() => {
    close.current = onClose;
  });
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const isCovered =
        document.querySelector("dialog[open], :popover-open:not([data-told])") !== null;
      // A field that is in the middle of something ends that first.
      const isKept =
        event.target instanceof Element &&
        event.target.closest("[data-keeps-escape], [aria-activedescendant]");
      const isInside = panel.current?.contains(document.activeElement) ?? false;
      if (event.key !== "Escape" || event.defaultPrevented || isCovered || isKept) return;
      if (!isInside && !isBelowDesk()) return;
      event.preventDefault();
      close.current();
    };
    // Before the keys of the whole page, which would lead to where one writes.
    document.addEventListener("keydown", pressed, true);
    return () => document.removeEventListener("keydown", pressed, true);
  }, [panel]);
}

/** Before all that moves the focus into the panel. */
function useCameFrom(
  panel: RefObject<HTMLElement | null>,
  cameFrom: RefObject<HTMLElement | null> | undefined,
): void {
  useLayoutEffect(() => {
    const element = panel.current;
    if (!element || !cameFrom) return;
    const came = ({ relatedTarget }: FocusEvent) => {
      const isOutside = relatedTarget instanceof HTMLElement && !element.contains(relatedTarget);
      if (isOutside) cameFrom.current = relatedTarget;
    };
    element.addEventListener("focusin", came);
    return () => element.removeEventListener("focusin", came);
  }, [panel, cameFrom]);
}

/**
 * Whoever opens the panel by a button goes into it, and whoever is in it when it goes comes back to that button. One that was open when
 * the room came leaves the focus where somebody has it. On a phone nobody gets behind it, by keys or by ears.
 */
function useFocus(
  panel: RefObject<HTMLElement | null>,
  heading: RefObject<HTMLElement | null>,
  isOverAll: boolean,
): void {
  const opener = useRef<Element | null>(null);
  useLayoutEffect(() => {
    opener.current = document.activeElement;
    const isAskedFor = opener.current?.matches("[aria-expanded='true']") ?? false;
    if (isAskedFor || isBelowDesk()) heading.current?.focus({ preventScroll: true });
  }, [heading]);
  useLayoutEffect(() => {
    const covered = isOverAll ? document.querySelectorAll<HTMLElement>("[data-behind-panel]") : [];
    for (const element of covered) element.inert = true;
    return () => {
      for (const element of covered) element.inert = false;
    };
  }, [isOverAll]);
  // Last, so that what gets the focus back is not inert any more.
  useLayoutEffect(() => {
    const element = panel.current;
    return () => {
      const isInside = element?.contains(document.activeElement) ?? false;
      if (isInside && opener.current instanceof HTMLElement) opener.current.focus();
    };
  }, [panel]);
}
