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
import { useKeyTip } from "../palette/use-key-tip.ts";
import { IconButton } from "../ui/button.tsx";
import { MoreIcon } from "../ui/icons.tsx";
import { Menu, type MenuItem } from "../ui/menu.tsx";
import { ChevronIcon } from "../ui/more-icons.tsx";
import { useRoving } from "../ui/use-roving.ts";
import { chooseStyle, runTool, STYLES, type EditorLook, type Tool } from "./editor/editor-look.ts";
import { ChecksIcon, RedoIcon, UndoIcon } from "./note-icons.tsx";
import { NOTE_KEYS } from "./note-tool-keys.ts";
import css from "./note-toolbar.module.css";
import { notesText } from "./notes.text.ts";
import { useFitting } from "./use-fitting.ts";

type AtHand = Tool | "link" | "undo" | "redo";

const ICONS: Record<AtHand, ComponentType<{ size?: number }>> = {
  bold: BoldIcon,
  italic: ItalicIcon,
  strike: StrikeIcon,
  code: CodeIcon,
  link: LinkIcon,
  bulletList: ListIcon,
  orderedList: NumbersIcon,
  taskList: ChecksIcon,
  blockquote: QuoteIcon,
  codeBlock: CodeBlockIcon,
  undo: UndoIcon,
  redo: RedoIcon,
};
/** At hand, and what is wanted now and then. */
const AT_HAND = ["bold", "italic", "link", "bulletList", "taskList", "undo", "redo"] as const;
const BEHIND = ["strike", "code", "orderedList", "blockquote", "codeBlock"] as const;
/** Where it is narrow these go behind, the first one first. */
const YIELDS: readonly AtHand[] = ["italic", "link", "bulletList", "taskList", "bold"];

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
  // One more: the button of what is behind.
  const fitting = useFitting(roving.ref, AT_HAND.length + 1) - 1;
  const yielded = YIELDS.slice(0, Math.max(0, AT_HAND.length - fitting));
  const tip = useKeyTip();

  const run = (tool: AtHand) => {
    if (tool === "link") onLink();
    else if (tool === "undo") editor.chain().focus().undo().run();
    else if (tool === "redo") editor.chain().focus().redo().run();
    else runTool(editor, tool);
  };
  const isOn = (tool: AtHand) => {
    if (tool === "undo" || tool === "redo") return undefined;
    return tool === "link" ? link !== null : on.includes(tool);
  };
  const isIdle = (tool: AtHand) =>
    (tool === "undo" && !canUndo) || (tool === "redo" && !canRedo) || undefined;
  const says = (tool: AtHand) =>
    tool === "link" || tool === "undo" || tool === "redo" ? t[tool] : t.tool(tool);
  const behind = [...YIELDS.filter((tool) => yielded.includes(tool)), ...BEHIND];

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
      {AT_HAND.filter((tool) => !yielded.includes(tool)).map((tool) => {
        const Icon = ICONS[tool];
        return (
          <IconButton
            key={tool}
            label={says(tool)}
            title={tip(says(tool), NOTE_KEYS[tool])}
            aria-pressed={isOn(tool)}
            // Not `disabled`: whoever goes along the tools by keys would lose their place.
            aria-disabled={isIdle(tool)}
            onClick={() => {
              if (!isIdle(tool)) run(tool);
            }}
          >
            <Icon size={18} />
          </IconButton>
        );
      })}
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
          ...behind.map((tool): MenuItem => ({
            says: says(tool),
            // A link is asked about, not switched on.
            ...(tool !== "link" && { isChecked: isOn(tool) === true }),
            onChoose: () => run(tool),
          })),
          {
            says: t.divider,
            onChoose: () => void editor.chain().focus().setHorizontalRule().run(),
          },
        ]}
      >
        <MoreIcon size={18} />
      </Menu>
    </div>
  );
}
