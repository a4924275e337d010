import { Extension, type Editor } from "@tiptap/core";

/** Escape gives the keyboard back to the page: Tab moves items of lists here. */
type Options = { leave: () => void; askForLink: () => void; toTools: () => void };

/** The keys that the field for messages has too do the same here (composer/format-tools.ts). */
export const NoteKeys = Extension.create<Options>({
  name: "noteKeys",
  priority: 1_000,
  addOptions: () => ({
    leave: () => undefined,
    askForLink: () => undefined,
    toTools: () => undefined,
  }),
  addKeyboardShortcuts() {
    const { editor, options } = this;
    return {
      "Mod-Shift-x": () => editor.commands.toggleStrike(),
      "Mod-Shift-c": () => editor.commands.toggleCodeBlock(),
      "Mod-Shift-u": () => {
        options.askForLink();
        return true;
      },
      "Mod-Shift-6": () => editor.commands.toggleTaskList(),
      "Mod-Shift-9": () => editor.commands.toggleBlockquote(),
      "Mod-Enter": () => toggleCheck(editor),
      // Tab moves items of lists; editors have this key for the way to their tools.
      "Alt-F10": () => {
        options.toTools();
        return true;
      },
      Escape: () => {
        options.leave();
        return true;
      },
    };
  },
});

/** Ticks what the cursor stands in, without a mouse. */
function toggleCheck(editor: Editor): boolean {
  if (!editor.isActive("taskItem")) return false;
  const isChecked = editor.getAttributes("taskItem")["checked"] === true;
  return editor.commands.updateAttributes("taskItem", { checked: !isChecked });
}
