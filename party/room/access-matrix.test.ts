import { expect, test } from "vitest";
import { RoomCommand } from "#protocol/commands.ts";
import { CommunityRole } from "#protocol/roles.ts";
import { person, RoomBench } from "../../test/fakes/room-bench.ts";
import type { Author } from "../rooms.ts";

type Type = RoomCommand["type"];

const WHERE = ["a member here", "not a member", "not a member, invited"] as const;
const INSIDE = "a member here";
const INVITED = "not a member, invited";
const BELONGS = ["owner", "admin", "member"];

/** Whether someone of this role in the community, who is here or not, may do it in a room that exists. */
const MAY: Record<Type, (role: string, where: string) => boolean> = {
  // The room is there already.
  "room.create": () => false,
  "room.join": (role, where) => where === INVITED || (where !== INSIDE && BELONGS.includes(role)),
  "room.leave": (_, where) => where === INSIDE,
  // Of somebody who may come in by themselves.
  "member.invite": (role, where) => where === INSIDE && BELONGS.includes(role),
  // Somebody else's, that somebody else has made.
  "member.uninvite": (role, where) => where === INSIDE && ["owner", "admin"].includes(role),
  "message.post": (_, where) => where === INSIDE,
  "message.edit": (_, where) => where === INSIDE,
  "message.react": (_, where) => where === INSIDE,
  "message.pin": (role, where) => where === INSIDE && BELONGS.includes(role),
  // Somebody else's: whoever runs the community keeps order in its rooms.
  "message.delete": (role, where) => where === INSIDE && ["owner", "admin"].includes(role),
  "member.rename": (_, where) => where === INSIDE,
  // Whoever deletes their account may have left the room long ago, and their name stands there still.
  "member.erase": () => true,
  "history.import": (role) => role === "owner",
  "note.mention": (role, where) => where === INSIDE && BELONGS.includes(role),
};

const TYPES = RoomCommand.options.map(({ entries }) => entries.type.literal);

test.each(TYPES)("%s is for whom the table names, and nobody else", async (type) => {
  const seen: string[] = [];
  const expected: string[] = [];
  for (const role of CommunityRole.options) {
    for (const where of WHERE) {
      const bench = await RoomBench.withMembers([]);
      const who: Author = { ...person("Who", role), isInvited: where !== "not a member" };
      if (where === INSIDE) await bench.command(who, { type: "room.join", id: bench.id() });
      const target = await messageFor(type, who, where, bench);
      if (type === "member.uninvite") await bench.command(person("Ann", "owner"), invite(bench));
      const answer = await bench.command(who, commandOf(type, bench, target));
      seen.push(`${role}, ${where}: ${answer.ok ? "done" : "refused"}`);
      expected.push(`${role}, ${where}: ${MAY[type](role, where) ? "done" : "refused"}`);
    }
  }
  expect(seen).toEqual(expected);
});

/** The number of a message that the command may be about: their own where only authors may. */
async function messageFor(type: Type, who: Author, where: string, bench: RoomBench) {
  const author = type === "message.edit" && where === INSIDE ? who : person("Ann", "owner");
  const said = await bench.command(author, bench.post("something"));
  return said.ok ? (said.value.events[0]?.seq ?? 0) : 0;
}

function invite(bench: RoomBench): RoomCommand {
  return { type: "member.invite", id: bench.id(), people: [person("Dan").person] };
}

function commandOf(type: Type, bench: RoomBench, target: number): RoomCommand {
  const id = bench.id();
  switch (type) {
    case "room.create":
      return { type, id, name: "Kitchen", topic: "" };
    case "room.join":
    case "room.leave":
      return { type, id };
    case "member.invite":
      return invite(bench);
    case "member.uninvite":
      return { type, id, person: person("Dan").person };
    case "message.post":
      return { type, id, body: "hello" };
    case "message.edit":
      return { type, id, target, revision: 0, body: "something else" };
    case "message.delete":
      return { type, id, target };
    case "message.react":
      return { type, id, target, emoji: "👍", on: true };
    case "message.pin":
      return { type, id, target, on: true };
    case "member.rename":
      return { type, id, to: "Whoever" };
    case "member.erase":
      return { type, id };
    case "note.mention":
      return { type, id, person: person("Ann").person };
    case "history.import": {
      const { person: by, name } = person("Old");
      const entry = {
        type: "message.posted",
        id: bench.id(),
        at: 1,
        by,
        name,
        body: "old",
      } as const;
      return { type, id, entries: [entry] };
    }
  }
}
