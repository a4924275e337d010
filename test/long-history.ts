import { createHash } from "node:crypto";
import { uuid7 } from "#protocol/ids.ts";
import { dataFolder } from "../scripts/data-folder.ts";
import { readIrcHistory } from "../scripts/importing/irc-history.ts";
import { sendHistory } from "../scripts/importing/send-history.ts";
import type { IrcFact } from "../scripts/irc/read-day.ts";
import { ownOperatorDoor } from "../scripts/operator-door.ts";
import type { Parley } from "./servers.ts";
import { ircDays } from "./shared-data.ts";

/** Between two tellings of the same days: no time is told twice. */
const APART_MS = 5 * 365 * 86_400_000;

/** Fills a room with so many messages, of real chat where it lies beside the checkout, told again until it is enough. */
export async function bringLongHistory(parley: Parley, room: string, messages: number) {
  const facts = enough(await told(), messages);
  const door = await ownOperatorDoor(parley.url, dataFolder(parley.dir));
  await sendHistory(door, facts, { room, now: () => Date.now(), onProgress: () => {} });
}

async function told(): Promise<readonly IrcFact[]> {
  const days = ircDays();
  if (!days) return Array.from({ length: 5_000 }, (_, i) => made(i));
  return (await readIrcHistory(days)).facts.filter(({ type }) => type === "message.posted");
}

function enough(facts: readonly IrcFact[], messages: number): IrcFact[] {
  return Array.from({ length: messages }, (_, i) => {
    const fact = facts[i % facts.length];
    if (!fact) throw new RangeError("there is nothing to tell");
    const time = Math.floor(i / facts.length);
    return time === 0 ? fact : again(fact, time);
  });
}

function again(fact: IrcFact, time: number): IrcFact {
  const at = fact.at + time * APART_MS;
  return { ...fact, at, id: uuid7(at, createHash("sha256").update(`${fact.id} ${time}`).digest()) };
}

function made(number: number): IrcFact {
  const at = Date.UTC(2020, 0, 1) + number * 60_000;
  const random = createHash("sha256").update(String(number)).digest();
  const body = `line ${number} ${"and so on ".repeat(number % 17)}`.trim();
  return { type: "message.posted", id: uuid7(at, random), at, nick: `nick${number % 7}`, body };
}
