import { icon } from "../ui/icons.tsx";

export const BoldIcon = icon(
  <path d="M6 4.5h4.6a2.75 2.75 0 0 1 0 5.5H6zM6 10h5.4a2.75 2.75 0 0 1 0 5.5H6z" />,
);
export const ItalicIcon = icon(<path d="M8.5 4.5h5.5M6 15.5h5.5M11.5 4.5l-3 11" />);
export const StrikeIcon = icon(
  <path d="M13.8 6.6c-.4-1.3-1.8-2.1-3.7-2.1-2.2 0-3.7 1.1-3.7 2.8 0 1.2.7 2 2 2.5M6 13.2c.4 1.4 1.9 2.3 4 2.3 2.4 0 4-1.1 4-2.9 0-.4-.1-.8-.3-1.1M3.5 10h13" />,
);
export const CodeIcon = icon(<path d="M7 6 3 10l4 4m6-8 4 4-4 4" />);
export const CodeBlockIcon = icon(
  <>
    <rect x="2.75" y="3.75" width="14.5" height="12.5" rx="2" />
    <path d="M8 7.75 5.75 10 8 12.25m4-4.5L14.25 10 12 12.25" />
  </>,
);
export const EmojiIcon = icon(
  <>
    <circle cx="10" cy="10" r="7" />
    <path d="M7.1 11.75c.55 1.15 1.6 1.85 2.9 1.85s2.35-.7 2.9-1.85" />
    <path strokeWidth="2" d="M7.6 8.1h.01M12.4 8.1h.01" />
  </>,
);
export const LinkIcon = icon(
  <path d="M8.5 11.5a3 3 0 0 0 4.25 0l2.75-2.75a3 3 0 0 0-4.25-4.25L10 5.75M11.5 8.5a3 3 0 0 0-4.25 0L4.5 11.25a3 3 0 0 0 4.25 4.25L10 14.25" />,
);
export const QuoteIcon = icon(<path d="M4 4.5v11M8 6h8.5M8 10h8.5M8 14h5" />);
export const ListIcon = icon(
  <>
    <path d="M8 6h8.5M8 10h8.5M8 14h8.5" />
    <path strokeWidth="2.25" d="M4 6h.01M4 10h.01M4 14h.01" />
  </>,
);
export const NumbersIcon = icon(
  <path d="M9 6h7.5M9 10h7.5M9 14h7.5M3.5 5.2 4.75 4.5v3.75M3.4 12c.3-.6.8-.9 1.3-.9.7 0 1.2.4 1.2 1 0 1-2.3 1.8-2.4 3.1H6" />,
);
