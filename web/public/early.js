// The program's first questions, asked while it is still on its way: on a slow line each of them costs a good part of a second.
// offline/early-answers.ts hands them to whoever asks the same. Who asks nothing has lost nothing: all of it can be asked again.
(() => {
  const PATIENCE_MS = 15_000;
  /** A ticket lasts 30 seconds. */
  const FRESH_MS = 10_000;
  const early = new Map();
  globalThis.parleyEarly = early;
  const files = document.currentScript.dataset;

  /** Begins to load what the first screen is made of. The build says what that is; while one develops, nothing. */
  function bring(names = "") {
    for (const href of names.split(" ").filter(Boolean)) {
      const isStyle = href.endsWith(".css");
      const link = document.createElement("link");
      const how = isStyle ? { rel: "preload", as: "style" } : { rel: "modulepreload" };
      document.head.append(Object.assign(link, how, { crossOrigin: "", href }));
    }
  }

  function ask(method, path, body, token) {
    const sent = body && JSON.stringify(body);
    const answer = fetch(path, {
      method,
      headers: {
        ...(body && { "Content-Type": "application/json" }),
        ...(token && { Authorization: `Bearer ${token}` }),
      },
      ...(body && { body: sent }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    // Unheard, a failure would be reported as nobody's.
    answer.catch(() => undefined);
    // Who asks belongs to the question.
    early.set([method, path, sent, token].join(" "), {
      answer,
      until: performance.now() + FRESH_MS,
    });
    return answer;
  }

  /** The access token, or null. */
  async function askForSession() {
    const answer = await ask("POST", "/api/session/refresh", {});
    return answer.ok ? (await answer.clone().json()).accessToken : null;
  }

  async function askForRoom(room) {
    try {
      // Only one tab at a time spends the cookie. Where there are no locks, this is left to the program.
      const token = await navigator.locks?.request("parley-session", askForSession);
      if (room && token) await ask("POST", "/api/tickets", { party: "room", id: room }, token);
    } catch {
      // The line is down, or something else has answered: the program finds out by itself.
    }
  }

  let isKnown = false;
  try {
    isKnown = localStorage.getItem("parley-session") !== null;
  } catch {
    // Forbidden: nobody is remembered here.
  }
  // Links of invites and mails lead to the door, whoever is known (app.tsx).
  const isAtDoor = /^\/(join|link|reset|provider|unsubscribe)$/.test(location.pathname);
  bring(isKnown && !isAtDoor ? files.inside : files.door);
  if (!isKnown) {
    void ask("GET", "/api/community");
    return;
  }
  void askForRoom(/^\/rooms\/([^/]+)/.exec(location.pathname)?.[1]);
})();
