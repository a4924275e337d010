import { Hono } from "hono";
import * as v from "valibot";
import { addPlaceholders } from "#db/accounts.ts";
import { actingOwner } from "#db/community.ts";
import { knownIds } from "#db/known-events.ts";
import { findRoomByName } from "#db/rooms.ts";
import { HistoryImport } from "#protocol/commands.ts";
import { CommandId, RoomId, uuid7 } from "#protocol/ids.ts";
import { MAX_DISPLAY_NAME_LENGTH, MAX_ROOM_NAME_LENGTH } from "#protocol/limits.ts";
import { cleanName } from "#protocol/text.ts";
import { nameKeyOf } from "../names/name-key.ts";
import type { Author } from "../rooms.ts";
import { body } from "./body.ts";
import { createRoom } from "./create-room.ts";
import { operatorOnly } from "./doors.ts";
import { isName } from "./new-person.ts";
import { placeholderId } from "./placeholder-id.ts";
import { problem } from "./problem.ts";
import { roomInAddress } from "./room-address.ts";
import type { ApiEnv, World } from "./world.ts";

const MAX_NAMES = 500;

const People = v.strictObject({
  source: v.pipe(v.string(), v.minLength(1), v.maxLength(100)),
  names: v.pipe(v.array(v.string()), v.maxLength(MAX_NAMES)),
});
const RoomWish = v.strictObject({ name: v.string() });
const Entries = v.strictObject({
  id: HistoryImport.entries.id,
  entries: HistoryImport.entries.entries,
});

export const importRoutes = new Hono<ApiEnv>()
  .post("/api/import/people", operatorOnly, body(People), async (c) => {
    const { database, now } = c.env.world;
    const { source, names } = c.req.valid("json");
    if (!names.every((name) => isName(name, MAX_DISPLAY_NAME_LENGTH)))
      return problem("name_invalid");
    const people = await Promise.all(
      names.map(async (name) => ({ name, id: await placeholderId(source, name) })),
    );
    const placeholders = people.map(({ id, name }) => ({
      id,
      name: cleanName(name),
      nameKey: nameKeyOf(name),
    }));
    await addPlaceholders(database, placeholders, now());
    return c.json({ people }, 200);
  })
  .post("/api/import/rooms", operatorOnly, body(RoomWish), async (c) => {
    const { world } = c.env;
    const owner = await operatorsName(world);
    if (!owner) return problem("community_missing");
    const wish = c.req.valid("json");
    if (!isName(wish.name, MAX_ROOM_NAME_LENGTH)) return problem("name_invalid");
    const name = cleanName(wish.name);
    const found = await findRoomByName(world.database, name);
    if (found?.isOpen) return c.json({ id: found.id }, 200);
    // A creation of ours that did not come to its end is taken up again; the directory has the name in its spelling.
    const isOurs = found?.by === owner.person && found.topic === "";
    const id = isOurs ? found.id : v.parse(RoomId, newId(world.now()));
    const command = v.parse(CommandId, id);
    const creation = { id: command, room: id, name: isOurs ? found.name : name, topic: "" };
    const created = await createRoom(world, owner, creation);
    return created.ok ? c.json({ id }, 200) : problem(created.refusal);
  })
  .post(
    "/api/import/rooms/:room/entries",
    operatorOnly,
    roomInAddress,
    body(Entries),
    async (c) => {
      const { world } = c.env;
      const owner = await operatorsName(world);
      if (!owner) return problem("community_missing");
      const { room } = c.req.valid("param");
      const { id, entries } = c.req.valid("json");
      // Rooms forget ids after a while; the archive never does (contract C2).
      const ids = entries.map((entry) => entry.id);
      const archived = await knownIds(world.database, room, ids);
      const fresh = entries.filter((entry) => !archived.has(entry.id));
      if (fresh.length === 0) return c.json({ added: 0, known: entries.length }, 200);
      const command = { type: "history.import", id, entries: fresh } as const;
      const done = await world.rooms.command(room, owner, command);
      if (!done.ok) return problem(done.refusal);
      const added = done.value.repeated ? 0 : done.value.events.length;
      return c.json({ added, known: entries.length - added }, 200);
    },
  );

/** The operator acts in an owner's name: rooms know no one else. */
async function operatorsName({ database }: World): Promise<Author | null> {
  const owner = await actingOwner(database);
  if (!owner) return null;
  return { person: owner.id, name: owner.name, role: "owner", session: "operator" };
}

function newId(now: number): string {
  return uuid7(now, crypto.getRandomValues(new Uint8Array(10)));
}
