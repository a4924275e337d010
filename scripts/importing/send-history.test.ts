import { expect, test } from "vitest";
import * as v from "valibot";
import { HistoryImport } from "#protocol/commands.ts";
import { readIrcDay } from "../irc/read-day.ts";
import type { OperatorDoor } from "../operator-door.ts";
import { sendHistory } from "./send-history.ts";

const NOW = Date.UTC(2026, 0, 1);
const { facts } = readIrcDay(
  "2006-06-21",
  "[10:00] <ann> hi\n[10:01]  * ann waves\n=== ann is now known as anna\n=== bob  has joined #x\n",
);

/** A server that knows which entries it has. */
function fakeDoor() {
  const known = new Set<string>();
  const asked: { path: string; body: unknown }[] = [];
  const door: OperatorDoor = async (path, body, answer) => {
    asked.push({ path, body });
    return v.parse(answer, reply(path, body));
  };
  const reply = (path: string, body: unknown) => {
    if (path === "/api/import/people") {
      const { names } = v.parse(v.object({ names: v.array(v.string()) }), body);
      return { people: names.map((name) => ({ name, id: `id-of-${name}` })) };
    }
    if (path === "/api/import/rooms") return { id: "attic" };
    const { entries } = v.parse(v.omit(HistoryImport, ["type"]), body);
    const fresh = entries.filter(({ id }) => !known.has(id));
    for (const { id } of fresh) known.add(id);
    return { added: fresh.length, known: entries.length - fresh.length };
  };
  return { door, asked };
}

const send = (door: OperatorDoor) =>
  sendHistory(door, facts, { room: "Attic", now: () => NOW, onProgress: () => {} });

test("everyone who is named is registered before anything they said is sent", async () => {
  const { door, asked } = fakeDoor();
  expect(await send(door)).toEqual({ added: 4, known: 0 });
  expect(asked.map(({ path }) => path)).toEqual([
    "/api/import/people",
    "/api/import/rooms",
    "/api/import/rooms/attic/entries",
  ]);
  expect(asked[0]?.body).toEqual({ source: "irc", names: ["ann", "anna", "bob"] });
});

test("entries are what the wire expects: times, authors, actions and new names", async () => {
  const { door, asked } = fakeDoor();
  await send(door);
  expect(asked[2]?.body).toMatchObject({
    entries: [
      {
        type: "message.posted",
        by: "id-of-ann",
        name: "ann",
        body: "hi",
        at: Date.UTC(2006, 5, 21, 10),
      },
      { type: "message.posted", action: true },
      { type: "member.renamed", name: "ann", to: "anna" },
      { type: "member.joined", by: "id-of-bob" },
    ],
  });
});

test("sending the same history again adds nothing", async () => {
  const { door } = fakeDoor();
  await send(door);
  expect(await send(door)).toEqual({ added: 0, known: 4 });
});
