/** What an API key may be allowed, one word each (reliability.md D25). */
export const API_SCOPES = ['articles', 'read', 'moderate', 'export', 'import', 'admin'] as const;

/** One thing an API key may do on its site. */
export type ApiScope = (typeof API_SCOPES)[number];
