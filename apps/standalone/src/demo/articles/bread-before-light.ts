import type { DemoArticle } from '../demo-article.js';

/** A short article beside the first one. */
export const breadBeforeLight: DemoArticle = {
  key: 'bread-before-light',
  about: {
    title: 'Bread before light',
    excerpt: 'Four bakers, one oven from 1931, and a street that is told the time by smell.',
    author: {
      name: 'Elias Brandt',
      bio: 'Elias Brandt writes about work that is done while others sleep.',
    },
    categories: ['Trade'],
    tags: ['bakery'],
    publishedAt: '2026-09-05T05:30:00.000Z',
  },
  first: `
<p>The oven on Mill Lane is never cold. It was lit in the autumn of 1931, and the longest it has gone without a fire since is the eleven days it took to lay a new floor in it.</p>
<p>At two in the morning it holds three hundred loaves of rye. At four it holds white bread, which wants less heat, and at five the rolls that the school takes. What is baked when was not decided by anybody: it is the order in which an oven of brick cools.</p>
<h2 id="the-dough">What the dough knows</h2>
<p>The oldest of the four bakers does not weigh the salt. She has been asked to, for the sake of the apprentices, and does it for a week each time; then she goes back to her hand, which is off by less than the scales are.</p>
<p>The sour dough is older than she is. A spoonful of it is kept in the cellar of the library, in case of fire, and is fed on Thursdays by whoever has the key.</p>
<h2 id="the-street">What the street knows</h2>
<p>Nobody on Mill Lane sets an alarm for six. The rolls come out ten minutes before, the shutters are opened to let the heat go, and by the time the first tram has gone by the windows above the shop are lit, one after another, from the corner to the church.</p>`,
  comments: [
    {
      ref: 'salt',
      name: 'Liv Amundsen',
      body: 'Can confirm about the salt. I was one of the apprentices, and I weighed it behind her back for a month.',
      on: { heading: 'What the dough knows' },
    },
    { ref: 'salt-reply', name: 'Elias’ neighbour', under: 'salt', body: 'And? Do not leave us standing here.' },
    {
      ref: 'library',
      name: 'Thea at the library',
      body: 'We feed it on Thursdays *and* on Mondays in summer. It has a name by now.',
      on: { quote: 'A spoonful of it is kept in the cellar of the library' },
    },
  ],
};
