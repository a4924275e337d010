import type { Letter } from "#protocol/inbox/facts.ts";
import type { PersonId } from "#protocol/ids.ts";
import type { Inboxes } from "#party/room/ports.ts";

/** Inboxes that only keep what they were told, and that can be out of reach. */
export class FakeInboxes implements Inboxes {
  readonly delivered: { people: readonly PersonId[]; letter: Letter }[] = [];
  readonly unreachable = new Set<PersonId>();
  isBroken = false;

  deliver(people: readonly PersonId[], letter: Letter): Promise<PersonId[]> {
    if (this.isBroken) return Promise.reject(new Error("no courier goes"));
    this.delivered.push({ people, letter });
    return Promise.resolve(people.filter((person) => this.unreachable.has(person)));
  }
}
