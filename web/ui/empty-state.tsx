import type { ReactNode } from "react";
import css from "./empty-state.module.css";

type EmptyStateProps = { title: string; children?: ReactNode; action?: ReactNode };

/** Nothing here: teaches one thing and offers one action. */
export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <div className={css["state"]}>
      <h2 className={css["title"]}>{title}</h2>
      {children !== undefined && <p className={css["words"]}>{children}</p>}
      {action !== undefined && <div className={css["action"]}>{action}</div>}
    </div>
  );
}
