import type { DataProcessing, SiteSettings } from '#contracts';
import type { ProcessingGround } from './processing-ground.js';

type Recipient = DataProcessing['recipients'][number];

/** Whoever receives something of a reader, beside this server; nobody who is switched off. */
export function recipientsOf({ screening }: SiteSettings, { mailHost }: ProcessingGround): Recipient[] {
  const { akismet, external } = screening;
  return [
    ...(akismet.isOn ? [akismetOf(akismet)] : []),
    ...(external.url === '' ? [] : [externalOf(external)]),
    ...(mailHost === undefined ? [] : [mailOf(mailHost)]),
  ];
}

const address = (isSent: boolean) => (isSent ? ['your e-mail address'] : []);

function akismetOf({ sendsAddress, learns }: SiteSettings['screening']['akismet']): Recipient {
  return {
    id: 'akismet',
    name: 'Akismet, a service of Automattic Inc. (akismet.com)',
    gets: ['the text of your comment', 'your name and website', ...address(sendsAddress), 'the address of the article'],
    why: `Asked whether the comment is spam.${learns ? ' It is told when a moderator here decides otherwise.' : ''}`,
  };
}

function externalOf({ url, sendsAddress }: SiteSettings['screening']['external']): Recipient {
  return {
    id: 'external',
    name: `A service chosen by the site, at ${new URL(url).host}`,
    gets: ['the text of your comment', 'your name and website', ...address(sendsAddress), 'the address of the article'],
    why: 'Asked how the comment is to be judged.',
  };
}

function mailOf(host: string): Recipient {
  return {
    id: 'mail',
    name: `The mail server ${host}`,
    gets: ['your e-mail address', 'the mails that are sent to you'],
    why: 'Carries the mails you asked for.',
  };
}
