import type { ClassifierInput } from './classifier.js';
import { decodeEntities } from './decode-entities.js';
import { set } from './features.js';
import type { Features } from './features.js';
import { findUrls } from './find-urls.js';
import type { FoundUrl } from './find-urls.js';
import { hashText, seeds } from './hashing.js';
import { freeHosts, freeMailHosts } from './known-hosts.js';
import { addHost, sameSite } from './link-features.js';
import { addCharacters } from './text-features.js';
import { emptyShape, readWords } from './words-of.js';
import type { Word } from './words-of.js';

/** What the name of the writer looks like, and whether it is spelled in what is linked to. */
export function addName(input: ClassifierInput, urls: readonly FoundUrl[], text: readonly Word[], out: Features): void {
  const name = decodeEntities((input.name ?? '').slice(0, 100)).trim();
  out.nameText = name;
  if (name === '') return;
  const shape = emptyShape();
  const words = out.nameWords;
  readWords(name, 0, name.length, shape, words);
  let previous = 0;
  for (const [at, word] of words.entries()) {
    const hash = hashText(word.text, seeds.name);
    out.name.add(hash, at);
    addCharacters(word.text, seeds.nameCharacters, at, out.name);
    if (at > 0) out.name.add(Math.imul(previous, 31) ^ hash ^ seeds.namePair, at);
    previous = hash;
  }
  set(out, 'hasName');
  set(out, 'nameOneWord', words.length === 1);
  set(out, 'nameTwoWords', words.length === 2);
  set(out, 'nameManyWords', words.length >= 3);
  set(out, 'nameLower', words.length >= 2 && shape.capitals === 0 && shape.letters > 0);
  set(out, 'nameCapitals', words.length >= 2 && shape.letters >= 6 && shape.capitals === shape.letters);
  set(out, 'nameDigits', shape.digits > 0);
  set(out, 'nameHost', findUrls(name).length > 0);
  set(out, 'nameLong', name.length > 22);
  set(out, 'nameMarks', /[^\p{L}\p{M}\p{N}\s.'’_-]/u.test(name));
  const telling = words.filter((word) => word.text.length >= 4);
  const inText = telling.filter((word) => text.some((other) => other.text === word.text)).length;
  set(out, 'nameInText', telling.length > 0 && inText === telling.length);
  const joined = words.map((word) => word.text).join('');
  set(
    out,
    'nameIsHost',
    urls.some(({ host }) => isSpelled(joined, telling, host)),
  );
  set(out, 'mailIsName', isSpelled(joined, telling, input.mailHost ?? ''));
}

function isSpelled(joined: string, telling: readonly Word[], host: string): boolean {
  if (host === '' || freeMailHosts.has(host)) return false;
  const letters = host.replace(/[^a-z\d]/g, '').replace(/\d/g, '0');
  if (joined.length >= 5 && letters.includes(joined)) return true;
  return telling.length >= 2 && telling.every((word) => letters.includes(word.text));
}

/** What the website and the mailbox of the writer look like. */
export function addWebsite(input: ClassifierInput, urls: readonly FoundUrl[], out: Features): void {
  const website = input.website?.trim() ?? '';
  const mailHost = (input.mailHost ?? '').toLowerCase();
  if (freeMailHosts.has(mailHost)) set(out, 'mailIsFree');
  if (website === '') return;
  const [url] = findUrls(website);
  if (!url) return;
  set(out, 'hasWebsite');
  set(out, url.path.length <= 1 ? 'websiteRoot' : 'websiteDeep');
  set(out, 'websiteHyphens', /[a-z\d]+-[a-z\d]+/.test(url.host));
  set(out, 'websiteLong', (url.host.split('.').at(-2) ?? '').length > 15);
  set(
    out,
    'websiteFree',
    freeHosts.some((free) => url.host.includes(free)),
  );
  set(
    out,
    'websiteInText',
    urls.some(({ host }) => sameSite(host, url.host)),
  );
  set(out, 'mailIsWebsite', mailHost !== '' && sameSite(mailHost, url.host));
  const joined = out.nameWords.map((word) => word.text).join('');
  const telling = out.nameWords.filter((word) => word.text.length >= 4);
  set(out, 'websiteIsName', isSpelled(joined, telling, url.host));
  addHost(url.host, url.path, out, seeds.host);
}
