import type { ReasonCode } from './reasons.js';

/** Decided by a person against this writer; it stands whatever the text looks like, so that their record shows why. */
export const FINAL: readonly ReasonCode[] = ['banned'];

/** Doubts about who writes; the site's trust answers them. */
const ABOUT_STRANGERS: readonly ReasonCode[] = [
  'new_commenter',
  'links',
  'links_new_commenter',
  'link_shortened',
  'raid',
  'language',
  'noise',
  'disposable_address',
  'role_address',
  'form_too_fast',
  'unrelated',
];

/** Doubts that a text raises, whoever wrote it. */
const ABOUT_TEXT: readonly ReasonCode[] = [
  'many_links',
  'link_disguised',
  'link_raw',
  'suspect_word',
  'repeat',
  'many_repeats',
  'repeat_on_site',
  'repeat_of_spam',
  'similar_on_site',
  'similar_to_spam',
  'flood',
  'flood_network',
  'recent_rejections',
  'looks_like_spam',
  'may_be_spam',
  'may_be_abuse',
];

/**
 * Never weighed against people whom the site trusts. Their many links, their repetitions and disguised links still are: an account
 * can be stolen.
 */
export const WAIVED_FOR_TRUSTED: readonly ReasonCode[] = ABOUT_STRANGERS;

/**
 * Never weighed against staff: they quote spam, link, answer fast and repeat themselves by trade (field.md b.1 phase 13). Providers
 * are not asked about them.
 */
export const WAIVED_FOR_STAFF: readonly ReasonCode[] = [
  ...ABOUT_STRANGERS,
  ...ABOUT_TEXT,
  'form_trap',
  'akismet_spam',
  'external_hold',
  'external_reject',
  'external_spam',
  'awaits_provider',
  'provider_failed',
];

/**
 * Holds that the external service's "publish" outweighs, where the site's rules let it (`external.mayPublish`). Never among them:
 * what people decided (sanctions, pre-moderation, word lists, spam that it resembles), what a phase could not tell, and the word
 * or the failure of another provider.
 */
export const LIFTED_BY_PROVIDER: readonly ReasonCode[] = [
  ...ABOUT_STRANGERS,
  'repeat',
  'repeat_on_site',
  'similar_on_site',
  'flood',
  'flood_network',
];
