import type { Letter } from "#protocol/inbox/facts.ts";
import type { PersonId, RoomId } from "#protocol/ids.ts";
import { refusal } from "#protocol/refusals.ts";
import type { Inbox } from "#party/inbox/inbox.ts";
import type { Told } from "#party/room/ports.ts";
import type { Room } from "#party/room/room.ts";
import type { Answer, LetterPage } from "#party/rooms.ts";
import type { Chance } from "../chance.ts";
import type { SimClock } from "../sim-clock.ts";
import type { SimHost } from "../sim-host.ts";
import { Accident } from "../violation.ts";

/** How often what goes wrong on the way. `answers`: what an inbox has asked a room comes late, and may be outdated by then. */
export type PostTrouble = {
  lost: number;
  unheard: number;
  twice: number;
  slow: number;
  answers: number;
  courier: number;
};
export const NO_TROUBLE: PostTrouble = {
  lost: 0,
  unheard: 0,
  twice: 0,
  slow: 0,
  answers: 0,
  courier: 0,
};

/** The ways between rooms and inboxes: letters are late, overtake each other, come twice or never, and so do their answers. */
export class PostOffice {
  trouble = NO_TROUBLE;
  readonly rooms = new Map<RoomId, SimHost<Room>>();
  readonly inboxes = new Map<PersonId, SimHost<Inbox>>();
  readonly #clock: SimClock;
  readonly #chance: Chance;

  constructor(clock: SimClock, chance: Chance) {
    this.#clock = clock;
    this.#chance = chance;
  }

  /** A room's round. @throws Accident when nobody came back from it. */
  async deliver(people: readonly PersonId[], letter: Letter): Promise<Told> {
    const isLost = this.#chance.happens(this.trouble.courier);
    const answers = await Promise.all(people.map((person) => this.#take(person, letter)));
    if (isLost) throw new Accident("the courier is gone");
    return {
      missed: people.filter((_, place) => !answers[place]),
      here: people.filter((_, place) => answers[place]?.isHere),
    };
  }

  /** What an inbox asks of a room. */
  async letter(room: RoomId, after: number, arrived?: PersonId): Promise<Answer<LetterPage>> {
    const { lost, unheard } = this.trouble;
    const host = this.rooms.get(room);
    await this.#way();
    if (!host || host.isDown || this.#chance.happens(lost)) return this.#away();
    try {
      const answer = await host.ask((object) => object.letter(after, arrived));
      await this.#way(this.trouble.answers);
      return this.#chance.happens(unheard) ? await this.#away() : answer;
    } catch (error) {
      if (error instanceof Accident) return this.#away();
      throw error;
    }
  }

  /** What this person's inbox has answered; null: not well. */
  async #take(person: PersonId, letter: Letter): Promise<{ isHere: boolean } | null> {
    const { lost, unheard, twice } = this.trouble;
    await this.#way();
    if (this.#chance.happens(twice)) this.#later(person, letter);
    if (this.#chance.happens(lost)) {
      // Nobody knows which of those that are given up come all the same.
      if (this.#chance.happens(0.5)) this.#later(person, letter);
      await this.#clock.sleep(this.#chance.between(100, 8_000));
      return null;
    }
    const told = await this.#tell(person, letter);
    await this.#way();
    return told !== null && !this.#chance.happens(unheard) ? told : null;
  }

  async #tell(person: PersonId, letter: Letter): Promise<{ isHere: boolean } | null> {
    const host = this.inboxes.get(person);
    if (!host || host.isDown) return null;
    try {
      const answer = await host.ask((inbox) => inbox.tell(letter));
      return answer.ok ? answer.value : null;
    } catch (error) {
      if (error instanceof Accident) return null;
      throw error;
    }
  }

  #later(person: PersonId, letter: Letter): void {
    this.#clock.after(this.#chance.between(5, 40_000), () => void this.#tell(person, letter));
  }

  async #away(): Promise<Answer<never>> {
    await this.#clock.sleep(this.#chance.between(10, 3_000));
    return { ok: false, refusal: refusal("unavailable") };
  }

  async #way(slow = this.trouble.slow): Promise<void> {
    const isSlow = this.#chance.happens(slow);
    await this.#clock.sleep(
      isSlow ? this.#chance.between(200, 9_000) : this.#chance.between(2, 60),
    );
  }
}
