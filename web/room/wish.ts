import * as v from "valibot";
import {
  MessageDelete,
  MessageEdit,
  MessagePin,
  MessagePost,
  MessageReact,
  type SocketCommand,
} from "#protocol/commands.ts";
import type { CommandId } from "#protocol/ids.ts";

/** What somebody wants of a room, but for the id that names it: what an outbox keeps until it is a fact. */
export const Wish = v.variant("type", [
  v.omit(MessagePost, ["id"]),
  v.omit(MessageEdit, ["id"]),
  v.omit(MessageDelete, ["id"]),
  v.omit(MessageReact, ["id"]),
  v.omit(MessagePin, ["id"]),
]);
export type Wish = v.InferOutput<typeof Wish>;

/** A new message. It stands in a row of its own; every other wish changes a message that is there. */
export type PostWish = Extract<Wish, { type: "message.post" }>;
export type ChangeWish = Exclude<Wish, PostWish>;

export function toCommand(id: CommandId, wish: Wish): SocketCommand {
  return { ...wish, id };
}
