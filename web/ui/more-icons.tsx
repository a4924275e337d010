import { icon } from "./icons.tsx";

// Those that no first screen shows: the page begins with the others.
export const PlusIcon = icon(<path d="M10 4.5v11M4.5 10h11" />);
export const ChevronIcon = icon(<path d="m6.5 8.5 3.5 3.5 3.5-3.5" />);
export const SearchIcon = icon(
  <>
    <circle cx="9" cy="9" r="5" />
    <path d="m13 13 3.5 3.5" />
  </>,
);
export const PencilIcon = icon(<path d="m4 16 .75-3.25L13.5 4 16 6.5l-8.75 8.75L4 16Z" />);
export const HashIcon = icon(
  <path d="M8 3.5 6.5 16.5M13.5 3.5 12 16.5M3.75 7.5h13M3.25 12.5h13" />,
);
export const MessageIcon = icon(
  <path d="M4.5 4.5h11a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1H9L5.5 16.5v-3h-1a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1Z" />,
);
export const BellIcon = icon(
  <path d="M5.75 8.5a4.25 4.25 0 0 1 8.5 0c0 3.25 1.25 4.5 1.75 5H4c.5-.5 1.75-1.75 1.75-5ZM8.5 16.25a1.75 1.75 0 0 0 3 0" />,
);
export const SavedIcon = icon(
  <path d="M6 3.75h8a1 1 0 0 1 1 1v11.5l-5-3.5-5 3.5V4.75a1 1 0 0 1 1-1Z" />,
);
export const EyeIcon = icon(
  <>
    <path d="M2.5 10C4 6.6 6.7 4.75 10 4.75S16 6.6 17.5 10c-1.5 3.4-4.2 5.25-7.5 5.25S4 13.4 2.5 10Z" />
    <circle cx="10" cy="10" r="2.25" />
  </>,
);
export const EyeOffIcon = icon(
  <>
    <path d="M8 5c.65-.17 1.3-.25 2-.25 3.3 0 6 1.85 7.5 5.25a11 11 0 0 1-1.6 2.5M12.8 14.7c-.9.36-1.8.55-2.8.55-3.3 0-6-1.85-7.5-5.25.7-1.6 1.7-2.9 2.9-3.8M3.5 3.5l13 13" />
  </>,
);
