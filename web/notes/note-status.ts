import type { NoteFacts } from "./open-note.ts";

/** What can be said of a note in a word or two, and nothing better than the truth. */
export type NoteStatus =
  | "connecting"
  | "saved"
  | "saving"
  | "offline"
  | "unkept"
  | "reading"
  | "full"
  | "refused"
  | "gone"
  | "signedOut"
  | "version";

export function statusOf({ isKept, line }: NoteFacts): NoteStatus {
  const { connection, refused, isSynced, isSaved, mayWrite } = line;
  if (connection.at === "closed") return whyClosed(connection.why);
  if (refused !== null && !isSaved) return refused === "note_full" ? "full" : "refused";
  if (isSynced && mayWrite === false) return "reading";
  if (isSynced) return isSaved ? "saved" : "saving";
  if (connection.at === "connecting") return "connecting";
  return isKept === null ? "unkept" : "offline";
}

function whyClosed(why: "not_member" | "no_such_room" | "version" | "signed_out"): NoteStatus {
  switch (why) {
    case "not_member":
    case "no_such_room":
      return "gone";
    case "signed_out":
      return "signedOut";
    case "version":
      return "version";
  }
}
