import { putAsk } from "../internal/put-ask.ts";
import type { LobbyAsk } from "./answer-lobby.ts";
import type { AskedLobby } from "./ports.ts";

/** How a host reaches the lobby: its stub's fetch. */
export type FetchLobby = (lobby: string, request: Request) => Promise<Response>;

/** There is one for the whole community. */
const EVERYONE = "everyone";

export function lobbyOverFetch(fetchLobby: FetchLobby, secret: string): AskedLobby {
  const put = <T>(ask: LobbyAsk) =>
    putAsk<T>((request) => fetchLobby(EVERYONE, request), ask, secret);
  return {
    is: (person, is) => put({ ask: "is", person, is }),
    watch: (inbox, device, people) => put({ ask: "watch", inbox, device, people: [...people] }),
  };
}
