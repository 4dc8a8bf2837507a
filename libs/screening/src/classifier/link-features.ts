import { shorteners } from '../links/shorteners.js';
import type { ClassifierInput } from './classifier.js';
import { set } from './features.js';
import type { Features } from './features.js';
import { findUrls } from './find-urls.js';
import type { FoundUrl } from './find-urls.js';
import { hashText, seeds } from './hashing.js';
import { freeHosts, freeMailHosts } from './known-hosts.js';
import { addCharacters } from './text-features.js';

/** What the addresses in a text look like and where they lead. */
export function addLinkFeatures(input: ClassifierInput, urls: readonly FoundUrl[], text: string, out: Features): void {
  const links = urls.filter((url) => !url.isMail);
  const mails = urls.filter((url) => url.isMail);
  if (mails.length > 0) set(out, 'mailAddress');
  for (const mail of mails) {
    if (freeMailHosts.has(mail.host)) set(out, 'freeMail');
    addHost(mail.host, '', out, seeds.mailDomain);
  }
  if (links.length > 0) {
    set(out, 'hasLink');
    set(out, 'twoLinks', links.length >= 2);
    set(out, 'manyLinks', links.length >= 4);
    const hosts = new Set(links.map(({ host }) => host));
    set(out, 'sameHost', hosts.size < links.length);
    set(out, 'manyHosts', hosts.size >= 3);
    const covered = links.reduce((sum, { start, end }) => sum + end - start, 0);
    set(out, 'linkShare', covered / Math.max(1, text.length));
    set(out, 'linksOnly', text.trim().length - covered < 12);
    const first = links[0];
    const last = links.at(-1);
    set(out, 'lastLink', last !== undefined && text.length - last.end < 4);
    set(out, 'firstLink', first !== undefined && first.start < 4);
    for (const link of links) addLink(link, out);
  }
  set(out, 'htmlLink', /<a\s|href\s*=/i.test(text));
  set(out, 'bbLink', /\[(?:url|link)\b/i.test(text));
  for (const { host, text: words } of input.links ?? []) {
    const [named] = findUrls(words);
    if (named && host !== '' && !sameSite(named.host, host)) set(out, 'mismatch');
  }
}

/** Whether two hosts are one or one below the other. */
export function sameSite(one: string, other: string): boolean {
  const left = one.replace(/^www\./, '');
  const right = other.toLowerCase().replace(/^www\./, '');
  return left === right || left.endsWith(`.${right}`) || right.endsWith(`.${left}`);
}

function addLink(link: FoundUrl, out: Features): void {
  const { host, path } = link;
  if (shorteners.has(host)) set(out, 'shortener');
  if (freeHosts.some((free) => host.includes(free))) set(out, 'freeHost');
  if (host.includes('xn--') || /[^\x00-\x7f]/.test(host)) set(out, 'punycode');
  if (/^[\d.]+$/.test(host)) set(out, 'ipHost');
  if (path.length <= 1) set(out, 'rootLink');
  else set(out, 'deepLink');
  if (/[a-z\d]+-[a-z\d]+/.test(host)) set(out, 'hyphenHost');
  if (link.isBare) set(out, 'bareHost');
  addHost(host, path, out, seeds.host);
}

/** The host of an address, its words and what stands in its path. */
export function addHost(host: string, path: string, out: Features, seed: number): void {
  const owner = out.hosts.push(host) - 1;
  if (!out.links.isNew(hashText(host, seed))) return;
  out.links.add(hashText(host, seed), owner);
  const labels = host.split('.');
  out.links.add(hashText(labels.at(-1) ?? '', seeds.host ^ 1), owner);
  if (seed === seeds.mailDomain) return;
  for (const word of labels.slice(0, -1).flatMap((label) => label.split('-'))) {
    if (word === '') continue;
    out.links.add(hashText(word, seeds.hostWord), owner);
    addCharacters(word.slice(0, 40), seeds.hostCharacters, owner, out.links);
  }
  for (const word of path
    .toLowerCase()
    .slice(0, 120)
    .match(/[a-z]{3,}/g) ?? []) {
    if (out.links.isNew(hashText(word, seeds.path))) out.links.add(hashText(word, seeds.path), owner);
  }
}
