import type { LinkFact } from './facts.js';

/** The hosts that links lead to, each once, in order: lower case, without `www.` and a final dot. Links without a host have none. */
export function hostsOf(links: readonly LinkFact[]): string[] {
  return [...new Set(links.map(({ host }) => plainHost(host)).filter((host) => host !== ''))];
}

function plainHost(host: string): string {
  const lower = host.trim().toLowerCase();
  const named = lower.startsWith('www.') ? lower.slice('www.'.length) : lower;
  return named.endsWith('.') ? named.slice(0, -1) : named;
}
