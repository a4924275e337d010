import type { Letter } from "#protocol/inbox/facts.ts";
import type { PersonId } from "#protocol/ids.ts";
import type { Inboxes, Told } from "#party/room/ports.ts";

/** Inboxes that only keep what they were told, and that can be out of reach. */
export class FakeInboxes implements Inboxes {
  readonly delivered: { people: readonly PersonId[]; letter: Letter }[] = [];
  readonly unreachable = new Set<PersonId>();
  /** Those with a device connected. */
  readonly here = new Set<PersonId>();
  isBroken = false;

  deliver(people: readonly PersonId[], letter: Letter): Promise<Told> {
    if (this.isBroken) return Promise.reject(new Error("no courier goes"));
    this.delivered.push({ people, letter });
    return Promise.resolve({
      missed: people.filter((person) => this.unreachable.has(person)),
      here: people.filter((person) => this.here.has(person)),
    });
  }
}
