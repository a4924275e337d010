import type { Editor } from "@tiptap/core";
import {
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type ReactNode,
} from "react";
import { useStore } from "zustand";
import { uuid7 } from "#protocol/ids.ts";
import { peopleHere } from "../composer/people-here.ts";
import { rankByName, rankPeople } from "../composer/rank-names.ts";
import css from "../composer/completion.module.css";
import { completionText } from "../composer/completion.text.ts";
import { directory } from "../directory/directory.ts";
import { useText } from "../i18n/i18n.ts";
import type { RoomHandle } from "../room/room-view.ts";
import { announce } from "../ui/announcer.tsx";
import { Avatar } from "../ui/avatar.tsx";
import { named, type Naming, type NamingStore } from "./editor/naming.ts";
import own from "./name-list.module.css";

const MOST = 8;

type Nameable = Pick<Naming, "kind"> & { id: string; name: string };

type NameListProps = {
  editor: Editor;
  handle: RoomHandle;
  me: string;
  naming: NamingStore;
};

/** Offers the room's people, or rooms, while one is being named. The text keeps the focus and is told which is meant. */
export function NameList({ editor, handle, me, naming }: NameListProps) {
  const t = useText(completionText);
  const id = useId();
  const query = useStore(naming, (now) => now.naming);
  const [active, setActive] = useState<string | null>(null);
  /** Where the list was put away: it stays away until something else is begun. */
  const [away, setAway] = useState<number | null>(null);
  const offered = useMemo(() => (query ? offeredFor(query, handle, me) : []), [handle, me, query]);
  const isOpen = query !== null && query.from !== away && offered.length > 0;
  const current = offered.find((one) => one.id === active) ?? offered[0];

  const pick = (one: Nameable) => {
    if (!query) return;
    const { schema } = editor.state;
    const node =
      one.kind === "person"
        ? schema.node("mention", { person: one.id, id: newMention() })
        : schema.node("place", { room: one.id });
    editor.view.dispatch(named(editor.state, query, node));
  };
  useEffect(() => {
    const pressed: ReturnType<NamingStore["getState"]>["pressed"] = (key) => {
      if (!isOpen || !current) return false;
      const at = offered.indexOf(current);
      if (key === "Escape") setAway(query.from);
      else if (key === "Enter" || key === "Tab") pick(current);
      else {
        const step = key === "ArrowDown" ? 1 : offered.length - 1;
        setActive(offered[(at + step) % offered.length]?.id ?? null);
      }
      return true;
    };
    naming.setState({ pressed });
  });
  const count = isOpen ? offered.length : 0;
  useEffect(() => {
    if (count > 0) announce(t.found(count));
  }, [count, t]);
  useTold(editor, isOpen && current ? { list: id, option: `${id}-${current.id}` } : null);

  if (!isOpen) return null;
  return (
    <Floating editor={editor} at={query}>
      <div id={id} className={css["list"]} role="listbox" aria-label={t[query.kind]}>
        {offered.map((one) => (
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- The text has the focus and hears the keys.
          <div
            key={one.id}
            id={`${id}-${one.id}`}
            role="option"
            aria-selected={one === current}
            className={css["option"]}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => pick(one)}
          >
            {one.kind === "person" ? (
              <Avatar id={one.id} name={one.name} size="small" />
            ) : (
              <span className={css["sign"]}>#</span>
            )}
            <bdi className={css["name"]}>{one.name}</bdi>
          </div>
        ))}
      </div>
    </Floating>
  );
}

function offeredFor({ kind, typed }: Naming, handle: RoomHandle, me: string): Nameable[] {
  const found =
    kind === "person"
      ? rankPeople(peopleHere(handle.view.getState(), me), typed)
      : rankByName(directory.store.getState().data ?? [], typed);
  return found.slice(0, MOST).map(({ id, name }) => ({ kind, id, name }));
}

/** Whoever is named hears of it by this, once. */
function newMention(): string {
  return uuid7(Date.now(), crypto.getRandomValues(new Uint8Array(10)));
}

/** The text says which list it has and who is meant in it. */
function useTold(editor: Editor, told: { list: string; option: string } | null) {
  const list = told?.list;
  const option = told?.option;
  useEffect(() => {
    const { dom } = editor.view;
    if (list === undefined || option === undefined) return;
    const attributes = { "aria-controls": list, "aria-activedescendant": option };
    for (const [name, value] of Object.entries(attributes)) dom.setAttribute(name, value);
    return () => {
      for (const name of Object.keys(attributes)) dom.removeAttribute(name);
    };
  }, [editor, list, option]);
}

const GAP = 4;
const EDGE = 8;

type FloatingProps = { editor: Editor; at: Naming; children: ReactNode };

/** Under the line of the name, or above it where there is no room; never over an edge of the window. */
function Floating({ editor, at, children }: FloatingProps) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const place = () => {
      const { left, top, bottom } = editor.view.coordsAtPos(at.from);
      const { offsetWidth, offsetHeight } = element;
      const fitsBelow = bottom + GAP + offsetHeight < window.innerHeight - EDGE;
      const x = Math.max(EDGE, Math.min(left, window.innerWidth - offsetWidth - EDGE));
      element.style.left = `${x}px`;
      element.style.top = `${fitsBelow ? bottom + GAP : Math.max(EDGE, top - GAP - offsetHeight)}px`;
    };
    place();
    window.addEventListener("scroll", place, true);
    return () => window.removeEventListener("scroll", place, true);
  });
  return (
    <div ref={box} className={own["floating"]}>
      {children}
    </div>
  );
}
