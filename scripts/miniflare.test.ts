import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as v from "valibot";
import { unstable_readConfig } from "wrangler";
import { COMPATIBILITY } from "./miniflare.ts";

const Edge = v.object({
  compatibility_date: v.string(),
  compatibility_flags: v.array(v.string()),
  durable_objects: v.object({ bindings: v.array(v.unknown()) }),
  migrations: v.array(v.object({ new_sqlite_classes: v.optional(v.array(v.string()), []) })),
});
const edge = v.parse(Edge, unstable_readConfig({ config: "wrangler.jsonc" }));

test("the edge, PartyKit and npm start run on the same runtime rules", () => {
  expect({
    compatibilityDate: edge.compatibility_date,
    compatibilityFlags: edge.compatibility_flags,
  }).toEqual(COMPATIBILITY);
  const partykit: unknown = JSON.parse(readFileSync("partykit.json", "utf8"));
  expect(partykit).toMatchObject({
    compatibilityDate: COMPATIBILITY.compatibilityDate,
    // PartyKit adds nodejs_compat by itself and fails when it is there twice.
    compatibilityFlags: COMPATIBILITY.compatibilityFlags.filter((flag) => flag !== "nodejs_compat"),
  });
});

test("the edge has the same Durable Objects as npm start", () => {
  expect(edge.durable_objects.bindings).toEqual([
    { name: "Room", class_name: "Room" },
    { name: "Inbox", class_name: "Inbox" },
    { name: "Notes", class_name: "Notes" },
    { name: "Courier", class_name: "Courier" },
    { name: "Lobby", class_name: "Lobby" },
    { name: "Limits", class_name: "Limits" },
    { name: "Meter", class_name: "Meter" },
  ]);
  expect(edge.migrations.flatMap((step) => step.new_sqlite_classes)).toEqual([
    "Room",
    "Limits",
    "Inbox",
    "Courier",
    "Lobby",
    "Notes",
    "Meter",
  ]);
});
