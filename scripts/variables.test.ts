import { readFile, readdir } from "node:fs/promises";
import path from "node:path";
import { parseEnv } from "node:util";
import { expect, test } from "vitest";
import { ENV_NAMES, problemsIn, tellProblem } from "#party/env.ts";
import { newBindings } from "../test/secrets.ts";
import { objectionsTo } from "./deploy/deployment.ts";
import { readServerSettings } from "./server-settings.ts";
import { isOn, VARIABLES } from "./variables.ts";

/** The rows of the table in docs/configuration.md. */
const rows = (await readFile("docs/configuration.md", "utf8"))
  .split("\n")
  .filter((line) => /^\| (`|– \| `)/.test(line))
  .map((line) =>
    line
      .slice(1, -1)
      .split(" | ")
      .map((cell) => cell.trim()),
  )
  .map(([said = "", worker = "", here = "", secret = "", , , wrong = ""]) => ({
    said: named(said),
    worker: named(worker),
    here,
    secret,
    wrong,
  }));
const example = await readFile(".env.example", "utf8");

function named(cell: string): string | null {
  return /^`([A-Z_]+)`$/.exec(cell)?.[1] ?? null;
}

test("the table has a row for every variable that there is, and for no other", () => {
  const described = VARIABLES.map(({ said, worker, isSecret, only }) => ({
    said,
    worker,
    here: said === null ? "made" : (only ?? "both"),
    secret: isSecret ? "secret" : "–",
  }));
  const told = rows.map(({ said, worker, here, secret }) => ({ said, worker, here, secret }));
  expect(told).toEqual(described);
});

test("the Worker reads exactly the variables that are described", () => {
  const described = VARIABLES.flatMap(({ worker }) => worker ?? []);
  expect(described.toSorted()).toEqual([...ENV_NAMES].toSorted());
});

test("the example file has all that can be said, and nothing in force", () => {
  const names = [...example.matchAll(/\b(?:PORT|HOST|PARLEY_[A-Z_]+)\b/g)].map(([name]) => name);
  const said = VARIABLES.flatMap(({ said }) => said ?? []);
  expect([...new Set(names)].toSorted()).toEqual(said.toSorted());
  expect(parseEnv(example)).toEqual({});
});

test("what stands in the example file is right, on each road", () => {
  const all = parseEnv(example.replaceAll(/^#(?=[A-Z_]+=)/gm, ""));
  const of = (road: "start" | "deploy") => {
    const names = VARIABLES.filter((variable) => isOn(road, variable)).map(({ said }) => said);
    return Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name)));
  };
  expect(() => readServerSettings(of("start"))).not.toThrow();
  expect(objectionsTo(of("deploy"))).toEqual([]);
  expect(Object.keys(of("deploy")).length).toBeGreaterThan(10);
});

const WRONG: Record<string, string> = {
  PORT: "0",
  PARLEY_LOG: "x",
  PARLEY_WORKER: "My Worker",
  PARLEY_ORIGIN: "https://chat.example.org/",
  PARLEY_LIBSQL_URL: "http://database.example",
  PARLEY_LOCATION_HINT: "x",
  PARLEY_JURISDICTION: "x",
  PARLEY_MAIL_URL: "x",
  PARLEY_MAIL_FROM: "",
  PARLEY_MAIL_STYLE: "x",
  PARLEY_METRICS_TOKEN: "x",
  PARLEY_RP_ID: "https://example.org",
  PARLEY_OIDC_PROVIDERS: "x",
  PARLEY_PUSH_SUBJECT: "x",
  PARLEY_ROOM_LIMITS: "x",
  PARLEY_DOOR_LIMITS: "x",
  PARLEY_CLIENT_ADDRESS_HEADER: "X Y",
  PARLEY_PUSH_LOOPBACK: "x",
};
const saying = rows.filter(({ wrong }) => wrong !== "–");

test("where the table tells of no objection there is none", () => {
  const silent = rows.filter(({ wrong }) => wrong === "–").map(({ said }) => said);
  expect(Object.keys(WRONG).filter((name) => silent.includes(name))).toEqual([]);
  expect(saying.filter(({ said }) => said !== null && WRONG[said] === undefined)).toEqual([]);
});

test.each(saying)("a wrong $said ($worker) says what the table says", ({ said, worker, wrong }) => {
  const sentence = `The variable ${said ?? worker} ${wrong}.`;
  expect(objectionsOf(said, worker)).toContain(sentence);
});

function objectionsOf(said: string | null, worker: string | null): string[] {
  if (said === null) {
    const bindings = { ...newBindings("http://127.0.0.1:8080"), [worker ?? ""]: "{}" };
    return problemsIn(bindings).map((problem) => tellProblem({ ...problem, within: "" }));
  }
  const value = WRONG[said] ?? "";
  const rest = said === "PARLEY_MAIL_FROM" ? { PARLEY_MAIL_URL: "https://mail.example" } : {};
  const atStart = () => readServerSettings({ ...rest, [said]: value });
  return [...objectionsTo({ ...rest, [said]: value }), ...linesOf(atStart)];
}

function linesOf(attempt: () => unknown): string[] {
  try {
    attempt();
    return [];
  } catch (error) {
    return error instanceof Error ? error.message.split("\n") : [];
  }
}

test("no source speaks of a variable that is not described", async () => {
  const described = VARIABLES.flatMap(({ said }) => said ?? []);
  const folders = ["scripts", "test", "bench", "docs", "party"];
  const files = (
    await Promise.all(
      folders.map(async (folder) =>
        (await readdir(folder, { recursive: true })).map((name) => path.join(folder, name)),
      ),
    )
  ).flat();
  const sources = [...files, "README.md", "SECURITY.md", "CONTRIBUTING.md"].filter(
    (name) => /\.(?:ts|mjs|md|sh|conf|service)$/.test(name) && !name.endsWith(".test.ts"),
  );
  const texts = await Promise.all(sources.map((name) => readFile(name, "utf8")));
  const named = texts.flatMap((text) => text.match(/\bPARLEY_[A-Z_]*[A-Z]\b/g) ?? []);
  expect(named.length).toBeGreaterThan(50);
  expect([...new Set(named)].filter((name) => !described.includes(name))).toEqual([]);
});
