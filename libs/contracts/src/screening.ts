import { z } from 'zod';
import { HttpUrl, Instant, SiteKey } from './common.js';

/** A count from which something happens; zero switches it off. */
const threshold = (usual: number, most: number, what: string) => z.int().min(0).max(most).default(usual).describe(what);

/** What a finding does to a comment. */
const OffOrHold = z.enum(['off', 'hold']);
const OffHoldOrSpam = z.enum(['off', 'hold', 'spam']);

const WordLines = z.array(z.string().min(1).max(200)).max(100_000).default([]);

const NewCommenterRules = z.strictObject({
  holdFirst: threshold(1, 100, 'Hold a person until this many of their comments were published.'),
});

const RecentRejectionRules = z.strictObject({
  holdPercent: threshold(30, 100, "Hold when this share of a person's decided comments was rejected, in percent."),
  days: z.int().min(1).max(90).default(7).describe('How many days the share is counted over.'),
  atLeast: z.int().min(1).max(20).default(2).describe('Never hold for fewer rejected comments than this.'),
});

const LinkRules = z.strictObject({
  holdFrom: threshold(4, 100, 'Hold a comment with this many links or more.'),
  spamFrom: threshold(10, 100, 'A comment with this many links or more is spam.'),
  newCommenterHoldFrom: threshold(1, 100, 'Hold from this many links when the writer has no published comment yet.'),
  shorteners: OffOrHold.default('hold').describe('What a shortened link does, which hides where it leads.'),
  disguised: OffHoldOrSpam.default('hold').describe(
    'What a link does that names another host than it leads to, or whose host mixes look-alike letters.',
  ),
  raw: OffOrHold.default('hold').describe('What a link to a bare network address, or with a name and password, does.'),
});

const WordRules = z.strictObject({
  banned: WordLines.describe('Words that reject: one a line, `*` is a wildcard, `/pattern/i` a pattern in RE2 syntax.'),
  suspect: WordLines.describe('Words that hold, written as the banned ones.'),
});

const RepeatRules = z.strictObject({
  windowSeconds: threshold(360, 604_800, 'For so many seconds the same text by one author counts as repeated.'),
  holdFrom: threshold(1, 100, "Hold from this many earlier equal comments of the author's in the window on."),
  spamFrom: threshold(5, 100, 'Spam from this many on.'),
  siteHoldFrom: threshold(3, 100, 'Hold from this many equal comments of other people on the site on.'),
  siteSpamFrom: threshold(2, 100, 'Spam from this many equal comments that people marked as spam on; one holds.'),
  siteMinLength: z
    .int()
    .min(1)
    .max(1000)
    .default(20)
    .describe('Shortest text, in characters, that counts across the site: everybody may write "thank you".'),
});

const SimilarRules = z.strictObject({
  percent: z.int().min(50).max(100).default(75).describe('How alike two texts are, in percent, to be near-duplicates.'),
  holdFrom: threshold(3, 100, 'Hold from this many near-duplicates by other people in the last 7 days on.'),
  spamFrom: threshold(3, 100, 'Spam from this many near-duplicates that people marked as spam on; one holds.'),
});

const FloodRules = z.strictObject({
  perMinute: threshold(6, 1000, 'More comments than this by one author in a minute hold.'),
  perHour: threshold(60, 10_000, 'More comments than this by one author in an hour hold.'),
  networkPerMinute: threshold(20, 10_000, 'More comments than this from one network in a minute hold.'),
});

const RaidRules = z.strictObject({
  holdFrom: threshold(20, 10_000, 'Hold new people when at least this many came to one article within an hour,'),
  timesUsual: z.int().min(2).max(1000).default(5).describe('and this many times as many as usually come there.'),
});

const LanguageRules = z.strictObject({
  allowed: z
    .array(z.string().regex(/^[a-z]{2}$/, 'Two small letters of ISO 639-1, e.g. en.'))
    .max(50)
    .default([])
    .describe('Languages that pass unread, by their two letters of ISO 639-1; none named: all pass.'),
  minLength: z.int().min(10).max(1000).default(40).describe('Shortest text, in characters, whose language is judged.'),
});

const NoiseRules = z.strictObject({
  capitals: threshold(80, 100, 'Hold when this share of the letters is capital, in percent.'),
  repeated: threshold(20, 1000, 'Hold when one character or word stands this many times in a row.'),
  emoji: threshold(15, 1000, 'Hold from this many emoji on, when they outweigh the words.'),
  mash: OffOrHold.default('hold').describe('What a text or a name does that looks like a struck keyboard.'),
});

const AddressRules = z.strictObject({
  disposable: OffOrHold.default('hold').describe('What an address of a throw-away mail service does.'),
  role: OffOrHold.default('off').describe('What an address of an office does, such as sales@ or info@.'),
});

const FormRules = z.strictObject({
  minMilliseconds: threshold(1500, 60_000, 'Hold what was sent sooner than this after its form was opened.'),
  trap: OffHoldOrSpam.default('spam').describe('What filling the field does that people cannot see.'),
});

const RelationRules = z.strictObject({
  holdPercent: threshold(
    97,
    100,
    'Hold a comment with a link, or by a writer with a website, when it has this little to do with the article and its discussion, in percent of disagreement.',
  ),
  minTerms: z.int().min(5).max(100).default(8).describe('Fewest words of weight in a comment that is judged so.'),
});

const OnFailure = z
  .enum(['hold', 'ignore'])
  .default('hold')
  .describe('What happens to a comment when the provider does not answer: it waits for a person, or the rest decides.');

const probability = (usual: number, what: string) => z.number().min(0).max(1).default(usual).describe(what);

const ClassifierRules = z.strictObject({
  spamFrom: probability(0.6, 'A comment that the classifier takes for spam so surely is spam; 0 never.'),
  holdFrom: probability(0.45, 'A comment that the classifier takes for spam so surely is held; 0 never.'),
  abuseHoldFrom: probability(0.8, 'A comment that the classifier takes for abuse so surely is held; 0 never.'),
  place: z
    .enum(['any', 'blog', 'video', 'messages', 'chat'])
    .default('any')
    .describe(
      'What the comments are most like: those of a blog, below videos, short messages, a group chat. Spam differs. With `any` each comment tells.',
    ),
  learns: z.boolean().default(true).describe('Learn on this server from what the moderators of this site decide.'),
});

const AkismetRules = z.strictObject({
  isOn: z.boolean().default(false).describe("Send every comment to Akismet; needs the site's key (`akismet-key`)."),
  sendsAddress: z.boolean().default(false).describe("Send the writer's e-mail address along."),
  spam: z.enum(['hold', 'spam']).default('hold').describe('What the answer "spam" does.'),
  blatant: z.enum(['hold', 'spam']).default('spam').describe('What the answer "blatant spam, discard" does.'),
  learns: z.boolean().default(true).describe('Tell Akismet when a person decides against its answer.'),
  onFailure: OnFailure,
});

const ExternalRules = z.strictObject({
  url: z
    .union([z.literal(''), HttpUrl])
    .default('')
    .describe('Send every comment to this address of your own, signed with `external-secret`; empty: to nobody.'),
  sendsAddress: z.boolean().default(false).describe("Send the writer's e-mail address along."),
  timeoutMs: z.int().min(100).max(2000).default(1500).describe('How long its answer may take, in milliseconds.'),
  mayPublish: z
    .boolean()
    .default(false)
    .describe('Its "publish" outweighs doubts of the rules here. Bans, sanctions, banned words and spam stand.'),
  mayReject: z.boolean().default(true).describe('Its "reject" and "spam" decide; otherwise they hold.'),
  onFailure: OnFailure,
});

/** Names of phases, as the trace names them. */
const PhaseNames = z.array(z.string().regex(/^[a-z][a-z-]{1,40}$/)).max(50);

/** The rules of screening of a site. Zero, `off` and empty switch a rule off. Secrets of providers are no part of them. */
export const ScreeningSettings = z.strictObject({
  shadow: PhaseNames.default(['relation']).describe(
    'Phases on trial: they judge and show in the trace, and do not count.',
  ),
  newCommenter: NewCommenterRules.prefault({}).describe('First comments of a person.'),
  recentRejections: RecentRejectionRules.prefault({}).describe('People whose comments were rejected of late.'),
  links: LinkRules.prefault({}).describe('Links.'),
  words: WordRules.prefault({}).describe('Word lists.'),
  repeats: RepeatRules.prefault({}).describe('The same text again.'),
  similar: SimilarRules.prefault({}).describe('Nearly the same text again, anywhere on the site.'),
  flood: FloodRules.prefault({}).describe('More comments than people write.'),
  raid: RaidRules.prefault({}).describe('Many new people on one article.'),
  language: LanguageRules.prefault({}).describe('The languages of the site.'),
  noise: NoiseRules.prefault({}).describe('Texts that only make noise.'),
  address: AddressRules.prefault({}).describe("The writer's e-mail address."),
  form: FormRules.prefault({}).describe('How the form was filled in.'),
  relation: RelationRules.prefault({}).describe('What the comment has to do with the article.'),
  classifier: ClassifierRules.prefault({}).describe('The local classifier.'),
  akismet: AkismetRules.prefault({}).describe('Akismet, a service of Automattic. Nothing is sent while it is off.'),
  external: ExternalRules.prefault({}).describe('A service of your own that is asked. Nothing is sent without a URL.'),
});
export type ScreeningSettings = z.infer<typeof ScreeningSettings>;

/** What a site keeps for providers outside and nobody reads back. */
export const SiteSecretName = z.enum(['akismet-key', 'external-secret']);
export type SiteSecretName = z.infer<typeof SiteSecretName>;
export const SiteSecretParams = z.strictObject({ site: SiteKey, name: SiteSecretName });
export type SiteSecretParams = z.infer<typeof SiteSecretParams>;

/** `PUT /sites/{site}/secrets/{name}` */
export const SiteSecretBody = z.strictObject({
  value: z
    .string()
    .min(8)
    .max(500)
    .regex(/^[\x21-\x7e]+$/, 'Letters, digits and signs of ASCII, without spaces.')
    .describe('The key or secret. It is never shown again.'),
});
export type SiteSecretBody = z.infer<typeof SiteSecretBody>;

/** `GET /sites/{site}/secrets` */
export const SiteSecretList = z.strictObject({
  items: z.array(z.strictObject({ name: SiteSecretName, setAt: Instant })),
});
export type SiteSecretList = z.infer<typeof SiteSecretList>;
