import { CLOSE, turnTold, type TurnToReturn } from "#protocol/close-codes.ts";
import type { InboxUp } from "#protocol/inbox/frames.ts";
import type { UpMessage } from "#protocol/up.ts";
import type { Answer, Failure } from "../answer.ts";
import { REQUEST_TIMEOUT_MS } from "../http.ts";
import { Heartbeat } from "./heartbeat.ts";
import { finalReason, isAboutSession, isSignedOut } from "./line-end.ts";
import { CATCH_UP_TIMEOUT_MS, patienceAfter, ticketTimeoutMs } from "./patience.ts";
import { Renewal } from "./renewal.ts";
import { Retry } from "./retry.ts";
import type { RoomDeps } from "../room/room-deps.ts";
import type { Carrier, LineSocket, SocketEvents } from "./line.ts";
import type { Connection } from "../room/room-view.ts";

/** After "too many", nobody comes back sooner than this. */
export const COME_BACK_SLOWLY_MS = 5_000;
/** A line that was live for less did not prove anything, so the pauses keep growing. */
export const PROVEN_AFTER_MS = 5_000;
/** So many lines in a row that cannot be understood say that this page is too old. */
const RIDDLES = 2;
/** A ticket opens one socket. `sessionExpiresAt` is the access token's end, in ms since epoch. */
export type Ticket = { ticket: string; sessionExpiresAt: number };

type World = "clock" | "random" | "refreshSession" | "onWake";

export type ConnectionDeps<Down> = Pick<RoomDeps, World> & {
  openSocket: (ticket: () => Promise<string>, events: SocketEvents) => LineSocket;
  /** Gives the request for a ticket up after so many ms. */
  ticket: (timeoutMs: number) => Promise<Answer<Ticket>>;
  /** Null: what came is not understood. */
  decode: (raw: unknown) => Down[] | null;
  /** How many people would be cut off together with this line, as far as is known. */
  crowd?: () => number;
};

export type ConnectionEvents<Down> = {
  /** Time to say hello. */
  opened(): void;
  heard(messages: Down[]): void;
  lost(code: number): void;
  changed(state: Connection): void;
};

/** Keeps the line to a room or an inbox: comes back by itself, and says no more than is true about it. */
export class LineConnection<Down extends { t: string }> {
  readonly #deps: ConnectionDeps<Down>;
  readonly #events: ConnectionEvents<Down>;
  readonly #socket: LineSocket;
  readonly #heartbeat: Heartbeat;
  readonly #renewal: Renewal;
  readonly #retry: Retry;
  #state: Connection = { at: "connecting" };
  #phase: "idle" | "trying" | "open" | "waiting" | "ended" = "idle";
  /** Lines in a row on which something came that is not understood. */
  #riddles = 0;
  /** It was this side that ended the line. */
  #hasHungUp = false;
  #liveSince: number | null = null;
  /** How many times longer than usual each answer is waited for until it is live again. */
  #patience = 1;
  #hasRefreshed = false;
  #refusal: Failure | null = null;
  /** Null where no ticket was needed. */
  #sessionExpiresAt: number | null = null;
  #carrier: Carrier = "socket";
  #stopCatchUp: (() => void) | null = null;
  #stopWake: () => void;

  constructor(deps: ConnectionDeps<Down>, events: ConnectionEvents<Down>) {
    this.#deps = deps;
    this.#events = events;
    this.#socket = deps.openSocket(() => this.#fetchTicket(), {
      opened: (by) => this.#opened(by ?? "socket"),
      frame: (raw) => this.#heard(raw),
      lost: (code, reason) => this.#lost(code, reason ?? ""),
    });
    this.#retry = new Retry(deps, () => this.#connect());
    this.#heartbeat = new Heartbeat(deps.clock, {
      ping: () => this.send({ t: "ping" }),
      silent: () => this.hangUp(),
    });
    this.#renewal = new Renewal(deps, () => void this.#renew());
    this.#stopWake = deps.onWake((sign) => this.#wake(sign));
  }

  get state(): Connection {
    return this.#state;
  }

  /** Comes in, or tries at once if a pause is on. Also what brings a closed line back. */
  enter() {
    if (this.#phase === "ended" || this.#phase === "trying" || this.#phase === "open") return;
    if (this.#state.at === "closed") {
      this.#hasRefreshed = false;
      this.#riddles = 0;
      this.#become({ at: "connecting" });
    }
    this.#retry.startOver();
    this.#connect();
  }

  /** False when there is no open line; nothing is kept. */
  send(message: UpMessage | InboxUp): boolean {
    const isSent = this.#phase === "open" && this.#socket.send(JSON.stringify(message));
    if (isSent && message.t === "command") this.#heartbeat.expectsAnswer();
    return isSent;
  }

  /** A hello is out, or a page of its answer has come: the next must not keep us waiting for ever. */
  catchingUp() {
    this.#stopCatchUp?.();
    this.#stopCatchUp = this.#deps.clock.setTimer(CATCH_UP_TIMEOUT_MS * this.#patience, () =>
      this.hangUp(),
    );
  }

  caughtUp() {
    this.#stopCatchUp?.();
    this.#stopCatchUp = null;
    this.#hasRefreshed = false;
    this.#riddles = 0;
    this.#retry.alone();
    this.#liveSince ??= this.#deps.clock.now();
    this.#patience = 1;
    const isWithout = this.#carrier === "requests";
    const now = this.#state;
    if (now.at === "live" && !now.withoutSocket !== isWithout) return;
    this.#become(isWithout ? { at: "live", withoutSocket: true } : { at: "live" });
  }

  /** This socket does not help any more. The next one comes after a pause. */
  hangUp() {
    this.#hasHungUp = true;
    this.#socket.close();
  }

  /** The room has told how long this socket's session lasts now, in ms since epoch. */
  renewedUntil(expiresAt: number) {
    this.#renewal.until(expiresAt);
  }

  close() {
    this.#phase = "ended";
    this.#stopWake();
    this.#stopTimers();
    this.#socket.close();
  }

  #connect() {
    this.#retry.stop();
    this.#hasHungUp = false;
    this.#refusal = null;
    this.#sessionExpiresAt = null;
    this.#phase = "trying";
    this.#socket.connect();
  }

  async #fetchTicket(): Promise<string> {
    const answer = await this.#deps.ticket(ticketTimeoutMs(this.#patience, this.#retry.attempts));
    if (answer.ok) {
      this.#sessionExpiresAt = answer.value.sessionExpiresAt;
      return answer.value.ticket;
    }
    this.#refusal = answer;
    throw new Error(`no ticket: ${answer.code}`);
  }

  #opened(by: Carrier) {
    // A socket has taken over from requests. What was under way there is unknown, and is settled here.
    if (this.#phase === "open") this.#events.lost(CLOSE.normal);
    this.#phase = "open";
    this.#carrier = by;
    this.#heartbeat.start();
    if (this.#sessionExpiresAt !== null) this.#renewal.until(this.#sessionExpiresAt);
    this.catchingUp();
    this.#events.opened();
  }

  #heard(raw: unknown) {
    if (this.#phase !== "open") return;
    this.#heartbeat.heard();
    const messages = this.#deps.decode(raw);
    if (messages === null) {
      // Whatever it said is missed by now: the next hello asks for it.
      this.#riddles += 1;
      return this.hangUp();
    }
    for (const message of messages) if (isMark(message)) this.send(message);
    this.#events.heard(messages);
  }

  #lost(code: number, reason: string) {
    if (this.#phase === "ended") return;
    this.#phase = "idle";
    this.#stopTimers();
    const { clock } = this.#deps;
    const hasProven = this.#liveSince !== null && clock.now() - this.#liveSince >= PROVEN_AFTER_MS;
    if (hasProven) this.#retry.startOver();
    if (this.#liveSince !== null) {
      this.#patience = patienceAfter(code, this.#hasHungUp);
      if (!this.#hasHungUp) this.#retry.cutOff();
    }
    this.#liveSince = null;
    this.#events.lost(code);
    this.#comeBack(code, turnTold(code, reason));
  }

  #comeBack(code: number, turn: TurnToReturn | null) {
    const refused = this.#refusal;
    // What comes again and is not understood again was no accident: the server is newer than this page.
    const why = this.#riddles >= RIDDLES ? "version" : finalReason(code, refused);
    if (why) this.#become({ at: "closed", why });
    else if (turn) this.#awaitTurn(turn);
    else if (isAboutSession(code, refused)) void this.#comeBackWithNewSession();
    else this.#wait(refused?.retryAfterMs ?? (code === CLOSE.tooMany ? COME_BACK_SLOWLY_MS : 0));
  }

  async #comeBackWithNewSession() {
    if (this.#hasRefreshed) return this.#become({ at: "closed", why: "signed_out" });
    this.#hasRefreshed = true;
    this.#becomeOffline();
    this.#phase = "trying";
    const answer = await this.#deps.refreshSession();
    if (this.#phase !== "trying") return;
    this.#phase = "idle";
    if (answer.ok) this.#connect();
    else if (isSignedOut(answer)) this.#become({ at: "closed", why: "signed_out" });
    else {
      // Nobody said no: the question could not be asked, and may be asked again.
      this.#hasRefreshed = false;
      this.#wait(answer.retryAfterMs ?? 0);
    }
  }

  #wait(ms: number) {
    this.#becomeOffline();
    this.#phase = "waiting";
    this.#retry.after(ms);
  }

  #awaitTurn(turn: TurnToReturn) {
    this.#becomeOffline();
    this.#phase = "waiting";
    this.#retry.told(turn);
  }

  #wake(sign?: "reached") {
    if (this.#phase === "waiting") {
      if (sign === "reached") this.#retry.sooner();
      else this.#connect();
    }
    // A laptop that slept still thinks its socket is open.
    if (this.#phase === "open") this.#heartbeat.probe();
  }

  async #renew() {
    const answer = await this.#deps.ticket(REQUEST_TIMEOUT_MS);
    // Without a ticket the room ends the socket in time, and the way back asks for a session again.
    if (answer.ok) this.send({ t: "renew", ticket: answer.value.ticket });
  }

  #stopTimers() {
    this.#heartbeat.stop();
    this.#renewal.stop();
    this.#retry.stop();
    this.#stopCatchUp?.();
    this.#stopCatchUp = null;
  }

  #becomeOffline() {
    if (this.#state.at !== "offline") {
      this.#become({ at: "offline", since: this.#deps.clock.now() });
    }
  }

  #become(state: Connection) {
    this.#state = state;
    this.#events.changed(state);
  }
}

function isMark(message: { t: string }): message is { t: "mark"; n: number } {
  return message.t === "mark";
}
