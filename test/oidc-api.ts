import { expect } from "vitest";
import { startApi, type Heard, type SignedIn } from "./api.ts";
import { startOidcProvider } from "./oidc-provider.ts";
import { OidcVisitor } from "./oidc-visitor.ts";
import { ORIGIN } from "./secrets.ts";

export type OidcApi = Awaited<ReturnType<typeof startOidcApi>>;

/** The API and a real provider that knows a few people: Bob, Eve with an address that nobody has proved, Ann, and one without a name. */
export async function startOidcApi() {
  const [api, hall] = await Promise.all([startApi(), startOidcProvider([ORIGIN])]);
  hall.add({ sub: "bob", name: " Bob\u202e ", email: "Bob@example.org", email_verified: true });
  hall.add({ sub: "eve", name: "Eve", email: "eve@example.org", email_verified: false });
  hall.add({ sub: "ann", name: "Ann", email: "ann@example.org", email_verified: true });
  hall.add({ sub: "silent" });
  let owner: SignedIn | undefined;

  const browser = () => new OidcVisitor(api, [hall.settings]);

  /** Back from the provider, with a name to choose. */
  async function arrive(login: string, invite?: string): Promise<OidcVisitor> {
    const visitor = browser();
    const errand =
      invite === undefined ? ({ why: "sign_in" } as const) : { why: "join" as const, invite };
    expect(await visitor.visit(errand, login)).toBe("/provider#welcome");
    return visitor;
  }

  function name(visitor: OidcVisitor, displayName: string, more: object = {}): Promise<Heard> {
    return visitor.ask("POST", "/api/oidc/arrival", { body: { displayName, ...more } });
  }

  return {
    api,
    hall,
    browser,
    arrive,
    name,
    /** An empty house with Ann in it, who has a password. */
    async reset(): Promise<SignedIn> {
      await api.reset();
      // The provider's clock is a real one.
      api.clock.now = Date.now();
      owner = await api.found();
      return owner;
    },
    /** Someone with this identity and no password. */
    async join(login: string, displayName: string): Promise<SignedIn> {
      if (!owner) throw new Error("nobody can invite yet");
      const { token } = await api.invite(owner);
      const { body, cookie = "" } = await name(await arrive(login, token), displayName);
      return { ...(body as SignedIn), cookie };
    },
    /** The same person a while later, with a token that is good. */
    async refreshed({ cookie }: SignedIn): Promise<SignedIn> {
      const heard = await api.ask("POST", "/api/session/refresh", { body: {}, cookie });
      return { ...(heard.body as SignedIn), cookie: heard.cookie ?? "" };
    },
    async count(table: string): Promise<unknown> {
      const { rows } = await api.database.client.execute(`select count(*) as n from ${table}`);
      return rows[0]?.["n"];
    },
    stop: () => Promise.all([api.stop(), hall.stop()]),
  };
}
