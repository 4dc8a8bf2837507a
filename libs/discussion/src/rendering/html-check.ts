import { parseFragment, serialize, type DefaultTreeAdapterMap } from 'parse5';

type Node = DefaultTreeAdapterMap['childNode'];

/** Every tag that a rendered comment may hold, and its attributes. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  p: ['dir'],
  br: [],
  hr: [],
  strong: [],
  em: [],
  del: [],
  code: [],
  pre: ['dir'],
  blockquote: ['dir'],
  ul: ['dir'],
  ol: ['dir', 'start'],
  li: ['dir'],
  a: ['href', 'rel', 'target'],
};
const ALLOWED_HREF = /^(?:https?:\/\/[^/@\\]+(?:\/|$)|mailto:[^?]+$)/;

/** What a browser would make of a rendered comment beyond the allowed nodes: one line per finding, none when it is safe. */
export function disallowedNodes(html: string): string[] {
  return parseFragment(html).childNodes.flatMap(findings);
}

/** The HTML as a browser would write it after reading it. */
export function reparsed(html: string): string {
  return serialize(parseFragment(html));
}

function findings(node: Node): string[] {
  if (node.nodeName === '#text') return [];
  if (!('tagName' in node)) return [`node ${node.nodeName}`];
  const allowed = ALLOWED[node.tagName];
  if (allowed === undefined) return [`tag ${node.tagName}`];
  const wrong = node.attrs.filter(
    ({ name, value }) => !allowed.includes(name) || (name === 'href' && !ALLOWED_HREF.test(value)),
  );
  return [...wrong.map(({ name, value }) => `${node.tagName} ${name}=${value}`), ...node.childNodes.flatMap(findings)];
}
