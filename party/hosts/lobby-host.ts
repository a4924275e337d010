import { readEnv } from "../env.ts";
import { inboxesOverFetch, type FetchInbox } from "../internal/inboxes-over-fetch.ts";
import { answerLobby } from "../lobby/answer-lobby.ts";
import { Lobby } from "../lobby/lobby.ts";
import { log } from "../log.ts";
import { asPartOf } from "../request-id.ts";
import { systemClock } from "./system-clock.ts";
import { roomStorage, type KeyValueStorage } from "./room-storage.ts";
import type { InternalRequest } from "../internal/door.ts";

/** What a host has for the lobby. */
type LobbyPlace = { env: unknown; storage: KeyValueStorage; fetchInbox: FetchInbox };

/** The lobby with the world that its host brings. */
export class LobbyHost {
  readonly #place: LobbyPlace;
  #awake: Promise<Lobby> | null = null;

  constructor(place: LobbyPlace) {
    this.#place = place;
  }

  answer(request: InternalRequest): Promise<Response> {
    return asPartOf(request, async () => {
      try {
        const { INTERNAL_SECRET } = readEnv(this.#place.env);
        return await answerLobby(request, INTERNAL_SECRET, () => this.#ready());
      } catch (error) {
        log.failure("lobby.failed", error);
        return new Response(null, { status: 500 });
      }
    });
  }

  /** A failed wake-up is tried again by the next caller. */
  #ready(): Promise<Lobby> {
    this.#awake ??= this.#wake().catch((error: unknown) => {
      this.#awake = null;
      throw error;
    });
    return this.#awake;
  }

  #wake(): Promise<Lobby> {
    const { env, storage, fetchInbox } = this.#place;
    return Lobby.wake({
      // A write that failed resets the object on Cloudflare; elsewhere the next one finds it in memory.
      storage: roomStorage(storage, (error) => {
        log.failure("lobby.failed", error);
        this.#awake = null;
      }),
      clock: systemClock,
      inboxes: inboxesOverFetch(fetchInbox, readEnv(env).INTERNAL_SECRET),
    });
  }
}
