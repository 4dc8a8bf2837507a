import { ownScript } from './own-script.js';

/** The address of the app relative to this script, put in by the build. */
declare const __APP__: string;

/*
 * The one file whose name never changes. It keeps its variables to itself, does nothing the second time, and when the app cannot be
 * loaded leaves what the page has put inside the element as it is.
 */
const script = ownScript('/embed.js');
if (script !== undefined && customElements.get('colloquy-discussion') === undefined) {
  import(/* @vite-ignore */ new URL(__APP__, script).href).catch((error: unknown) => {
    console.warn('Colloquy could not be loaded; the link inside the element still leads to the discussion.', error);
  });
}
