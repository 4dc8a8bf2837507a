import type { AuthorFacts } from '../facts.js';

/** Local parts that name an office: RFC 2142 and what firms add to it. */
const ROLES: ReadonlySet<string> = new Set(
  `abuse accounting accounts admin administrator billing careers contact customerservice enquiries feedback finance hello help
  helpdesk hostmaster hr info information inquiries jobs mail mailer-daemon marketing media news newsletter no-reply nobody noc
  noreply office order orders postmaster press privacy promo promotion recruitment root sales security seo service shop spam
  support team web webmaster`
    .split(/\s+/)
    .filter((role) => role !== ''),
);

/** What screening may know of an address. */
export function emailFacts(address: string): NonNullable<AuthorFacts['email']> | undefined {
  const at = address.lastIndexOf('@');
  if (at < 1) return undefined;
  const local = address.slice(0, at).toLowerCase().split('+')[0] ?? '';
  return { domain: address.slice(at + 1).toLowerCase(), isRole: ROLES.has(local) };
}
