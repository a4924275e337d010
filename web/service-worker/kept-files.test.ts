import { beforeEach, describe, expect, it, vi } from "vitest";
import { KeptFiles, type AllFiles, type Build } from "./kept-files.ts";

const ONE: Build = {
  version: "one",
  entry: "/assets/index-1.js",
  shell: ["/assets/index-1.js", "/icon.svg"],
  rest: ["/assets/account-1.js", "/assets/people-1.js"],
};
const TWO: Build = {
  version: "two",
  entry: "/assets/index-2.js",
  shell: ["/assets/index-2.js", "/icon.svg"],
  rest: ["/assets/account-1.js"],
};
const THREE: Build = { ...TWO, version: "three", rest: [] };

let caches: FakeCaches;
let server: Map<string, string>;
let asked: string[];
let isHanging: boolean;

beforeEach(() => {
  caches = new FakeCaches();
  asked = [];
  isHanging = false;
  server = new Map(
    Object.entries({
      "/": "<script src=/assets/index-1.js>",
      "/assets/index-1.js": "entry 1",
      "/assets/account-1.js": "account 1",
      "/assets/people-1.js": "people 1",
      "/icon.svg": "icon",
    }),
  );
});

describe("installing", () => {
  it("keeps the page and what it cannot be shown without, and answers from them without a network", async () => {
    const kept = open(ONE);
    await kept.install();
    server.clear();
    expect(await textOf(kept.page())).toContain("index-1");
    expect(await textOf(kept.file("/assets/index-1.js"))).toBe("entry 1");
    expect(await textOf(kept.file("/icon.svg"))).toBe("icon");
  });

  it("does not install half a version", async () => {
    server.delete("/assets/index-1.js");
    await expect(open(ONE).install()).rejects.toThrow("not there");
    expect(caches.everything()).not.toContain("/");
  });

  it("does not take another page for ours, whoever answers with it", async () => {
    server.set("/", "<h1>Welcome to the hotel</h1>");
    await expect(open(ONE).install()).rejects.toThrow("not of this version");
  });

  it("does not keep a page under a script's name", async () => {
    server.set("/assets/index-1.js", "<html>");
    await expect(open(ONE).install()).rejects.toThrow("not there");
  });

  it("fetches only what the last version has not brought", async () => {
    await keepAll(ONE);
    deploy();
    asked = [];
    await keepAll(TWO);
    expect(asked.toSorted()).toEqual(["/", "/assets/index-2.js", "/icon.svg"]);
  });
});

describe("with several versions", () => {
  it("shows its own page and its own icon", async () => {
    await keepAll(ONE);
    deploy();
    server.set("/icon.svg", "another icon");
    const kept = await keepAll(TWO);
    expect(await textOf(kept.page())).toContain("index-2");
    expect(await textOf(kept.file("/icon.svg"))).toBe("another icon");
  });

  it("still has the parts that a tab of the last version may ask for", async () => {
    await keepAll(ONE);
    deploy();
    const kept = await keepAll(TWO);
    await kept.activate();
    expect(await textOf(kept.file("/assets/people-1.js"))).toBe("people 1");
  });

  it("lets go of those before, and of nobody else's", async () => {
    await caches.open("something of another program");
    await keepAll(ONE);
    deploy();
    await keepAll(TWO);
    const kept = await keepAll(THREE);
    await kept.activate();
    expect(await caches.keys()).toEqual([
      "something of another program",
      "parley-files-two",
      "parley-files-three",
    ]);
  });
});

it("stops keeping what nobody waits for when the next version wants its turn, though the server hangs", async () => {
  const kept = open(ONE);
  await kept.install();
  isHanging = true;
  const turn = new AbortController();
  const keeping = kept.keepRest(turn.signal);
  await vi.waitFor(() => expect(asked).toContain("/assets/account-1.js"));
  turn.abort();
  await keeping;
  expect(asked).not.toContain("/assets/people-1.js");
});

it("keeps a part when it is first used, but not what is missing", async () => {
  const kept = open(ONE);
  await kept.install();
  expect(await textOf(kept.file("/assets/people-1.js"))).toBe("people 1");
  server.set("/assets/gone-1.js", "<html>");
  await kept.file("/assets/gone-1.js");
  expect(caches.everything()).toContain("/assets/people-1.js");
  expect(caches.everything()).not.toContain("/assets/gone-1.js");
});

describe("in a browser whose storage has become full or broken", () => {
  it("shows a part all the same that it cannot keep", async () => {
    const kept = open(ONE);
    await kept.install();
    caches.isFull = true;
    expect(await textOf(kept.file("/assets/people-1.js"))).toBe("people 1");
    expect(caches.everything()).not.toContain("/assets/people-1.js");
  });

  it("shows from the server what it cannot look up", async () => {
    const kept = open(ONE);
    await kept.install();
    caches.isBroken = true;
    expect(await textOf(kept.page())).toContain("index-1");
    expect(await textOf(kept.file("/icon.svg"))).toBe("icon");
  });
});

it("knows its own files, and that a question is none", () => {
  const kept = open(ONE);
  expect(["/assets/any.js", "/icon.svg"].map((path) => kept.has(path))).toEqual([true, true]);
  expect(["/", "/rooms/1", "/api/rooms"].map((path) => kept.has(path))).toEqual([
    false,
    false,
    false,
  ]);
});

/** A newer version on the server, without a part that only the old one has. */
function deploy() {
  server.set("/", "<script src=/assets/index-2.js>");
  server.set("/assets/index-2.js", "entry 2");
  server.delete("/assets/index-1.js");
  server.delete("/assets/people-1.js");
}

async function keepAll(build: Build): Promise<KeptFiles> {
  const kept = open(build);
  await kept.install();
  await kept.keepRest(new AbortController().signal);
  return kept;
}

function open(build: Build): KeptFiles {
  return new KeptFiles({
    caches,
    fetch: (path, how) => {
      asked.push(path);
      if (isHanging)
        return new Promise((_, fail) => {
          how?.signal?.addEventListener("abort", () => fail(new DOMException("", "AbortError")));
        });
      const text = server.get(path);
      const type = text?.startsWith("<html") ? "text/html" : "text/plain";
      return Promise.resolve(
        text === undefined
          ? new Response(null, { status: 404 })
          : new Response(text, { headers: { "Content-Type": type } }),
      );
    },
    build,
  });
}

async function textOf(answer: Promise<Response>): Promise<string> {
  return (await answer).text();
}

/** As much of a browser's caches as is used here. */
class FakeCaches implements AllFiles {
  readonly #all = new Map<string, Map<string, Response>>();
  isFull = false;
  isBroken = false;

  open(name: string): ReturnType<AllFiles["open"]> {
    if (this.isBroken) return Promise.reject(new DOMException("gone", "UnknownError"));
    const files = this.#all.get(name) ?? new Map<string, Response>();
    this.#all.set(name, files);
    return Promise.resolve({
      match: (path) => Promise.resolve(files.get(path)?.clone()),
      put: (path, answer) =>
        this.isFull
          ? Promise.reject(new DOMException("full", "QuotaExceededError"))
          : Promise.resolve(void files.set(path, answer)),
    });
  }

  match(path: string): Promise<Response | undefined> {
    const found = [...this.#all.values()].find((files) => files.has(path));
    return Promise.resolve(found?.get(path)?.clone());
  }

  keys(): Promise<string[]> {
    return Promise.resolve([...this.#all.keys()]);
  }

  delete(name: string): Promise<boolean> {
    return Promise.resolve(this.#all.delete(name));
  }

  everything(): string[] {
    return [...this.#all.values()].flatMap((files) => [...files.keys()]);
  }
}
