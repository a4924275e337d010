import { FORMATS, keyNamesOf, type Format } from "../composer/format-tools.ts";
import type { SendKey } from "../composer/send-key.ts";
import { COMMANDS, type CommandName } from "../palette/commands.ts";
import type { Keys } from "../palette/keys.ts";
import type { actionsText } from "../messages/actions.text.ts";
import { keysOfDeed, type Deed } from "../messages/deeds.ts";
import { NOTE_KEYS } from "../notes/note-tool-keys.ts";
import type { notesText } from "../notes/notes.text.ts";
import type { helpText } from "./help.text.ts";

/** What the composer's tools are called. */
type ToolText = Readonly<Record<Format | "preview", string>>;
type NoteText = ReturnType<typeof notesText.get>;
type HelpText = ReturnType<typeof helpText.get>;
type Shortcut = { says: string; keys: readonly Keys[] };
export type ShortcutGroup = { heading: string; shortcuts: readonly Shortcut[] };

/** What has a key of its own on a message. The same key takes a pin or a saving back. */
const DEEDS = [
  "reply",
  "thread",
  "react",
  "edit",
  "remove",
  "pin",
  "save",
  "unread",
  "forward",
  "copyText",
  "copyLink",
] as const satisfies readonly Deed[];

const NOTE_STYLES = ["text", "heading1", "heading2", "heading3"] as const;
const NOTE_MARKS = ["bold", "italic", "strike", "code"] as const;
const NOTE_BLOCKS = ["bulletList", "orderedList", "taskList", "blockquote", "codeBlock"] as const;

/** Every key there is. Those of commands are the commands' own; what parts of the page do with keys themselves is told here. */
export function shortcutsIn(
  t: HelpText,
  commands: Readonly<Record<CommandName, string>>,
  actions: ReturnType<typeof actionsText.get>,
  tools: ToolText,
  notes: NoteText,
  { isApple, sendsBy }: { isApple: boolean; sendsBy: SendKey },
): readonly ShortcutGroup[] {
  const ofCommands = (group: "going" | "room" | "you"): Shortcut[] =>
    COMMANDS.flatMap((command) =>
      command.group === group && command.keys
        ? [{ says: commands[command.name], keys: command.keys }]
        : [],
    );
  // The browser's own.
  const history = [
    { says: t.back, keys: [isApple ? "mod+[" : "alt+ArrowLeft"] },
    { says: t.forward, keys: [isApple ? "mod+]" : "alt+ArrowRight"] },
  ];
  return [
    { heading: t.going, shortcuts: [...ofCommands("going"), ...history] },
    { heading: t.room, shortcuts: ofCommands("room") },
    {
      heading: t.writing,
      shortcuts: [
        { says: t.send, keys: sendsBy === "enter" ? ["Enter", "mod+Enter"] : ["mod+Enter"] },
        { says: t.newLine, keys: [sendsBy === "enter" ? "shift+Enter" : "Enter"] },
        { says: t.editLast, keys: ["ArrowUp"] },
        { says: t.stop, keys: ["Escape"] },
        ...[...FORMATS, "preview" as const].map((tool) => ({
          says: tools[tool],
          keys: [keyNamesOf(tool)],
        })),
        { says: t.person, keys: ["@"] },
        { says: t.roomNamed, keys: ["#"] },
        { says: t.emoji, keys: [":"] },
        { says: t.command, keys: ["/"] },
      ],
    },
    {
      heading: t.offered,
      shortcuts: [
        { says: t.choose, keys: ["ArrowUp", "ArrowDown"] },
        { says: t.take, keys: ["Enter", "Tab"] },
        { says: t.putAway, keys: ["Escape"] },
      ],
    },
    {
      heading: t.reading,
      shortcuts: [
        { says: t.move, keys: ["ArrowUp", "ArrowDown"] },
        { says: t.ends, keys: ["Home", "End"] },
        { says: t.open, keys: ["Enter"] },
        { says: t.menu, keys: ["ContextMenu", "shift+F10"] },
      ],
    },
    {
      heading: t.message,
      shortcuts: [
        ...DEEDS.map((deed) => ({ says: actions[deed], keys: keysOfDeed(deed) })),
        { says: t.buttons, keys: ["Tab"] },
        { says: t.along, keys: ["ArrowLeft", "ArrowRight"] },
      ],
    },
    {
      heading: t.note,
      shortcuts: [
        ...NOTE_MARKS.map((tool) => ({ says: notes.tool(tool), keys: [NOTE_KEYS[tool]] })),
        { says: notes.link, keys: [NOTE_KEYS.link] },
        ...NOTE_STYLES.map((style) => ({ says: notes.styles(style), keys: [NOTE_KEYS[style]] })),
        ...NOTE_BLOCKS.map((tool) => ({ says: notes.tool(tool), keys: [NOTE_KEYS[tool]] })),
        { says: t.tick, keys: [NOTE_KEYS.tick] },
        { says: t.deeper, keys: [NOTE_KEYS.deeper] },
        { says: t.higher, keys: [NOTE_KEYS.higher] },
        { says: t.person, keys: ["@"] },
        { says: notes.undo, keys: [NOTE_KEYS.undo] },
        { says: notes.redo, keys: [NOTE_KEYS.redo] },
        { says: t.tools, keys: [NOTE_KEYS.tools] },
        { says: t.leaveNote, keys: [NOTE_KEYS.leave] },
      ],
    },
    {
      heading: t.you,
      shortcuts: [
        ...ofCommands("you"),
        { says: t.close, keys: ["Escape"] },
        { says: t.edge, keys: ["ArrowLeft", "ArrowRight"] },
      ],
    },
  ];
}
