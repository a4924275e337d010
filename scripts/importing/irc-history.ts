import { readFile } from "node:fs/promises";
import path from "node:path";
import { readIrcDay, type IrcFact } from "../irc/read-day.ts";
import { codeOf, Trouble } from "../trouble.ts";

export type IrcHistory = {
  lines: number;
  /** In the order of time. */
  facts: IrcFact[];
  skipped: Map<string, number>;
  /** As FILE:LINE. */
  unreadable: string[];
};

/**
 * Reads log files, one day each, whose names begin with the day: 2006-06-21.txt.
 * @throws Trouble when a file is not there, or not named so.
 */
export async function readIrcHistory(files: string[]): Promise<IrcHistory> {
  const history: IrcHistory = { lines: 0, facts: [], skipped: new Map(), unreadable: [] };
  for (const file of files.toSorted(byDay)) {
    const day = readIrcDay(dateOf(file), await readText(file));
    history.lines += day.lines;
    for (const fact of day.facts) history.facts.push(fact);
    for (const [reason, count] of Object.entries(day.skipped)) {
      if (count > 0) history.skipped.set(reason, (history.skipped.get(reason) ?? 0) + count);
    }
    for (const line of day.unreadable) history.unreadable.push(`${file}:${line}`);
  }
  return history;
}

function byDay(a: string, b: string): number {
  return path.basename(a).localeCompare(path.basename(b));
}

function dateOf(file: string): string {
  const date = /^\d{4}-\d\d-\d\d/.exec(path.basename(file))?.[0];
  const isDay = date !== undefined && new Date(`${date}T00:00:00Z`).toJSON()?.startsWith(date);
  if (isDay) return date;
  throw new Trouble(`${file} does not say which day it is: name it like 2006-06-21.txt.`);
}

async function readText(file: string): Promise<string> {
  try {
    return decode(await readFile(file));
  } catch (error) {
    if (codeOf(error) === "ENOENT") throw new Trouble(`There is no file ${file}.`);
    throw new Trouble(`${file} cannot be read (${codeOf(error) ?? String(error)}).`);
  }
}

// IRC has no encoding of its own: clients of one channel wrote UTF-8 and Latin-1 into the same log.
function decode(bytes: Buffer): string {
  const whole = tryUtf8(bytes);
  if (whole !== null) return whole;
  const lines = bytes.toString("latin1").split("\n");
  return lines.map((line) => tryUtf8(Buffer.from(line, "latin1")) ?? windows1252(line)).join("\n");
}

function tryUtf8(bytes: Buffer): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    // Then it was something older.
    return null;
  }
}

function windows1252(line: string): string {
  return new TextDecoder("windows-1252").decode(Buffer.from(line, "latin1"));
}
