import { createStore } from "zustand/vanilla";
import type { PersonId, RoomId } from "#protocol/ids.ts";
import type { Answer } from "../answer.ts";
import { askApi } from "../api.ts";
import { onReached } from "../offline/reach.ts";
import { getCard } from "../people/people-by-http.ts";
import { HistoryAnswer } from "../room/rooms-by-http.ts";
import { sessionStore } from "../session/session.ts";
import { heldWords, wordsOf } from "./held-words.ts";
import { WordsFinder, wordsKey, type Found, type Told } from "./words.ts";

/** What is known of the words that the inbox tells of, and of the names. It outlives the page, so that who comes back finds it as it was. */
export const words = createStore<{
  messages: ReadonlyMap<string, Told>;
  names: Found["names"];
}>(() => ({ messages: new Map(), names: new Map() }));

let home: { me: PersonId; finder: WordsFinder } | null = null;

/** The finder of this person. Another one in the same browser never meets what it has found. */
export function wordsFinder(me: PersonId): WordsFinder {
  if (home?.me !== me) {
    forget();
    const finder = new WordsFinder({
      held: (wanted) => heldWords(me, wanted),
      around: fetchAround,
      nameOf: fetchName,
      learned: ({ messages, names }) => {
        if (home?.finder !== finder) return;
        words.setState((now) => ({
          messages: messages.size === 0 ? now.messages : withFound(now.messages, messages),
          names: hasNews(now.names, names) ? new Map([...now.names, ...names]) : now.names,
        }));
      },
    });
    home = { me, finder };
  }
  return home.finder;
}

/** What is held is not taken away by a line that is down. */
function withFound(
  known: ReadonlyMap<string, Told>,
  found: ReadonlyMap<string, Told>,
): ReadonlyMap<string, Told> {
  const next = new Map(known);
  for (const [key, told] of found)
    if (told !== "away" || typeof known.get(key) !== "object") next.set(key, told);
  return next;
}

function hasNews(known: Found["names"], found: Found["names"]): boolean {
  return [...found].some(([person, name]) => known.get(person) !== name);
}

function forget(): void {
  home = null;
  words.setState({ messages: new Map(), names: new Map() }, true);
}

async function fetchAround(room: RoomId, seq: number): Promise<Answer<Found>> {
  const answer = await askApi("GET", `/api/rooms/${room}/messages?around=${seq}`, HistoryAnswer);
  if (!answer.ok) return answer;
  const states = new Map(answer.value.states);
  const messages = answer.value.messages.flatMap((event) => {
    const said = wordsOf(event, states.get(event.seq));
    return said ? [[wordsKey({ room, seq: event.seq }), said] as const] : [];
  });
  return { ok: true, value: { messages: new Map(messages), names: new Map() } };
}

async function fetchName(person: PersonId): Promise<Answer<string>> {
  const answer = await getCard(person);
  return answer.ok ? { ok: true, value: answer.value.name } : answer;
}

sessionStore.subscribe((who) => {
  const person = who.at === "signed_in" ? who.person.id : null;
  if (home && person !== home.me) forget();
});
onReached(() => home?.finder.reached());
