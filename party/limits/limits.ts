import type { Rate, Taken } from "../object/rate-limit.ts";

/** Counts what someone may ask for, exactly and for all servers of the community together. */
export type Limits = {
  /** One token of `name`'s. When nobody can count, nobody is refused. */
  take(name: string, rate: Rate): Promise<Taken>;
  /** Whether an object answers and stores just now. */
  canStore(): Promise<boolean>;
};
