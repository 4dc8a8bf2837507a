import type { ArticleRow } from '#articles';
import type { Article } from '#contracts';

/** An article as its publisher sees it. */
export function presentArticle(row: ArticleRow): Article {
  return {
    id: row.id,
    key: row.key,
    url: row.url,
    title: row.title,
    excerpt: row.excerpt,
    author: row.author === null ? null : { name: row.author.name, bio: row.author.bio },
    categories: [...row.categories],
    tags: [...row.tags],
    revision: row.revision,
    sections: row.sections.map(({ id, heading, level, position }) => ({ id, heading, level, position })),
    publishedAt: row.publishedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
