/** The address this script was loaded from. A module script has no `currentScript` and is looked for by its name. */
export function ownScript(name: string): string | undefined {
  const current = document.currentScript;
  if (current instanceof HTMLScriptElement && current.src !== '') return current.src;
  return [...document.scripts].map(({ src }) => src).find((src) => src.split(/[?#]/, 1)[0]?.endsWith(name));
}
