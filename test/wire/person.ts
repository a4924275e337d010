import type { RoomEvent } from "#protocol/events.ts";
import type { MessageState } from "#protocol/message-state.ts";
import { newId } from "./new-id.ts";
import { WireSocket } from "./socket.ts";

/** What an answer of the API holds, whatever it is. */
export type Reply = { status: number; headers: Headers; body: Record<string, unknown> };

type Page = { messages: RoomEvent[]; states: [number, MessageState][]; hasMore: boolean };

/** What somebody signs in with. */
export type Credentials = { email: string; password: string };

/** An answer that takes longer is none. */
const PATIENCE_MS = 60_000;

export async function ask(
  url: string,
  method: string,
  path: string,
  options: {
    token?: string;
    body?: unknown;
    headers?: Record<string, string>;
    signal?: AbortSignal;
  } = {},
): Promise<Reply> {
  const response = await fetch(url + path, {
    method,
    headers: {
      ...(options.token ? { authorization: `Bearer ${options.token}` } : {}),
      ...(options.body === undefined ? {} : { "content-type": "application/json" }),
      ...options.headers,
    },
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
    signal: options.signal ?? AbortSignal.timeout(PATIENCE_MS),
    redirect: "manual",
  });
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.includes("json") ?? false;
  const body = isJson ? (JSON.parse(text) as Record<string, unknown>) : { text };
  return { status: response.status, headers: response.headers, body };
}

/** Someone with an account, who uses the product by its wire alone. */
export class WirePerson {
  readonly url: string;
  readonly name: string;
  readonly id: string;
  readonly token: string;
  readonly credentials: Credentials;
  /** As a browser sends it back. */
  readonly #cookie: string;

  private constructor(at: Place, { body, headers }: Reply) {
    const { accessToken, person } = body as { accessToken: string; person: { id: string } };
    this.url = at.url;
    this.name = at.name;
    this.credentials = at.credentials;
    this.id = person.id;
    this.token = accessToken;
    this.#cookie = headers.get("set-cookie")?.split(";")[0] ?? "";
  }

  /** The first visitor: creates the community. */
  static async founder(url: string, name = "Ann"): Promise<WirePerson> {
    const credentials = credentialsOf(name);
    const body = { name: "The Commons", displayName: name, ...credentials };
    const reply = await ask(url, "POST", "/api/community", { body });
    return WirePerson.#enter({ url, name, credentials }, reply);
  }

  /** A later visitor, by an invite's token. */
  static async join(
    url: string,
    token: string,
    name: string,
    credentials = credentialsOf(name),
  ): Promise<WirePerson> {
    const body = { token, displayName: name, ...credentials };
    const reply = await ask(url, "POST", "/api/people", { body });
    return WirePerson.#enter({ url, name, credentials }, reply);
  }

  /** A later visitor, by an invite that `this` makes. */
  async invite(name: string): Promise<WirePerson> {
    const { token } = (await this.ask("POST", "/api/invites", {})).body;
    return WirePerson.join(this.url, String(token), name);
  }

  /** The same person with a fresh access token, as after a while or another server's start. */
  async signIn(url = this.url, headers: Record<string, string> = {}): Promise<WirePerson> {
    const credentials = this.credentials;
    const reply = await ask(url, "POST", "/api/session", { body: credentials, headers });
    return WirePerson.#enter({ url, name: this.name, credentials }, reply);
  }

  /** As a page of the community's does it: by the cookie. */
  signOut(): Promise<Reply> {
    const headers = { cookie: this.#cookie, origin: this.url };
    return ask(this.url, "DELETE", "/api/session", { headers });
  }

  static #enter(at: Place, reply: Reply): WirePerson {
    const { status, body } = reply;
    if (status !== 201) throw new Error(`${at.name} cannot enter: ${status} ${tellBody(body)}`);
    return new WirePerson(at, reply);
  }

  ask(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
    signal?: AbortSignal,
  ): Promise<Reply> {
    return ask(this.url, method, path, {
      token: this.token,
      body,
      ...(headers ? { headers } : {}),
      ...(signal ? { signal } : {}),
    });
  }

  async createRoom(name: string): Promise<string> {
    const id = newId();
    const { status, body } = await this.ask("POST", "/api/rooms", { id, name });
    if (status !== 201) throw new Error(`no room: ${status} ${JSON.stringify(body)}`);
    return id;
  }

  command(room: string, command: Record<string, unknown>): Promise<Reply> {
    return this.ask("POST", `/api/rooms/${room}/commands`, { id: newId(), ...command });
  }

  async join(room: string): Promise<void> {
    const { status, body } = await this.command(room, { type: "room.join" });
    if (status !== 200) throw new Error(`cannot join: ${status} ${JSON.stringify(body)}`);
  }

  async ticket(room: string): Promise<string> {
    const { body } = await this.ask("POST", "/api/tickets", { party: "room", id: room });
    return String(body["ticket"]);
  }

  /** An open socket that has not said hello. */
  async connect(room: string): Promise<WireSocket> {
    return WireSocket.open(this.url, room, await this.ticket(room));
  }

  /** An open socket that has been greeted. */
  async enter(room: string, cursor = 0, epoch: string | null = null): Promise<WireSocket> {
    const socket = await this.connect(room);
    await socket.hello(cursor, epoch);
    return socket;
  }

  async history(room: string, query = ""): Promise<Page> {
    const { body } = await this.ask("GET", `/api/rooms/${room}/messages${query}`);
    return body as Page;
  }
}

/** Where somebody is, and how they got there. */
type Place = { url: string; name: string; credentials: Credentials };

function credentialsOf(name: string): Credentials {
  return { email: `${name.toLowerCase()}@example.org`, password: "correct horse battery" };
}

/** An error page may be a long one. */
function tellBody(body: Record<string, unknown>): string {
  return JSON.stringify(body).slice(0, 500);
}
