import { beforeEach, expect, it } from "vitest";
import * as v from "valibot";
import { PersonId } from "#protocol/ids.ts";
import { MAX_WATCHED, WATCH_EVERY_MS } from "#protocol/inbox/limits.ts";
import { PRESENCE_GRACE_MS } from "#protocol/limits.ts";
import { HandClock } from "../hand-clock.test-kit.ts";
import { DeviceStatus } from "./device-status.ts";
import { forgetPeople, peopleSeen, showPeople } from "./people-seen.ts";
import { PresenceLine } from "./presence-line.ts";

const [ann, bob] = [v.parse(PersonId, "ann"), v.parse(PersonId, "bob")];

let clock: HandClock;
let line: PresenceLine;
let asked: (readonly string[])[];

beforeEach(() => {
  clock = new HandClock();
  asked = [];
  peopleSeen.setState({ known: new Map(), shown: new Map() });
  const look = { isHidden: () => false, watching: () => null };
  line = new PresenceLine(clock, new DeviceStatus(clock, look));
});

const greeted = () => line.greeted((up) => void (up.t === "watch" && asked.push(up.people)));
const show = (...ids: string[]) => {
  const stop = showPeople(ids);
  line.look();
  return () => {
    stop();
    line.look();
  };
};
const known = () => Object.fromEntries(peopleSeen.getState().known);

it("asks after whom the page shows, together, and lets them go when it shows nobody", () => {
  greeted();
  const stops = [show(ann), show(bob), show(ann)];
  clock.advance(1_000);
  expect(asked).toEqual([[ann, bob]]);
  stops[0]?.();
  clock.advance(1_000);
  expect(asked).toHaveLength(1);
  stops.forEach((stop, place) => place > 0 && stop());
  clock.advance(1_000);
  expect(asked).toEqual([[ann, bob], []]);
  clock.advance(2 * WATCH_EVERY_MS);
  expect(asked).toHaveLength(2);
});

it("asks again before the lobby lets go, and on each new line", () => {
  show(ann);
  greeted();
  clock.advance(WATCH_EVERY_MS);
  line.lost();
  clock.advance(2 * WATCH_EVERY_MS);
  greeted();
  expect(asked).toEqual([[ann], [ann], [ann]]);
});

it("asks after no more than it may", () => {
  show(...Array.from({ length: MAX_WATCHED + 5 }, (_, i) => `p-${i}`));
  greeted();
  expect(asked.map(({ length }) => length)).toEqual([MAX_WATCHED]);
});

it("knows of those who are shown, keeps it while a line is lost for a moment, and then knows nothing", () => {
  const stop = show(ann);
  show(bob);
  greeted();
  line.heard([
    { id: ann, is: "online" },
    { id: bob, is: "dnd" },
    { id: v.parse(PersonId, "eve"), is: "online" },
  ]);
  expect(known()).toEqual({ ann: "online", bob: "dnd" });
  stop();
  line.heard([{ id: bob, is: "away" }]);
  expect(known()).toEqual({ bob: "away" });
  line.lost();
  clock.advance(PRESENCE_GRACE_MS - 1);
  greeted();
  clock.advance(PRESENCE_GRACE_MS);
  expect(known()).toEqual({ bob: "away" });
  line.lost();
  clock.advance(PRESENCE_GRACE_MS);
  expect(known()).toEqual({});
  forgetPeople();
});
