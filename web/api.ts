import type * as v from "valibot";
import type { Answer } from "./answer.ts";
import { asSignedIn } from "./authorized.ts";
import { request, type Method, type Patience } from "./http.ts";
import { watchedFetch } from "./offline/reach.ts";
import { session } from "./session/session.ts";

/** A request as the person who is signed in. A spent token is renewed once; nothing here throws. */
export function askApi<S extends v.GenericSchema>(
  method: Method,
  path: string,
  schema: S,
  body?: object,
  patience?: Patience,
): Promise<Answer<v.InferOutput<S>>> {
  return asSignedIn(session, (token) =>
    request(watchedFetch, method, path, schema, body, token, patience),
  );
}

/** A request that needs no one to be signed in. */
export function askAnyone<S extends v.GenericSchema>(
  method: Method,
  path: string,
  schema: S,
  body?: object,
): Promise<Answer<v.InferOutput<S>>> {
  return request(watchedFetch, method, path, schema, body);
}
