import * as v from "valibot";
import { Letter } from "#protocol/inbox/facts.ts";
import { PersonId } from "#protocol/ids.ts";
import { isSame } from "../auth/secret.ts";
import type { AskRequest } from "../internal/answer-ask.ts";
import { INTERNAL_HEADER } from "../internal/ask.ts";
import type { Inboxes } from "../inboxes.ts";

const Errand = v.object({ people: v.array(PersonId), letter: Letter });

/** A courier's door: it takes a letter to each of these people's inboxes, and says who was not reached. It keeps nothing. */
export async function answerErrand(
  request: AskRequest,
  secret: string,
  inboxes: Pick<Inboxes, "tell">,
): Promise<Response> {
  const isOurs = isSame(request.headers.get(INTERNAL_HEADER) ?? "", secret);
  if (!isOurs) return new Response(null, { status: 404 });
  const { people, letter } = v.parse(Errand, await request.json());
  const answers = await Promise.all(people.map((person) => inboxes.tell(person, letter)));
  const missed = people.filter((_, place) => !answers[place]?.ok);
  return Response.json({ missed });
}
