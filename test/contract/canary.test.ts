import { afterAll, beforeAll, expect, test } from "vitest";
import { clientAddress } from "../../scripts/canary/addresses.ts";
import { isWell, runCanary } from "../../scripts/canary/canary.ts";
import type { Check } from "../../scripts/canary/check.ts";
import { CHECKS } from "../../scripts/canary/checks.ts";
import { compression } from "../../scripts/canary/sockets.ts";
import { reset } from "../../scripts/canary/reset.ts";
import { dataFolder } from "../../scripts/data-folder.ts";
import { ownOperatorDoor } from "../../scripts/operator-door.ts";
import { wayInByKeys } from "../../scripts/smoke/way-in.ts";
import { startParley, type Parley } from "../servers.ts";
import { WirePerson } from "../wire/person.ts";

/** Longer than a server takes to start on a machine with other work. */
const WATCH_S = 25;
/** To watch, to start anew, and to wait for what others do on the machine. */
const PATIENT_MS = 180_000;

let parley: Parley;
let ann: WirePerson;

beforeAll(async () => {
  // Whoever believes this header believes every client.
  const doorLimits = { signInsPerMinute: 1_000 };
  parley = await startParley({ clientAddressHeader: "X-Forwarded-For", doorLimits });
  ann = await WirePerson.founder(parley.url);
});

afterAll(() => parley.stop());

async function canary(checks: readonly Check[], watchSeconds = 0) {
  const door = await ownOperatorDoor(parley.url, dataFolder(parley.dir));
  const at = { url: parley.url, door, watchSeconds };
  const found = await runCanary(checks, wayInByKeys(door), at);
  return {
    found,
    verdicts: Object.fromEntries(found.map((one) => [one.name, one.finding.verdict])),
  };
}

const traces = async () => [
  (await ann.ask("GET", "/api/rooms")).body["rooms"],
  (await ann.ask("GET", "/api/people")).body["people"],
];

/** These are how fast the machine is, which does other work besides. */
const OF_TIME = ["latency", "signing in by password"];

test("on a server of one's own each check finds it well, or says that it cannot be seen there, and nothing is left behind", async () => {
  await ann.createRoom("Kitchen");
  const before = await traces();
  const { found, verdicts } = await canary(CHECKS.filter((check) => check !== clientAddress));
  const others = found.filter(({ name }) => !OF_TIME.includes(name));
  expect(others.filter(({ finding }) => finding.verdict === "bad")).toEqual([]);
  expect(verdicts).toMatchObject({
    "several passwords at once": "ok",
    "the largest message": "ok",
    "alarms: the archive": "ok",
    "the largest frame": "ok",
    "no fetch into private networks": "ok",
    TLS: "not here",
    "a deploy under open sockets": "not here",
  });
  expect(await traces()).toEqual(before);
});

test("a server that believes whatever address a client makes up is found out", async () => {
  const { found, verdicts } = await canary([clientAddress]);
  expect(verdicts).toEqual({ "addresses cannot be made up": "bad" });
  expect(isWell(found)).toBe(false);
});

test("a check that cannot be made is bad, those after it are made, and nothing is left behind", async () => {
  const before = await traces();
  const broken: Check = { name: "broken", look: () => Promise.reject(new Error("no answer")) };
  const { found, verdicts } = await canary([broken, compression]);
  expect(found[0]?.finding).toEqual({ verdict: "bad", said: "no answer" });
  expect(verdicts[compression.name]).toBe("ok");
  expect(await traces()).toEqual(before);
});

test(
  "whoever watches while the server is started anew sees sockets end and come back without a loss",
  async () => {
    const whileRestarting: Check = {
      name: reset.name,
      look: async (visit) => {
        const restart = async () => {
          const told = async () => JSON.stringify(await visit.person.history(visit.room));
          await expect.poll(told).toContain("Watching");
          await parley.kill();
          await parley.restart();
        };
        const [finding] = await Promise.all([reset.look(visit), restart()]);
        return finding;
      },
    };
    const { found } = await canary([whileRestarting], WATCH_S);
    const said = expect.stringMatching(/^ended with \d+, back after \d+ ms.*; nothing was lost$/);
    expect(found).toEqual([{ name: reset.name, finding: { verdict: "ok", said } }]);
  },
  PATIENT_MS,
);
