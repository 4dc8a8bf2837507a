/** The address of a comment in the page that shows it. */
export function linkOf(id: string): string {
  return new URL(`#comment-${id}`, location.href).href;
}

/** Whether the device has a way of its own to pass an address on. */
export function canShare(): boolean {
  return typeof navigator.share === 'function';
}

/** Hands the address to the device. A reader who thinks better of it is no failure. */
export async function share(id: string): Promise<void> {
  await navigator.share({ url: linkOf(id) }).catch(() => undefined);
}

/** Puts the address into the clipboard. @returns false where the page may not do that. */
export async function copyLink(id: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(linkOf(id));
    return true;
  } catch {
    return false;
  }
}
