import * as v from "valibot";
import type { World } from "#party/api/world.ts";
import { Providers } from "#party/auth/oidc/provider.ts";
import type { Heard, SignedIn, TestApi } from "./api.ts";
import { ORIGIN } from "./secrets.ts";

export type Leaving = {
  why: "sign_in" | "join" | "link" | "prove";
  invite?: string;
  returnTo?: string;
  as?: SignedIn;
};

type Asking = {
  body?: object;
  as?: SignedIn;
  headers?: Record<string, string>;
  world?: Partial<World>;
};

/** A browser by hand, before our API and a real provider. Each has its own cookies. */
export class OidcVisitor {
  readonly #api: TestApi;
  readonly #world: Partial<World>;
  readonly #providersCookies = new Map<string, string>();
  /** Our own cookies, as a browser would send them back. */
  cookies = new Map<string, string>();

  constructor(api: TestApi, settings: readonly Record<string, unknown>[]) {
    this.#api = api;
    this.#world = { env: { ...api.env, OIDC_PROVIDERS: v.parse(Providers, settings) } };
  }

  async ask(
    method: string,
    path: string,
    { body, as, headers, world }: Asking = {},
  ): Promise<Heard> {
    const heard = await this.#api.ask(method, path, {
      ...(body && { body }),
      ...(as && { token: as.accessToken }),
      headers: {
        Cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; "),
        ...(method === "GET" ? {} : { Origin: ORIGIN, "Sec-Fetch-Site": "same-origin" }),
        ...headers,
      },
      world: { ...this.#world, ...world },
    });
    keepCookies(this.cookies, heard.headers);
    return heard;
  }

  /** The address at the provider that we are sent to. */
  async leave({ as, ...body }: Leaving, provider = "hall", origin = ORIGIN): Promise<URL> {
    const heard = await this.ask("POST", `/api/oidc/${provider}/begin`, {
      body,
      headers: { Origin: origin },
      ...(as && { as }),
    });
    if (heard.status !== 200) throw new Error(JSON.stringify(heard.body));
    return new URL(v.parse(v.object({ url: v.string() }), heard.body).url);
  }

  /** Signs in over there, if asked to, and gives the path that the provider sends us back to. */
  async showOneself(at: URL, login: string): Promise<string> {
    let next = at;
    let form: URLSearchParams | undefined;
    while (next.origin !== ORIGIN) {
      const answer = await fetch(next, {
        method: form ? "POST" : "GET",
        redirect: "manual",
        headers: {
          Cookie: [...this.#providersCookies].map(([name, value]) => `${name}=${value}`).join("; "),
        },
        ...(form && { body: form }),
      });
      keepCookies(this.#providersCookies, answer.headers);
      const location = answer.headers.get("Location");
      if (location === null && (form || answer.status !== 200))
        throw new Error(`the provider says ${answer.status}: ${await answer.text()}`);
      form = location === null ? new URLSearchParams({ login }) : undefined;
      if (location !== null) next = new URL(location, next);
    }
    return next.pathname + next.search;
  }

  /** As a browser does when another site sends it here. */
  comeBack(path: string, world: Partial<World> = {}): Promise<Heard> {
    const headers = { "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate" };
    return this.ask("GET", path, { headers, world });
  }

  /** There and back. Gives where one lands. */
  async visit(leaving: Leaving, login: string): Promise<string | null> {
    const path = await this.showOneself(await this.leave(leaving), login);
    return (await this.comeBack(path)).headers.get("Location");
  }
}

function keepCookies(jar: Map<string, string>, headers: Headers): void {
  for (const line of headers.getSetCookie()) {
    const [pair = ""] = line.split(";");
    const at = pair.indexOf("=");
    jar.set(pair.slice(0, at), pair.slice(at + 1));
  }
}
