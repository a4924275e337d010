import type { SocketCommand } from "#protocol/commands.ts";
import type { DownMessage } from "#protocol/down.ts";
import type { TypingSignal } from "#protocol/typing.ts";
import { failure, type Answer } from "../answer.ts";
import type { Clock } from "../clock.ts";
import type { FakeServer } from "./fake-server.test-kit.ts";
import { ANN } from "./model-room.test-kit.ts";
import type { Commanded, Place, RoomRequests } from "./polled-line.ts";

/** The same room as the fake server's sockets lead to, by its other door. */
export class FakeRequests implements RoomRequests {
  readonly #server: FakeServer;
  readonly #clock: Clock;
  /** What was asked, as "epoch after wait". */
  readonly asked: string[] = [];
  readonly typed: TypingSignal[] = [];
  readonly readUpTo: number[] = [];
  isForbidden = false;
  /** Refuses readers, until it is null again. */
  refusesReaders: Answer<never> | null = null;

  constructor(server: FakeServer, clock: Clock) {
    this.#server = server;
    this.#clock = clock;
  }

  async hear(_room: string, place: Place, wait: number, signal: AbortSignal) {
    await Promise.resolve();
    this.asked.push(`${place.epoch ?? "-"} ${place.after} ${wait}`);
    const now = this.#answerNow(place);
    if (now === "later" && wait > 0) return await this.#answerLater(place, wait, signal);
    return now === "later" ? this.#heard(place) : now;
  }

  async command(
    _room: string,
    command: SocketCommand,
    signal: AbortSignal,
  ): Promise<Answer<Commanded>> {
    await Promise.resolve();
    const server = this.#server;
    if (this.#isAway || signal.aborted) return failure("offline");
    if (command.type !== "message.post") throw new RangeError("this room only talks");
    server.said.push({ t: "command", command });
    const fate = server.fateOf(command);
    if (typeof fate === "object") {
      return "closeWith" in fate ? failure("offline") : failure(fate.code, fate.retryAfterMs);
    }
    if (fate === "never_arrives") return failure("offline");
    const posted = server.room.post(command.id, command.body, ANN);
    if (!posted.repeated) server.tell([{ t: "events", events: [posted.event] }]);
    return fate === "answer_lost" ? failure("offline") : { ok: true, value: posted };
  }

  typing(_room: string, typing: TypingSignal) {
    this.typed.push(typing);
    return Promise.resolve();
  }

  read(_room: string, seq: number) {
    this.readUpTo.push(seq);
    return Promise.resolve();
  }

  get #isAway(): boolean {
    return this.isForbidden || !this.#server.isUp;
  }

  #answerNow(place: Place): Answer<unknown[]> | "later" {
    if (this.#isAway) return failure("offline");
    if (this.refusesReaders) return this.refusesReaders;
    const { room } = this.#server;
    const isNews =
      place.after !== room.log.length || (place.after > 0 && place.epoch !== room.epoch);
    return isNews ? this.#heard(place) : "later";
  }

  #answerLater(place: Place, wait: number, signal: AbortSignal): Promise<Answer<unknown[]>> {
    return new Promise((resolve) => {
      const { listeners } = this.#server;
      const end = () => {
        listeners.delete(told);
        signal.removeEventListener("abort", end);
        stop();
        const now = this.#answerNow(place);
        resolve(now === "later" ? this.#heard(place) : now);
      };
      const told = (messages: DownMessage[]) => {
        if (messages.some(({ t }) => t === "events")) end();
      };
      const stop = this.#clock.setTimer(wait * 1_000, end);
      listeners.add(told);
      signal.addEventListener("abort", end);
    });
  }

  #heard({ after, epoch }: Place): Answer<unknown[]> {
    return { ok: true, value: this.#server.room.answer(after, epoch) };
  }
}
