import { newEpoch } from "#protocol/epoch.ts";
import type { PersonId } from "#protocol/ids.ts";
import { checkTicket } from "../auth/ticket.ts";
import { loadTokenKeys } from "../auth/token-keys.ts";
import { readEnv } from "../env.ts";
import { mayWakeAllAt } from "../going/returning.ts";
import { Inbox } from "../inbox/inbox.ts";
import type { InboxWorld } from "../inbox/ports.ts";
import { answerInboxAsk } from "../internal/answer-inbox-ask.ts";
import { roomsOverFetch, type FetchRoom } from "../internal/rooms-over-fetch.ts";
import { lobbyOverFetch, type FetchLobby } from "../lobby/lobby-over-fetch.ts";
import { log } from "../log.ts";
import { countedMissedMailer, countedPush } from "../meter/counted-ports.ts";
import type { Handover } from "../meter/handover.ts";
import type { FetchMeter } from "../meter/meter-over-fetch.ts";
import { missedMailerBy } from "../mail/missed-mailer.ts";
import { ObjectHost } from "./object-host.ts";
import { systemClock } from "./system-clock.ts";
import { pushBy } from "../push/web-push.ts";
import { roomStorage, type KeyValueStorage } from "./room-storage.ts";
import { peersOver, type Connection } from "./socket-peer.ts";
import type { InternalRequest } from "../internal/door.ts";

/** What a host has for one inbox. */
export type InboxPlace = {
  env: unknown;
  storage: KeyValueStorage;
  person(): PersonId;
  connections(): Iterable<Connection>;
  headIs(head: number): void;
  fetchRoom: FetchRoom;
  fetchLobby: FetchLobby;
  fetchMeter: FetchMeter;
};

/** An inbox with the world that its host brings. */
export class InboxHost extends ObjectHost<Inbox> {
  readonly #place: InboxPlace;

  constructor(place: InboxPlace) {
    super({
      name: "inbox",
      storage: place.storage,
      env: place.env,
      id: () => place.person(),
      fetchMeter: place.fetchMeter,
      wake: (giveUp, counted) =>
        Inbox.wake(
          worldOf(place, giveUp, counted),
          place.person(),
          readEnv(place.env).ROOM_LIMITS,
          peersOver(place.connections()),
        ),
    });
    this.#place = place;
  }

  answer(request: InternalRequest): Promise<Response> {
    return this.request((ready) =>
      answerInboxAsk(request, readEnv(this.#place.env).INTERNAL_SECRET, ready),
    );
  }
}

function worldOf(
  place: InboxPlace,
  giveUp: (error: unknown) => void,
  counted: Handover,
): InboxWorld {
  const env = readEnv(place.env);
  return {
    storage: counted.watching(roomStorage(place.storage, giveUp)),
    clock: systemClock,
    tickets: {
      check: async (ticket, id) =>
        checkTicket(await loadTokenKeys(env), ticket, { party: "inbox", id }, Date.now()),
    },
    rooms: roomsOverFetch(place.fetchRoom, env.INTERNAL_SECRET),
    push: countedPush(pushBy(env, { now: () => Date.now() }), counted.tally),
    mail: countedMissedMailer(missedMailerBy(env), counted.tally),
    origin: env.ORIGINS[0] ?? "",
    lobby: lobbyOverFetch(place.fetchLobby, env.INTERNAL_SECRET),
    mayWakeAllAt: mayWakeAllAt(env, Date.now, Math.random),
    counts: counted.tally,
    turned: () => counted.turned(),
    log: (event, facts, level) => log[level ?? "fact"](event, facts),
    newEpoch: () => newEpoch(Date.now(), crypto.getRandomValues(new Uint8Array(10)), null),
    headIs: (head) => place.headIs(head),
    giveUp,
  };
}
