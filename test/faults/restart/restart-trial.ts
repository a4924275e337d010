import { setTimeout as pause } from "node:timers/promises";
import * as v from "valibot";
import type { RoomEvent } from "#protocol/events.ts";
import { RoomId } from "#protocol/ids.ts";
import { checkHistory } from "../../history/check-history.ts";
import type { Fault } from "../../history/fault.ts";
import type { Note } from "../../history/note.ts";
import { seatPeople, tokenKeysOf } from "../../seated-people.ts";
import type { Parley } from "../../servers.ts";
import { comeAsPageOf } from "../../wire/page-socket.ts";
import { WirePerson } from "../../wire/person.ts";
import { tallyOf, type Tally } from "../tally.ts";
import { LineDevice } from "./line-device.ts";
import { firstAnswerAt, returnsOf, type Returns } from "./returns.ts";

/** All of them together: as a full room talks. */
const MESSAGES_PER_SECOND = 10;
const TALK_BEFORE_MS = 6_000;
const LOOK_EVERY_MS = 10;
const ARRIVING_AT_ONCE = 10;
const GATHERED_WITHIN_MS = 60_000;
const BACK_WITHIN_MS = 60_000;

export type RestartTrial = Returns & {
  devices: number;
  /** From the signal until nothing of the old server was left, and from there until the new one answered; in ms. */
  stoppedInMs: number;
  startedInMs: number;
  faults: Fault[];
  tally: Tally;
};

/** A room full of devices that talk, while `npm start` is stopped as by SIGTERM and started again on the same data. */
export async function restartUnder(parley: Parley, devices: number): Promise<RestartTrial> {
  const owner = await WirePerson.founder(parley.url);
  const room = v.parse(RoomId, await owner.createRoom("Concert hall"));
  const keys = await tokenKeysOf(parley);
  const authors = await seatPeople(parley, keys, room, devices);
  comeAsPageOf(parley.url);
  const history: Note[] = [];
  const crowd: LineDevice[] = [];
  for (const author of authors) {
    crowd.push(new LineDevice({ name: author.name, author, keys, url: parley.url, room, history }));
    // Not all at once: that is what this is about.
    const isMostHere = () => crowd.filter(({ isLive }) => !isLive).length < ARRIVING_AT_ONCE;
    await until(isMostHere, GATHERED_WITHIN_MS, "those before to be here");
  }
  await until(() => crowd.every(({ isLive }) => isLive), GATHERED_WITHIN_MS, "everyone to be here");
  const stopTalk = talk(crowd);
  await pause(TALK_BEFORE_MS);
  const signalledAt = performance.now();
  await parley.stop();
  const stoppedAt = performance.now();
  await parley.restart();
  const answersAt = performance.now();
  await until(() => crowd.every(({ isLive }) => isLive), BACK_WITHIN_MS, "everyone to be back");
  stopTalk();
  const absences = crowd.map((device) => device.absences);
  const thereAt = firstAnswerAt(absences, answersAt);
  const isSaid = () => crowd.every(({ outbox }) => outbox.waiting.length === 0);
  await until(isSaid, BACK_WITHIN_MS, "every answer", () => stuckOf(crowd));
  for (const device of crowd) device.close();
  history.push({
    t: "whole",
    place: "the room",
    events: await wholeLog(await owner.signIn(), room),
  });
  return {
    devices,
    stoppedInMs: Math.round(stoppedAt - signalledAt),
    startedInMs: Math.round(thereAt - stoppedAt),
    ...returnsOf(absences, thereAt),
    faults: checkHistory(history),
    tally: tallyOf(history),
  };
}

/** Whoever's turn it is writes, and whoever has something that was refused for now says it again. Gives what ends the talk. */
function talk(crowd: readonly LineDevice[]): () => void {
  let turn = 0;
  const writing = setInterval(() => {
    crowd[turn % crowd.length]?.write();
    turn += 1;
  }, 1_000 / MESSAGES_PER_SECOND);
  const sending = setInterval(() => crowd.forEach((device) => device.send()), 100);
  return () => {
    clearInterval(writing);
    // What waits must still go.
    setTimeout(() => clearInterval(sending), BACK_WITHIN_MS).unref();
  };
}

export async function wholeLog(person: WirePerson, room: string): Promise<RoomEvent[]> {
  const events: RoomEvent[] = [];
  for (;;) {
    const { messages, hasMore } = await person.history(room, `?after=${events.length}&limit=200`);
    events.push(...messages);
    if (!hasMore) return events;
  }
}

/** `instead` says what there is, where it does not come to hold. */
export async function until(
  holds: () => boolean,
  withinMs: number,
  what: string,
  instead: () => string = () => "",
): Promise<void> {
  const end = performance.now() + withinMs;
  while (!holds()) {
    if (performance.now() > end)
      throw new Error(`waited ${withinMs} ms for ${what} ${instead()}`.trim());
    await pause(LOOK_EVERY_MS);
  }
}

/** Who still waits for an answer, in a few words each, at most ten of them. */
export function stuckOf(crowd: readonly LineDevice[]): string {
  const stuck = crowd.filter(({ outbox }) => outbox.waiting.length > 0);
  const some = stuck.slice(0, 10).map((device) => device.toString());
  return [`(${stuck.length} of ${crowd.length} have none):`, ...some].join("\n");
}
