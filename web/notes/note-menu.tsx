import { yXmlFragmentToProseMirrorRootNode } from "@tiptap/y-tiptap";
import { useText } from "../i18n/i18n.ts";
import { useSpokenNames } from "../markup/names.ts";
import { notePath, openNote } from "../room/open-beside.ts";
import type { RoomHandle } from "../room/room-view.ts";
import { copyText } from "../ui/copy-text.ts";
import { MoreIcon } from "../ui/icons.tsx";
import { Menu } from "../ui/menu.tsx";
import { saveFile } from "../ui/save-file.ts";
import { tell } from "../ui/tell.ts";
import { noteSchema } from "./note-schema.ts";
import { notesText } from "./notes.text.ts";
import type { OpenNote } from "./open-note.ts";

/** What else one can do with a note as a whole. */
export function NoteMenu({ handle, note }: { handle: RoomHandle; note: OpenNote }) {
  const t = useText(notesText);
  const names = useSpokenNames();

  const save = async () => {
    const { markdownOf } = await import("./note-to-markdown.ts");
    const { origin } = window.location;
    const text = markdownOf(yXmlFragmentToProseMirrorRootNode(note.fragment, noteSchema()), {
      names,
      origin,
    });
    const { info } = handle.view.getState().room;
    const name = `${(info?.name ?? t.title).replaceAll(/[/\\:*?"<>|]/g, "-")}.md`;
    saveFile(name, new Blob([text], { type: "text/markdown" }));
  };
  const copyLink = async () => {
    const isCopied = await copyText(window.location.origin + notePath(handle.id));
    tell(isCopied ? t.linkCopied : t.linkNotCopied);
  };

  return (
    <Menu
      label={t.more}
      look="icon"
      items={[
        { says: t.history, onChoose: () => openNote(handle.id, "history") },
        { says: t.save, onChoose: () => void save() },
        { says: t.copyLink, onChoose: () => void copyLink() },
      ]}
    >
      <MoreIcon />
    </Menu>
  );
}
