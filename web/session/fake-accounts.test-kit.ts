import { failure, type Answer } from "../answer.ts";
import type { Clock } from "../clock.ts";
import type { SessionAnswer } from "./session-answers.ts";
import type { SignedInPerson } from "./session-state.ts";

export const TOKEN_LIFE_MS = 300_000;

/** The server's side of sessions, as far as one cookie goes. */
export class FakeAccounts {
  community: string | null = "Tea Club";
  cookie: SignedInPerson | null | undefined = null;
  isUp = true;
  refreshes = 0;
  atOnce = 0;
  /** What a refresh has come to is told when this is over. */
  telling: Promise<void> = Promise.resolve();
  readonly #clock: Clock;
  /** Whoever knows the password is this one. */
  readonly #owner: SignedInPerson;
  #underWay = 0;
  #tokens = 0;

  constructor(clock: Clock, owner: SignedInPerson) {
    this.#clock = clock;
    this.#owner = owner;
  }

  async answer(method: string, path: string, body: unknown): Promise<Answer<unknown>> {
    await settle();
    if (!this.isUp) return failure("offline");
    switch (`${method} ${path}`) {
      case "GET /api/community":
        return { ok: true, value: { name: this.community, hasSession: this.cookie !== null } };
      case "POST /api/session":
        return JSON.stringify(body).includes("wrong")
          ? failure("sign_in_failed")
          : this.#signedIn(this.#owner);
      case "POST /api/session/refresh":
        return this.#refresh();
      case "DELETE /api/session":
        this.cookie = null;
        return { ok: true, value: null };
      default:
        return failure("not_found");
    }
  }

  async #refresh(): Promise<Answer<unknown>> {
    this.refreshes += 1;
    this.#underWay += 1;
    this.atOnce = Math.max(this.atOnce, this.#underWay);
    await settle();
    const answer = this.cookie ? this.#signedIn(this.cookie) : failure("session_expired");
    await this.telling;
    this.#underWay -= 1;
    return answer;
  }

  #signedIn(person: SignedInPerson): Answer<SessionAnswer> {
    this.cookie = person;
    this.#tokens += 1;
    const accessToken = `token ${this.#tokens}`;
    return {
      ok: true,
      value: { accessToken, expiresAt: this.#clock.now() + TOKEN_LIFE_MS, person },
    };
  }
}

/** Lets everything that is under way without a timer happen. */
export async function settle() {
  await new Promise((resolve) => setTimeout(resolve));
}
