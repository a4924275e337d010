import { icon } from "../ui/icons.tsx";

export const CopyIcon = icon(
  <>
    <rect x="7" y="7" width="9" height="9" rx="2" />
    <path d="M4.5 12.6A1.5 1.5 0 0 1 4 11.5v-6A1.5 1.5 0 0 1 5.5 4h6c.5 0 .9.2 1.1.5" />
  </>,
);
export const DoneIcon = icon(<path d="m4.5 10.5 3.5 3.5 7.5-8" />);
