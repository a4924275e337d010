import type { RoomId } from "#protocol/ids.ts";

type Hear = (room: RoomId, seqs: readonly number[]) => void;

const hearers = new Set<Hear>();

/** Calls for messages that say something else now and were not read yet, as the inbox tells of them. Gives what ends the calls. */
export function onEdited(hear: Hear): () => void {
  hearers.add(hear);
  return () => hearers.delete(hear);
}

export function hearEdited(room: RoomId, seqs: readonly number[]): void {
  for (const hear of hearers) hear(room, seqs);
}
