import type {
  ClassifierInUse as PublicInUse,
  ClassifierVersion as PublicVersion,
  ClassifierVersionPage,
} from '#contracts';
import type { ClassifierInUse, ClassifierVersion } from '#moderation';

/** What judges the comments of a site. */
export function presentClassifier({ model, base, inUse, learns, isHeldBack }: ClassifierInUse): PublicInUse {
  return { model, base, inUse: inUse && presentVersion(inUse), learns, isHeldBack };
}

/** A page of versions. */
export function presentVersions(page: {
  items: readonly ClassifierVersion[];
  next: string | null;
}): ClassifierVersionPage {
  return { items: page.items.map(presentVersion), next: page.next };
}

function presentVersion({ figures, madeAt, activatedAt, ...version }: ClassifierVersion): PublicVersion {
  const { number, base, state, madeBy, activatedBy } = version;
  return {
    ...{ number, base, state, madeBy, activatedBy },
    decisions: figures.decisions,
    spam: figures.heads.spam ?? null,
    abuse: figures.heads.abuse ?? null,
    madeAt: madeAt.toISOString(),
    activatedAt: activatedAt?.toISOString() ?? null,
  };
}
