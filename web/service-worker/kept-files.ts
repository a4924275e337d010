/** What a build is made of, as the service worker needs to know it (scripts/service-worker.ts writes it in). */
export type Build = {
  /** Differs whenever any file does. */
  version: string;
  /** The script that the page begins with: a page without it is another version's. */
  entry: string;
  /** Without these nothing is shown. */
  shell: readonly string[];
  /** All others: fetched when nobody waits for anything. */
  rest: readonly string[];
};

/** As much of a browser's caches as is needed. */
type Files = {
  match(path: string): Promise<Response | undefined>;
  put(path: string, answer: Response): Promise<void>;
};
export type AllFiles = {
  open(version: string): Promise<Files>;
  match(path: string): Promise<Response | undefined>;
  /** In the order in which they were made. */
  keys(): Promise<string[]>;
  delete(version: string): Promise<boolean>;
};

type KeptFilesDeps = {
  caches: AllFiles;
  fetch: (path: string, how?: RequestInit) => Promise<Response>;
  build: Build;
};

const PREFIX = "parley-files-";
const PAGE = "/";
/** Their names change with what is in them, so one that is kept is right for ever. */
const HASHED = "/assets/";

/**
 * The program itself on this device: its page, scripts and styles, a cache for each version. Nothing of anyone's: what the
 * API answers never comes in here.
 */
export class KeptFiles {
  readonly #deps: KeptFilesDeps;
  readonly #name: string;

  constructor(deps: KeptFilesDeps) {
    this.#deps = deps;
    this.#name = PREFIX + deps.build.version;
  }

  /** Fetches what this version cannot be shown without: all of it, or this version is not installed. */
  async install(): Promise<void> {
    const { fetch, build } = this.#deps;
    const cache = await this.#open();
    const page = await fetch(PAGE, { cache: "no-cache" });
    // In the middle of a deploy, or behind a hotel's page that asks for a room number.
    const isOurs = isWhole(page) && (await page.clone().text()).includes(build.entry);
    if (!isOurs) throw new TypeError("the page is not of this version");
    await Promise.all(build.shell.map((path) => this.#keep(cache, path)));
    // Last: a version without its page is never served.
    await cache.put(PAGE, page);
  }

  /** Lets older versions go, all but the last: its tabs may still be open, and ask for a part that they have not loaded yet. */
  async activate(): Promise<void> {
    const { caches } = this.#deps;
    const others = (await caches.keys()).filter(
      (name) => name.startsWith(PREFIX) && name !== this.#name,
    );
    await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
  }

  /** What is not needed at once. Where the line fails, or `signal` ends it, it is for another time. */
  async keepRest(signal: AbortSignal): Promise<void> {
    const cache = await this.#open();
    for (const path of this.#deps.build.rest) {
      try {
        if (!(await cache.match(path))) await this.#keep(cache, path, signal);
      } catch {
        return;
      }
    }
  }

  /** The page, wherever in it one goes. */
  async page(): Promise<Response> {
    const kept = await this.#kept(async (cache) => cache.match(PAGE));
    return kept ?? this.#deps.fetch(PAGE);
  }

  /** Whether this is a file of the program, and not a question. */
  has(path: string): boolean {
    return path.startsWith(HASHED) || this.#deps.build.shell.includes(path);
  }

  async file(path: string): Promise<Response> {
    const { caches, fetch } = this.#deps;
    // This version's own first: some names do not tell versions apart.
    const kept = await this.#kept(
      async (cache) => (await cache.match(path)) ?? (await caches.match(path)),
    );
    if (kept) return kept;
    const found = await fetch(path);
    if (path.startsWith(HASHED) && isFile(found)) {
      const copy = found.clone();
      await this.#kept((cache) => cache.put(path, copy));
    }
    return found;
  }

  /** Where the browser's storage is full or broken, the server has it all the same. */
  async #kept<T>(work: (cache: Files) => Promise<T>): Promise<T | undefined> {
    try {
      return await work(await this.#open());
    } catch {
      return undefined;
    }
  }

  async #keep(cache: Files, path: string, signal: AbortSignal | null = null): Promise<void> {
    // Most files of a new version are those of the last.
    const same = path.startsWith(HASHED) ? await this.#deps.caches.match(path) : undefined;
    const found = same ?? (await this.#deps.fetch(path, { ...how(path), signal }));
    if (!isFile(found)) throw new TypeError(`${path} is not there`);
    await cache.put(path, found);
  }

  #open(): Promise<Files> {
    return this.#deps.caches.open(this.#name);
  }
}

function how(path: string): RequestInit {
  return path.startsWith(HASHED) ? {} : { cache: "no-cache" };
}

/** A page that came by a redirect is refused by browsers when somebody navigates to it. */
function isWhole(answer: Response): boolean {
  return answer.ok && !answer.redirected;
}

/** Some servers answer with the page whatever is asked for. Kept under a script's name, it would break that script for ever. */
function isFile(answer: Response): boolean {
  return isWhole(answer) && !(answer.headers.get("Content-Type") ?? "").startsWith("text/html");
}
