import { parse, type DefaultTreeAdapterMap } from 'parse5';

type Node = DefaultTreeAdapterMap['node'];
type Element = DefaultTreeAdapterMap['element'];

const TAGS = new Set(
  `html head meta title link body a header footer main nav section article aside h1 h2 h3 p span bdi time ul ol li blockquote q details
  summary form label input textarea select option button div strong em del code pre br hr table thead tbody tr th td`.split(
    /\s+/,
  ),
);
const ATTRIBUTES = new Set(
  `lang dir charset name content rel href target class id action method value type required maxlength minlength autocomplete for
  aria-labelledby aria-label aria-current aria-describedby role datetime open hidden selected checked start scope colspan rows cols
  placeholder tabindex http-equiv`.split(/\s+/),
);
const ADDRESSES = new Set(['href', 'action']);
const SAFE_ADDRESS = /^(?:https?:\/\/[^/@\\]+(?:\/|$)|mailto:[^?]+$|[/#?](?![/\\])|data:,$)/;
const SAFE_META = new Set(['viewport', 'robots', 'color-scheme', 'description', 'referrer']);

/**
 * What a browser would make of a page of ours beyond what our templates hold: one line per finding, none when a stranger's words
 * are only words in it. A mail's own `style` attributes are let through with `isMail`.
 */
export function pageFindings(html: string, options: { readonly isMail?: boolean } = {}): string[] {
  const findings: string[] = [];
  const walk = (node: Node): void => {
    if ('tagName' in node) findings.push(...elementFindings(node, options.isMail === true));
    else if (node.nodeName === '#comment') findings.push(`comment ${'data' in node ? node.data : ''}`);
    if ('childNodes' in node) node.childNodes.forEach(walk);
  };
  walk(parse(html));
  return findings;
}

function elementFindings(element: Element, isMail: boolean): string[] {
  const { tagName, attrs } = element;
  if (tagName === 'script' && isJsonBlock(element)) return [];
  if (!TAGS.has(tagName)) return [`tag ${tagName}`];
  const name = attrs.find((attribute) => attribute.name === 'name')?.value;
  if (tagName === 'meta' && name !== undefined && !SAFE_META.has(name)) return [`meta ${name}`];
  return attrs.flatMap((attribute) => {
    const line = `${tagName} ${attribute.name}=${attribute.value.slice(0, 120)}`;
    if (isMail && attribute.name === 'style') return /url|expression|import/i.test(attribute.value) ? [line] : [];
    if (!ATTRIBUTES.has(attribute.name) || attribute.name === 'http-equiv') return [line];
    return ADDRESSES.has(attribute.name) && !SAFE_ADDRESS.test(attribute.value) ? [line] : [];
  });
}

/** A block of JSON is data to a browser: it has this one attribute, and holds one value and nothing that looks like markup. */
function isJsonBlock({ attrs, childNodes }: Element): boolean {
  const [type, ...others] = attrs;
  if (type?.name !== 'type' || type.value !== 'application/ld+json' || others.length > 0) return false;
  const text = childNodes.map((node) => ('value' in node ? node.value : '<')).join('');
  try {
    return !text.includes('<') && typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
}
