import { expect } from "vitest";
import * as v from "valibot";
import { PASSWORD, type Heard, type SignedIn } from "./api.ts";
import type { OidcApi } from "./oidc-api.ts";
import { PasskeyOwner } from "./passkey-owner.ts";
import { ORIGIN } from "./secrets.ts";

/** Someone who has made an account with whichever address they liked, and holds every way into it that there is. */
export class AccountMaker {
  static readonly room = "01a205b3-d000-7343-8bd8-c829d6a705f5";
  readonly session: SignedIn;
  readonly #oidc: OidcApi;
  readonly #email: string;
  readonly #device: PasskeyOwner;
  #code = "";

  private constructor(oidc: OidcApi, session: SignedIn, email: string) {
    this.#oidc = oidc;
    this.session = session;
    this.#email = email;
    this.#device = new PasskeyOwner(oidc.api);
  }

  static async of(oidc: OidcApi, session: SignedIn, email: string): Promise<AccountMaker> {
    const maker = new AccountMaker(oidc, session, email);
    const { api } = oidc;
    const token = session.accessToken;
    expect((await maker.#device.add(session)).status).toBe(201);
    const made = await api.ask("POST", "/api/recovery-codes", { token, body: {} });
    [maker.#code = ""] = v.parse(v.object({ codes: v.array(v.string()) }), made.body).codes;
    await oidc.browser().visit({ why: "link", as: session }, "eve");
    await api.database.client.batch([
      {
        sql: "insert into rooms (id, name, name_key, topic, created_by, created_at, members) values (?, 'Tea', 'tea', '', ?, 1, 1)",
        args: [AccountMaker.room, session.person.id],
      },
      {
        sql: "insert into memberships (room_id, person_id, role, since) values (?, ?, 'member', 1)",
        args: [AccountMaker.room, session.person.id],
      },
    ]);
    return maker;
  }

  signInByPassword(world: object = {}): Promise<Heard> {
    const body = { email: this.#email, password: PASSWORD };
    return this.#oidc.api.ask("POST", "/api/session", { body, world });
  }

  signInByCode(world: object = {}): Promise<Heard> {
    const body = { email: this.#email, code: this.#code };
    return this.#oidc.api.ask("POST", "/api/session/recovery", { body, world });
  }

  /** Which of all that once let them in still does, the sessions that they have first. */
  async whatLetsIn(): Promise<string[]> {
    const { api } = this.#oidc;
    const { accessToken: token, cookie } = this.session;
    const tried = {
      token: (await api.ask("GET", "/api/rooms", { token })).status === 200,
      cookie: (await api.ask("POST", "/api/session/refresh", { body: {}, cookie })).status === 200,
      password: (await this.signInByPassword()).status === 201,
      passkey: (await this.#device.signIn()).status === 201,
      identity: (await this.#oidc.browser().visit({ why: "sign_in" }, "eve")) === `${ORIGIN}/`,
      code: (await this.signInByCode()).status === 201,
    };
    return Object.entries(tried).flatMap(([way, isOpen]) => (isOpen ? [way] : []));
  }
}
