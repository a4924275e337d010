import { createStore, type StoreApi } from "zustand/vanilla";
import type { PersonId, RoomId } from "#protocol/ids.ts";
import type { Answer, Failure } from "../answer.ts";
import type { Clock } from "../clock.ts";
import type { RoomMemory } from "./room-memory.ts";
import type { ListedRoom } from "./listed-room.ts";

/** How long a new room may stay unseen in a page that is looked at, in milliseconds. */
export const FRESH_FOR_MS = 15_000;
/** Whoever opens a page with rooms on it does not ask again for what was answered a moment ago. */
const A_MOMENT_MS = 10_000;

/** The rooms of the community by name. Until the server answers, those that the person is in, as this browser last knew them. */
export type KnownRooms = {
  data: readonly ListedRoom[] | undefined;
  /** Whether `data` is all there is to know, and not what was kept here. */
  isWhole: boolean;
  /** Why the last answer is missing; null when it is not. */
  error: { message: string } | null;
  isFetching: boolean;
};

export type DirectoryDeps = {
  clock: Clock;
  memory: RoomMemory;
  listRooms(): Promise<Answer<readonly ListedRoom[]>>;
  /** Whether anybody can be looking. */
  readonly isSeen: () => boolean;
  readonly onWake: (wake: () => void) => () => void;
};

const NOTHING_KNOWN: KnownRooms = {
  data: undefined,
  isWhole: false,
  error: null,
  isFetching: false,
};

/** The rooms as this browser knows them: shown at once from what was kept, then as the server says. */
export class Directory {
  readonly store: StoreApi<KnownRooms> = createStore(() => NOTHING_KNOWN);
  readonly #deps: DirectoryDeps;
  #person: PersonId | null = null;
  /** The question that counts. What was asked before something changed may be answered as it was. */
  #asked = 0;
  #answeredAt = Number.NEGATIVE_INFINITY;

  constructor(deps: DirectoryDeps) {
    this.#deps = deps;
  }

  /** Whose rooms these are. Nobody's: nothing of them stays, neither here nor on the disk. */
  belongTo(person: PersonId | null) {
    if (person === this.#person && person !== null) return;
    this.#person = person;
    this.#asked += 1;
    this.#answeredAt = Number.NEGATIVE_INFINITY;
    const kept = person === null ? null : this.#deps.memory.recall(person);
    // Also what somebody else has left behind.
    if (kept === null) this.#deps.memory.forget();
    this.store.setState({ ...NOTHING_KNOWN, ...(kept && { data: kept }) }, true);
  }

  /** Asks now, whatever is known or under way. */
  async refresh(): Promise<void> {
    const person = this.#person;
    if (person === null) return;
    this.#asked += 1;
    const question = this.#asked;
    this.store.setState({ isFetching: true });
    const answer = await this.#deps.listRooms();
    if (question !== this.#asked) return;
    if (answer.ok) this.#learn(person, answer.value);
    else this.#failed(answer);
  }

  /** Asks unless that was answered a moment ago, or is being asked. */
  look() {
    const { isFetching } = this.store.getState();
    if (isFetching || this.#deps.clock.now() - this.#answeredAt < A_MOMENT_MS) return;
    void this.refresh();
  }

  /** Asks again all the while, as long as somebody can be looking. Gives what ends it. */
  stayFresh(): () => void {
    const { clock, isSeen, onWake } = this.#deps;
    let stopTimer = () => {};
    const again = () => {
      if (isSeen()) this.look();
      stopTimer = clock.setTimer(FRESH_FOR_MS, again);
    };
    again();
    const stopWake = onWake(() => void this.refresh());
    return () => {
      stopTimer();
      stopWake();
    };
  }

  /** What one does in a room one can do from the moment one is in it, and not only when the list has been asked for anew. */
  noteJoined(room: RoomId) {
    const { data } = this.store.getState();
    const now = (listed: ListedRoom) =>
      listed.id === room && !listed.joined
        ? { ...listed, joined: true, members: listed.members + 1, invitation: null }
        : listed;
    if (data) this.store.setState({ data: data.map(now) });
  }

  #learn(person: PersonId, rooms: readonly ListedRoom[]) {
    this.#answeredAt = this.#deps.clock.now();
    const { data: before } = this.store.getState();
    // The same list in every render while nothing is new.
    const isSame = JSON.stringify(before) === JSON.stringify(rooms);
    const data = before && isSame ? before : rooms;
    this.store.setState({ data, isWhole: true, error: null, isFetching: false });
    this.#deps.memory.keep(
      person,
      rooms.filter(({ joined }) => joined),
    );
  }

  #failed({ says }: Failure) {
    this.store.setState({ error: { message: says }, isFetching: false });
  }
}
