import { icon } from "../ui/icons.tsx";

export const SmileIcon = icon(
  <>
    <path d="M16.2 8.2A6.5 6.5 0 1 1 11 3.6M15.25 2.75v4M13.25 4.75h4" />
    <path d="M7.25 11.5c.5 1.2 1.5 1.9 2.75 1.9s2.25-.7 2.75-1.9" />
    <path strokeWidth="2" d="M7.75 8.25h.01M12.25 8.25h.01" />
  </>,
);
export const ReplyIcon = icon(
  <path className="points-back" d="M8 4.75 3.75 9 8 13.25M4 9h7.5c2.8 0 4.75 1.9 4.75 4.75v1.5" />,
);
export const ThreadIcon = icon(
  <path d="M4.5 4.25h11a1.5 1.5 0 0 1 1.5 1.5v6.5a1.5 1.5 0 0 1-1.5 1.5H10l-3.5 2.75v-2.75h-2A1.5 1.5 0 0 1 3 12.25v-6.5a1.5 1.5 0 0 1 1.5-1.5ZM6.5 7.75h7M6.5 10.5h4.5" />,
);
