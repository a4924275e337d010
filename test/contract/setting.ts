import { afterAll, beforeAll } from "vitest";
import { startParley, type Host, type Parley } from "../servers.ts";
import { WirePerson } from "../wire/person.ts";

/** A community on a host of its own: Ann, who owns it, Bob, who is in the kitchen with her, and Eve, who is not. */
export type Setting = {
  host: Host;
  parley: Parley;
  ann: WirePerson;
  bob: WirePerson;
  eve: WirePerson;
  room: string;
};

/** Of whoever watches the server. */
export const METRICS_TOKEN = "m".repeat(43);

/** Limits are tested where they are kept; here they would only slow the others down. */
export const GENEROUS = {
  sendBurst: 1_000,
  sendsPerSecond: 1_000,
  roomSendsPerSecond: 10_000,
  framesPerMinute: 10_000,
  pollBurst: 1_000,
  pollsPerSecond: 1_000,
  entryBurst: 1_000,
  entriesPerMinute: 60_000,
  pageBurst: 1_000,
  pagesPerSecond: 1_000,
  callsPerMinute: 1_000,
  roomCallsPerMinute: 1_000,
  signalsPerSecond: 100,
  noteUpdatesPerSecond: 10_000,
  noteQuietMs: 1_500,
  presenceGraceMs: 1_500,
};

/** The setting, for tests that run after this. */
export function setUp(host: Host): () => Setting {
  let setting: Setting | undefined;

  beforeAll(async () => {
    const parley = await startParley({ host, limits: GENEROUS, metricsToken: METRICS_TOKEN });
    const ann = await WirePerson.founder(parley.url);
    const [bob, eve] = [await ann.invite("Bob"), await ann.invite("Eve")];
    const room = await ann.createRoom("Kitchen");
    await bob.join(room);
    setting = { host, parley, ann, bob, eve, room };
  });

  afterAll(async () => {
    await setting?.parley.stop();
  });

  return () => {
    if (!setting) throw new Error("the setting is made before the first test");
    return setting;
  };
}
