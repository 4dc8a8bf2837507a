import type { DemoArticle } from '../demo-article.js';
import { tramPicture } from './tram-picture.js';
import { lastTramComments } from './the-last-tram.comments.js';

const OPENING = `
<p>For a hundred and thirteen years the number 4 tram left Quay Street at twelve minutes past six, and for most of those years it left full. On the last Sunday of September it will leave once more, with a brass band on the rear platform, and then the overhead wire will be switched off.</p>`;
const VOTE = `
<p>The council votes once more on the ninth. A motion to keep the morning and evening service, and to run the bus in between, has four of the seven votes it needs. It would cost less than the traffic study that was ordered to find out what closing the line will do.</p>`;
const PAUSE = `
<p>The council calls it a pause. Nobody who rides the line believes that. Wire is taken down for its copper within a month, rails are paved over within a year, and a town that has forgotten where its tracks ran does not lay them again.</p>`;
const PICTURE = `
<figure>
${tramPicture}
<figcaption>The first car of the day at the Quay Street stop. The wire above it was hung in 1913. <span class="credit">Drawing: the Gazette</span></figcaption>
</figure>`;

const ROPEWORKS = `
<h2 id="how-it-began">How the line began</h2>
<p>Line 4 was not built for the town but for the ropeworks. The owners wanted eight hundred people at the gate by half past six and found that paying for a tramway was cheaper than paying for the hour those people lost on foot. The first cars were open at the sides, and the winter fare was a halfpenny less, because half the passengers would otherwise have stayed at home.</p>`;
const CLOSED = `
<p>When the ropeworks closed in 1964 the line should have closed with it. It did not, because by then three schools, the hospital and the covered market had grown up along it. A line that had been laid to reach one gate had made a street.</p>`;
const CLOSED_CORRECTED = `
<p>When the ropeworks shut its gate in March 1968 the line should have closed with it. It did not, because by then three schools, the hospital and the covered market had grown up along it. A line that had been laid to reach one gate had made a street.</p>`;

const SUMS = `
<h2 id="the-sums">What the sums say</h2>
<p>The transport office says that each journey costs the town 1.90 more than the passenger pays. It has published that figure eleven times this year and the working behind it once. Two thirds of the gap is interest on the depot that was rebuilt in 2011, and that interest will be due whether or not a single tram runs.</p>`;
const PASSENGERS = `
<li>Passengers on an ordinary weekday: 9,400</li>
<li>Passengers who have no car in the household: 5,150</li>`;
const CARS = `
<li>Extra car journeys expected on Harbour Road: 2,300</li>`;
const BUS_HEADING = `
<h2 id="the-bus">What the bus would cost</h2>`;
const BUS = `
<p>Leave the depot out and the gap is 62 cents. The replacement bus, by the office’s own estimate, loses 71. It would need nine vehicles, of which the town owns four, and a turning place that is not on any map yet.</p>`;

const RIDERS_HEADING = `
<h2 id="who-rides">Who rides at six in the morning</h2>`;
const RIDERS_HEADING_CORRECTED = `
<h2 id="who-rides">Who rides at twelve minutes past six</h2>`;
const RIDERS = `
<p>I rode the first tram every day for three weeks. The passengers are cleaners going home and nurses going in, apprentices from the bakery with flour in their hair, and one retired signalman who has no reason to be up at that hour except that he always was.</p>`;
const RIDERS_CORRECTED = `
<p>I rode the first tram every day for three weeks.</p>
<p>The passengers are cleaners going home and nurses going in, apprentices from the bakery with flour in their hair, and one retired signalman who has no reason to be up at that hour except that he always was.</p>`;
const SIGNALMAN = `
<blockquote class="pull"><p>You can set a town’s clock by who is awake.</p></blockquote>
<p>“Take the early tram away,” he told me, “and you will not see the difference for a year. Then you will notice that the bread comes later, and nobody will remember why.”</p>`;

const STILL = `
<h2 id="what-could-be-done">What could still be done</h2>
<p>Two towns along the coast were where this one is now. One took its wire down and has been buying land for a new line since. The other let <span data-ask="Would you join such a company here, and which hour would you take?">a company of its own passengers run the first and the last hour of the day</span>, and pays it by the journey.</p>`;
const TIMETABLE = `
<p>Whatever is decided, the timetable of 1913 still hangs in the waiting room on Quay Street, behind glass. The first departure is at twelve minutes past six.</p>`;

const list = (items: string): string => `
<ul>${items}
</ul>`;

/** The article that a newcomer sees first. Its correction does to a text what corrections do: it rewords, moves, joins, parts and takes out. */
export const lastTram: DemoArticle = {
  key: 'the-last-tram',
  about: {
    title: 'The last tram to Quay Street',
    excerpt:
      'Line 4 stops running at the end of September. What the town saves is easy to count; what it loses is not.',
    author: {
      name: 'Marit Solheim',
      bio: 'Marit Solheim writes about towns and how people get across them. She has reported from the harbour district since 2009.',
    },
    categories: ['Town', 'Transport'],
    tags: ['trams', 'council'],
    publishedAt: '2026-09-12T06:12:00.000Z',
  },
  first: [
    ...[OPENING, PAUSE, PICTURE, ROPEWORKS, CLOSED, SUMS, list(PASSENGERS + CARS), BUS_HEADING, BUS],
    ...[RIDERS_HEADING, RIDERS, SIGNALMAN, STILL, VOTE, TIMETABLE],
  ].join(''),
  correction: {
    html: [
      ...[OPENING, VOTE, PAUSE, PICTURE, ROPEWORKS, CLOSED_CORRECTED, SUMS, list(PASSENGERS), BUS],
      ...[RIDERS_HEADING_CORRECTED, RIDERS_CORRECTED, SIGNALMAN, STILL, TIMETABLE],
    ].join(''),
    note: 'An earlier version gave the wrong year for the closing of the ropeworks, and a number of car journeys for which nobody could show us the working.',
  },
  comments: lastTramComments,
};
