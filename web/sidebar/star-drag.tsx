import { useEffect, type RefObject } from "react";
import * as v from "valibot";
import { RoomId } from "#protocol/ids.ts";
import css from "./star-drag.module.css";
import { moveStarred } from "./star-order.ts";

/** Lets a mouse put starred rooms in another order. By keys and by touch their menus do. `list`: what the sections are in. */
export function StarDrag({ list }: { list: RefObject<HTMLElement | null> }) {
  useEffect(() => {
    const element = list.current;
    if (!element) return undefined;
    const leaving = new AbortController();
    follow(element, leaving.signal);
    return () => leaving.abort();
  }, [list]);
  return null;
}

type Row = { id: RoomId; row: HTMLElement };

function follow(list: HTMLElement, signal: AbortSignal): void {
  let dragged: Row | null = null;
  let shown: HTMLElement | null = null;
  const show = (row: HTMLElement | null, isBelow = false) => {
    shown?.classList.remove(css["above"] ?? "", css["below"] ?? "");
    shown = row;
    shown?.classList.add((isBelow ? css["below"] : css["above"]) ?? "");
  };
  const end = () => {
    dragged?.row.classList.remove(css["dragged"] ?? "");
    dragged = null;
    show(null);
  };
  const on = (
    type: "dragstart" | "dragover" | "drop" | "dragend",
    hear: (event: DragEvent) => void,
  ) => list.addEventListener(type, hear, { signal });

  on("dragstart", ({ target, dataTransfer }) => {
    dragged = starredAt(target);
    if (!dragged || !dataTransfer) return;
    dataTransfer.effectAllowed = "copyMove";
    dragged.row.classList.add(css["dragged"] ?? "");
  });
  on("dragover", (event) => {
    const over = dragged && starredAt(event.target);
    if (!over) return show(null);
    event.preventDefault();
    show(over.row, isInLowerHalf(event, over.row));
  });
  on("drop", (event) => {
    const over = dragged && starredAt(event.target);
    if (dragged && over) {
      event.preventDefault();
      moveStarred(dragged.id, isInLowerHalf(event, over.row) ? nextTo(over) : over.id);
    }
    end();
  });
  on("dragend", end);
  signal.addEventListener("abort", end);
}

function starredAt(target: EventTarget | null): Row | null {
  if (!(target instanceof Element)) return null;
  const row = target.closest<HTMLElement>("section[aria-labelledby='rooms-starred'] li");
  const id = row && idOf(row);
  return row && id ? { id, row } : null;
}

function nextTo({ row }: Row): RoomId | null {
  const next = row.nextElementSibling;
  return next && idOf(next);
}

function idOf(row: Element): RoomId | null {
  const link = row.querySelector<HTMLElement>("a[data-room]");
  const id = v.safeParse(RoomId, link?.dataset["room"]);
  return id.success ? id.output : null;
}

function isInLowerHalf({ clientY }: DragEvent, row: HTMLElement): boolean {
  const { top, height } = row.getBoundingClientRect();
  return clientY > top + height / 2;
}
