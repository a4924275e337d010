import type { ReactNode } from "react";
import { Link, useRoute } from "wouter";
import css from "./sidebar.module.css";

/** `pages`: where one is at it, when that is more than one address. */
type QuietLinkProps = { href: string; pages?: string; children: ReactNode };

/** The way to a page, among the rooms. */
export function QuietLink({ href, pages = href, children }: QuietLinkProps) {
  const [isCurrent] = useRoute(pages);
  return (
    <Link href={href} className={css["browse"]} aria-current={isCurrent ? "page" : undefined}>
      {children}
    </Link>
  );
}
