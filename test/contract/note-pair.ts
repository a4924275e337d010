import { newId } from "../wire/new-id.ts";
import { WireNote } from "../wire/note.ts";
import type { Setting } from "./setting.ts";

type People = Pick<Setting, "ann" | "bob">;

/** A room of Ann's and Bob's with an empty note. */
export async function roomOfBoth({ ann, bob }: People): Promise<{ room: string } & People> {
  const room = await ann.createRoom(`Note ${newId()}`);
  await bob.join(room);
  return { room, ann, bob };
}

/** Both of them at such a note, and its room. */
export async function noteOfBoth(people: People): Promise<[WireNote, WireNote, string]> {
  const { room, ann, bob } = await roomOfBoth(people);
  return [await WireNote.enter(ann, room), await WireNote.enter(bob, room), room];
}
