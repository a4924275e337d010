import { test } from "vitest";
import { startBareServer } from "./bare-server.ts";
import { PARTYSERVER_MOMENTS } from "./kill-series.ts";
import { expectNothingLost, KILLS_LAST_MS } from "./kills.ts";

test(
  "on PartyServer everyone has everything, once and in order, however often the server is killed",
  () => expectNothingLost("PartyServer", () => startBareServer(), PARTYSERVER_MOMENTS),
  KILLS_LAST_MS,
);
