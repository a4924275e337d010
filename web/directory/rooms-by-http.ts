import * as v from "valibot";
import { CommandId, RoomId, uuid7 } from "#protocol/ids.ts";
import type { Answer } from "../answer.ts";
import { askApi } from "../api.ts";
import { ListedRoom } from "./listed-room.ts";

export async function listRooms(): Promise<Answer<ListedRoom[]>> {
  const answer = await askApi("GET", "/api/rooms", v.object({ rooms: v.array(ListedRoom) }));
  return answer.ok ? { ok: true, value: answer.value.rooms } : answer;
}

/** Repeating it with the same id is safe. */
export function createRoom(room: {
  id: RoomId;
  name: string;
  topic: string;
}): Promise<Answer<unknown>> {
  return askApi("POST", "/api/rooms", v.object({ id: RoomId }), room);
}

/** Whoever is in it already, by another tab or device, has what they wish for. */
export async function joinRoom(room: RoomId): Promise<Answer<unknown>> {
  const answer = await askApi("POST", `/api/rooms/${room}/commands`, v.unknown(), {
    type: "room.join",
    id: newCommandId(),
  });
  return answer.ok || answer.code !== "already_member" ? answer : { ok: true, value: null };
}

export function leaveRoom(room: RoomId): Promise<Answer<unknown>> {
  return askApi("POST", `/api/rooms/${room}/commands`, v.unknown(), {
    type: "room.leave",
    id: newCommandId(),
  });
}

export function newRoomId(): RoomId {
  return v.parse(RoomId, newUuid());
}

export function newCommandId(): CommandId {
  return v.parse(CommandId, newUuid());
}

function newUuid(): string {
  return uuid7(Date.now(), crypto.getRandomValues(new Uint8Array(10)));
}
