import { createHash } from "node:crypto";
import { uuid7 } from "#protocol/ids.ts";
import { checkBody } from "#protocol/text.ts";
import { startClock, tick, timeOf } from "./log-clock.ts";
import { readIrcLine, type IrcLine, type SkipReason } from "./read-line.ts";

/** What was said or done, with the time and the nick that the log gives it. */
export type IrcFact = { id: string; at: number; nick: string } & (
  | { type: "message.posted"; body: string; action?: true }
  | { type: "member.joined" | "member.left" }
  | { type: "member.renamed"; to: string }
);

export type IrcDay = {
  lines: number;
  facts: IrcFact[];
  skipped: Record<SkipReason, number>;
  /** Numbers of lines that nobody could make sense of, from 1. */
  unreadable: number[];
};

/**
 * Reads one day's log, `date` being YYYY-MM-DD in UTC. The same text gives the same ids every time, so that a history
 * can be brought along twice without doubling.
 * @throws RangeError when `date` is none.
 */
export function readIrcDay(date: string, text: string): IrcDay {
  const day: IrcDay = {
    lines: 0,
    facts: [],
    skipped: { "empty line": 0, "no text": 0, "mode change": 0, "text refused": 0 },
    unreadable: [],
  };
  let clock = startClock(midnightOf(date));
  for (const [index, line] of linesOf(text).entries()) {
    const read = readIrcLine(line);
    clock = tick(clock, minuteOf(read));
    const at = timeOf(clock);
    addLine(day, read, { at, id: idOf(at, date, index + 1, line), number: index + 1 });
  }
  return day;
}

type Place = { at: number; id: string; number: number };

function addLine(day: IrcDay, read: IrcLine, { at, id, number }: Place): void {
  day.lines += 1;
  switch (read.is) {
    case "unreadable":
      day.unreadable.push(number);
      break;
    case "skipped":
      day.skipped[read.reason] += 1;
      break;
    case "join":
      day.facts.push({ type: "member.joined", id, at, nick: read.nick });
      break;
    case "leave":
      day.facts.push({ type: "member.left", id, at, nick: read.nick });
      break;
    case "rename":
      day.facts.push({ type: "member.renamed", id, at, nick: read.nick, to: read.to });
      break;
    case "message":
    case "action": {
      const body = checkBody(read.text);
      const action = read.is === "action" ? ({ action: true } as const) : {};
      // The room would drop it without a word; here it is counted.
      if (!body.ok) day.skipped["text refused"] += 1;
      else
        day.facts.push({
          type: "message.posted",
          id,
          at,
          nick: read.nick,
          body: body.text,
          ...action,
        });
    }
  }
}

function minuteOf(read: IrcLine): number | null {
  return "minute" in read ? (read.minute ?? null) : null;
}

function linesOf(text: string): string[] {
  const lines = text.split("\n").map((line) => (line.endsWith("\r") ? line.slice(0, -1) : line));
  // A file that ends in a newline has no line after it.
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

function midnightOf(date: string): number {
  const midnight = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(midnight)) throw new RangeError(`${date} is no day`);
  return midnight;
}

function idOf(at: number, date: string, number: number, line: string): string {
  return uuid7(at, createHash("sha256").update(`${date}\n${number}\n${line}`).digest());
}
