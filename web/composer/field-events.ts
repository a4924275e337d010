import { useEffect, useRef, type RefObject } from "react";

type Field = RefObject<HTMLTextAreaElement | null>;

/**
 * Hears what happens in the field before the composer does. Listening on the element itself costs no render of the composer, and what
 * comes later with its chunk need not be known by what is there from the beginning.
 */
export function useFieldEvent<Name extends keyof HTMLElementEventMap>(
  field: Field,
  name: Name,
  hear: (event: HTMLElementEventMap[Name], field: HTMLTextAreaElement) => void,
): void {
  const latest = useRef(hear);
  useEffect(() => {
    latest.current = hear;
  });
  useEffect(() => {
    const element = field.current;
    if (!element) return;
    const listener = (event: HTMLElementEventMap[Name]) => latest.current(event, element);
    element.addEventListener(name, listener);
    return () => element.removeEventListener(name, listener);
  }, [field, name]);
}

/** A key that chooses a word of an input method means nothing to us. Safari says so only by the old key code. */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}
