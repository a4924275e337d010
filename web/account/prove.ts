import { create } from "zustand";
import type { Answer } from "../answer.ts";

/** Whoever wants something that takes a proof, and waits for it. */
export type Wanted = { done: (isProved: boolean) => void };

export const wanted = create<{ now: Wanted | null }>(() => ({ now: null }));

/**
 * Does what may take a proof that it is them. When the server asks for one, the person is asked (prove-dialog.tsx), and then it is
 * done again; who does not want to gets the refusal.
 */
export async function withProof<T>(act: () => Promise<Answer<T>>): Promise<Answer<T>> {
  const answer = await act();
  if (answer.ok || answer.code !== "proof_needed") return answer;
  const isProved = await new Promise<boolean>((done) => wanted.setState({ now: { done } }));
  wanted.setState({ now: null });
  return isProved ? act() : answer;
}
