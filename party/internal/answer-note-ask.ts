import * as v from "valibot";
import { refusal } from "#protocol/refusals.ts";
import type { Note } from "../notes/note.ts";
import type { Answer } from "../rooms.ts";
import { turnAway, type InternalRequest } from "./door.ts";
import { NoteAsk } from "./note-ask.ts";

/** A note's door for the API and for its room. Anyone without the secret finds nothing here. */
export async function answerNoteAsk(
  request: InternalRequest,
  secret: string,
  note: () => Promise<Note>,
): Promise<Response> {
  const stranger = turnAway(request, secret);
  if (stranger) return stranger;
  const ask = v.safeParse(NoteAsk, await request.json());
  if (!ask.success) return Response.json({ ok: false, refusal: refusal("malformed") });
  return asResponse(await answer(await note(), ask.output));
}

async function answer(note: Note, ask: NoteAsk): Promise<Answer<unknown>> {
  switch (ask.ask) {
    case "state":
      return note.pages.state(ask.by);
    case "write":
      return note.posts.write(ask.by, ask.update);
    case "listen":
      return note.polls.listen(ask.by, ask.question);
    case "versions":
      return note.pages.versions(ask.by);
    case "version":
      return note.pages.version(ask.by, ask.id);
    case "hold":
      return note.pages.hold(ask.by, ask.id);
    case "gone":
      return note.gone(ask);
    case "roleIs":
      return note.roleIs(ask.person, ask.role);
  }
}

/** A document goes as it is; everything else is JSON. */
function asResponse(answer: Answer<unknown>): Response {
  if (!answer.ok || !(answer.value instanceof Uint8Array)) return Response.json(answer);
  // A copy, because bytes of the document's may be a part of something larger.
  return new Response(answer.value.slice(), {
    headers: { "content-type": "application/octet-stream" },
  });
}
