import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PutArticleBody } from '#contracts';

/** An article with a later revision in which one section got another heading, and a passage that both have. */
export interface ArticleInTwoRevisions {
  readonly name: string;
  readonly first: PutArticleBody;
  readonly second: PutArticleBody;
  /** A section's heading before and after. */
  readonly reworded: { readonly before: string; readonly after: string };
  /** A passage that stands in both revisions. */
  readonly passage: string;
}

const FERRY = {
  url: 'https://paper.example/the-last-ferry',
  title: 'The last ferry to Sandholm',
  excerpt: 'A timetable ends, and with it a way of going to school.',
  author: { name: 'Ida Marsh', bio: 'Writes about islands.', email: 'ida@paper.example' },
  categories: ['Transport'],
};
const OPENING = '<p>The ferry to Sandholm leaves at ten past seven, as it has done since the war.</p>';
const LEDGER = '<p>The harbour office keeps a ledger of every crossing that was called off for fog.</p>';
const AFTER = '<h2 id="after">What comes after</h2>\n<p>A bridge was drawn twice and paid for never.</p>';

/** A short article of the test suite's own writing. */
export const ownArticle: ArticleInTwoRevisions = {
  name: 'an article of our own',
  first: {
    ...FERRY,
    html: [
      OPENING,
      '<h2 id="who-rides">Who rides the ferry</h2>',
      '<p>Eleven children, two teachers and a dog ride it every morning, and nobody in August.</p>',
      LEDGER,
      AFTER,
    ].join('\n'),
  },
  second: {
    ...FERRY,
    html: [
      '<p><em>Updated on Friday.</em></p>',
      OPENING,
      '<h2 id="the-passengers">The passengers</h2>',
      '<p>Eleven children, two teachers and a dog ride it every morning, and nobody in August. The dog pays nothing.</p>',
      LEDGER,
      AFTER,
    ].join('\n'),
  },
  reworded: { before: 'Who rides the ferry', after: 'The passengers' },
  passage: 'a ledger of every crossing that was called off for fog',
};

const REAL = join(import.meta.dirname, '../../../../shared/data/articles');

interface RealArticle {
  readonly title: string;
  readonly excerpt: string;
  readonly categories: string[];
  readonly author: { readonly name: string; readonly bio: string };
}

/** A real article and its later revision, from beside the project; undefined on machines that do not have it. */
export function realArticle(): ArticleInTwoRevisions | undefined {
  const file = (name: string) => join(REAL, `upheaval-in-kazakhstan.${name}`);
  if (!['json', 'rev1.html', 'rev2.html'].every((name) => existsSync(file(name)))) return undefined;
  const { title, excerpt, categories, author } = JSON.parse(readFileSync(file('json'), 'utf8')) as RealArticle;
  const shared = {
    url: 'https://paper.example/upheaval-in-kazakhstan',
    title,
    excerpt,
    categories,
    author: { name: author.name, bio: author.bio },
  };
  return {
    name: 'a real article',
    first: { ...shared, html: readFileSync(file('rev1.html'), 'utf8') },
    second: { ...shared, html: readFileSync(file('rev2.html'), 'utf8') },
    reworded: { before: 'Events in Almaty', after: 'What Happened in Almaty' },
    passage: 'a much more plausible explanation in terms of clan politics',
  };
}
