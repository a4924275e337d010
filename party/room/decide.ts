import type { HistoryImport, ImportEntry, RoomCommand } from "#protocol/commands.ts";
import { NO_NAME } from "#protocol/erasure.ts";
import type { NewEvent } from "#protocol/events.ts";
import { timeOfId, type CommandId } from "#protocol/ids.ts";
import {
  ID_TOO_NEW_MS,
  ID_TOO_OLD_MS,
  MAX_DISPLAY_NAME_LENGTH,
  MAX_ROOM_NAME_LENGTH,
  MAX_TOPIC_LENGTH,
} from "#protocol/limits.ts";
import type { RefusalCode } from "#protocol/refusals.ts";
import type { RoomFacts } from "#protocol/room-state.ts";
import { checkBody, cleanName } from "#protocol/text.ts";
import type { Author } from "../rooms.ts";
import { asCalled } from "./called.ts";
import {
  edit,
  pin,
  post,
  react,
  remove,
  type Decision,
  type FindMessage,
} from "./decide-message.ts";
import { invite, uninvite, withdrawnWith } from "./decide-invitation.ts";
import { objection } from "./permissions.ts";

/**
 * What a command becomes in this room at `now`. Pure: it neither knows nor changes anything else. `find` gives the message that a
 * command is about.
 */
export function decide(
  room: RoomFacts,
  command: RoomCommand,
  by: Author,
  now: number,
  find: FindMessage,
): Decision {
  const objects = objection(room, command.type, by);
  if (objects) return refuse(objects);
  if (isStale(command.id, now)) return refuse("id_stale");
  const { name } = asCalled(room, { id: by.person, name: by.name });
  const fact = { id: command.id, at: now, by: by.person, name };
  switch (command.type) {
    case "room.create":
      return createRoom(command, fact);
    case "room.join":
      return accept([{ type: "member.joined", ...fact }]);
    case "room.leave":
      return accept([{ type: "member.left", ...fact, ...withdrawnWith(room, fact.by) }]);
    case "member.invite":
      return invite(command, fact, { room, by });
    case "member.uninvite":
      return uninvite(command, fact, { room, by });
    case "message.post":
      return post(command, fact, find, { room, by });
    case "message.edit":
      return edit(command, fact, find, by);
    case "message.delete":
      return remove(command, fact, find, { room, by });
    case "message.react":
      return react(command, fact, find);
    case "message.pin":
      return pin(command, fact, find, room);
    case "member.rename":
      return rename(command.to, fact);
    case "member.erase":
      return accept([
        { type: "member.erased", ...fact, name: NO_NAME, ...withdrawnWith(room, fact.by) },
      ]);
    case "history.import":
      return importHistory(command);
    case "note.mention":
      return mention(command, fact, room);
  }
}

/** Whether an id is outside the time in which rooms can tell a repeat from a new command (contract C2). */
export function isStale(id: CommandId, now: number): boolean {
  const writtenAt = timeOfId(id);
  return writtenAt < now - ID_TOO_OLD_MS || writtenAt > now + ID_TOO_NEW_MS;
}

type Fact = Pick<NewEvent, "id" | "at" | "by" | "name">;

function createRoom(command: { name: string; topic: string }, fact: Fact): Decision {
  const name = cleanName(command.name);
  const topic = cleanName(command.topic);
  if (name === "" || name.length > MAX_ROOM_NAME_LENGTH) return refuse("name_invalid");
  if (topic.length > MAX_TOPIC_LENGTH) return refuse("topic_too_long");
  return accept([{ type: "room.created", ...fact, room: { name, topic } }]);
}

/** Rooms may be told several times: the name that someone has already is no news. */
function rename(raw: string, fact: Fact): Decision {
  const to = cleanName(raw);
  if (to === "" || to.length > MAX_DISPLAY_NAME_LENGTH) return refuse("name_invalid");
  return accept(to === fact.name ? [] : [{ type: "member.renamed", ...fact, to }]);
}

/** Whoever is not here is told nothing of what is written here, and nobody is told of what they have written themselves. */
function mention(
  { person }: Extract<RoomCommand, { type: "note.mention" }>,
  fact: Fact,
  { members }: RoomFacts,
): Decision {
  if (person === fact.by) return refuse("no_change");
  return members[person]
    ? accept([{ type: "note.mentioned", ...fact, person }])
    : refuse("no_such_person");
}

function importHistory(command: HistoryImport): Decision {
  const events: NewEvent[] = [];
  for (const entry of command.entries) {
    const event = importEntry(entry);
    if (!event) return refuse("malformed");
    events.push(event);
  }
  return accept(events);
}

function importEntry(entry: ImportEntry): NewEvent | null {
  const name = cleanName(entry.name);
  if (name === "") return null;
  const fact = { id: entry.id, at: entry.at, by: entry.by, name, imported: true } as const;
  switch (entry.type) {
    case "message.posted": {
      const body = checkBody(entry.body);
      if (!body.ok) return null;
      const action = entry.action ? ({ action: true } as const) : {};
      return { type: "message.posted", ...fact, body: body.text, ...action };
    }
    case "member.renamed": {
      const to = cleanName(entry.to);
      return to === "" ? null : { type: "member.renamed", ...fact, to };
    }
    case "member.joined":
    case "member.left":
      return { type: entry.type, ...fact };
  }
}

function accept(events: NewEvent[]): Decision {
  return { ok: true, events };
}

function refuse(code: RefusalCode): Decision {
  return { ok: false, code };
}
