import { Extension } from "@tiptap/core";
import { Plugin, type EditorState } from "@tiptap/pm/state";
import { createStore, type StoreApi } from "zustand/vanilla";

/** A name that is being typed behind an @: where it stands, and what there is of it. */
export type Naming = { from: number; to: number; typed: string };
/** `pressed`: whether the list of names has taken the key. */
export type NamingStore = StoreApi<{
  naming: Naming | null;
  pressed: (key: NamingKey) => boolean;
}>;

/** The keys that are about the list of names while there is one. */
const KEYS = ["ArrowDown", "ArrowUp", "Enter", "Tab", "Escape"] as const;
type NamingKey = (typeof KEYS)[number];

type Options = { store: NamingStore };

const BEFORE = /(?:^|[\s([{])@([\p{L}\p{N}][\p{L}\p{N}\p{M}_.'-]{0,39}|)$/u;

export function namingStore(): NamingStore {
  return createStore<ReturnType<NamingStore["getState"]>>(() => ({
    naming: null,
    pressed: () => false,
  }));
}

/** Notices when somebody is about to be named. Who is offered is the list's business (name-list.tsx). */
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
    ];
  },
});

function namingIn({ selection }: EditorState): Naming | null {
  const { $from, empty } = selection;
  if (!empty || $from.parent.type.spec.code || !$from.parent.isTextblock) return null;
  const before = $from.parent.textBetween(0, $from.parentOffset, undefined, "\uFFFC");
  const typed = BEFORE.exec(before)?.[1];
  if (typed === undefined) return null;
  return { from: $from.pos - typed.length - 1, to: $from.pos, typed };
}

function isSame(a: Naming | null, b: Naming | null): boolean {
  return a?.from === b?.from && a?.to === b?.to && a?.typed === b?.typed;
}
