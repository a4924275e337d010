/**
 * The wire this code speaks. Raise it when an older client or server could misread a frame; `version.test.ts` fails
 * on any change of the schemas, so that a change of wire is a decision.
 */
export const PROTOCOL_VERSION = 4;
