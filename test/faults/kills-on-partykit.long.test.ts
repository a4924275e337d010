import { test } from "vitest";
import { SUPERVISED_MOMENTS } from "./kill-series.ts";
import { expectNothingLost, KILLS_LAST_MS } from "./kills.ts";
import { startSupervisedServer } from "./supervised-server.ts";

test(
  "on PartyKit everyone has everything, once and in order, however often the server is killed",
  () => expectNothingLost("PartyKit", () => startSupervisedServer("partykit"), SUPERVISED_MOMENTS),
  KILLS_LAST_MS,
);
