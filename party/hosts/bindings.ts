import type { FetchInbox } from "../internal/inboxes-over-fetch.ts";
import type { FetchNote } from "../internal/notes-over-fetch.ts";
import type { FetchRoom } from "../internal/rooms-over-fetch.ts";
import type { FetchLobby } from "../lobby/lobby-over-fetch.ts";
import type { FetchCourier } from "../courier/letters-by-courier.ts";
import type { Inbox } from "./inbox-server.ts";
import type { Notes } from "./note-server.ts";
import type { Room } from "./room-server.ts";

/** What the Worker and its objects find in their environment on Cloudflare and in workerd (wrangler.jsonc). */
export type Bindings = {
  Room: DurableObjectNamespace<Room>;
  Inbox: DurableObjectNamespace<Inbox>;
  Notes: DurableObjectNamespace<Notes>;
  Courier: DurableObjectNamespace;
  Lobby: DurableObjectNamespace;
  Limits: DurableObjectNamespace;
  ASSETS: Fetcher;
};

export function roomsOf({ Room: rooms }: Pick<Bindings, "Room">): FetchRoom {
  return (room, request) => rooms.get(rooms.idFromName(room)).fetch(request);
}

export function inboxesOf({ Inbox: inboxes }: Pick<Bindings, "Inbox">): FetchInbox {
  return (person, request) => inboxes.get(inboxes.idFromName(person)).fetch(request);
}

export function notesOf({ Notes: notes }: Pick<Bindings, "Notes">): FetchNote {
  return (room, request) => notes.get(notes.idFromName(room)).fetch(request);
}

export function couriersOf({ Courier: couriers }: Pick<Bindings, "Courier">): FetchCourier {
  return (courier, request) => couriers.get(couriers.idFromName(courier)).fetch(request);
}

export function lobbyOf({ Lobby: lobbies }: Pick<Bindings, "Lobby">): FetchLobby {
  return (lobby, request) => lobbies.get(lobbies.idFromName(lobby)).fetch(request);
}
