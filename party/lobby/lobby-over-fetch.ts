import { refusal } from "#protocol/refusals.ts";
import { INTERNAL_HEADER } from "../internal/ask.ts";
import type { Answer } from "../rooms.ts";
import type { LobbyAsk } from "./answer-lobby.ts";
import type { AskedLobby } from "./ports.ts";

/** How a host reaches the lobby: its stub's fetch. */
export type FetchLobby = (lobby: string, request: Request) => Promise<Response>;

/** There is one for the whole community. */
const EVERYONE = "everyone";
/** Objects are addressed by binding and id; the host part of the URL means nothing. */
const NOWHERE = "https://lobby.invalid/";

export function lobbyOverFetch(fetchLobby: FetchLobby, secret: string): AskedLobby {
  async function put<T>(ask: LobbyAsk): Promise<Answer<T>> {
    try {
      const response = await fetchLobby(
        EVERYONE,
        new Request(NOWHERE, {
          method: "POST",
          headers: { [INTERNAL_HEADER]: secret, "content-type": "application/json" },
          body: JSON.stringify(ask),
        }),
      );
      if (!response.ok) return { ok: false, refusal: refusal("unavailable") };
      const answer: Answer<T> = await response.json();
      return answer;
    } catch {
      // It was reset or cannot be reached: whoever asks does so again.
      return { ok: false, refusal: refusal("unavailable") };
    }
  }
  return {
    is: (person, is) => put({ ask: "is", person, is }),
    watch: (inbox, device, people) => put({ ask: "watch", inbox, device, people: [...people] }),
  };
}
