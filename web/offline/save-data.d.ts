/** Whether somebody pays for what is loaded. Not every browser tells. */
interface Navigator {
  readonly connection?: { readonly saveData?: boolean };
}
