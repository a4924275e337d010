import { Extension, InputRule } from "@tiptap/core";
import type { ResolvedPos } from "@tiptap/pm/model";

/** What each kind of list is begun with, and what people go on with out of habit at the beginning of each line. */
const SIGNS: Readonly<Record<string, RegExp>> = {
  bulletList: /^[-+*] $/,
  orderedList: /^\d{1,3}[.)] $/,
  taskList: /^(?:[-+*] )?\[ ?\] $/,
};

/**
 * In a list that goes on by itself, the sign of its kind says nothing and goes; and a box in a list of points, as "- [ ] " is written
 * elsewhere, makes it a checklist.
 */
export const ListSigns = Extension.create({
  name: "listSigns",
  addInputRules: () => [
    new InputRule({
      find: /^(?:[-+*]|\d{1,3}[.)]|(?:[-+*] )?\[ ?\]) $/,
      handler: ({ state, range, match, chain }) => {
        const list = listAt(state.selection.$from);
        const [sign] = match;
        if (list === null) return null;
        if (SIGNS[list]?.test(sign)) return void chain().deleteRange(range).run();
        const isBox = list === "bulletList" && SIGNS["taskList"]?.test(sign);
        return isBox ? void chain().deleteRange(range).toggleTaskList().run() : null;
      },
    }),
  ],
});

/** The kind of list in the first line of whose item this is, or null. */
function listAt(at: ResolvedPos): string | null {
  const isFirst = at.depth >= 3 && at.index(-1) === 0;
  return isFirst ? at.node(-2).type.name : null;
}
