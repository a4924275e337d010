import type { PersonId } from "#protocol/ids.ts";
import { refusal } from "#protocol/refusals.ts";
import { plainWords } from "#protocol/plain-words.ts";
import type { Answer, ToldMessage } from "../rooms.ts";
import type { Journal } from "./journal.ts";

/** Message `seq`, or the invitation or the mention in the note by that event, as it is now, for a notification to this person: asked right before it is sent (behaviour.md §11). */
export async function toldMessage(
  journal: Journal,
  person: PersonId,
  seq: number,
): Promise<Answer<ToldMessage>> {
  const { members, invited, info } = journal.state;
  const invitation = invited[person];
  if (info && invitation?.seq === seq) {
    const author = members[invitation.by]?.name ?? "";
    return { ok: true, value: { author, roomName: info.name, words: "" } };
  }
  if (!members[person] || !info) return { ok: false, refusal: refusal("not_member") };
  const [event] = await journal.read(seq, seq);
  if (event?.type === "note.mentioned" && event.person === person) {
    const author = members[event.by]?.name ?? event.name;
    return { ok: true, value: { author, roomName: info.name, words: "" } };
  }
  if (event?.type !== "message.posted") return { ok: false, refusal: refusal("no_such_message") };
  if (event.deleted) return { ok: false, refusal: refusal("message_deleted") };
  const [state] = await journal.states.between(seq, seq);
  const body = state?.[1].body ?? event.body;
  const author = members[event.by]?.name ?? event.name;
  const words = plainWords(body, {
    person: (id) => members[id]?.name,
    // A room knows no other by its name.
    room: (id) => (id === journal.room ? info.name : undefined),
  });
  return {
    ok: true,
    value: { author, roomName: info.name, words: event.action ? `${author} ${words}` : words },
  };
}
