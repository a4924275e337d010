import { Extension } from "@tiptap/core";
import type { Node } from "@tiptap/pm/model";
import { Plugin, PluginKey, type EditorState, type Transaction } from "@tiptap/pm/state";
import { createStore, type StoreApi } from "zustand/vanilla";

/** A name that is being typed behind an @ or a #: where it stands, and what there is of it. */
export type Naming = { kind: "person" | "room"; from: number; to: number; typed: string };
/** `pressed`: whether the list of names has taken the key. */
export type NamingStore = StoreApi<{
  naming: Naming | null;
  pressed: (key: NamingKey) => boolean;
}>;

/** The keys that are about the list of names while there is one. */
const KEYS = ["ArrowDown", "ArrowUp", "Enter", "Tab", "Escape"] as const;
type NamingKey = (typeof KEYS)[number];

type Options = { store: NamingStore };

const BEFORE = /(?:^|[\s([{])([@#])([\p{L}\p{N}][\p{L}\p{N}\p{M}_.'-]{0,39}|)$/u;

/** Where the space stands that a name has brought along, until something else happens. */
const givenSpace = new PluginKey<number | null>("given-space");

/** The name has been found: what it means stands in its place, and a space behind it. */
export function named({ tr, schema }: EditorState, { from, to }: Naming, node: Node): Transaction {
  return tr.replaceWith(from, to, [node, schema.text(" ")]).setMeta(givenSpace, true);
}

export function namingStore(): NamingStore {
  return createStore<ReturnType<NamingStore["getState"]>>(() => ({
    naming: null,
    pressed: () => false,
  }));
}

/** Notices when somebody or a room is about to be named. What is offered is the list's business (name-list.tsx). */
export const NamingKeys = Extension.create<Options>({
  name: "naming",
  priority: 2_000,
  addOptions: () => ({ store: namingStore() }),
  addProseMirrorPlugins() {
    const { store } = this.options;
    return [
      new Plugin({
        view: () => ({
          update: ({ state, composing, editable }) => {
            const naming = editable && !composing ? namingIn(state) : null;
            if (!isSame(naming, store.getState().naming)) store.setState({ naming });
          },
          destroy: () => store.setState({ naming: null }),
        }),
        props: {
          handleKeyDown: (_, event) => {
            const { naming, pressed } = store.getState();
            const isPlain = !event.shiftKey && !event.ctrlKey && !event.metaKey && !event.altKey;
            const key = isPlain ? KEYS.find((one) => one === event.key) : undefined;
            return naming !== null && key !== undefined && pressed(key);
          },
          handleDOMEvents: { blur: () => store.setState({ naming: null }) },
        },
      }),
      new Plugin<number | null>({
        key: givenSpace,
        state: {
          init: () => null,
          apply: (tr, at) => {
            if (tr.getMeta(givenSpace) === true) return tr.selection.from;
            return tr.docChanged || tr.selectionSet ? null : at;
          },
        },
        props: {
          // Hands go on as they do after any word: the space that is typed then is the one that stands there.
          handleTextInput: ({ state, dispatch }, from, to, text) => {
            const isGiven = text === " " && from === to && givenSpace.getState(state) === from;
            if (isGiven) dispatch(state.tr.setSelection(state.selection));
            return isGiven;
          },
        },
      }),
    ];
  },
});

function namingIn({ selection }: EditorState): Naming | null {
  const { $from, empty } = selection;
  if (!empty || $from.parent.type.spec.code || !$from.parent.isTextblock) return null;
  const before = $from.parent.textBetween(0, $from.parentOffset, undefined, "\uFFFC");
  const [, sign, typed = ""] = BEFORE.exec(before) ?? [];
  if (sign === undefined) return null;
  const kind = sign === "#" ? "room" : "person";
  // A line that begins with the sign alone is about to be a heading.
  if (kind === "room" && before === sign) return null;
  return { kind, from: $from.pos - typed.length - 1, to: $from.pos, typed };
}

function isSame(a: Naming | null, b: Naming | null): boolean {
  return a?.kind === b?.kind && a?.from === b?.from && a?.to === b?.to && a?.typed === b?.typed;
}
