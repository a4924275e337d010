import { Fragment, useId, useRef, useState, type ReactNode } from "react";
import css from "./menu.module.css";
import { RING, rove } from "./rove.ts";

export type MenuItem = {
  says: string;
  /** Stands apart from what is above it. */
  isDangerous?: boolean;
  /** Something that is on or off. */
  isChecked?: boolean;
  /** One of several, of which one holds. */
  isChosen?: boolean;
  onChoose: () => void;
};

type MenuProps = {
  label: string;
  /** What the button shows. */
  children: ReactNode;
  look: "icon" | "row";
  items: readonly MenuItem[];
  /** Stands above the items, for what one may want to know before choosing. */
  about?: ReactNode;
};

/** A button with a menu: a native popover, which closes on Escape and on a press elsewhere, placed beside its button. */
export function Menu({ label, children, look, items, about }: MenuProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);

  return (
    <>
      <button
        ref={button}
        type="button"
        className={css[look]}
        // A row has words of its own, which are its name.
        aria-label={look === "icon" ? label : undefined}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-controls={id}
        title={look === "icon" ? label : undefined}
        popoverTarget={id}
      >
        {children}
      </button>
      <div
        ref={menu}
        id={id}
        popover="auto"
        className={css["menu"]}
        onToggle={(event) => {
          const opens = event.newState === "open";
          setOpen(opens);
          if (opens) itemsIn(menu.current)[0]?.focus();
        }}
        onBeforeToggle={(event) => {
          if (event.newState === "open") place(menu.current, button.current);
        }}
      >
        {about}
        <MenuItems
          label={label}
          items={items}
          onChoose={() => {
            menu.current?.hidePopover();
            button.current?.focus();
          }}
        />
      </div>
    </>
  );
}

type MenuItemsProps = {
  label: string;
  items: readonly MenuItem[];
  /** Before an item does what it says: the menu goes. */
  onChoose: () => void;
};

/** The items of a menu, which hold its focus: arrows lead from one to the next. */
export function MenuItems({ label, items, onChoose: choose }: MenuItemsProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- The items hold the focus.
    <div
      role="menu"
      aria-label={label}
      onKeyDown={(event) => rove(event, itemsIn(event.currentTarget), isFocused, RING)}
    >
      {items.map(({ says, isDangerous, isChecked, isChosen, onChoose }, index) => (
        <Fragment key={says}>
          {isDangerous && index > 0 && <hr className={css["apart"]} />}
          <button
            type="button"
            role={roleOf(isChecked, isChosen)}
            aria-checked={isChecked ?? isChosen}
            tabIndex={-1}
            className={css["item"]}
            data-dangerous={isDangerous || undefined}
            onClick={() => {
              choose();
              onChoose();
            }}
          >
            {says}
          </button>
        </Fragment>
      ))}
    </div>
  );
}

function roleOf(isChecked: boolean | undefined, isChosen: boolean | undefined) {
  if (isChecked !== undefined) return "menuitemcheckbox";
  return isChosen === undefined ? "menuitem" : "menuitemradio";
}

const EDGE = 8;
const GAP = 4;

/** Under or over the button, wherever there is more room, and inside the window. CSS anchors would do this, once every browser we serve has them. */
function place(menu: HTMLElement | null, button: HTMLElement | null): void {
  if (!menu || !button) return;
  const at = button.getBoundingClientRect();
  const endsRight = at.left + at.width / 2 > window.innerWidth / 2;
  const opensUp = at.top > window.innerHeight / 2;
  menu.style.top = opensUp ? "auto" : `${at.bottom + GAP}px`;
  menu.style.bottom = opensUp ? `${window.innerHeight - at.top + GAP}px` : "auto";
  menu.style.left = endsRight ? "auto" : `${Math.max(EDGE, at.left)}px`;
  menu.style.right = endsRight ? `${Math.max(EDGE, window.innerWidth - at.right)}px` : "auto";
}

const isFocused = (item: HTMLElement) => item === document.activeElement;

export function itemsIn(menu: HTMLElement | null): HTMLElement[] {
  return menu ? Array.from(menu.querySelectorAll<HTMLElement>('[role^="menuitem"]')) : [];
}
