import { Node } from "@tiptap/core";
import * as v from "valibot";
import type { StoreApi } from "zustand/vanilla";
import { RoomId } from "#protocol/ids.ts";
import type { SpokenNames } from "../../markup/tokens.ts";
import words from "../../markup/words.module.css";
import { roomPath } from "../../room/room-address.ts";

/** What people and rooms are called; it may change while the note is open. */
export type NamesNow = { names: SpokenNames; me: string | null };
export type NoteNames = StoreApi<NamesNow>;

type Options = { names: NoteNames | null };

/**
 * Somebody, by their id: a new name shows through, and an erased one is gone. `id` is the mention's own, which it keeps wherever it goes,
 * so that whoever is meant hears of it once (docs/decisions/0054).
 */
export const MentionNode = Node.create<Options>({
  name: "mention",
  ...inline(),
  addAttributes: () => ({
    person: { default: "" },
    id: { default: null, parseHTML: (element) => element.dataset["mention"] ?? null },
  }),
  parseHTML: () => [{ tag: "span[data-person]", getAttrs: attrsBy("person") }],
  renderHTML({ node }) {
    const { person, id } = node.attrs;
    return ["span", { "data-person": String(person), ...(id && { "data-mention": String(id) }) }];
  },
  renderText({ node }) {
    return `@${nameIn(this.options.names, node.attrs["person"])}`;
  },
  addNodeView() {
    const { names } = this.options;
    return ({ node }) =>
      shown("span", names, (element) => {
        const id = String(node.attrs["person"]);
        const name = nameIn(names, id);
        element.textContent = `@${name}`;
        Object.assign(element.dataset, { person: id, name });
        element.role = "button";
        element.tabIndex = -1;
        element.toggleAttribute("data-me", names?.getState().me === id);
      });
  },
});

/** A room, or a message in it by its number. */
export const PlaceNode = Node.create<Options>({
  name: "place",
  ...inline(),
  addAttributes: () => ({ room: { default: "" }, seq: { default: null } }),
  parseHTML: () => [{ tag: "a[data-room]", getAttrs: placeBy }],
  renderHTML: ({ node }) => {
    const { room, seq } = node.attrs;
    return ["a", { "data-room": String(room), "data-seq": seq === null ? "" : String(seq) }];
  },
  renderText({ node }) {
    return placeName(this.options.names, node.attrs);
  },
  addNodeView() {
    const { names } = this.options;
    return ({ node }) =>
      shown("a", names, (element) => {
        element.textContent = placeName(names, node.attrs);
        element.setAttribute("href", pathOf(node.attrs));
        element.dataset["place"] = "";
      });
  },
});

/** Where a place in a note leads. */
export function pathOf({ room, seq }: Readonly<Record<string, unknown>>): string {
  const id = v.safeParse(RoomId, room);
  const path = id.success ? roomPath(id.output) : "/";
  return typeof seq === "number" ? `${path}/${seq}` : path;
}

function inline() {
  return {
    group: "inline",
    inline: true,
    atom: true,
    selectable: false,
    addOptions: (): Options => ({ names: null }),
  };
}

function nameIn(names: NoteNames | null, id: unknown): string {
  return names?.getState().names.person(String(id)) ?? "";
}

function placeName(names: NoteNames | null, { room, seq }: Readonly<Record<string, unknown>>) {
  const name = names?.getState().names.room(String(room)) ?? "";
  return typeof seq === "number" ? `#${name}/${seq}` : `#${name}`;
}

/** An element that says what is true now, and again whenever names change. */
function shown(tag: "span" | "a", names: NoteNames | null, show: (element: HTMLElement) => void) {
  const dom = document.createElement(tag);
  dom.className = words["mention"] ?? "";
  dom.dir = "auto";
  show(dom);
  const stop = names?.subscribe(() => show(dom));
  return { dom, destroy: () => stop?.() };
}

function attrsBy(name: "person") {
  return (element: HTMLElement) => ({ [name]: element.dataset[name] ?? "" });
}

function placeBy(element: HTMLElement) {
  const seq = Number(element.dataset["seq"] || Number.NaN);
  return {
    room: element.dataset["room"] ?? "",
    seq: Number.isSafeInteger(seq) && seq > 0 ? seq : null,
  };
}
