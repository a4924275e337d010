/**
 * The wire this code speaks. Raise it when an older client or server could misread a frame; `version.test.ts` fails
 * on any change of the schemas, so that a change of wire is a decision.
 */
export const PROTOCOL_VERSION = 4;

/**
 * What clients may say in their hello. A server understands a version a release before any client speaks it, and goes on understanding it a
 * release after none does, so that neighbours understand each other whichever of them is older (docs/protocol.md §7).
 */
const SPOKEN: readonly number[] = [PROTOCOL_VERSION];

export function isSpoken(version: number): boolean {
  return SPOKEN.includes(version);
}
