import { ACCOUNT_RETENTION } from '#accounts';
import type { Site } from '#articles';
import type { DataProcessing, SiteSettings } from '#contracts';
import { DISCUSSION_RETENTION } from '#discussion';
import { STAFF_COOKIE } from '../access/credentials.js';
import { duration } from './duration.js';
import type { ProcessingGround } from './processing-ground.js';
import { recipientsOf } from './recipients.js';

type Stored = DataProcessing['stored'][number];

const AS_LONG_AS_COMMENT = 'As long as the comment.';
const UNTIL_REMOVED = 'Until you or the site remove it.';

/**
 * How comment data is processed on a site: generated from the settings in force and from the constants by which rows are really removed,
 * so that the page cannot promise what the code does not do.
 */
export function dataProcessing(site: Site, ground: ProcessingGround): DataProcessing {
  const { settings } = site;
  return {
    site: site.key,
    name: site.name,
    stored: [...ofComments(settings), ...ofScreening(settings, ground), ...ofReaders(), ...ofModeration(settings)],
    judged: judgedOf(settings),
    recipients: recipientsOf(settings, ground),
    mails: mailsOf(settings, ground),
    cookies: [
      {
        name: STAFF_COOKIE,
        why: 'Keeps moderators signed in to the dashboard. Readers get no cookie.',
        kept: `${duration(ACCOUNT_RETENTION.sessions.staff)}, or until they sign out.`,
      },
    ],
  };
}

function ofComments({ guests }: SiteSettings): Stored[] {
  const address = {
    post: 'Optional. ',
    'await-verification': 'Optional; without it a comment waits. ',
    'verified-only': 'Needed to comment here. ',
  }[guests];
  return [
    {
      what: 'Your comment, with every earlier wording, and the place in the article it is about',
      why: 'To show it, and so that a moderator who decides knows which wording was read.',
      kept: UNTIL_REMOVED,
    },
    {
      what: 'Your name, and your website if you give one',
      why: 'Shown beside your comment.',
      kept: UNTIL_REMOVED,
    },
    {
      what: 'Your e-mail address, if you give one',
      why: `${address}To confirm that it is yours and to write to you about what you asked for. Never shown.`,
      kept: UNTIL_REMOVED,
    },
    {
      what: 'A hash of what your browser sent, if it asked for safe retries',
      why: 'So that a post that is sent twice makes one comment.',
      kept: duration(DISCUSSION_RETENTION.idempotencyKeys),
    },
  ];
}

function ofScreening({ screening }: SiteSettings, { limitsRates }: ProcessingGround): Stored[] {
  const stored: Stored[] = [
    {
      what: 'A keyed hash of your network, made with a secret of this server; the address itself is not stored',
      why: 'To notice floods and people who come back under other names.',
      kept: AS_LONG_AS_COMMENT,
    },
    { what: 'A hash of your text', why: 'To notice the same text sent again.', kept: AS_LONG_AS_COMMENT },
  ];
  if (screening.similar.holdFrom > 0 || screening.similar.spamFrom > 0) {
    stored.push({
      what: 'A fingerprint of your text that texts like it share',
      why: 'To notice nearly the same text by many writers.',
      kept: `${AS_LONG_AS_COMMENT} It is looked up for ${duration(DISCUSSION_RETENTION.likenessBands)}.`,
    });
  }
  if (screening.form.minMilliseconds > 0 || screening.form.trap !== 'off') {
    stored.push({
      what: 'How long the form was open before it was sent, and whether a field was filled in that people cannot see',
      why: 'To tell programs from people.',
      kept: AS_LONG_AS_COMMENT,
    });
  }
  if (limitsRates) {
    stored.push({
      what: 'Counts of requests, by a keyed hash of your network or by your account',
      why: 'So that nobody can flood the service.',
      kept: 'A day at most.',
    });
  }
  return stored;
}

function ofReaders(): Stored[] {
  const { sessions, endedSessions, codes, links, usedVerifications } = ACCOUNT_RETENTION;
  return [
    {
      what: 'Your votes and your reports of comments',
      why: 'One vote and one report a person; moderators read reports.',
      kept: 'As long as the comment, or until you take the vote back.',
    },
    {
      what: 'What you subscribed to, and which mails were sent to you and when',
      why: 'So that you hear of it once, and not again after you unsubscribed.',
      kept: UNTIL_REMOVED,
    },
    {
      what: 'A hash of the token by which your browser is known',
      why: 'So that you can edit your comment and see what became of it.',
      kept: `${duration(sessions.guest)} for guests, ${duration(sessions.reader)} for people with a confirmed address; ${duration(endedSessions)} more after it has ended.`,
    },
    {
      what: 'Hashes of codes and links that were mailed to you',
      why: 'To confirm your address.',
      kept: `A code is good for ${duration(codes)} and a link for ${duration(links)}; both are removed ${duration(usedVerifications)} later.`,
    },
  ];
}

function ofModeration({ appealDays }: SiteSettings): Stored[] {
  return [
    {
      what: 'What was decided about your comment, by whom or by which rules, for which reasons, and notes of moderators',
      why: `So that a decision can be explained${appealDays > 0 ? ', appealed against' : ''} and checked later. The log of decisions cannot be changed; notes and texts in it can be erased.`,
      kept: 'As long as the site exists.',
    },
    {
      what: 'Mutes, suspensions and bans, with their reasons',
      why: 'So that they hold.',
      kept: 'As long as the site exists.',
    },
  ];
}

function judgedOf({ screening, moderation, flags, appealDays }: SiteSettings): string[] {
  const { classifier } = screening;
  const usesClassifier = [classifier.spamFrom, classifier.holdFrom, classifier.abuseHoldFrom].some((from) => from > 0);
  return [
    moderation === 'pre'
      ? 'Rules on this server look at every comment, and a moderator reads it before it appears.'
      : 'Rules on this server look at every comment and may publish it, hold it for a moderator, or refuse it.',
    ...(usesClassifier
      ? [
          `A classifier on this server estimates whether a comment is spam or abuse. It learnt from public collections of comments${classifier.learns ? ', and goes on learning from what the moderators of this site decide; what it learns stays on this server' : ''}.`,
        ]
      : []),
    ...(flags.hideFrom > 0
      ? ['Reports by enough readers hide a comment until a moderator has looked at it.']
      : ['Reports by readers bring a comment before a moderator and hide nothing by themselves.']),
    ...(appealDays > 0
      ? [
          `You are told why a comment was refused, and can appeal within ${duration(appealDays * DAY_MS)}; another moderator decides.`,
        ]
      : []),
  ];
}

const DAY_MS = 86_400_000;

function mailsOf({ outcomeMail }: SiteSettings, { mailHost }: ProcessingGround): DataProcessing['mails'] {
  if (mailHost === undefined) return { areSent: false, about: [] };
  return {
    areSent: true,
    about: [
      'A code and a link, when you sign in or confirm your address.',
      'New comments and replies, when you asked for them and confirmed the address. Every such mail can be stopped with one click.',
      ...(outcomeMail ? ['That your comment was refused and why, when you asked for mail on the article.'] : []),
    ],
  };
}
