import type { RoomEvent } from "#protocol/events.ts";
import type { MessageState } from "#protocol/message-state.ts";
import { newId } from "./new-id.ts";
import { WireSocket } from "./socket.ts";

/** What an answer of the API holds, whatever it is. */
export type Reply = { status: number; headers: Headers; body: Record<string, unknown> };

type Page = { messages: RoomEvent[]; states: [number, MessageState][]; hasMore: boolean };

const PASSWORD = "correct horse battery";

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
    ...(options.signal ? { signal: options.signal } : {}),
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

  private constructor(url: string, name: string, id: string, token: string) {
    this.url = url;
    this.name = name;
    this.id = id;
    this.token = token;
  }

  /** The first visitor: creates the community. */
  static async founder(url: string, name = "Ann"): Promise<WirePerson> {
    const body = {
      name: "The Commons",
      displayName: name,
      email: emailOf(name),
      password: PASSWORD,
    };
    return WirePerson.#enter(url, name, await ask(url, "POST", "/api/community", { body }));
  }

  /** A later visitor, by an invite that `this` makes. */
  async invite(name: string): Promise<WirePerson> {
    const { token } = (await this.ask("POST", "/api/invites", {})).body;
    const body = { token, displayName: name, email: emailOf(name), password: PASSWORD };
    return WirePerson.#enter(this.url, name, await ask(this.url, "POST", "/api/people", { body }));
  }

  /** The same person with a fresh access token, as after a while or another server's start. */
  async signIn(url = this.url, headers: Record<string, string> = {}): Promise<WirePerson> {
    const body = { email: emailOf(this.name), password: PASSWORD };
    const reply = await ask(url, "POST", "/api/session", { body, headers });
    return WirePerson.#enter(url, this.name, reply);
  }

  static #enter(url: string, name: string, { status, body }: Reply): WirePerson {
    if (status !== 201) throw new Error(`${name} cannot enter: ${status} ${JSON.stringify(body)}`);
    const { accessToken, person } = body as { accessToken: string; person: { id: string } };
    return new WirePerson(url, name, person.id, accessToken);
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

function emailOf(name: string): string {
  return `${name.toLowerCase()}@example.org`;
}
