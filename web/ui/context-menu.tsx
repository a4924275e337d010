import { useEffect, useRef, type ReactNode } from "react";
import css from "./menu.module.css";
import { itemsIn, MenuItems, type MenuItem } from "./menu.tsx";
import { isTouch } from "./touch.ts";

type ContextMenuProps = {
  label: string;
  /** Beside this element, or where a pointer was; the focus goes back to the element. */
  at: { anchor: HTMLElement; x?: number; y?: number };
  items: readonly MenuItem[];
  /** Beside each other above the items: what is wanted most. */
  quick?: readonly QuickItem[];
  /** Whether a finger gets it as a sheet from below. */
  isSheet?: boolean;
  onClose: () => void;
};

export type QuickItem = { says: string; shows: ReactNode; onChoose: () => void };

const EDGE = 8;
const GAP = 4;

/** The menu of something that is pressed long, or by the other button. One for a whole list. Mount it to open it. */
export function ContextMenu(props: ContextMenuProps) {
  const { label, at, items, quick = [], isSheet = false, onClose } = props;
  const isFromBelow = isSheet && isTouch();
  const menu = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const element = menu.current;
    if (element?.matches(":popover-open") === false) element.showPopover();
    if (!isFromBelow) place(element, at);
    itemsIn(element)[0]?.focus({ preventScroll: true });
    // Not an automatic popover: the press that asks for it is not over yet, and its end would close it again.
    const pressed = (event: PointerEvent) => {
      const isInside = event.target instanceof Node && element?.contains(event.target);
      if (!isInside) element?.hidePopover();
    };
    const keyed = (event: KeyboardEvent) => {
      if (event.key !== "Escape" && event.key !== "Tab") return;
      event.preventDefault();
      // Tab leads through what stands beside the items, and then out.
      if (event.key === "Tab" && goToOther(element)) return;
      element?.hidePopover();
      at.anchor.focus({ preventScroll: true });
    };
    document.addEventListener("pointerdown", pressed, true);
    document.addEventListener("keydown", keyed, true);
    return () => {
      document.removeEventListener("pointerdown", pressed, true);
      document.removeEventListener("keydown", keyed, true);
    };
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- Where it was opened is where it stays.
  }, []);

  const chosen = () => {
    menu.current?.hidePopover();
    at.anchor.focus({ preventScroll: true });
  };

  return (
    <div
      ref={menu}
      popover="manual"
      className={css["menu"]}
      data-sheet={isFromBelow || undefined}
      onToggle={({ newState }) => {
        if (newState === "closed") onClose();
      }}
    >
      {quick.length > 0 && (
        <div className={css["quick"]} role="group" aria-label={label}>
          {quick.map(({ says, shows, onChoose }) => (
            <button
              key={says}
              type="button"
              className={css["quick-item"]}
              aria-label={says}
              title={says}
              onClick={() => {
                chosen();
                onChoose();
              }}
            >
              {shows}
            </button>
          ))}
        </div>
      )}
      <MenuItems label={label} items={items} onChoose={chosen} />
    </div>
  );
}

/** From the items to what stands above them. False: there is no such thing, or one is there already. */
function goToOther(menu: HTMLElement | null): boolean {
  const first = menu?.querySelector<HTMLElement>("[role='group'] button");
  const isInGroup = document.activeElement?.closest("[role='group']") !== null;
  if (!first || isInGroup) return false;
  first.focus();
  return true;
}

/** Inside of the window, whichever side there is room on. */
function place(menu: HTMLElement | null, { anchor, x, y }: ContextMenuProps["at"]): void {
  if (!menu) return;
  const beside = anchor.getBoundingClientRect();
  const { width, height } = menu.getBoundingClientRect();
  const isRtl = getComputedStyle(anchor).direction === "rtl";
  const wishedLeft = x ?? (isRtl ? beside.right - width : beside.left);
  const below = y ?? beside.bottom + GAP;
  const above = (y ?? beside.top - GAP) - height;
  const top = below + height <= window.innerHeight - EDGE ? below : above;
  const left = Math.min(
    isRtl && x !== undefined ? x - width : wishedLeft,
    window.innerWidth - EDGE - width,
  );
  // What it belongs to may lie below the window: a message that the focus has just come to.
  menu.style.top = `${Math.max(EDGE, Math.min(top, window.innerHeight - EDGE - height))}px`;
  menu.style.left = `${Math.max(EDGE, left)}px`;
}
