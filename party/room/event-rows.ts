import type { RoomEvent } from "#protocol/events.ts";
import { utf8Length } from "#protocol/text.ts";
import { KEY } from "./keys.ts";
import { parseRow } from "../object/parse-row.ts";
import { MAX_VALUE_BYTES } from "../object/ports.ts";

/** An event with its text, which is made once and both stored and sent. */
export type Written = { event: RoomEvent; text: string };

export function write(event: RoomEvent): Written {
  return { event, text: JSON.stringify(event) };
}

const BRACKETS = 2;
const COMMA = 1;

/** Events that follow one another, as few rows as their size allows. The group is what makes a busy room cheap. */
export function toRows(written: readonly Written[]): Map<string, string> {
  const rows = new Map<string, string>();
  let texts: string[] = [];
  let bytes = BRACKETS;
  let first = 0;
  const close = () => {
    if (texts.length > 0) rows.set(KEY.event(first), `[${texts.join(",")}]`);
  };
  for (const { event, text } of written) {
    const size = utf8Length(text) + COMMA;
    if (texts.length === 0 || bytes + size > MAX_VALUE_BYTES) {
      close();
      texts = [];
      bytes = BRACKETS;
      first = event.seq;
    }
    texts.push(text);
    bytes += size;
  }
  close();
  return rows;
}

export function fromRow(row: string): RoomEvent[] {
  return parseRow<RoomEvent[]>(row);
}
