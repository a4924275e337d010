import type { Editor } from "@tiptap/core";
import type { ComponentType } from "react";
import { useStore } from "zustand";
import type { StoreApi } from "zustand/vanilla";
import {
  BoldIcon,
  CodeBlockIcon,
  CodeIcon,
  ItalicIcon,
  LinkIcon,
  ListIcon,
  NumbersIcon,
  QuoteIcon,
  StrikeIcon,
} from "../composer/format-icons.tsx";
import { useText } from "../i18n/i18n.ts";
import { IconButton } from "../ui/button.tsx";
import { MoreIcon } from "../ui/icons.tsx";
import { Menu } from "../ui/menu.tsx";
import { ChevronIcon } from "../ui/more-icons.tsx";
import { useRoving } from "../ui/use-roving.ts";
import { chooseStyle, runTool, STYLES, type EditorLook, type Tool } from "./editor/editor-look.ts";
import { ChecksIcon } from "./note-icons.tsx";
import css from "./note-toolbar.module.css";
import { notesText } from "./notes.text.ts";

const ICONS: Record<Tool, ComponentType<{ size?: number }>> = {
  bold: BoldIcon,
  italic: ItalicIcon,
  strike: StrikeIcon,
  code: CodeIcon,
  bulletList: ListIcon,
  orderedList: NumbersIcon,
  taskList: ChecksIcon,
  blockquote: QuoteIcon,
  codeBlock: CodeBlockIcon,
};
/** At hand, and what is wanted now and then. */
const AT_HAND = ["bold", "italic", "link", "bulletList", "taskList"] as const;
const BEHIND = ["strike", "code", "orderedList", "blockquote", "codeBlock"] as const;

type NoteToolbarProps = {
  editor: Editor;
  look: StoreApi<EditorLook>;
  onLink: () => void;
  /** What is chosen is quoted in the room, or gets a thread there. */
  onQuote: (as: "draft" | "thread") => void;
};

/** What the keys can do, for hands that do not know them. One tab stop; arrows go from tool to tool. */
export function NoteToolbar({ editor, look, onLink, onQuote }: NoteToolbarProps) {
  const t = useText(notesText);
  const roving = useRoving<HTMLDivElement>();
  const { style, on, link, hasSelection, canUndo, canRedo } = useStore(look);

  return (
    <div
      className={css["toolbar"]}
      role="toolbar"
      aria-label={t.tools}
      {...roving}
      // The text keeps its selection, and a phone its keyboard.
      onPointerDown={(event) => event.preventDefault()}
    >
      <span className={css["style"]}>
        <Menu
          label={t.kinds}
          look="row"
          items={STYLES.map((one) => ({
            says: t.styles(one),
            isChosen: one === style,
            onChoose: () => chooseStyle(editor, one),
          }))}
        >
          <span className="only-heard">{t.style({ style: t.styles(style) })}</span>
          <span className={css["name"]} aria-hidden="true">
            {t.styles(style)}
          </span>
          <ChevronIcon size={16} />
        </Menu>
      </span>
      {AT_HAND.map((tool) =>
        tool === "link" ? (
          <IconButton key={tool} label={t.link} aria-pressed={link !== null} onClick={onLink}>
            <LinkIcon size={18} />
          </IconButton>
        ) : (
          <ToolButton key={tool} tool={tool} isOn={on.includes(tool)} editor={editor} />
        ),
      )}
      <Menu
        label={t.moreTools}
        look="icon"
        items={[
          ...(hasSelection
            ? [
                { says: t.quote, onChoose: () => onQuote("draft") },
                { says: t.comment, onChoose: () => onQuote("thread") },
              ]
            : []),
          ...BEHIND.map((tool) => ({
            says: t.tool(tool),
            isChecked: on.includes(tool),
            onChoose: () => runTool(editor, tool),
          })),
          {
            says: t.divider,
            onChoose: () => void editor.chain().focus().setHorizontalRule().run(),
          },
          ...(canUndo
            ? [{ says: t.undo, onChoose: () => void editor.chain().focus().undo().run() }]
            : []),
          ...(canRedo
            ? [{ says: t.redo, onChoose: () => void editor.chain().focus().redo().run() }]
            : []),
        ]}
      >
        <MoreIcon size={18} />
      </Menu>
    </div>
  );
}

type ToolButtonProps = { tool: Tool; isOn: boolean; editor: Editor };

function ToolButton({ tool, isOn, editor }: ToolButtonProps) {
  const t = useText(notesText);
  const Icon = ICONS[tool];
  return (
    <IconButton label={t.tool(tool)} aria-pressed={isOn} onClick={() => runTool(editor, tool)}>
      <Icon size={18} />
    </IconButton>
  );
}
