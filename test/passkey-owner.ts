import * as v from "valibot";
import type { World } from "#party/api/world.ts";
import type { Asked, Heard, SignedIn, TestApi } from "./api.ts";
import { Authenticator, type Faults } from "./authenticator.ts";
import { ORIGIN } from "./secrets.ts";

const Options = v.object({
  options: v.looseObject({
    challenge: v.string(),
    user: v.optional(v.object({ id: v.string() })),
    rp: v.optional(v.object({ id: v.string() })),
    rpId: v.optional(v.string()),
    allowCredentials: v.optional(v.array(v.object({ id: v.string() }))),
    excludeCredentials: v.optional(v.array(v.object({ id: v.string() }))),
  }),
});
type Options = v.InferOutput<typeof Options>["options"];

/** Someone's browser with an authenticator, which asks the API as our page does. */
export class PasskeyOwner {
  readonly authenticator: Authenticator;
  readonly #api: TestApi;
  readonly #origin: string;
  readonly #world: () => Partial<World>;
  #cookie: string | undefined;

  constructor(
    api: TestApi,
    {
      origin = ORIGIN,
      authenticator = new Authenticator(origin),
      world = (): Partial<World> => ({}),
    } = {},
  ) {
    this.#api = api;
    this.#world = world;
    this.#origin = origin;
    this.authenticator = authenticator;
  }

  /** As this browser's page asks: with its origin, and with the cookie that a challenge brought. */
  async ask(method: string, path: string, body?: unknown, as?: SignedIn): Promise<Heard> {
    const asked: Asked = {
      origin: this.#origin,
      headers: { Origin: this.#origin },
      world: this.#world(),
    };
    if (body !== undefined) asked.body = body;
    if (as) asked.token = as.accessToken;
    if (this.#cookie !== undefined) asked.cookie = this.#cookie;
    const heard = await this.#api.ask(method, path, asked);
    if (heard.cookie && /^(__Host-)?browser=/.test(heard.cookie)) this.#cookie = heard.cookie;
    return heard;
  }

  async challenge(path: string, body: object = {}, as?: SignedIn): Promise<Options> {
    const heard = await this.ask("POST", `${path}/challenge`, body, as);
    const read = v.safeParse(Options, heard.body);
    if (!read.success) throw new Error(`no challenge: ${JSON.stringify(heard.body)}`);
    return read.output.options;
  }

  /** Adds a passkey to an account. */
  async add(as: SignedIn, faults: Faults = {}): Promise<Heard> {
    const options = await this.challenge("/api/passkeys", {}, as);
    return this.ask("POST", "/api/passkeys", this.authenticator.make(options, faults), as);
  }

  async signIn(faults: Faults = {}): Promise<Heard> {
    const options = await this.challenge("/api/session/passkey");
    return this.ask("POST", "/api/session/passkey", this.authenticator.sign(options, faults));
  }

  async prove(as: SignedIn, faults: Faults = {}): Promise<Heard> {
    const options = await this.challenge("/api/proof/passkey", {}, as);
    return this.ask("POST", "/api/proof/passkey", this.authenticator.sign(options, faults), as);
  }

  /** Makes an account, or the community (`path`), with a passkey in place of a password. */
  async signUp(path: "/api/people" | "/api/community", form: object, faults: Faults = {}) {
    const options = await this.challenge(`${path}/passkey`, form);
    const passkey = this.authenticator.make(options, faults);
    return this.ask("POST", `${path}/passkey`, { ...form, passkey });
  }
}

/** The session in an answer. */
export function sessionIn({ body, cookie = "" }: Heard): SignedIn {
  const Session = v.object({ accessToken: v.string(), person: v.looseObject({ id: v.string() }) });
  const { accessToken, person } = v.parse(Session, body);
  return { accessToken, cookie, person: person as SignedIn["person"] };
}
