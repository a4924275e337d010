import type { MouseEvent } from "react";
import { useText } from "../i18n/i18n.ts";
import { Avatar } from "../ui/avatar.tsx";
import { ChevronIcon, HashIcon, MessageIcon } from "../ui/more-icons.tsx";
import { KeysShown } from "./keys-shown.tsx";
import type { Found } from "./found.ts";
import { Marked } from "./marked.tsx";
import css from "./palette.module.css";
import { paletteText } from "./palette.text.ts";

type PaletteLineProps = {
  found: Found;
  id: string;
  isChosen: boolean;
  onPoint: () => void;
  onOpen: (event: MouseEvent) => void;
};

/** Something to go to, or to do. */
export function PaletteLine({ found, id, isChosen, onPoint, onOpen }: PaletteLineProps) {
  const t = useText(paletteText);
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- The field above has the focus and the keys (aria-activedescendant).
    <div
      id={id}
      role="option"
      aria-selected={isChosen}
      className={css["line"]}
      // Not on entering: a list that scrolls under a pointer at rest chooses nothing.
      onPointerMove={onPoint}
      onClick={onOpen}
      onAuxClick={(event) => {
        if (event.button === 1) onOpen(event);
      }}
    >
      <span className={css["icon"]}>{iconOf(found)}</span>
      <span
        className={css["name"]}
        data-unread={(found.kind === "room" && found.isUnread) || undefined}
      >
        <Marked text={found.title} ranges={found.ranges} />
        {found.kind === "room" && found.isUnread && (
          <span className="only-heard">, {t.unread}</span>
        )}
      </span>
      {found.note !== "" && (
        <span className={css["note"]} data-whole={found.kind === "message" || undefined}>
          <bdi>{found.note}</bdi>
        </span>
      )}
      {found.kind === "command" && found.command.keys?.[0] !== undefined && (
        <span className={css["keys"]}>
          <KeysShown keys={found.command.keys[0]} />
        </span>
      )}
    </div>
  );
}

function iconOf(found: Found) {
  switch (found.kind) {
    case "room":
      return <HashIcon size={18} />;
    case "person":
      return <Avatar id={found.id} name={found.title} size="small" />;
    case "command":
      return (
        <span className={css["command"]}>
          <ChevronIcon size={18} />
        </span>
      );
    case "message":
      return <MessageIcon size={18} />;
  }
}
