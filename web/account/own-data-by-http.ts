import * as v from "valibot";
import { failure, type Answer } from "../answer.ts";
import { askApi } from "../api.ts";
import { asSignedIn } from "../authorized.ts";
import { problemOf } from "../http.ts";
import { session } from "../session/session.ts";

/** Years of talk take their time to be read out. */
const EXPORT_TIMEOUT_MS = 10 * 60_000;

export type OwnDataFile = { name: string; content: Blob };

/** The copy of all that is one's own, as a file. */
export function exportOwnData(): Promise<Answer<OwnDataFile>> {
  return asSignedIn(session, async (token) => {
    try {
      const response = await fetch("/api/account/export", {
        headers: { Authorization: `Bearer ${token}` },
        signal: AbortSignal.timeout(EXPORT_TIMEOUT_MS),
      });
      if (!response.ok) return problemOf(response.status, await response.json());
      const [, name = "parley-data.json"] =
        /filename="([\w.-]+)"/.exec(response.headers.get("Content-Disposition") ?? "") ?? [];
      return { ok: true, value: { name, content: await response.blob() } };
    } catch {
      // The network, the time limit, or an answer that was broken off midway.
      return failure("offline");
    }
  });
}

/** For good. The server ends every session of theirs. */
export function deleteAccount(): Promise<Answer<unknown>> {
  return askApi("DELETE", "/api/account", v.unknown());
}
