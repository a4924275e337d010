/** What a history can show, and what each of them would mean to people. */
export type FaultKind =
  /** It was acknowledged, or someone saw it, and it is not there any more. */
  | "lost"
  /** One command, or one text, has two numbers. */
  | "doubled"
  /** A reader got numbers out of order or with a hole, or a device's words stand in another order than it sent them. */
  | "reordered"
  /** Nobody asked for it, or not like this, or it was refused. */
  | "phantom"
  /** An answer from before something that had been seen when it was asked for. */
  | "stale"
  /** One number, two contents. */
  | "changed"
  /** A place ends with the name of someone whose account was deleted. */
  | "remembered"
  /** A command that never ended, though it was sent until an answer should have come. */
  | "unsettled";

export type Fault = { kind: FaultKind; says: string };
