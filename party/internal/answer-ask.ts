import * as v from "valibot";
import { refusal } from "#protocol/refusals.ts";
import type { Room } from "../room/room.ts";
import type { Answer } from "../rooms.ts";
import { Ask } from "./ask.ts";
import { turnAway, type InternalRequest } from "./door.ts";

/** The room's door for the API. Anyone without the secret finds nothing here. */
export async function answerAsk(
  request: InternalRequest,
  secret: string,
  room: () => Promise<Room>,
): Promise<Response> {
  const stranger = turnAway(request, secret);
  if (stranger) return stranger;
  const ask = v.safeParse(Ask, await request.json());
  if (!ask.success) return Response.json({ ok: false, refusal: refusal("malformed") });
  if (ask.output.ask === "listen") return answerListener(await room(), ask.output);
  return Response.json(await answer(await room(), ask.output));
}

/** What a room has to say is text already, and may be half a megabyte: it goes on as it is. */
async function answerListener(room: Room, { by, query }: Listen): Promise<Response> {
  const answer = await room.listen(by, query);
  if (!answer.ok) return Response.json(answer);
  const body = `{"ok":true,"value":{"heard":[${answer.value.join(",")}]}}`;
  return new Response(body, { headers: { "content-type": "application/json" } });
}

type Listen = Extract<Ask, { ask: "listen" }>;

async function answer(room: Room, ask: Exclude<Ask, Listen>): Promise<Answer<unknown>> {
  switch (ask.ask) {
    case "command":
      return room.command(ask.by, ask.command);
    case "history":
      return room.pages.history(ask.by, ask.query);
    case "thread":
      return room.pages.thread(ask.by, ask.query);
    case "typing":
      return room.signals.typing(ask.by, ask.signal);
    case "read":
      return room.signals.read(ask.by, ask.seq);
    case "receipts":
      return room.choseReceipts(ask.person, ask.choice);
    case "mayEnter":
      return room.admits(ask.by);
    case "note":
      return room.noteAccess(ask.by);
    case "noteChanged":
      return room.noteChanged(ask.news);
    case "message":
      return room.pages.message(ask.person, ask.seq);
    case "letter":
      return room.letter(ask.after, ask.arrived);
    case "signedOut":
      return room.signedOut(ask.sessions);
    case "upkeep":
      return room.upkeep.answer(ask.wish);
  }
}
