import type { DemoArticle } from '../demo-article.js';

/** A short article beside the first one. */
export const harbourClock: DemoArticle = {
  key: 'the-harbour-clock',
  about: {
    title: 'Seven minutes slow, and kept that way',
    excerpt: 'Why the clock on the harbour office is wrong on purpose, and who climbs up to see that it stays so.',
    author: {
      name: 'Marit Solheim',
      bio: 'Marit Solheim writes about towns and how people get across them. She has reported from the harbour district since 2009.',
    },
    categories: ['Harbour'],
    tags: ['clocks'],
    publishedAt: '2026-08-29T07:00:00.000Z',
  },
  first: `
<p>The clock on the harbour office has been seven minutes slow since the spring of 1952, and twice in that time somebody has set it right. Both times the complaints came from the ferry.</p>
<p>The ferry leaves by the clock. People who run for it run by their own watches, and have run by their own watches for so long that the seven minutes belong to them.</p>
<h2 id="who-winds-it">Who winds it</h2>
<p>Sixty-one steps lead up to the works, and on Mondays and Fridays one of two sisters climbs them with the crank. They took it over from their uncle, with a notebook in which he wrote down the weather and how far the weights had gone down. The notebook is now the longest record of the wind that the harbour has.</p>
<h2 id="what-it-costs">What it costs</h2>
<p>An electric movement would cost less than the oil. The harbour board has had the offer in a drawer since 1988 and takes it out whenever a new member asks. Then all of them walk up the sixty-one steps together, so that the new member may hear it strike.</p>`,
  comments: [
    {
      ref: 'ferry',
      name: 'Bo Lindqvist',
      body: 'Thirty years on that ferry. We once left by the right time, during the repairs, and went back for eleven people.',
      on: { quote: 'the seven minutes belong to them' },
    },
  ],
};
