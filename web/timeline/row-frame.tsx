import type { ReactNode } from "react";

type RowFrameProps = {
  className: string | undefined;
  /** What is heard of the row: author and text first, time last. */
  label: string;
  /** Whether the list's one tab stop is here. */
  isCurrent: boolean;
  startsGroup?: boolean;
  children: ReactNode;
};

/** A row that the arrow keys can reach. */
export function RowFrame({ className, label, isCurrent, startsGroup, children }: RowFrameProps) {
  return (
    <article
      className={className}
      data-group-start={startsGroup || undefined}
      data-row
      aria-label={label}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- Reading a conversation by keyboard means going from message to message.
      tabIndex={isCurrent ? 0 : -1}
    >
      {children}
    </article>
  );
}
