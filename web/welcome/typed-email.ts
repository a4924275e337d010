import * as v from "valibot";

const State = v.object({ email: v.string() });

/** The address that was typed on the page before this one. */
export function typedEmail(): string {
  const state = v.safeParse(State, window.history.state);
  return state.success ? state.output.email : "";
}
