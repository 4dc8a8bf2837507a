import { Inject, Injectable } from '@nestjs/common';
import { type Actor, isStaffOf, type PersonActor } from '#accounts';
import {
  type AuthorFacts,
  emailFacts,
  type FormFact,
  type OutsideFacts,
  type Rules,
  screen,
  type Screening,
  type ScreeningFacts,
} from '#screening';
import type { RenderedComment } from '../../rendering/render-markdown.js';
import type { AuthorRecord } from './posting-facts.js';
import type { Place } from './posting-place.js';
import { ScreeningRules } from './screening-rules.js';

/** A text to judge before it is stored. */
export interface FastScreeningInput {
  readonly body: string;
  readonly rendered: RenderedComment;
  readonly actor: Actor;
  readonly name: string;
  readonly website?: string | undefined;
  /** A guest's address, as typed. */
  readonly email?: string | undefined;
  readonly form?: FormFact | undefined;
  readonly record: AuthorRecord;
  readonly place: Place;
  readonly isReply: boolean;
  readonly isEdit: boolean;
}

/** The phases that need nothing but the text, its writer and its place. They decide whether a comment is public at once. */
@Injectable()
export class FastScreening {
  constructor(@Inject(ScreeningRules) private readonly rules: ScreeningRules) {}

  /** Judges a text. Nothing is written and nothing asked but what the site has learnt. */
  async judge(input: FastScreeningInput): Promise<Screening> {
    const rules = await this.rules.of(input.place.site);
    return screen(factsOf(input, rules), rules, { stages: ['fast'] }, () => performance.now());
  }
}

/** Whoever may write into a discussion that is not open has been asked before: to screening it is open. */
function factsOf(input: FastScreeningInput, rules: Rules): ScreeningFacts {
  const { body, rendered, place, isReply, isEdit, form } = input;
  const outside = pendingOf(rules);
  return {
    comment: {
      body,
      text: rendered.text,
      links: rendered.links,
      language: place.site.settings.language,
      isReply,
      isEdit,
      ...(form === undefined ? {} : { form }),
    },
    author: authorFacts(input),
    place: { mode: 'open', moderation: place.rules.moderation },
    ...(outside === undefined ? {} : { outside }),
  };
}

/** Providers are asked by the job; what waits for their word must not be public before. */
function pendingOf({ akismet, external }: Rules): OutsideFacts | undefined {
  if (!akismet.isOn && external.url === '') return undefined;
  return {
    ...(akismet.isOn ? { akismet: { result: 'pending' } } : {}),
    ...(external.url === '' ? {} : { external: { result: 'pending' } }),
  };
}

function authorFacts({ actor, name, website, email, record, place }: FastScreeningInput): AuthorFacts {
  const { mute } = record;
  const address = email === undefined ? undefined : emailFacts(email);
  return {
    kind: isStaffOf(actor, place.site.id) ? 'staff' : actor.kind === 'person' ? actor.personKind : 'guest',
    name,
    ...(website === undefined ? {} : { website }),
    approvedCount: record.approved,
    record: { decided: record.decidedLately, rejected: record.rejectedLately },
    ...(address === undefined ? {} : { email: address }),
    isTrusted: actor.kind === 'person' && isTrustedOn(actor, place.site.id),
    ...(mute === undefined
      ? {}
      : { sanction: { kind: mute.kind, ...(mute.endsAt === null ? {} : { endsAt: mute.endsAt.toISOString() }) } }),
  };
}

function isTrustedOn(actor: PersonActor, siteId: string): boolean {
  return actor.roles.some(({ siteId: on, role }) => (on === null || on === siteId) && role === 'trusted');
}
