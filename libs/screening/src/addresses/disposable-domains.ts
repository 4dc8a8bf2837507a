import { disposableEmailBlocklistSet } from 'disposable-email-domains-js';

/** The list of the package, read when the first address is judged. */
let domains: ReadonlySet<string> | undefined;

/** Whether a mail domain, or one it lies below, belongs to a throw-away service. */
export function isDisposableDomain(domain: string): boolean {
  domains ??= disposableEmailBlocklistSet();
  const labels = domain.toLowerCase().split('.');
  for (let from = 0; from < labels.length - 1; from++) {
    if (domains.has(labels.slice(from).join('.'))) return true;
  }
  return false;
}
