import { COMMANDS, type CommandName } from "../palette/commands.ts";
import type { Keys } from "../palette/keys.ts";
import type { helpText } from "./help.text.ts";

type HelpText = ReturnType<typeof helpText.get>;
type Shortcut = { says: string; keys: readonly Keys[] };
export type ShortcutGroup = { heading: string; shortcuts: readonly Shortcut[] };

/** Every key there is. Those of commands are the commands' own; what parts of the page do with keys themselves is told here. */
export function shortcutsIn(
  t: HelpText,
  commands: Readonly<Record<CommandName, string>>,
  isApple: boolean,
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
        { says: t.send, keys: ["Enter"] },
        { says: t.newLine, keys: ["shift+Enter"] },
        { says: t.stopEdit, keys: ["Escape"] },
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
    { heading: t.you, shortcuts: ofCommands("you") },
  ];
}
