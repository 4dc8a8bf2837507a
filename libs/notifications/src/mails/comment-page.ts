/** Where a public comment stands, as a row names it. */
export interface CommentPlace {
  readonly comment_id: string;
  readonly article_key: string;
  readonly site_key: string;
}

/** The address of the page that shows a public comment with what is around it. */
export function commentPage(
  publicUrl: string,
  { comment_id: id, article_key: key, site_key: site }: CommentPlace,
): string {
  return `${publicUrl}/d/${site}/${encodeURIComponent(key)}?comment=${id}#c-${id}`;
}
