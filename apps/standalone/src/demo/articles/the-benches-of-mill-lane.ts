import type { DemoArticle } from '../demo-article.js';

/** A short article beside the first one. */
export const benches: DemoArticle = {
  key: 'the-benches-of-mill-lane',
  about: {
    title: 'A field guide to the benches of Mill Lane',
    excerpt: 'There are nineteen of them, no two by the same hand, and each has its people.',
    author: { name: 'Noor Haddad', bio: 'Noor Haddad walks for this paper and writes down what she sees.' },
    categories: ['Walks'],
    tags: ['benches'],
    publishedAt: '2026-08-22T08:00:00.000Z',
  },
  first: `
<p>Begin at the church, where the bench is of stone and cold until June. It is the only one that faces away from the street, and therefore the only one on which people tell each other things.</p>
<p>The next four are the work of one carpenter and of four different years. You can tell them apart by the armrests: he made them wider as he got older.</p>
<h2 id="in-the-sun">Those in the sun</h2>
<p>Numbers six to eleven stand along the bakery’s wall, which is warm all night. They are taken from half past five. A cat has number nine, and nobody has ever seen it arrive.</p>
<h2 id="by-the-stop">Those by the stop</h2>
<p>The last three stand where the tram stops. They were put there by the company, and are the least comfortable of the nineteen, so that nobody would stay on them. People have carried cushions to them for eighty years.</p>`,
  comments: [
    {
      ref: 'cat',
      name: 'Marta',
      body: 'The cat is called Inspector and comes through the cellar window. I am not supposed to say so.',
      on: { heading: 'Those in the sun' },
    },
    {
      ref: 'twenty',
      name: 'H. Moen',
      body: 'There is a twentieth, behind the pump. One plank, two buckets.',
    },
  ],
};
