import { benches } from './articles/the-benches-of-mill-lane.js';
import { breadBeforeLight } from './articles/bread-before-light.js';
import { harbourClock } from './articles/the-harbour-clock.js';
import { lastTram } from './articles/the-last-tram.js';
import type { DemoArticle } from './demo-article.js';
import { DEMO_SITE } from './demo-site.js';

/** The article that a newcomer is led to. */
export const LEAD_ARTICLE: DemoArticle = lastTram;

/** The articles of the demo's paper, newest first. */
export const demoArticles: readonly DemoArticle[] = [LEAD_ARTICLE, breadBeforeLight, harbourClock, benches];

/** The path of the page of an article's discussion. */
export function threadPath(key: string): string {
  return `/d/${DEMO_SITE}/${key}`;
}

/** The path of an article's page. */
export function demoPath(key: string): string {
  return `/demo/${key}`;
}
