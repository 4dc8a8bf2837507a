/** A row of the page statement. */
export interface PageRow {
  readonly id: string;
  readonly parent_id: string | null;
  readonly root_id: string;
  readonly depth: number;
  readonly anchor_kind: string;
  readonly section_id: string | null;
  readonly author_id: string;
  readonly author_name: string;
  readonly author_kind: string;
  readonly badges: readonly string[];
  readonly status: string;
  readonly revision: number;
  readonly body_html: string;
  readonly up: number;
  readonly down: number;
  readonly reply_count: number;
  readonly created_at: Date;
  readonly is_pinned: boolean;
  readonly is_featured: boolean;
  readonly exact: string | null;
  readonly prefix: string | null;
  readonly suffix: string | null;
  readonly outcome: string | null;
  readonly score: number | null;
  readonly version: string | null;
  readonly total: number;
  readonly sections: Record<string, number> | null;
}

/** A page in the contract's shape, with the least that can be done for it. */
export function pageAnswer(articleId: string, rows: readonly PageRow[], limit: number, replies: number): object {
  const roots: PageRow[] = [];
  const below = new Map<string, PageRow[]>();
  let state: PageRow | undefined;
  for (const row of rows) {
    if (row.version !== null) state = row;
    else if (row.parent_id === null) roots.push(row);
    else {
      const group = below.get(row.parent_id);
      if (group === undefined) below.set(row.parent_id, [row]);
      else group.push(row);
    }
  }
  const next = roots.length > limit ? cursor(roots[limit - 1]?.id) : null;
  return {
    article: {
      id: articleId,
      version: Number(state?.version),
      counts: { total: state?.total, sections: state?.sections ?? {} },
    },
    comments: roots.slice(0, limit).map((root) => {
      const found = below.get(root.id) ?? [];
      const items = found.slice(0, replies).map((row) => comment(articleId, row));
      return {
        ...comment(articleId, root),
        replies: { items, next: found.length > replies ? cursor(found[replies - 1]?.id) : null },
      };
    }),
    next,
  };
}

function cursor(id: string | undefined): string {
  return Buffer.from(id ?? '').toString('base64url');
}

function comment(articleId: string, row: PageRow): object {
  return {
    id: row.id,
    articleId,
    parentId: row.parent_id,
    rootId: row.root_id,
    depth: row.depth,
    anchor: {
      kind: row.anchor_kind,
      sectionId: row.section_id ?? undefined,
      quote: row.exact === null ? undefined : { exact: row.exact, prefix: row.prefix, suffix: row.suffix },
      outcome: row.outcome ?? undefined,
      score: row.score ?? undefined,
    },
    author: { id: row.author_id, name: row.author_name, kind: row.author_kind, badges: row.badges, avatarUrl: null },
    bodyHtml: row.body_html,
    status: row.status,
    revision: row.revision,
    score: { up: row.up, down: row.down },
    replyCount: row.reply_count,
    createdAt: row.created_at,
    pinned: row.is_pinned,
    featured: row.is_featured,
  };
}
