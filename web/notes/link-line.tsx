import type { Editor } from "@tiptap/core";
import { useStore } from "zustand";
import type { StoreApi } from "zustand/vanilla";
import { useText } from "../i18n/i18n.ts";
import { Button } from "../ui/button.tsx";
import { addressOf } from "./editor/link-mark.ts";
import type { EditorLook } from "./editor/editor-look.ts";
import css from "./floating-bar.module.css";
import { notesText } from "./notes.text.ts";

type LinkLineProps = {
  editor: Editor;
  look: StoreApi<EditorLook>;
  onChange: () => void;
  onThread: (seq: number) => void;
};

/**
 * Where the link leads in which the cursor stands, or the thread, and what can be done with it: a press where one writes sets the cursor,
 * and some have no mouse.
 */
export function LinkLine({ editor, look, onChange, onThread }: LinkLineProps) {
  const t = useText(notesText);
  const href = addressOf(useStore(look, ({ link }) => link));
  const comment = useStore(look, (now) => now.comment);
  if (comment !== null) {
    return (
      <div className={css["line"]} role="group" aria-label={t.threadHere}>
        <Button look="plain" onClick={() => onThread(comment)}>
          {t.openThread}
        </Button>
      </div>
    );
  }
  if (href === null) return null;
  return (
    <div className={css["line"]} data-leads role="group" aria-label={t.linkHere}>
      <a
        className={css["address"]}
        href={href}
        target="_blank"
        rel="noopener noreferrer nofollow ugc"
      >
        <bdi>{href.replace(/^https?:\/\/|^mailto:/, "").replace(/\/$/, "")}</bdi>
      </a>
      <Button look="plain" onClick={onChange}>
        {t.changeLink}
      </Button>
      <Button look="plain" onClick={() => void editor.chain().focus().unsetLink().run()}>
        {t.removeLink}
      </Button>
    </div>
  );
}
