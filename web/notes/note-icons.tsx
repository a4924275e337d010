import { icon } from "../ui/icons.tsx";

export const NoteIcon = icon(
  <path d="M5.5 3.5h9a1 1 0 0 1 1 1v8l-4 4h-6a1 1 0 0 1-1-1v-11a1 1 0 0 1 1-1Zm10 9h-3a1 1 0 0 0-1 1v3M7.5 7h5M7.5 10h3" />,
);
export const WidenIcon = icon(<path d="M3.5 10h13M7 6.5 3.5 10 7 13.5M13 6.5l3.5 3.5-3.5 3.5" />);
export const NarrowIcon = icon(<path d="M2.5 10H8M5 7l3 3-3 3M17.5 10H12M15 7l-3 3 3 3" />);
export const ChecksIcon = icon(
  <>
    <path d="m3 6 1.25 1.25L6.5 5M3 13.5l1.25 1.25L6.5 12.5" />
    <path d="M9.5 6.5h7M9.5 13.5h7" />
  </>,
);
export const UndoIcon = icon(<path d="M6.5 4 3.5 7l3 3M4 7h7.75a4.25 4.25 0 0 1 0 8.5H7.5" />);
export const RedoIcon = icon(<path d="m13.5 4 3 3-3 3M16 7H8.25a4.25 4.25 0 0 0 0 8.5h4.25" />);
