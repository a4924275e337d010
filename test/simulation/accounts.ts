import type { RoomEvent } from "#protocol/events.ts";
import type { PersonId } from "#protocol/ids.ts";
import type { Author } from "#party/rooms.ts";
import type { SimClock } from "./sim-clock.ts";
import type { SimServer } from "./sim-server.ts";

const TELL_AGAIN_MS = 2_000;

/** What the API knows of people, and tells the room until it has heard: what they are called, and who is gone. */
export class Accounts {
  readonly #server: () => SimServer;
  readonly #clock: SimClock;
  readonly #names = new Map<PersonId, string>();
  /** Those who have deleted their accounts, with everything that they were ever called. */
  readonly departed = new Map<PersonId, ReadonlySet<string>>();
  readonly #everCalled = new Map<PersonId, Set<string>>();
  readonly #telling = new Set<PersonId>();

  constructor(server: () => SimServer, clock: SimClock) {
    this.#server = server;
    this.#clock = clock;
  }

  /** Someone as the API knows them now, whatever their token says. */
  now(by: Author): Author {
    return { ...by, name: this.#names.get(by.person) ?? by.name };
  }

  rename(by: Author, to: string) {
    this.#called(by);
    this.#names.set(by.person, to);
    this.#called(this.now(by));
    void this.#tellName(by);
  }

  delete(by: Author) {
    this.#called(by);
    this.departed.set(by.person, this.#everCalled.get(by.person) ?? new Set());
    void this.#tellDeparture(by);
  }

  /** The archive has an event by which someone is called otherwise: their next refresh tells the room again. */
  heard(event: RoomEvent) {
    const { type, by, name } = event;
    if (event.imported || (type !== "member.joined" && type !== "member.renamed")) return;
    const known = this.#names.get(by);
    const told = event.type === "member.renamed" ? event.to : name;
    if (known !== undefined && told !== known)
      void this.#tellName({ person: by, name, role: "member", session: "the API" });
  }

  async #tellName(by: Author): Promise<void> {
    if (this.#telling.has(by.person)) return;
    this.#telling.add(by.person);
    let told: string | undefined;
    while (told !== this.now(by).name) {
      const to = this.now(by).name;
      const command = { type: "member.rename", id: this.#server().newId(), to } as const;
      const answer = await this.#server()
        .command(by, command)
        .catch(() => null);
      if (answer?.ok || answer?.refusal.retryable === false) told = to;
      else await this.#clock.sleep(TELL_AGAIN_MS);
    }
    this.#telling.delete(by.person);
  }

  async #tellDeparture(by: Author): Promise<void> {
    for (;;) {
      const command = { type: "member.erase", id: this.#server().newId() } as const;
      const answer = await this.#server()
        .command({ ...by, name: "" }, command)
        .catch(() => null);
      if (answer?.ok) return;
      await this.#clock.sleep(TELL_AGAIN_MS);
    }
  }

  #called({ person, name }: Author) {
    const names = this.#everCalled.get(person) ?? new Set();
    this.#everCalled.set(person, names.add(name));
  }
}
