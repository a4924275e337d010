import { ask, type Reply, type WirePerson } from "../wire/person.ts";

/** No answer in this time is no answer. Far less than a person's client waits, so that faults pass quickly. */
const PATIENCE_MS = 2_000;
/** An access token lives five minutes. */
const FRESH_FOR_MS = 180_000;

/** Someone who stays signed in while servers come and go. */
export class Account {
  #person: WirePerson;
  #since = Date.now();

  constructor(person: WirePerson) {
    this.#person = person;
  }

  get id(): string {
    return this.#person.id;
  }

  /** `url` may be another way to the same server. @throws when there is no answer. */
  async ask(url: string, method: string, path: string, body?: unknown): Promise<Reply> {
    if (Date.now() - this.#since > FRESH_FOR_MS) await this.#refresh();
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const reply = await ask(url, method, path, { token: this.#person.token, body, signal });
    if (reply.status === 401) await this.#refresh();
    return reply;
  }

  /** @throws when there is no ticket to be had now. */
  async ticket(url: string, room: string): Promise<string> {
    const { status, body } = await this.ask(url, "POST", "/api/tickets", {
      party: "room",
      id: room,
    });
    if (status !== 201 && status !== 200) throw new Error(`no ticket: ${status}`);
    return String(body["ticket"]);
  }

  async #refresh(): Promise<void> {
    this.#person = await this.#person.signIn();
    this.#since = Date.now();
  }
}
