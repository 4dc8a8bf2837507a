import type { PutArticleBody } from '#contracts';

const html = `
<p>For a hundred and eleven years the number 4 tram left Quay Street at twelve minutes past six, and for most of those years it left full. On the last Sunday of September it will leave once more, with a brass band on the rear platform, and then the overhead wire will be switched off.</p>
<p>The council calls it a pause. Nobody who rides the line believes that. Wire is taken down for its copper within a month, rails are paved over within a year, and a town that has forgotten where its tracks ran does not lay them again.</p>
<h2 id="how-it-began">How the line began</h2>
<p>Line 4 was not built for the town but for the ropeworks. The owners wanted eight hundred people at the gate by half past six and found that paying for a tramway was cheaper than paying for the hour those people lost on foot. The first cars were open at the sides, and the winter fare was a halfpenny less, because half the passengers would otherwise have stayed at home.</p>
<p>When the ropeworks closed in 1964 the line should have closed with it. It did not, because by then three schools, the hospital and the covered market had grown up along it. A line that had been laid to reach one gate had made a street.</p>
<h2 id="the-sums">What the sums say</h2>
<p>The transport office says that each journey costs the town 1.90 more than the passenger pays. It has published that figure eleven times this year and the working behind it once. Two thirds of the gap is interest on the depot that was rebuilt in 2011, and that interest will be due whether or not a single tram runs.</p>
<p>Leave the depot out and the gap is 62 cents. The replacement bus, by the office's own estimate, loses 71.</p>
<ul>
<li>Passengers on an ordinary weekday: 9,400</li>
<li>Passengers who have no car in the household: 5,150</li>
<li>Extra car journeys expected on Harbour Road: 2,300</li>
</ul>
<h2 id="who-rides">Who rides at six in the morning</h2>
<p>I rode the first tram every day for three weeks. The passengers are cleaners going home and nurses going in, apprentices from the bakery with flour in their hair, and one retired signalman who has no reason to be up at that hour except that he always was.</p>
<p>“You can set a town's clock by who is awake,” he told me. “Take the early tram away and you will not see the difference for a year. Then you will notice that the bread comes later, and nobody will remember why.”</p>
<h2 id="what-could-be-done">What could still be done</h2>
<p>The council votes once more on the ninth. A motion to keep the morning and evening service, and to run the bus in between, has four of the seven votes it needs. It would cost less than the traffic study that was ordered to find out what closing the line will do.</p>
<p>Whatever is decided, the timetable of 1913 still hangs in the waiting room on Quay Street, behind glass. The first departure is at twelve minutes past six.</p>
`;

/** The article that a newcomer sees first, pushed as a publisher would push it. */
export const demoArticle: Omit<PutArticleBody, 'url'> = {
  title: 'The last tram to Quay Street',
  excerpt: 'Line 4 stops running at the end of September. What the town saves is easy to count; what it loses is not.',
  html,
  author: {
    name: 'Marit Solheim',
    bio: 'Marit Solheim writes about towns and how people get across them. She has reported from the harbour district since 2009.',
  },
  categories: ['Town', 'Transport'],
  tags: ['trams', 'council'],
  publishedAt: '2026-09-12T06:12:00.000Z',
};

/** Its key on the demo site. */
export const DEMO_ARTICLE_KEY = 'the-last-tram';
