import { createHash } from "node:crypto";
import * as v from "valibot";
import type { ImportEntry } from "#protocol/commands.ts";
import { CommandId, PersonId, RoomId, uuid7 } from "#protocol/ids.ts";
import { MAX_IMPORT_ENTRIES } from "#protocol/limits.ts";
import type { IrcFact } from "../irc/read-day.ts";
import { Trouble } from "../trouble.ts";
import { inBatches } from "./batches.ts";
import type { OperatorDoor } from "../operator-door.ts";

const People = v.object({ people: v.array(v.object({ name: v.string(), id: PersonId })) });
const Room = v.object({ id: RoomId });
const Taken = v.object({ added: v.number(), known: v.number() });

export type SendOptions = {
  room: string;
  now(): number;
  /** Told after each request. */
  onProgress(sent: number, of: number): void;
};

/** Brings facts into a room, and their people before them. Doing it again adds nothing. */
export async function sendHistory(
  door: OperatorDoor,
  facts: readonly IrcFact[],
  options: SendOptions,
) {
  const people = await registerPeople(door, namesIn(facts));
  const { id } = await door("/api/import/rooms", { name: options.room }, Room);
  const entries = facts.map((fact) => toEntry(fact, people));
  const total = { added: 0, known: 0 };
  let sent = 0;
  for (const batch of inBatches(entries)) {
    const command = { id: batchId(batch, options.now()), entries: batch };
    const taken = await door(`/api/import/rooms/${id}/entries`, command, Taken);
    total.added += taken.added;
    total.known += taken.known;
    sent += batch.length;
    options.onProgress(sent, entries.length);
  }
  return total;
}

function namesIn(facts: readonly IrcFact[]): string[] {
  const names = new Set<string>();
  for (const fact of facts) {
    names.add(fact.nick);
    if (fact.type === "member.renamed") names.add(fact.to);
  }
  return [...names];
}

async function registerPeople(door: OperatorDoor, names: string[]): Promise<Map<string, PersonId>> {
  const known = new Map<string, PersonId>();
  for (let from = 0; from < names.length; from += MAX_IMPORT_ENTRIES) {
    const some = names.slice(from, from + MAX_IMPORT_ENTRIES);
    const { people } = await door("/api/import/people", { source: "irc", names: some }, People);
    for (const { name, id } of people) known.set(name, id);
  }
  return known;
}

function toEntry(fact: IrcFact, people: Map<string, PersonId>): ImportEntry {
  const by = people.get(fact.nick);
  if (!by) throw new Trouble(`The server made no person for ${fact.nick}.`);
  const entry = { id: v.parse(CommandId, fact.id), at: fact.at, by, name: fact.nick };
  switch (fact.type) {
    case "message.posted":
      return {
        type: fact.type,
        ...entry,
        body: fact.body,
        ...(fact.action ? { action: true } : {}),
      };
    case "member.renamed":
      return { type: fact.type, ...entry, to: fact.to };
    case "member.joined":
    case "member.left":
      return { type: fact.type, ...entry };
  }
}

function batchId(batch: readonly ImportEntry[], now: number): CommandId {
  const hash = createHash("sha256").update(batch.map(({ id }) => id).join());
  return v.parse(CommandId, uuid7(now, hash.digest()));
}
