/**
 * Query parameters that say how a reader came and never which page it is. Taken from the lists browsers strip by: Brave's query
 * filter (brave-core, components/query_filter/utils.cc), Firefox's query stripping (services/settings, query-stripping.json);
 * the campaign, sharing and referrer names come from their makers' documentation (Google's Campaign URL Builder, Matomo, Piano,
 * Mailchimp, Ghost's `ref`). Names that pages also use for content (`id`, `cid`, `s`, `source`, `campaign`) are not in it.
 */
const TRACKING_NAMES: ReadonlySet<string> = new Set([
  ...['fbclid', 'fb_action_ids', 'fb_action_types', 'fb_comment_id', 'fb_source', 'fb_ref', 'igshid', 'igsh'],
  ...['gclid', 'gclsrc', 'dclid', 'gbraid', 'wbraid', 'srsltid', '_ga', '_gl'],
  ...[
    'msclkid',
    'twclid',
    'ttclid',
    'li_fat_id',
    'epik',
    'rdt_cid',
    'sccid',
    'irclickid',
    'rb_clickid',
    'tblci',
    'dicbo',
  ],
  ...['yclid', 'ymclid', 'ysclid', '_openstat'],
  ...['mc_cid', 'mc_eid', 'mkt_tok', 'ml_subscriber', 'ml_subscriber_hash', 'ss_email_id', 'et_rid', 'bbeml', '_bhlid'],
  ...['_hsenc', '_hsmi', '__hssc', '__hstc', '__hsfp', 'hsctatracking', '_kx', '__s', 'vero_conv', 'vero_id', 'vgo_ee'],
  ...['oly_anon_id', 'oly_enc_id', 'oft_c', 'oft_ck', 'oft_d', 'oft_id', 'oft_ids', 'oft_k', 'oft_lk', 'oft_sk'],
  ...[
    'at_recipient_id',
    'at_recipient_list',
    'bsft_clkid',
    'bsft_uid',
    'unicorn_click_id',
    'wickedid',
    's_cid',
    's_kwcid',
  ],
  ...['_branch_match_id', '_branch_referrer', 'guce_referrer', 'guce_referrer_sig', 'wt_mc_id'],
  ...['ref', 'ref_src', 'ref_url', 'cmpid', 'ncid', 'smid', 'ocid', 'icid'],
]);

/** Families: Google's UTM and its internal twin, Matomo and Piwik, Piano (AT Internet), Webtrekk. */
const TRACKING_FAMILY = /^(?:utm|itm|stm|mtm|pk|piwik|at|hsa)_/;

/** Whether a query parameter of this name only tracks. Letter case does not matter. */
export function isTrackingParameter(name: string): boolean {
  const lower = name.toLowerCase();
  return TRACKING_NAMES.has(lower) || TRACKING_FAMILY.test(lower);
}
