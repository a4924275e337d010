import type { ReactNode } from "react";

type RowFrameProps = {
  className: string | undefined;
  /** What is heard of the row: author and text first, time last. */
  label: string;
  /** Whether the list's one tab stop is here. */
  isCurrent: boolean;
  startsGroup?: boolean;
  /** The message that it shows, by its number. */
  seq?: number;
  /** It means the one who reads. */
  isForMe?: boolean;
  /** It stands in the field where one writes. */
  isBeingEdited?: boolean;
  children: ReactNode;
};

/** A row that the arrow keys can reach. */
export function RowFrame(props: RowFrameProps) {
  const { className, label, isCurrent, startsGroup, seq, isForMe, isBeingEdited, children } = props;
  return (
    <article
      className={className}
      data-group-start={startsGroup || undefined}
      data-row
      data-seq={seq}
      data-for-me={isForMe || undefined}
      data-being-edited={isBeingEdited || undefined}
      aria-label={label}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- Reading a conversation by keyboard means going from message to message.
      tabIndex={isCurrent ? 0 : -1}
    >
      {children}
    </article>
  );
}
