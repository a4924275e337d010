import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { RoomCommand, SocketCommand } from "./commands.ts";
import { DownMessage } from "./down.ts";
import { RoomEvent } from "./events.ts";
import { ROOM_REFUSALS } from "./room-refusals.ts";
import { UpMessage } from "./up.ts";
import { PROTOCOL_VERSION } from "./version.ts";

/**
 * What the wire looked like when this was last decided. When this test fails, ask whether an older client or server
 * could misread a frame. If so, raise PROTOCOL_VERSION. Either way, put the new fingerprint here on purpose.
 */
const DECIDED = { version: 4, fingerprint: "55cf2c5aaf724f53" };

it("the wire changes only on purpose", () => {
  const wire = [UpMessage, DownMessage, SocketCommand, RoomCommand, RoomEvent].map(describeSchema);
  const codes = Object.entries(ROOM_REFUSALS).map(([code, { retryable }]) => [code, retryable]);
  const fingerprint = createHash("sha256")
    .update(JSON.stringify([wire, codes]))
    .digest("hex")
    .slice(0, 16);
  expect({ version: PROTOCOL_VERSION, fingerprint }).toEqual(DECIDED);
});

/** A schema as data: what it takes, in a form that a mere change of code style does not touch. */
function describeSchema(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(describeSchema);
  if (schema instanceof RegExp) return String(schema);
  if (typeof schema !== "object" || schema === null)
    return typeof schema === "function" ? undefined : schema;
  const told = [
    "kind",
    "type",
    "entries",
    "options",
    "item",
    "key",
    "value",
    "wrapped",
    "pipe",
    "literal",
    "requirement",
  ];
  return Object.entries(schema)
    .filter(([name]) => told.includes(name) || !("kind" in schema))
    .map(([name, part]) => [name, describeSchema(part)]);
}
