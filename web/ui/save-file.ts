/** Puts a file among the browser's downloads. */
export function saveFile(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // Once the browser has begun to copy it the address may go; Safari begins in a later turn.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
