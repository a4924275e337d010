import type { Provider } from "../../auth/oidc/provider.ts";
import type { Visitor } from "../../auth/oidc/visit.ts";
import type { VisitCookie } from "../../auth/visit-cookie.ts";
import type { Visit } from "./ceremonies.ts";

/** Someone who has come back from where they were sent, and whom the provider vouches for. */
export type Returned = { provider: Provider; visit: Visit; visitor: Visitor; cookie: VisitCookie };
