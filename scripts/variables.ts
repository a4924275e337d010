import { problemsIn, tellProblem } from "#party/env.ts";

/**
 * Everything that can be configured, once: what an operator calls it, what the Worker calls it (party/env.ts), and who sets it. The tests
 * beside this file hold docs/configuration.md, `.env.example` and the Worker's schema to it.
 */
export type Variable = {
  /** In the environment, in `.env` and in a deployment's settings; null: Parley sets it itself. */
  said: string | null;
  /** In the Worker; null: of no concern to it. */
  worker: string | null;
  /** Nobody but the operator may see it: at the edge it is stored as a secret. */
  isSecret?: true;
  /** Where it means something, if not on both roads. */
  only?: Road;
};

/** How a community is served: `npm start` on a machine of one's own, or `npm run deploy` at the edge. */
export type Road = "start" | "deploy";

export type Said = Readonly<Record<string, string | undefined>>;

export const VARIABLES: readonly Variable[] = [
  { said: "PORT", worker: null, only: "start" },
  { said: "HOST", worker: null, only: "start" },
  { said: "PARLEY_DATA", worker: null, only: "start" },
  { said: "PARLEY_LOG", worker: null, only: "start" },
  { said: "PARLEY_ENV_FILE", worker: null, only: "start" },
  { said: "PARLEY_DEPLOYMENT", worker: null, only: "deploy" },
  { said: "PARLEY_WORKER", worker: null, only: "deploy" },
  { said: "PARLEY_ORIGIN", worker: "ORIGINS" },
  { said: "PARLEY_LIBSQL_URL", worker: "LIBSQL_URL", only: "deploy" },
  { said: "PARLEY_LIBSQL_TOKEN", worker: "LIBSQL_TOKEN", isSecret: true, only: "deploy" },
  { said: "PARLEY_LOCATION_HINT", worker: "LOCATION_HINT", only: "deploy" },
  { said: "PARLEY_JURISDICTION", worker: "JURISDICTION", only: "deploy" },
  { said: "PARLEY_MAIL_URL", worker: "MAIL_URL" },
  { said: "PARLEY_MAIL_FROM", worker: "MAIL_FROM" },
  { said: "PARLEY_MAIL_TOKEN", worker: "MAIL_TOKEN", isSecret: true },
  { said: "PARLEY_MAIL_STYLE", worker: "MAIL_STYLE" },
  { said: "PARLEY_RP_ID", worker: "RP_ID" },
  { said: "PARLEY_OIDC_PROVIDERS", worker: "OIDC_PROVIDERS", isSecret: true },
  { said: "PARLEY_PUSH_SUBJECT", worker: "PUSH_SUBJECT" },
  { said: "PARLEY_ROOM_LIMITS", worker: "ROOM_LIMITS" },
  { said: "PARLEY_DOOR_LIMITS", worker: "DOOR_LIMITS" },
  { said: "PARLEY_METRICS_TOKEN", worker: "METRICS_TOKEN", isSecret: true },
  { said: "PARLEY_CLIENT_ADDRESS_HEADER", worker: "CLIENT_ADDRESS_HEADER", only: "start" },
  { said: "PARLEY_PUSH_LOOPBACK", worker: "PUSH_LOOPBACK", only: "start" },
  { said: null, worker: "TOKEN_KEYS", isSecret: true },
  { said: null, worker: "REFRESH_SECRET", isSecret: true },
  { said: null, worker: "PASSWORD_PEPPER", isSecret: true },
  { said: null, worker: "INTERNAL_SECRET", isSecret: true },
  { said: null, worker: "PUSH_KEY", isSecret: true },
  { said: null, worker: "VERSION" },
  { said: null, worker: "RETURNING_MS" },
  { said: null, worker: "PLACES_FROM" },
  { said: null, worker: "HASHER" },
];

/** What is said to the Worker under its own names, of what was said on this road. */
export function saidToWorker(said: Said, road: Road): Record<string, string> {
  return Object.fromEntries(
    VARIABLES.flatMap((variable) => {
      const value = variable.said === null ? undefined : said[variable.said];
      const isMeant = value && variable.worker !== null && isOn(road, variable);
      return isMeant ? [[variable.worker, value]] : [];
    }),
  );
}

/** What an operator can mend of what the Worker would object to, in sentences that name variables as they have set them. */
export function objectionsOfWorker(bindings: Record<string, string>): string[] {
  return problemsIn(bindings).flatMap((problem) => {
    const variable = saidNameOf(problem.variable);
    if (variable === undefined) return [];
    const expected = problem.expected.replaceAll(/\b[A-Z]+(?:_[A-Z]+)+\b/g, inOurWords);
    return [tellProblem({ ...problem, variable, expected })];
  });
}

/** Names that look like ours and would do nothing: most of them have been mistyped. */
export function namesInVain(said: Said, road: Road): string[] {
  const inVain = (name: string) => {
    const variable = VARIABLES.find((one) => one.said === name);
    if (variable && isOn(road, variable)) return [];
    if (variable)
      return [
        `The variable ${name} means nothing here: it is for ${ROADS[variable.only ?? road]}.`,
      ];
    return name.startsWith("PARLEY_")
      ? [`The variable ${name} is none of Parley's: docs/configuration.md has the list.`]
      : [];
  };
  return Object.keys(said).toSorted().flatMap(inVain);
}

const ROADS: Record<Road, string> = { start: '"npm start"', deploy: '"npm run deploy"' };

export function isOn(road: Road, { only = road }: Variable): boolean {
  return only === road;
}

function saidNameOf(worker: string): string | undefined {
  return VARIABLES.find((one) => one.worker === worker)?.said ?? undefined;
}

function inOurWords(name: string): string {
  return saidNameOf(name) ?? name;
}
