/** Why a screening decided as it did. Codes are stored in decisions: one is added, never renamed. */
export type ReasonCode =
  | 'post_moderation'
  | 'trusted_writer'
  | 'pre_moderation'
  | 'not_verified'
  | 'discussion_read_only'
  | 'discussion_closed'
  | 'new_commenter'
  | 'recent_rejections'
  | 'muted'
  | 'suspended'
  | 'banned'
  | 'links'
  | 'links_new_commenter'
  | 'many_links'
  | 'link_shortened'
  | 'link_disguised'
  | 'link_raw'
  | 'banned_word'
  | 'suspect_word'
  | 'words_unfinished'
  | 'repeat'
  | 'many_repeats'
  | 'repeat_on_site'
  | 'repeat_of_spam'
  | 'similar_on_site'
  | 'similar_to_spam'
  | 'flood'
  | 'flood_network'
  | 'looks_like_spam'
  | 'may_be_spam'
  | 'may_be_abuse'
  | 'raid'
  | 'language'
  | 'noise'
  | 'disposable_address'
  | 'role_address'
  | 'form_trap'
  | 'form_too_fast'
  | 'unrelated'
  | 'akismet_spam'
  | 'external_publish'
  | 'external_hold'
  | 'external_reject'
  | 'external_spam'
  | 'awaits_provider'
  | 'provider_failed'
  | 'phase_failed'
  | 'no_opinion';

/** A reason in a plain sentence: for moderators, who see the rule, and for the writer, who must not learn how to pass it. */
export type ReasonText = Readonly<{ moderator: string; writer: string }>;

const WAITS = 'Your comment waits for a moderator to read it.';
const LOOKS_LIKE_SPAM = 'Your comment was taken for advertising. If it is none, please write to the moderators.';

/** The sentences of every reason. */
export const reasonTexts: Readonly<Record<ReasonCode, ReasonText>> = {
  post_moderation: {
    moderator: 'Comments here are public at once.',
    writer: 'Your comment is public.',
  },
  trusted_writer: {
    moderator: 'The site trusts the writer.',
    writer: 'Your comment is public.',
  },
  pre_moderation: {
    moderator: 'Every comment here is read before it is public.',
    writer: 'Comments here are read by a moderator before they appear.',
  },
  not_verified: {
    moderator: 'The writer has not confirmed an address, and this place asks for it.',
    writer: 'Please confirm your e-mail address; until then your comment waits.',
  },
  discussion_read_only: {
    moderator: 'The discussion is read-only.',
    writer: 'This discussion takes no new comments at present.',
  },
  discussion_closed: {
    moderator: 'The discussion is closed.',
    writer: 'This discussion is closed.',
  },
  new_commenter: {
    moderator: 'The writer has too few published comments.',
    writer: 'First comments are read by a moderator before they appear.',
  },
  recent_rejections: {
    moderator: 'Much of what the writer posted of late was rejected.',
    writer: WAITS,
  },
  muted: {
    moderator: 'The writer is muted: every comment of theirs waits.',
    writer: 'Your comments wait for a moderator at present.',
  },
  suspended: {
    moderator: 'The writer is suspended.',
    writer: 'You are suspended and cannot comment at present.',
  },
  banned: {
    moderator: 'The writer is banned.',
    writer: 'You are banned and cannot comment here.',
  },
  links: {
    moderator: 'It holds more links than pass unread.',
    writer: 'Comments with several links are read by a moderator before they appear.',
  },
  links_new_commenter: {
    moderator: 'It holds a link, and the writer has no published comment yet.',
    writer: 'First comments with links are read by a moderator before they appear.',
  },
  many_links: {
    moderator: 'It holds as many links as only spam does.',
    writer: LOOKS_LIKE_SPAM,
  },
  link_shortened: {
    moderator: 'It holds a shortened link, which hides where it leads.',
    writer: 'Please write links out in full. Until a moderator has read it, your comment waits.',
  },
  link_disguised: {
    moderator: 'A link leads elsewhere than it says.',
    writer: WAITS,
  },
  link_raw: {
    moderator: 'A link leads to a bare network address, or holds a name and a password.',
    writer: WAITS,
  },
  banned_word: {
    moderator: 'It holds a word of the banned list.',
    writer: 'Your comment holds words that are not allowed here.',
  },
  suspect_word: {
    moderator: 'It holds a word of the suspect list.',
    writer: WAITS,
  },
  words_unfinished: {
    moderator: 'The word lists were too costly to match to the end on this text.',
    writer: WAITS,
  },
  repeat: {
    moderator: 'The writer posted the same text shortly before.',
    writer: 'You have posted this text already. If it should stand twice, a moderator will let it pass.',
  },
  many_repeats: {
    moderator: 'The writer posted the same text many times shortly before.',
    writer: LOOKS_LIKE_SPAM,
  },
  repeat_on_site: {
    moderator: 'The same text stands elsewhere on the site.',
    writer: WAITS,
  },
  repeat_of_spam: {
    moderator: 'The same text was marked as spam.',
    writer: LOOKS_LIKE_SPAM,
  },
  similar_on_site: {
    moderator: 'Nearly the same text was posted by other people on the site.',
    writer: WAITS,
  },
  similar_to_spam: {
    moderator: 'It resembles comments that were marked as spam.',
    writer: LOOKS_LIKE_SPAM,
  },
  flood: {
    moderator: 'The writer posts faster than people write.',
    writer: 'You have posted many comments in a short time, so this one waits for a moderator.',
  },
  flood_network: {
    moderator: 'Many comments come from one network in a short time.',
    writer: WAITS,
  },
  looks_like_spam: {
    moderator: 'It looks like spam to the classifier.',
    writer: LOOKS_LIKE_SPAM,
  },
  may_be_spam: {
    moderator: 'It may be spam, says the classifier.',
    writer: WAITS,
  },
  may_be_abuse: {
    moderator: 'It may hurt somebody, says the classifier.',
    writer: WAITS,
  },
  raid: {
    moderator: 'Far more new people than usual come to this article.',
    writer: 'Many people are new here just now, so first comments are read by a moderator before they appear.',
  },
  language: {
    moderator: 'It is not in a language of this site.',
    writer: 'Comments in this language are read by a moderator before they appear.',
  },
  noise: {
    moderator: 'It makes more noise than it says.',
    writer: 'Your comment waits for a moderator. Plain sentences without capitals or repetitions pass sooner.',
  },
  disposable_address: {
    moderator: "The writer's address belongs to a throw-away mail service.",
    writer: WAITS,
  },
  role_address: {
    moderator: "The writer's address belongs to an office, not to a person.",
    writer: WAITS,
  },
  form_trap: {
    moderator: 'A field was filled in that people cannot see.',
    writer: LOOKS_LIKE_SPAM,
  },
  form_too_fast: {
    moderator: 'The form was sent sooner than people write.',
    writer: WAITS,
  },
  unrelated: {
    moderator: 'It has little to do with the article and its discussion, and carries a link.',
    writer: WAITS,
  },
  akismet_spam: {
    moderator: 'Akismet takes it for spam.',
    writer: LOOKS_LIKE_SPAM,
  },
  external_publish: {
    moderator: 'The external service lets it pass.',
    writer: 'Your comment is public.',
  },
  external_hold: {
    moderator: 'The external service has doubts.',
    writer: WAITS,
  },
  external_reject: {
    moderator: 'The external service rejects it.',
    writer: 'Your comment does not fit the rules of this site.',
  },
  external_spam: {
    moderator: 'The external service takes it for spam.',
    writer: LOOKS_LIKE_SPAM,
  },
  awaits_provider: {
    moderator: 'A provider is still to be asked.',
    writer: WAITS,
  },
  provider_failed: {
    moderator: 'A provider that was to judge it did not answer.',
    writer: WAITS,
  },
  phase_failed: {
    moderator: 'A phase of screening failed, so nobody knows what it would have said.',
    writer: WAITS,
  },
  no_opinion: {
    moderator: 'No phase spoke for publication.',
    writer: WAITS,
  },
};

/** What the writer is told: the sentence of the weightiest reason, which `combine` puts first. */
export function publicReason(reasons: readonly ReasonCode[]): string {
  return reasonTexts[reasons[0] ?? 'no_opinion'].writer;
}
