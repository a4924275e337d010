import css from "./dot.module.css";

/** That there is something new, in the accent for the eyes and in words for the ears. */
export function Dot({ id, says }: { id?: string | undefined; says: string }) {
  return <span id={id} className={css["dot"]} role="img" aria-label={says} />;
}
