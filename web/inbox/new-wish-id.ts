import * as v from "valibot";
import { CommandId, uuid7 } from "#protocol/ids.ts";

export function newWishId(): CommandId {
  return v.parse(CommandId, uuid7(Date.now(), crypto.getRandomValues(new Uint8Array(10))));
}
