import * as v from "valibot";
import { RoomCommand } from "#protocol/commands.ts";
import { PersonId, RoomId, Seq } from "#protocol/ids.ts";
import { NoteNews } from "#protocol/note-news.ts";
import { CommunityRole } from "#protocol/roles.ts";
import { TypingSignal } from "#protocol/typing.ts";

export const Author = v.object({
  person: PersonId,
  name: v.string(),
  role: CommunityRole,
  session: v.string(),
  isInvited: v.optional(v.boolean()),
  editWindowMs: v.optional(v.number()),
});

const seq = v.optional(v.number());

const UpkeepWish = v.variant("do", [
  v.object({ do: v.literal("status") }),
  v.object({ do: v.literal("refill"), newEpoch: v.boolean() }),
  v.object({
    do: v.literal("restore"),
    epoch: v.nullable(v.string()),
    upToTheHole: v.boolean(),
  }),
]);

/** What the API asks of a room. Both hosts carry it as JSON by `stub.fetch`. */
export const Ask = v.variant("ask", [
  v.object({ ask: v.literal("command"), room: RoomId, by: Author, command: RoomCommand }),
  v.object({
    ask: v.literal("history"),
    room: RoomId,
    by: Author,
    query: v.object({ before: seq, after: seq, around: seq, limit: v.number() }),
  }),
  v.object({
    ask: v.literal("thread"),
    room: RoomId,
    by: Author,
    query: v.object({ root: Seq, before: seq, limit: v.number() }),
  }),
  v.object({
    ask: v.literal("listen"),
    room: RoomId,
    by: Author,
    query: v.object({
      epoch: v.nullable(v.string()),
      cursor: v.number(),
      waitMs: v.number(),
      sessionExpiresAt: v.number(),
    }),
  }),
  v.object({ ask: v.literal("typing"), room: RoomId, by: Author, signal: TypingSignal }),
  v.object({ ask: v.literal("read"), room: RoomId, by: Author, seq: v.number() }),
  v.object({
    ask: v.literal("receipts"),
    room: RoomId,
    person: PersonId,
    choice: v.object({ isShown: v.boolean(), at: v.number() }),
  }),
  v.object({ ask: v.literal("upkeep"), room: RoomId, wish: UpkeepWish }),
  v.object({ ask: v.literal("signedOut"), room: RoomId, sessions: v.array(v.string()) }),
  v.object({ ask: v.literal("message"), room: RoomId, person: PersonId, seq: Seq }),
  v.object({
    ask: v.literal("letter"),
    room: RoomId,
    after: v.number(),
    arrived: v.optional(PersonId),
  }),
  v.object({ ask: v.literal("mayEnter"), room: RoomId, by: Author }),
  v.object({ ask: v.literal("note"), room: RoomId, by: Author }),
  v.object({ ask: v.literal("noteChanged"), room: RoomId, news: NoteNews }),
]);
export type Ask = v.InferOutput<typeof Ask>;
