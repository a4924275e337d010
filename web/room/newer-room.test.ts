import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Refusal } from "#protocol/refusals.ts";
import { PROTOCOL_VERSION } from "#protocol/version.ts";
import type { OpenRoom } from "./room-handle.ts";
import { isLive, RoomWorld, sends, settle } from "./room-world.test-kit.ts";

let world: RoomWorld;
beforeEach(() => {
  world = new RoomWorld();
});
afterEach(() => {
  world.end();
});

const view = (tab: OpenRoom) => tab.view.getState();

/** What a room of a later release says: a text, because no type of this one knows it. */
const say = (...messages: object[]) => world.server.tellRaw(JSON.stringify(messages));

const eventOf = (seq: number, type: string, more: object = {}) => {
  const [first] = world.server.room.log;
  return { ...first, type, seq, id: `01a205b3-d000-7343-8bd8-00000000000${seq}`, ...more };
};

it("frames, fields and signals of a later release are passed over, and everything else is taken", async () => {
  const tab = world.openTab();
  await isLive(tab);
  say(
    { t: "fireworks", count: 3 },
    { t: "here", count: 2, people: [], weather: "fine" },
    { t: "events", events: [eventOf(4, "message.posted", { body: "hi", tune: "loud" })], hue: 7 },
  );
  expect(view(tab)).toMatchObject({
    connection: { at: "live" },
    here: { count: 2 },
    room: { seq: 4 },
  });
});

it("a refusal for a reason of a later release ends that message alone, and what was written after it is sent", async () => {
  const tab = world.openTab();
  await isLive(tab);
  const refused = { code: "moon_is_wrong", retryable: false } as unknown as Refusal;
  world.server.fate = (command) =>
    "body" in command && command.body === "refused" ? refused : "done";
  tab.post("refused");
  tab.post("and this");
  await vi.waitFor(() => expect(world.bodies()).toEqual(["and this"]));
  await vi.waitFor(() => expect(sends(tab)).toEqual(["failed"]));
});

it("an event of a later release is asked for once more, and then the page says that it is too old, with its place and what is unsent as they were", async () => {
  const tab = world.openTab();
  await isLive(tab);
  await world.onDisk(3);
  const { server } = world;
  server.hold();
  tab.post("unsent");
  await vi.waitFor(async () => expect(await world.outboxOnDisk()).toEqual(["unsent"]));
  const exploded = () =>
    say(
      {
        t: "welcome",
        version: PROTOCOL_VERSION + 1,
        epoch: "e",
        head: 4,
        you: {},
        archive: "live",
      },
      { t: "events", events: [eventOf(4, "room.exploded")] },
    );
  exploded();
  expect(view(tab).connection.at).toBe("offline");
  world.clock.advance(500);
  await settle();
  await settle();
  exploded();
  expect(view(tab)).toMatchObject({
    connection: { at: "closed", why: "version" },
    room: { seq: 3 },
  });
  tab.close();

  // The page of the later release goes on where this one was, and misses nothing.
  server.flush();
  const next = world.openTab();
  await isLive(next);
  expect(server.hellos.at(-1)).toBe(3);
  await vi.waitFor(() => expect(world.bodies()).toEqual(["unsent"]));
});
