import { Hono } from "hono";
import type { ApiEnv } from "../world.ts";
import { arrivalRoutes } from "./arrivals.ts";
import { departureRoutes } from "./depart.ts";
import { identityRoutes } from "./identities.ts";
import { returnRoutes } from "./return.ts";

/** Signing in with another provider, from the button to the way back (docs/decisions/0027-who-is-vouched-for.md). */
export const oidcRoutes = new Hono<ApiEnv>()
  .route("/", departureRoutes)
  .route("/", returnRoutes)
  .route("/", arrivalRoutes)
  .route("/", identityRoutes);
