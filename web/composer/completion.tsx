import {
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type ReactNode,
  type RefObject,
} from "react";
import { useStore } from "zustand";
import { useText } from "../i18n/i18n.ts";
import type { RoomHandle } from "../room/room-view.ts";
import { announce } from "../ui/announcer.tsx";
import { leftOf } from "./caret-place.ts";
import { apply } from "./change.ts";
import { queryAt, type Query } from "./completion-query.ts";
import css from "./completion.module.css";
import { objectionTo } from "./calls-here.ts";
import { callsText } from "./calls.text.ts";
import { completionText } from "./completion.text.ts";
import type { Edit } from "./edits.ts";
import { isComposing, useFieldEvent } from "./field-events.ts";
import type { Place } from "../place.ts";
import { ShownSuggestion } from "./shown-suggestion.tsx";
import { suggest, type Sources } from "./suggestions.ts";
import { emojiFinder, useEmoji } from "./emoji-source.ts";
import { usePeopleBeyond } from "./use-people-beyond.ts";
import type { Wishes } from "./wishes.ts";

type CompletionProps = {
  handle: RoomHandle;
  field: RefObject<HTMLTextAreaElement | null>;
  me: string;
  place: Place;
  edit: Edit | null;
  wishes: Wishes;
};

/**
 * Offers names while one is being typed. The field keeps the focus and is told which one is meant: arrows go, Enter and Tab pick, Escape
 * puts the list away. A field of several lines is a textbox and no combobox, so how many there are is said aloud.
 */
export function Completion({ handle, field, me, place, edit, wishes }: CompletionProps) {
  const t = useText(completionText);
  const also = useText(callsText);
  const id = useId();
  const { query, active, setActive, putAway } = useQuery(field);
  const beyond = usePeopleBeyond(query?.kind === "person" ? query.typed : null);
  useEmoji(query?.kind === "emoji");
  const findEmoji = useStore(emojiFinder, ({ find }) => find);
  const sources = useMemo<Sources>(
    () => ({
      handle,
      me,
      wishes,
      beyond,
      findEmoji,
      also,
      mayCall: (call) => objectionTo(call, handle, place, edit) === null,
    }),
    [handle, me, place, edit, wishes, beyond, findEmoji, also],
  );
  const offered = useMemo(() => (query ? suggest(query, sources) : []), [query, sources]);
  const isOpen = offered.length > 0;
  const current = offered.find(({ key }) => key === active) ?? offered[0];
  const giveSpace = useGivenSpace(field);

  const pick = (wish?: string) => {
    const element = field.current;
    if (!element) return;
    // Never what an earlier letter has brought: it could name somebody else.
    const now = queryAt(element.value, element.selectionStart);
    const list = now ? suggest(now, sources) : [];
    const picked = list.find(({ key }) => key === (wish ?? active)) ?? (wish ? undefined : list[0]);
    if (!now || !picked) return;
    const { insert } = picked;
    const isSpaced = insert.endsWith(" ") && element.value[now.to] === " ";
    const at = now.from + insert.length;
    apply(element, {
      from: now.from,
      to: now.to,
      insert: isSpaced ? insert.slice(0, -1) : insert,
      select: [at, at],
    });
    if (insert.endsWith(" ")) giveSpace(element.value, at);
    picked.onPick?.();
  };

  useFieldEvent(field, "keydown", (event) => {
    if (!isOpen || isComposing(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    const does = keyIn(event);
    if (does === null) return;
    event.preventDefault();
    if (does === "pick") pick();
    else if (does === "close") putAway();
    else {
      const at = offered.findIndex(({ key }) => key === current?.key);
      setActive(offered[(at + does + offered.length) % offered.length]?.key ?? null);
    }
  });
  useTold(field, isOpen ? { list: id, option: `${id}-${current?.key}` } : null);

  const count = offered.length;
  useEffect(() => {
    if (count > 0) announce(t.found(count));
  }, [count, t]);

  if (!query || !isOpen) return null;
  return (
    <List at={query.from} {...{ field, id }} says={t[query.kind]}>
      {offered.map((one) => (
        <Option
          key={one.key}
          id={`${id}-${one.key}`}
          isCurrent={one === current}
          onPick={() => pick(one.key)}
        >
          <ShownSuggestion one={one} />
        </Option>
      ))}
    </List>
  );
}

/** What is being asked for, as of the last key; it is over when the field is left. */
function useQuery(field: CompletionProps["field"]) {
  const [query, setQuery] = useState<Query | null>(null);
  /** Where the list was put away: it stays away until something else is begun. */
  const [away, setAway] = useState<number | null>(null);
  const [active, setActive] = useState<string | null>(null);

  const look = (element: HTMLTextAreaElement) => {
    const { selectionStart, selectionEnd, value } = element;
    const next = selectionStart === selectionEnd ? queryAt(value, selectionStart) : null;
    setQuery((before) => (isSame(before, next) ? before : next));
    if (next?.from !== away) setAway(null);
    // What was meant in one list means nothing in the next.
    if (next === null) setActive(null);
  };
  useFieldEvent(field, "input", (_, element) => look(element));
  useFieldEvent(field, "keyup", (_, element) => look(element));
  useFieldEvent(field, "pointerup", (_, element) => look(element));
  useFieldEvent(field, "blur", () => setQuery(null));

  return {
    query: query?.from === away ? null : query,
    active,
    setActive,
    putAway: () => setAway(query?.from ?? null),
  };
}

/**
 * What has just been picked brought its space along, and hands go on as they do after any word: the one that is typed then is the one
 * that stands there. Anything else makes it a space like others.
 */
function useGivenSpace(field: CompletionProps["field"]) {
  const given = useRef<{ text: string; at: number } | null>(null);
  useFieldEvent(field, "beforeinput", (event, { value, selectionStart, selectionEnd }) => {
    const space = given.current;
    given.current = null;
    const isThere =
      value === space?.text && selectionStart === space.at && selectionEnd === space.at;
    if (isThere && event.inputType === "insertText" && event.data === " ") event.preventDefault();
  });
  return (text: string, at: number) => void (given.current = { text, at });
}

function isSame(a: Query | null, b: Query | null): boolean {
  return a?.kind === b?.kind && a?.from === b?.from && a?.typed === b?.typed;
}

/** The keys that are about the list while there is one; a number is how far it goes. */
function keyIn({ key, shiftKey }: KeyboardEvent): "pick" | "close" | 1 | -1 | null {
  if (shiftKey) return null;
  switch (key) {
    case "Enter":
    case "Tab":
      return "pick";
    case "Escape":
      return "close";
    case "ArrowDown":
      return 1;
    case "ArrowUp":
      return -1;
    default:
      return null;
  }
}

/** The field says which list it has and what is meant in it. */
function useTold(field: CompletionProps["field"], told: { list: string; option: string } | null) {
  const list = told?.list;
  const option = told?.option;
  useEffect(() => {
    const element = field.current;
    if (!element || list === undefined || option === undefined) return;
    const attributes = {
      "aria-autocomplete": "list",
      "aria-haspopup": "listbox",
      "aria-controls": list,
      "aria-activedescendant": option,
    };
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return () => {
      for (const name of Object.keys(attributes)) element.removeAttribute(name);
    };
  }, [field, list, option]);
}

type ListProps = {
  at: number;
  field: CompletionProps["field"];
  id: string;
  says: string;
  children: ReactNode;
};

/** The list's own padding and that of its rows, in px: its names stand above the name that is typed. */
const BESIDE = 12;

/** Above the field, beginning where the name does, and never beyond the field's edge. */
function List({ at, field, id, says, children }: ListProps) {
  const list = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (!list.current || !field.current) return;
    const frame = list.current.parentElement?.getBoundingClientRect();
    if (!frame) return;
    const begins =
      field.current.getBoundingClientRect().left - frame.left + leftOf(field.current, at);
    const free = frame.width - list.current.offsetWidth;
    list.current.style.left = `${Math.max(0, Math.min(begins - BESIDE, free))}px`;
  }, [at, field]);
  return (
    <div className={css["frame"]}>
      <div ref={list} id={id} className={css["list"]} role="listbox" aria-label={says}>
        {children}
      </div>
    </div>
  );
}

type OptionProps = { id: string; isCurrent: boolean; onPick: () => void; children: ReactNode };

function Option({ id, isCurrent, onPick, children }: OptionProps) {
  const option = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isCurrent) option.current?.scrollIntoView({ block: "nearest" });
  }, [isCurrent]);
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- The field has the focus and hears the keys.
    <div
      ref={option}
      id={id}
      role="option"
      aria-selected={isCurrent}
      className={css["option"]}
      onPointerDown={(event) => event.preventDefault()}
      onClick={onPick}
    >
      {children}
    </div>
  );
}
