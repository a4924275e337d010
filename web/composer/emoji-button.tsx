import { useRef, useState, type RefObject } from "react";
import { EmojiPicker, loadEmojiPicker } from "../emoji/emoji-picker.tsx";
import { useText } from "../i18n/i18n.ts";
import { IconButton } from "../ui/button.tsx";
import { useLoadedWhenIdle } from "../ui/when-idle.ts";
import css from "./aids.module.css";
import { aidsText } from "./aids.text.ts";
import { apply } from "./change.ts";
import { EmojiIcon } from "./format-icons.tsx";

/** Looks for an emoji, and puts it where the caret is. */
export function EmojiButton({ field }: { field: RefObject<HTMLTextAreaElement | null> }) {
  const t = useText(aidsText);
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  /** The press that finds it open closes it by itself, being elsewhere. */
  const wasOpen = useRef(false);
  useLoadedWhenIdle(loadEmojiPicker);

  return (
    <div className={css["emoji"]} role="presentation" onKeyDown={keepFromSending}>
      <IconButton
        label={t.emoji}
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        // The text keeps its caret.
        onPointerDown={(event) => {
          event.preventDefault();
          wasOpen.current = anchor !== null;
        }}
        onClick={({ currentTarget }) => {
          if (!wasOpen.current) setAnchor(currentTarget);
          wasOpen.current = false;
        }}
      >
        <EmojiIcon />
      </IconButton>
      {anchor && (
        <EmojiPicker
          anchor={anchor}
          onPick={(emoji) => {
            if (field.current) insert(field.current, emoji);
          }}
          onClose={() => setAnchor(null)}
        />
      )}
    </div>
  );
}

function insert(field: HTMLTextAreaElement, emoji: string): void {
  const { selectionStart: from, selectionEnd: to } = field;
  const at = from + emoji.length;
  apply(field, { from, to, insert: emoji, select: [at, at] });
}

/** The picker stands within the composer's form, and Enter where one seeks must not send what is being written. */
function keepFromSending(event: { key: string; target: EventTarget; preventDefault: () => void }) {
  if (event.key === "Enter" && event.target instanceof HTMLInputElement) event.preventDefault();
}
