import * as v from "valibot";
import { createStore } from "zustand/vanilla";
import { failure, type Answer, type Failure } from "../answer.ts";
import type { Clock, Random } from "../clock.ts";
import type { Method } from "../http.ts";
import { fullJitter } from "../jitter.ts";
import type { HoldLock, OpenChannel } from "../tabs.ts";
import { TokenKeeper } from "./access-token.ts";
import { CommunityAnswer, SessionAnswer, SessionNews } from "./session-answers.ts";
import type { SessionMemory } from "./session-memory.ts";
import type { Session, SessionState, SignedInPerson } from "./session-state.ts";

export type SessionDeps = {
  clock: Clock;
  random: Random;
  /** A request with the cookie and without a token. */
  readonly ask: <S extends v.GenericSchema>(
    method: Method,
    path: string,
    schema: S,
    body?: object,
  ) => Promise<Answer<v.InferOutput<S>>>;
  memory: SessionMemory;
  holdLock: HoldLock;
  openChannel: OpenChannel;
  readonly onWake: (wake: () => void) => () => void;
  /** Deletes what this device keeps of a person. */
  forget(person: SignedInPerson): Promise<void>;
};

const START_RETRY_BASE_MS = 1_000;
const START_RETRY_CAP_MS = 30_000;

/** Starts at once: with whom this browser remembers, so that the app opens offline, and then with what the server says. */
export function createSession(deps: SessionDeps): Session {
  const { ask, memory, openChannel } = deps;
  const store = createStore<SessionState>(() => ({ at: "unknown" }));
  const channel = openChannel("parley-session", heard);
  const tokens = new TokenKeeper({ ...deps, refresh });
  void start();

  return {
    store,
    async enter(path, form) {
      const answer = await tokens.alone(() => ask("POST", path, SessionAnswer, form));
      if (!answer.ok) return answer;
      tokens.drop();
      signedIn(answer.value, await communityName());
      return answer;
    },
    async signOut() {
      const state = store.getState();
      const answer = await tokens.alone(() => ask("DELETE", "/api/session", v.unknown()));
      // The cookie is out of a page's reach: offline, "signed out" would be a lie.
      if (!answer.ok && !isSignedOut(answer)) return answer;
      signedOut(await communityName(), "tell");
      if (state.at === "signed_in") await deps.forget(state.person);
      return { ok: true, value: null };
    },
    async accessToken() {
      return store.getState().at === "signed_out" ? failure("unauthenticated") : tokens.get();
    },
    refresh: (spent) => tokens.newerThan(spent),
  };

  async function start(attempt = 0): Promise<void> {
    const remembered = memory.recall();
    if (remembered) {
      store.setState({ at: "signed_in", ...remembered }, true);
      await tokens.get();
      return;
    }
    const community = await ask("GET", "/api/community", CommunityAnswer);
    if (store.getState().at !== "unknown") return;
    if (!community.ok) return startAgain(attempt);
    const { name, hasSession } = community.value;
    if (name === null || !hasSession) {
      store.setState({ at: "signed_out", community: name }, true);
      return;
    }
    // The cookie outlives this browser's memory, and only the server can see it.
    const answer = await tokens.get();
    if (!answer.ok && store.getState().at === "unknown") startAgain(attempt);
  }

  function startAgain(attempt: number) {
    const { clock, random, onWake } = deps;
    const pause = fullJitter(random, START_RETRY_BASE_MS, START_RETRY_CAP_MS, attempt);
    const again = () => {
      stopTimer();
      stopWake();
      if (store.getState().at === "unknown") void start(attempt + 1);
    };
    const stopTimer = clock.setTimer(pause, again);
    const stopWake = onWake(again);
  }

  /** Called while this tab alone may spend the cookie. */
  async function refresh(): Promise<Answer<SessionAnswer>> {
    const answer = await ask("POST", "/api/session/refresh", SessionAnswer, {});
    if (answer.ok) {
      signedIn(answer.value, await communityName());
      void learnName(answer.value);
    }
    // Only the server's word ends a session. A lost network never does.
    else if (isSignedOut(answer)) signedOut(await communityName(), "tell");
    return answer;
  }

  /** The community may have another name by now. Nobody waits for that. */
  async function learnName(session: SessionAnswer) {
    const answer = await ask("GET", "/api/community", CommunityAnswer);
    const state = store.getState();
    const isSame = state.at === "signed_in" && state.person.id === session.person.id;
    const name = answer.ok && answer.value.name;
    if (isSame && name && name !== state.community) signedIn(session, name);
  }

  function signedIn(session: SessionAnswer, community: string) {
    become(session, community);
    channel.post({ kind: "signed_in", session, community } satisfies SessionNews);
  }

  function become(session: SessionAnswer, community: string) {
    const { person } = session;
    const state = store.getState();
    if (state.at === "signed_in" && state.person.id !== person.id) tokens.drop();
    tokens.take(session);
    memory.keep({ person, community });
    const isKnown =
      state.at === "signed_in" &&
      state.community === community &&
      isSamePerson(state.person, person);
    if (!isKnown) store.setState({ at: "signed_in", person, community }, true);
  }

  function signedOut(community: string, others: "tell" | "know") {
    tokens.drop();
    memory.keep(null);
    store.setState({ at: "signed_out", community }, true);
    if (others === "tell") channel.post({ kind: "signed_out", community } satisfies SessionNews);
  }

  function heard(message: unknown) {
    const news = v.safeParse(SessionNews, message);
    if (!news.success) return;
    if (news.output.kind === "signed_in") become(news.output.session, news.output.community);
    else signedOut(news.output.community, "know");
  }

  /** As it is known here, else as the server says; the product's own name when neither can tell. */
  async function communityName(): Promise<string> {
    const state = store.getState();
    if (state.at !== "unknown" && state.community !== null) return state.community;
    const answer = await ask("GET", "/api/community", CommunityAnswer);
    return (answer.ok && answer.value.name) || "Parley";
  }
}

function isSignedOut({ code }: Failure): boolean {
  return code === "session_expired" || code === "unauthenticated";
}

function isSamePerson(a: SignedInPerson, b: SignedInPerson): boolean {
  return (
    a.id === b.id && a.name === b.name && a.role === b.role && a.editWindowMs === b.editWindowMs
  );
}
