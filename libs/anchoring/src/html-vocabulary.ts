import type { BlockKind } from './parsed-article.js';

/** Elements that give the blocks inside them a kind of their own. */
export const KIND_OF_ELEMENT: ReadonlyMap<string, BlockKind> = new Map<string, BlockKind>([
  ['li', 'list-item'],
  ['dt', 'list-item'],
  ['dd', 'list-item'],
  ['blockquote', 'quote'],
  ['pre', 'code'],
  ['listing', 'code'],
  ['xmp', 'code'],
  ['plaintext', 'code'],
  ['td', 'table-cell'],
  ['th', 'table-cell'],
  ['caption', 'caption'],
  ['figcaption', 'caption'],
]);

/** h1 to h6 and their levels. */
export const HEADING_LEVELS: ReadonlyMap<string, number> = new Map([
  ['h1', 1],
  ['h2', 2],
  ['h3', 3],
  ['h4', 4],
  ['h5', 5],
  ['h6', 6],
]);

/** Parts of a table; outside a table the HTML standard (13.2.6.4.7) ignores their tags. */
export const TABLE_PARTS: ReadonlySet<string> = new Set(['caption', 'tbody', 'thead', 'tfoot', 'tr', 'td', 'th']);

/** Wrappers that a heading may hold without ending: `<h2><div>Title</div></h2>`. */
export const HEADING_WRAPPERS: ReadonlySet<string> = new Set([
  'div',
  'hgroup',
  'header',
  'center',
  'details',
  'summary',
]);

/** Elements whose start and end break the running text: those the HTML standard's rendering section (15.3) shows as blocks. */
export const BLOCK_ELEMENTS: ReadonlySet<string> = new Set([
  ...KIND_OF_ELEMENT.keys(),
  ...HEADING_LEVELS.keys(),
  ...TABLE_PARTS,
  ...HEADING_WRAPPERS,
  ...['address', 'article', 'aside', 'dialog', 'dir', 'dl', 'fieldset', 'figure', 'footer', 'form', 'legend', 'main'],
  ...['menu', 'nav', 'ol', 'p', 'search', 'section', 'table', 'ul'],
]);

/** Elements without content (13.1.2); `hr` and `br` are handled where text is gathered. */
export const VOID_ELEMENTS: ReadonlySet<string> = new Set([
  ...['area', 'base', 'basefont', 'bgsound', 'br', 'col', 'embed', 'frame', 'hr', 'image', 'img', 'input', 'keygen'],
  ...['link', 'meta', 'param', 'source', 'track', 'wbr'],
]);

/** Tags that carry no meaning inside an article's own HTML. */
export const IGNORED_TAGS: ReadonlySet<string> = new Set(['html', 'head', 'body', 'frameset', 'colgroup']);

/** Elements whose content a reader does not see as text of the article. */
export const DROPPED_ELEMENTS: ReadonlySet<string> = new Set([
  ...['script', 'style', 'template', 'noscript', 'iframe', 'noembed', 'noframes', 'title', 'textarea', 'select', 'svg'],
  ...['datalist', 'audio', 'video', 'canvas', 'object', 'applet', 'rp', 'annotation', 'annotation-xml'],
]);

/** Elements that end tags of blocks outside them do not reach through (13.2.4.2, "has an element in scope"). */
export const SCOPE_ELEMENTS: ReadonlySet<string> = new Set([
  ...['table', 'td', 'th', 'caption', 'template', 'object', 'applet', 'marquee', 'select'],
]);

/** Lists that a list item's start does not close items outside of. */
export const LIST_ELEMENTS: readonly string[] = ['ul', 'ol', 'menu', 'dir', 'dl'];

/** Elements inside `svg` and `math` whose content is HTML again (13.2.4.2, integration points). */
export const INTEGRATION_POINTS: ReadonlySet<string> = new Set([
  ...['foreignobject', 'desc', 'title', 'mi', 'mo', 'mn', 'ms', 'mtext', 'annotation-xml'],
]);

/** Inline start tags that, like every block's, end an `svg` or `math` left open (13.2.6.5). */
export const ENDS_FOREIGN_CONTENT: ReadonlySet<string> = new Set([
  ...['b', 'big', 'body', 'br', 'code', 'em', 'embed', 'head', 'hr', 'i', 'img', 'meta', 'nobr', 'ruby', 's', 'small'],
  ...['span', 'strong', 'strike', 'sub', 'sup', 'tt', 'u', 'var'],
]);
