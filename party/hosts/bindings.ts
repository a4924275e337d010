import type { OpenParty } from "../admission.ts";
import type { FetchLimits } from "../limits/limits-over-fetch.ts";
import type { FetchInbox } from "../internal/inboxes-over-fetch.ts";
import type { FetchNote } from "../internal/notes-over-fetch.ts";
import type { FetchRoom } from "../internal/rooms-over-fetch.ts";
import type { FetchLobby } from "../lobby/lobby-over-fetch.ts";
import type { FetchMeter } from "../meter/meter-over-fetch.ts";
import type { FetchCourier } from "../courier/letters-by-courier.ts";
import type { Inbox } from "./inbox-server.ts";
import type { Notes } from "./note-server.ts";
import { objectAt, placeOf } from "./place.ts";
import type { Room } from "./room-server.ts";

/** What the Worker and its objects find in their environment on Cloudflare and in workerd (wrangler.jsonc). */
export type Bindings = {
  Room: DurableObjectNamespace<Room>;
  Inbox: DurableObjectNamespace<Inbox>;
  Notes: DurableObjectNamespace<Notes>;
  Courier: DurableObjectNamespace;
  Lobby: DurableObjectNamespace;
  Limits: DurableObjectNamespace;
  Meter: DurableObjectNamespace;
  ASSETS: Fetcher;
};

export function roomsOf(bindings: Pick<Bindings, "Room">): FetchRoom {
  return (room, request) => objectOf(bindings, "Room", room).fetch(request);
}

export function inboxesOf(bindings: Pick<Bindings, "Inbox">): FetchInbox {
  return (person, request) => objectOf(bindings, "Inbox", person).fetch(request);
}

export function notesOf(bindings: Pick<Bindings, "Notes">): FetchNote {
  return (room, request) => objectOf(bindings, "Notes", room).fetch(request);
}

export function couriersOf(bindings: Pick<Bindings, "Courier">): FetchCourier {
  return (courier, request) => objectOf(bindings, "Courier", courier).fetch(request);
}

export function lobbyOf(bindings: Pick<Bindings, "Lobby">): FetchLobby {
  return (lobby, request) => objectOf(bindings, "Lobby", lobby).fetch(request);
}

export function limitsOf(bindings: Pick<Bindings, "Limits">): FetchLimits {
  return (shard, request) => objectOf(bindings, "Limits", shard).fetch(request);
}

export function meterOf(bindings: Pick<Bindings, "Meter">): FetchMeter {
  return (meter, request) => objectOf(bindings, "Meter", meter).fetch(request);
}

type Kind = Exclude<keyof Bindings, "ASSETS">;
type Reached = { fetch(request: Request): Promise<Response> };

function objectOf<K extends Kind>(bindings: Pick<Bindings, K>, kind: K, name: string): Reached {
  const namespace: DurableObjectNamespace = bindings[kind];
  return objectAt(placeOf(bindings), namespace, name);
}

/** Any object that outsiders have sockets to, by its party. */
export function fetchObjectOf(bindings: Pick<Bindings, "Room" | "Inbox" | "Notes">) {
  const kinds = { room: "Room", inbox: "Inbox", notes: "Notes" } as const;
  return (party: OpenParty, name: string, request: Request): Promise<Response> =>
    objectOf(bindings, kinds[party], name).fetch(request);
}
