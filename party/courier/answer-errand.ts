import * as v from "valibot";
import { Letter } from "#protocol/inbox/facts.ts";
import { PersonId } from "#protocol/ids.ts";
import type { Inboxes } from "../inboxes.ts";
import type { Told } from "../room/ports.ts";
import { asPartOf } from "../request-id.ts";
import { turnAway, type InternalRequest } from "../internal/door.ts";

/** Inboxes that one courier is at in the same moment. All at once would be in the way of those who talk, where a process is everything. */
const AT_ONCE = 4;

const Errand = v.object({ people: v.array(PersonId), letter: Letter });
type Errand = v.InferOutput<typeof Errand>;

/** A courier's door: it takes a letter to each of these people's inboxes, and says who was not reached, and who is there. It keeps nothing. */
export async function answerErrand(
  request: InternalRequest,
  secret: string,
  inboxes: Pick<Inboxes, "tell">,
): Promise<Response> {
  const stranger = turnAway(request, secret);
  return (
    stranger ?? asPartOf(request, async () => go(v.parse(Errand, await request.json()), inboxes))
  );
}

async function go({ people, letter }: Errand, inboxes: Pick<Inboxes, "tell">): Promise<Response> {
  const missed: PersonId[] = [];
  const here: PersonId[] = [];
  const left = people.values();
  const one = async () => {
    for (const person of left) {
      const answer = await inboxes.tell(person, letter);
      if (!answer.ok) missed.push(person);
      else if (answer.value.isHere) here.push(person);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  return Response.json({ missed, here } satisfies Told);
}
