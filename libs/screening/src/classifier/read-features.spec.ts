import { describe, expect, it } from 'vitest';
import type { ClassifierInput } from './classifier.js';
import { denseIndex } from './dense-features.js';
import type { DenseFeature } from './dense-features.js';
import { Features } from './features.js';
import { readFeatures } from './read-features.js';

const features = new Features();

function value(feature: DenseFeature, input: ClassifierInput): number {
  readFeatures(input, features);
  return features.dense[denseIndex[feature]] ?? 0;
}

const text = (words: string): ClassifierInput => ({ text: words });
const by = (name: string, words = 'Some words.', website?: string): ClassifierInput => ({ text: words, name, website });

describe(readFeatures, () => {
  it.each<[DenseFeature, ClassifierInput, ClassifierInput]>([
    ['hasLink', text('see http://a.example/'), text('see there')],
    ['twoLinks', text('http://a.example http://b.example'), text('http://a.example')],
    ['manyLinks', text('http://a.example '.repeat(4)), text('http://a.example '.repeat(3))],
    ['sameHost', text('http://a.example/1 http://a.example/2'), text('http://a.example http://b.example')],
    ['linksOnly', text('http://a.example/'), text('A whole sentence with http://a.example/')],
    ['shortener', text('http://bit.ly/x'), text('http://example.org/x')],
    ['freeHost', text('http://shop.blogspot.com'), text('http://shop.example')],
    ['punycode', text('http://xn--pypal-4ve.example'), text('http://paypal.example')],
    ['ipHost', text('http://192.0.2.1/'), text('http://a.example/')],
    ['rootLink', text('http://a.example/'), text('http://a.example/page')],
    ['deepLink', text('http://a.example/page'), text('http://a.example/')],
    ['hyphenHost', text('http://cheap-shoes.example'), text('http://shoes.example')],
    ['lastLink', text('Nice. http://a.example/'), text('http://a.example/ is nice')],
    ['firstLink', text('http://a.example/ is nice'), text('Nice. http://a.example/')],
    ['htmlLink', text('&lt;a href="http://a.example">x</a>'), text('a < b')],
    ['bbLink', text('[url=http://a.example]x[/url]'), text('[1] source')],
    ['mailAddress', text('write to a@gmail.com'), text('write to me')],
    ['freeMail', text('write to a@gmail.com'), text('write to a@firm.com')],
    ['phone', text('call +44 20 7946 0123'), text('in 2019 and 2020')],
    ['tollFree', text('dial 1-888-555-0123 now'), text('dial +44 20 7946 0123')],
    ['nameManyWords', by('best web design company'), by('Anna Berg')],
    ['nameLower', by('cheap shoes'), by('Anna Berg')],
    ['nameDigits', by('anna1987'), by('anna')],
    ['nameHost', by('www.shop.com'), by('Shop')],
    ['nameInText', by('Green Coffee', 'I like green coffee.'), by('Anna Berg', 'I like green coffee.')],
    ['nameIsHost', by('cheap shoes', 'http://www.cheap-shoes.com/'), by('Anna Berg', 'http://www.cheap-shoes.com/')],
    ['hasWebsite', by('Anna', 'x', 'http://anna.com'), by('Anna')],
    ['websiteIsName', by('web design london', 'x', 'http://webdesignlondon.com'), by('Anna', 'x', 'http://firm.com')],
    ['websiteDeep', by('A', 'x', 'http://firm.com/shop'), by('A', 'x', 'http://firm.com/')],
    ['mailIsFree', { text: 'x', mailHost: 'gmail.com' }, { text: 'x', mailHost: 'firm.com' }],
    [
      'mismatch',
      { text: 'x', links: [{ host: 'evil.com', text: 'https://bank.com' }] },
      { text: 'x', links: [{ host: 'bank.com', text: 'www.bank.com' }] },
    ],
    ['shouting', text('THIS IS ALL CAPITALS'), text('This is not')],
    ['emojiWall', text('🔥🔥🔥🔥🔥🔥'), text('hot 🔥 as the sun can be')],
    ['invisible', text('a\u200bb\u200bc'), text('abc')],
    ['styled', text('𝐒𝐆𝐈𝟖𝟖 wins'), text('SGI88 wins')],
    ['mixedWords', text('раypаl'), text('paypal')],
    ['spacedOut', text('v i a g r a'), text('viagra')],
    ['runs', text('nooooooo'), text('no')],
    ['repetition', text('buy now '.repeat(10)), text('every word of this whole sentence stands here only one time')],
    ['money', text('for $500 a day'), text('for five hundred a day')],
    ['code', text('if (a) { b(); }\n'), text('no code')],
  ])('counts %s', (feature, present, absent) => {
    expect(value(feature, present)).toBeGreaterThan(0);
    expect(value(feature, absent)).toBe(0);
  });

  it('counts a word once, however often it stands there', () => {
    readFeatures(text('one two'), features);
    const { length } = features.words;
    readFeatures(text('one two one two one two'), features);
    expect(features.words.length).toBe(length + 1);
  });

  it('gives the same buckets for the same words in other dress', () => {
    const buckets = (words: string) => {
      readFeatures(text(words), features);
      return [...features.words.buckets.subarray(0, features.words.length)];
    };
    expect(buckets('CHEAP Viаgra o\u200bnline')).toEqual(buckets('cheap viagra online'));
  });

  it('reads a text of 20,000 characters of any script', () => {
    for (const letter of ['a', 'я', '漢', '👍', '\u0301', '\ud800', 'a.b ', '@', 'x y ']) {
      expect(() => readFeatures(text(letter.repeat(20_000)), features)).not.toThrow();
    }
  });
});
