import { clientAddress } from "./addresses.ts";
import type { Check } from "./check.ts";
import { clock } from "./clock.ts";
import { latency } from "./latency.ts";
import { passwordsAtOnce, passwordTime } from "./passwords.ts";
import { privateAddresses } from "./private-addresses.ts";
import { reset } from "./reset.ts";
import { compression, frameSize } from "./sockets.ts";
import { alarms, largestMessage } from "./storage.ts";
import { cookie, headers, tls } from "./transport.ts";

/** In this order: what measures time has the server to itself, and what spends an allowance comes after what needs it. */
export const CHECKS: readonly Check[] = [
  latency,
  passwordTime,
  passwordsAtOnce,
  largestMessage,
  alarms,
  compression,
  frameSize,
  clock,
  headers,
  cookie,
  tls,
  privateAddresses,
  clientAddress,
  reset,
];
