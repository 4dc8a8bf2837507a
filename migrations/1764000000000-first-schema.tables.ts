/** Statuses of a comment, as a CHECK lists them. */
const STATUSES = `('awaiting-verification', 'pending', 'published', 'rejected', 'spam', 'withdrawn')`;

/** Every table of the first schema, with the indexes that are no part of reading threads. */
export const TABLES = `
CREATE TABLE sites (
  id uuid PRIMARY KEY,
  key text NOT NULL UNIQUE,
  name text NOT NULL,
  origins text[] NOT NULL DEFAULT '{}',
  settings jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);

CREATE TABLE people (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('guest', 'verified', 'account')),
  name text NOT NULL,
  name_key text NOT NULL,
  website text,
  email text,
  email_key bytea,
  email_confirmed_at timestamptz,
  password_hash text,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX people_confirmed_email ON people (email_key) WHERE email_confirmed_at IS NOT NULL;
CREATE UNIQUE INDEX people_protected_name ON people (name_key) WHERE kind <> 'guest';

CREATE TABLE roles (
  id uuid PRIMARY KEY,
  person_id uuid NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  site_id uuid REFERENCES sites (id) ON DELETE CASCADE,
  role text NOT NULL CHECK (role IN ('reader', 'trusted', 'moderator', 'admin')),
  created_at timestamptz NOT NULL,
  UNIQUE NULLS NOT DISTINCT (person_id, site_id)
);

CREATE TABLE sessions (
  id uuid PRIMARY KEY,
  person_id uuid NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  kind text NOT NULL CHECK (kind IN ('guest', 'reader', 'staff')),
  token_hash bytea NOT NULL UNIQUE,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  revoked_at timestamptz
);
CREATE INDEX sessions_person ON sessions (person_id);

CREATE TABLE verifications (
  id uuid PRIMARY KEY,
  purpose text NOT NULL CHECK (purpose IN ('sign-in', 'comment')),
  email text NOT NULL,
  email_key bytea NOT NULL,
  name text,
  site_id uuid REFERENCES sites (id) ON DELETE CASCADE,
  guest_id uuid REFERENCES people (id) ON DELETE CASCADE,
  article_id uuid,
  code_hash bytea NOT NULL,
  link_hash bytea NOT NULL UNIQUE,
  attempts integer NOT NULL DEFAULT 0,
  code_expires_at timestamptz NOT NULL,
  link_expires_at timestamptz NOT NULL,
  used_at timestamptz,
  created_at timestamptz NOT NULL
);
CREATE INDEX verifications_email ON verifications (email_key, created_at);

CREATE TABLE setup_tokens (
  token_hash bytea PRIMARY KEY,
  created_at timestamptz NOT NULL,
  used_at timestamptz
);

CREATE TABLE api_keys (
  id uuid PRIMARY KEY,
  site_id uuid NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
  name text NOT NULL,
  key_hash bytea NOT NULL UNIQUE,
  scopes text[] NOT NULL,
  created_at timestamptz NOT NULL,
  last_used_at timestamptz,
  expires_at timestamptz,
  revoked_at timestamptz
);
CREATE INDEX api_keys_site ON api_keys (site_id);

CREATE TABLE sanctions (
  id uuid PRIMARY KEY,
  site_id uuid REFERENCES sites (id) ON DELETE CASCADE,
  person_id uuid NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  kind text NOT NULL CHECK (kind IN ('mute', 'suspension', 'ban')),
  reason text NOT NULL,
  created_by uuid REFERENCES people (id) ON DELETE SET NULL,
  created_at timestamptz NOT NULL,
  ends_at timestamptz,
  lifted_at timestamptz
);
CREATE INDEX sanctions_person ON sanctions (person_id) WHERE lifted_at IS NULL;

CREATE TABLE articles (
  id uuid PRIMARY KEY,
  site_id uuid NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
  key text NOT NULL,
  url text NOT NULL,
  title text NOT NULL,
  excerpt text,
  author jsonb,
  categories text[] NOT NULL DEFAULT '{}',
  tags text[] NOT NULL DEFAULT '{}',
  settings jsonb NOT NULL DEFAULT '{}',
  revision integer NOT NULL,
  published_at timestamptz,
  revised_at timestamptz,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  UNIQUE (site_id, key)
);

CREATE TABLE article_aliases (
  site_id uuid NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
  url_key text NOT NULL,
  article_id uuid NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (site_id, url_key)
);
CREATE INDEX article_aliases_article ON article_aliases (article_id);

CREATE TABLE article_revisions (
  article_id uuid NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  revision integer NOT NULL,
  html text NOT NULL,
  plain_text text NOT NULL,
  text_hash bytea NOT NULL,
  blocks jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (article_id, revision)
);

CREATE TABLE sections (
  article_id uuid NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  heading text NOT NULL,
  heading_id text,
  level smallint NOT NULL CHECK (level BETWEEN 1 AND 6),
  position integer NOT NULL,
  print jsonb NOT NULL,
  removed_in integer,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (article_id, id)
);

CREATE TABLE discussions (
  article_id uuid PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
  site_id uuid NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
  version bigint NOT NULL DEFAULT 0,
  published integer NOT NULL DEFAULT 0 CHECK (published >= 0),
  last_activity_at timestamptz,
  created_at timestamptz NOT NULL
);
CREATE INDEX discussions_active ON discussions (site_id, last_activity_at DESC NULLS LAST, article_id DESC);
CREATE INDEX discussions_newest ON discussions (site_id, created_at DESC, article_id DESC);
CREATE INDEX discussions_most_discussed ON discussions (site_id, published DESC, article_id DESC);

CREATE TABLE section_counts (
  article_id uuid NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  section_id uuid NOT NULL,
  published integer NOT NULL CHECK (published >= 0),
  PRIMARY KEY (article_id, section_id)
);

CREATE TABLE comments (
  article_id uuid NOT NULL,
  id uuid NOT NULL,
  site_id uuid NOT NULL,
  root_id uuid NOT NULL,
  parent_id uuid,
  depth smallint NOT NULL CHECK (depth >= 0),
  path uuid[] NOT NULL,
  author_id uuid NOT NULL,
  author_name text NOT NULL,
  author_kind text NOT NULL CHECK (author_kind IN ('guest', 'verified', 'account')),
  badges text[] NOT NULL DEFAULT '{}',
  status text NOT NULL CHECK (status IN ${STATUSES}),
  revision integer NOT NULL CHECK (revision >= 1),
  public_revision integer,
  body_html text NOT NULL,
  anchor_kind text NOT NULL CHECK (anchor_kind IN ('article', 'section', 'passage')),
  section_id uuid,
  up integer NOT NULL DEFAULT 0 CHECK (up >= 0),
  down integer NOT NULL DEFAULT 0 CHECK (down >= 0),
  best double precision NOT NULL DEFAULT 0,
  reply_count integer NOT NULL DEFAULT 0 CHECK (reply_count >= 0),
  descendant_count integer NOT NULL DEFAULT 0 CHECK (descendant_count >= 0),
  created_at timestamptz NOT NULL,
  edited_at timestamptz,
  pinned_at timestamptz,
  featured_at timestamptz,
  PRIMARY KEY (article_id, id)
) PARTITION BY HASH (article_id);

CREATE TABLE comment_revisions (
  article_id uuid NOT NULL,
  comment_id uuid NOT NULL,
  revision integer NOT NULL,
  body text NOT NULL,
  body_html text NOT NULL,
  renderer smallint NOT NULL,
  trace jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (article_id, comment_id, revision)
) PARTITION BY HASH (article_id);

CREATE TABLE comment_anchors (
  article_id uuid NOT NULL,
  comment_id uuid NOT NULL,
  article_revision integer NOT NULL,
  section_id uuid,
  block_id uuid,
  exact text,
  prefix text,
  suffix text,
  start_offset integer,
  end_offset integer,
  outcome text NOT NULL CHECK (outcome IN ('exact', 'moved', 'edited', 'split', 'orphaned')),
  score real NOT NULL CHECK (score BETWEEN 0 AND 1),
  created_at timestamptz NOT NULL,
  PRIMARY KEY (article_id, comment_id)
) PARTITION BY HASH (article_id);

CREATE TABLE votes (
  article_id uuid NOT NULL,
  comment_id uuid NOT NULL,
  voter_id uuid NOT NULL,
  value smallint NOT NULL CHECK (value IN (-1, 1)),
  created_at timestamptz NOT NULL,
  PRIMARY KEY (article_id, comment_id, voter_id)
) PARTITION BY HASH (article_id);

CREATE TABLE comment_prints (
  comment_id uuid PRIMARY KEY,
  article_id uuid NOT NULL,
  site_id uuid NOT NULL,
  author_id uuid NOT NULL,
  network_key bytea,
  text_key bytea NOT NULL,
  created_at timestamptz NOT NULL
);
CREATE INDEX comment_prints_text ON comment_prints (site_id, text_key, created_at);
CREATE INDEX comment_prints_author ON comment_prints (author_id, created_at);
CREATE INDEX comment_prints_network ON comment_prints (network_key, created_at) WHERE network_key IS NOT NULL;

CREATE TABLE idempotency_keys (
  article_id uuid NOT NULL,
  key_hash bytea NOT NULL,
  body_hash bytea NOT NULL,
  comment_id uuid NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (article_id, key_hash)
);
CREATE INDEX idempotency_keys_age ON idempotency_keys (created_at);

CREATE TABLE decisions (
  id uuid PRIMARY KEY,
  article_id uuid NOT NULL,
  comment_id uuid NOT NULL,
  site_id uuid NOT NULL,
  revision integer NOT NULL,
  cause text NOT NULL CHECK (cause IN ('screening', 'moderator', 'verification', 'writer', 'operator')),
  maker_id uuid,
  from_status text NOT NULL CHECK (from_status IN ${STATUSES}),
  to_status text NOT NULL CHECK (to_status IN ${STATUSES}),
  reasons text[] NOT NULL DEFAULT '{}',
  note text,
  trace jsonb,
  rules_version text,
  created_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX decisions_one_screening ON decisions (comment_id, revision) WHERE cause = 'screening';
CREATE INDEX decisions_comment ON decisions (comment_id, id);
CREATE INDEX decisions_by_status ON decisions (site_id, to_status, id);
CREATE INDEX decisions_by_article ON decisions (article_id, to_status, id);
CREATE INDEX decisions_unmoderated ON decisions (site_id, id) WHERE cause = 'screening' AND to_status = 'published';

CREATE TABLE review_items (
  comment_id uuid PRIMARY KEY,
  article_id uuid NOT NULL,
  site_id uuid NOT NULL,
  revision integer NOT NULL,
  status text NOT NULL CHECK (status IN ${STATUSES}),
  reasons text[] NOT NULL DEFAULT '{}',
  flags integer NOT NULL DEFAULT 0,
  urgency real NOT NULL DEFAULT 0,
  opened_at timestamptz NOT NULL,
  resolved_at timestamptz,
  claimed_by uuid,
  claimed_until timestamptz
);
CREATE INDEX review_items_urgent ON review_items (site_id, status, (-urgency), comment_id) WHERE resolved_at IS NULL;
CREATE INDEX review_items_age ON review_items (site_id, status, comment_id) WHERE resolved_at IS NULL;
CREATE INDEX review_items_article_urgent ON review_items (article_id, status, (-urgency), comment_id) WHERE resolved_at IS NULL;
CREATE INDEX review_items_article_age ON review_items (article_id, status, comment_id) WHERE resolved_at IS NULL;

CREATE TABLE flags (
  id uuid PRIMARY KEY,
  article_id uuid NOT NULL,
  comment_id uuid NOT NULL,
  site_id uuid NOT NULL,
  revision integer NOT NULL,
  person_id uuid NOT NULL,
  reason text NOT NULL CHECK (reason IN ('offensive', 'abusive', 'spam', 'off-topic', 'illegal', 'other')),
  detail text,
  created_at timestamptz NOT NULL,
  UNIQUE (comment_id, person_id)
);

CREATE TABLE subscriptions (
  id uuid PRIMARY KEY,
  site_id uuid NOT NULL,
  article_id uuid NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  kind text NOT NULL CHECK (kind IN ('all', 'section', 'replies', 'comment')),
  section_id uuid,
  comment_id uuid,
  person_id uuid REFERENCES people (id) ON DELETE CASCADE,
  email text NOT NULL,
  email_key bytea NOT NULL,
  state text NOT NULL CHECK (state IN ('pending', 'confirmed', 'ended')),
  confirmed_at timestamptz,
  ended_at timestamptz,
  created_at timestamptz NOT NULL,
  UNIQUE NULLS NOT DISTINCT (article_id, email_key, kind, section_id, comment_id, person_id)
);
CREATE INDEX subscriptions_email ON subscriptions (email_key, site_id);
CREATE INDEX subscriptions_person ON subscriptions (person_id) WHERE person_id IS NOT NULL;

CREATE TABLE notifications (
  id uuid PRIMARY KEY,
  article_id uuid NOT NULL,
  comment_id uuid NOT NULL,
  subscription_id uuid NOT NULL,
  recipient_key bytea NOT NULL,
  kind text NOT NULL CHECK (kind IN ('all', 'section', 'replies', 'comment')),
  created_at timestamptz NOT NULL,
  UNIQUE (comment_id, recipient_key)
);

CREATE TABLE deliveries (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('notification', 'subscription-confirmation', 'sign-in', 'comment-verification')),
  subject_id uuid NOT NULL,
  site_id uuid,
  recipient text NOT NULL,
  recipient_key bytea NOT NULL,
  message_id text NOT NULL UNIQUE,
  state text NOT NULL CHECK (state IN ('queued', 'data', 'sent', 'failed', 'unknown', 'dropped')),
  attempts integer NOT NULL DEFAULT 0,
  reason text,
  claimed_at timestamptz,
  settled_at timestamptz,
  created_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX deliveries_notification ON deliveries (subject_id) WHERE kind = 'notification';
CREATE INDEX deliveries_recipient ON deliveries (recipient_key, kind, created_at);
CREATE INDEX deliveries_attention ON deliveries (state, id) WHERE state IN ('data', 'unknown', 'failed');

CREATE TABLE suppressions (
  recipient_key bytea PRIMARY KEY,
  reason text NOT NULL,
  created_at timestamptz NOT NULL
);

CREATE TABLE outbox (
  id uuid PRIMARY KEY,
  queue text NOT NULL,
  name text NOT NULL,
  payload jsonb NOT NULL,
  request_id text,
  available_at timestamptz NOT NULL,
  sent_at timestamptz,
  sweeps integer NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL
);
CREATE INDEX outbox_unsent ON outbox (available_at) WHERE sent_at IS NULL;
CREATE INDEX outbox_sent ON outbox (sent_at) WHERE sent_at IS NOT NULL;

CREATE TABLE dead_letters (
  id uuid PRIMARY KEY,
  queue text NOT NULL,
  name text NOT NULL,
  payload jsonb NOT NULL,
  reason text NOT NULL,
  attempts integer NOT NULL,
  created_at timestamptz NOT NULL
);
`;
