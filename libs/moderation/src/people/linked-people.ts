import { Inject, Injectable } from '@nestjs/common';
import type { LinkEvidence } from '#contracts';
import { Clock } from '#kernel';
import { Database } from '#platform';
import { type PersonInBrief, PeopleList } from './people-list.js';
import { LINKED_BY_MAILBOX, LINKED_BY_NETWORK } from './people.queries.js';

/** Somebody who may be the same person, and why. */
export interface LikelyLinked {
  readonly person: PersonInBrief;
  readonly evidence: readonly LinkEvidence[];
}

/** Networks change hands; what is older says little (own choice). */
const LOOKS_BACK_MS = 90 * 86_400_000;
/** A household is as large; of a network with more people, sharing it says little (own choice). */
const HOUSEHOLD = 5;
const STRENGTHS = ['strong', 'medium', 'weak'] as const;

/**
 * Who is likely one person, by keyed hashes of mailbox and network (field.md c.27). It is shown and nothing follows from it; no
 * address leaves, and nobody of another site.
 */
@Injectable()
export class LinkedPeople {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PeopleList) private readonly people: PeopleList,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** At most 40 people, the likeliest first. Every read is bounded, whatever the networks are. */
  async of(personId: string, siteId: string): Promise<LikelyLinked[]> {
    const since = new Date(this.clock.nowMs() - LOOKS_BACK_MS);
    const [byMailbox, byNetwork] = await Promise.all([
      this.database.query<{ id: string; is_confirmed: boolean }>(LINKED_BY_MAILBOX, [personId, siteId]),
      this.database.query<{ id: string; comments: number; crowd: number }>(LINKED_BY_NETWORK, [
        personId,
        siteId,
        since,
      ]),
    ]);
    const found = new Map<string, LinkEvidence[]>();
    const add = (id: string, evidence: LinkEvidence) => found.set(id, [...(found.get(id) ?? []), evidence]);
    for (const { id, is_confirmed } of byMailbox) add(id, mailboxEvidence(is_confirmed));
    for (const { id, comments, crowd } of byNetwork) add(id, networkEvidence(comments, crowd));
    const linked = (await this.people.inBrief([...found.keys()], siteId)).map((person) => {
      return { person, evidence: found.get(person.id) ?? [] };
    });
    return linked.sort((left, right) => rank(left) - rank(right));
  }
}

function mailboxEvidence(isConfirmed: boolean): LinkEvidence {
  return isConfirmed
    ? { kind: 'mailbox', strength: 'strong', explanation: 'Both have confirmed an address of the same mailbox.' }
    : {
        kind: 'mailbox',
        strength: 'weak',
        explanation: 'Both gave an address of the same mailbox; one only claims it.',
      };
}

function networkEvidence(comments: number, crowd: number): LinkEvidence {
  const wrote = comments === 1 ? 'A comment came' : `${comments} comments came`;
  return {
    kind: 'network',
    strength: crowd <= HOUSEHOLD ? 'medium' : 'weak',
    explanation: `${wrote} from a network they share; ${crowd} people write from it.`,
  };
}

/** The strongest evidence counts, and then how much there is. */
function rank({ evidence }: LikelyLinked): number {
  return Math.min(...evidence.map(({ strength }) => STRENGTHS.indexOf(strength))) - evidence.length / 10;
}
