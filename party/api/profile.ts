import { Hono } from "hono";
import * as v from "valibot";
import { cardOf, isInRoom, setProfile, shareARoom, statusesIn, type Card } from "#db/profiles.ts";
import { PersonId } from "#protocol/ids.ts";
import { checkProfile, Profile } from "./profile-fields.ts";
import { may } from "#protocol/roles.ts";
import type { Author } from "../rooms.ts";
import { body } from "./body.ts";
import { signedIn, stillSignedIn } from "./doors.ts";
import { problem } from "./problem.ts";
import { roomInAddress } from "./room-address.ts";
import type { ApiEnv, World } from "./world.ts";

/** What people tell of themselves, and who may read it. */
export const profileRoutes = new Hono<ApiEnv>()
  .get("/api/profile", signedIn, stillSignedIn, async (c) => {
    const { database, now } = c.env.world;
    const card = await cardOf(database, c.var.signedIn.author.person, now());
    if (!card) return problem("unauthenticated");
    const { id, name, role, since, pronouns, status } = card;
    return c.json({ id, name, role, since, pronouns, status }, 200);
  })
  .put("/api/profile", signedIn, stillSignedIn, body(Profile), async (c) => {
    const { database, now } = c.env.world;
    const checked = checkProfile(c.req.valid("json"), now());
    if (!checked.ok) return problem(checked.code);
    await setProfile(database, c.var.signedIn.author.person, checked.profile);
    return c.json(checked.profile, 200);
  })
  .get("/api/people/:id", signedIn, stillSignedIn, async (c) => {
    const { world } = c.env;
    const { author } = c.var.signedIn;
    const person = v.safeParse(PersonId, c.req.param("id"));
    if (!person.success) return problem("not_found");
    const card = await cardOf(world.database, person.output, world.now());
    // Whoever may not know them is not told that they are there.
    if (!card || !(await mayKnow(world, author, card.id))) return problem("not_found");
    return c.json(toldOf(card, author), 200);
  })
  .get("/api/rooms/:room/statuses", signedIn, stillSignedIn, roomInAddress, async (c) => {
    const { database, now } = c.env.world;
    const { room } = c.req.valid("param");
    if (!(await isInRoom(database, c.var.signedIn.author.person, room)))
      return problem("not_member");
    return c.json({ statuses: await statusesIn(database, room, now()) }, 200);
  });

/** Everyone is known to those who may list people, and to the others whoever they share a room with. */
async function mayKnow({ database }: World, by: Author, person: PersonId): Promise<boolean> {
  if (person === by.person || may(by.role, "people.list")) return true;
  return shareARoom(database, by.person, person);
}

/** Placeholders and those who have left have a name and nothing more. That someone was put out is told to those who may do it. */
function toldOf({ id, name, kind, role, since, pronouns, status, isBanned }: Card, by: Author) {
  if (kind !== "person") return { kind, id, name };
  if (!isBanned) return { kind, id, name, role, since, pronouns, status, isBanned };
  const isTold = may(by.role, "people.run");
  return { kind, id, name, role, since, pronouns, status: null, isBanned: isTold };
}
