import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { spreadOf } from "#protocol/spread.ts";
import { LEAST_TURN_MS } from "../../../web/line/retry.ts";
import { startParley } from "../../servers.ts";
import { PATIENT_LIMITS } from "../patient-limits.ts";
import { restartUnder } from "./restart-trial.ts";

const DEVICES = 100;
/** For the ticket, the socket and what was missed, on a machine with other work. */
const PATIENCE_MS = 8_000;

test("a restart under a hundred devices that talk loses and doubles nothing, and calls them back one after the other", async () => {
  const dir = await mkdtemp(path.join(tmpdir(), "parley-restart-"));
  const parley = await startParley({ dir, limits: PATIENT_LIMITS });
  try {
    const { faults, ...seen } = await restartUnder(parley, DEVICES);
    console.log(JSON.stringify(seen));
    expect(faults).toEqual([]);
    expect(seen).toMatchObject({
      told: DEVICES,
      toldApartMs: spreadOf(DEVICES) / DEVICES,
      again: 0,
    });
    expect(seen.earlyMs).toBe(0);
    expect(seen.lateMs).toBeLessThan(Math.max(spreadOf(DEVICES), LEAST_TURN_MS) + PATIENCE_MS);
  } finally {
    await parley.stop();
    await rm(dir, { recursive: true, force: true });
  }
});
