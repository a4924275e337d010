import type { Editor } from "@tiptap/core";
import { useStore } from "zustand";
import type { StoreApi } from "zustand/vanilla";
import { BoldIcon, LinkIcon } from "../composer/format-icons.tsx";
import { useText } from "../i18n/i18n.ts";
import { useKeyTip } from "../palette/use-key-tip.ts";
import { Button, IconButton } from "../ui/button.tsx";
import { useRoving } from "../ui/use-roving.ts";
import { runTool, type EditorLook } from "./editor/editor-look.ts";
import css from "./floating-bar.module.css";
import { NOTE_KEYS } from "./note-tool-keys.ts";
import { notesText } from "./notes.text.ts";

type SelectionBarProps = {
  editor: Editor;
  look: StoreApi<EditorLook>;
  onLink: () => void;
  onQuote: (as: "draft" | "thread") => void;
};

/** What can be done with the words that are chosen, in the note and out of it. */
export function SelectionBar({ editor, look, onLink, onQuote }: SelectionBarProps) {
  const t = useText(notesText);
  const tip = useKeyTip();
  const roving = useRoving<HTMLDivElement>();
  const { on, link } = useStore(look);
  return (
    <div className={css["line"]} role="toolbar" aria-label={t.chosen} {...roving}>
      {/* Code is as it is. */}
      {!on.includes("codeBlock") && (
        <>
          <IconButton
            label={t.tool("bold")}
            title={tip(t.tool("bold"), NOTE_KEYS.bold)}
            aria-pressed={on.includes("bold")}
            onClick={() => runTool(editor, "bold")}
          >
            <BoldIcon size={18} />
          </IconButton>
          <IconButton
            label={t.link}
            title={tip(t.link, NOTE_KEYS.link)}
            aria-pressed={link !== null}
            onClick={onLink}
          >
            <LinkIcon size={18} />
          </IconButton>
          <span className={css["apart"]} />
        </>
      )}
      <Button look="plain" aria-label={t.quote} title={t.quote} onClick={() => onQuote("draft")}>
        {t.quoteShort}
      </Button>
      <Button
        look="plain"
        aria-label={t.comment}
        title={t.comment}
        onClick={() => onQuote("thread")}
      >
        {t.commentShort}
      </Button>
    </div>
  );
}
