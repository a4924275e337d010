import { createElement, Fragment, type ReactNode } from "react";

/**
 * A sentence with more in it than words: `withParts(t.sent, { email: <bdi>{email}</bdi> })` for "A link is on its way to {email}".
 * It stays one sentence in the catalogues, because other languages put its parts in another order.
 */
export function withParts(sentence: string, parts: Readonly<Record<string, ReactNode>>): ReactNode {
  const pieces = sentence
    .split(/\{(\w+)\}/)
    .map((piece, i) => (i % 2 === 0 ? piece : (parts[piece] ?? `{${piece}}`)));
  return createElement(Fragment, null, ...pieces);
}
