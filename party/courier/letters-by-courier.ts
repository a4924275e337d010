import * as v from "valibot";
import { PersonId } from "#protocol/ids.ts";
import { log } from "../log.ts";
import type { Inboxes, Told } from "../room/ports.ts";
import { internalRequest } from "../internal/door.ts";

/** How a host reaches a courier, by the name of an object. */
export type FetchCourier = (courier: string, request: Request) => Promise<Response>;

/** People that one courier goes to. A platform allows a thousand requests in answer to one. */
const PEOPLE_EACH = 500;
const Answer = v.object({ missed: v.array(PersonId), here: v.array(PersonId) });

/**
 * A room's way to many inboxes. It hands the letter to couriers, who do the going about: a room that told thousands itself would do
 * nothing else meanwhile (docs/decisions/0043).
 */
export function lettersByCourier(fetchCourier: FetchCourier, secret: string): Inboxes {
  return {
    async deliver(people, letter) {
      const text = JSON.stringify(letter);
      const errands: Promise<Told>[] = [];
      for (let from = 0; from < people.length; from += PEOPLE_EACH) {
        const some = people.slice(from, from + PEOPLE_EACH);
        errands.push(send(`${letter.room}-${from / PEOPLE_EACH}`, some, text));
      }
      const answers = await Promise.all(errands);
      return {
        missed: answers.flatMap(({ missed }) => missed),
        here: answers.flatMap(({ here }) => here),
      };
    },
  };

  async function send(courier: string, people: readonly PersonId[], letter: string): Promise<Told> {
    try {
      const body = `{"people":${JSON.stringify(people)},"letter":${letter}}`;
      const response = await fetchCourier(courier, internalRequest(body, secret));
      return v.parse(Answer, await response.json());
    } catch (error) {
      log.failure("courier.failed", error);
      return { missed: [...people], here: [] };
    }
  }
}
