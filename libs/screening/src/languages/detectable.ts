/** Languages that the detector tells apart (eld 2.1, ISO 639-1). */
export const detectable: ReadonlySet<string> = new Set(
  `am ar az be bg bn ca cs da de el en es et eu fa fi fr gu he hi hr hu hy is it ja ka kn ko ku lo lt lv ml mr ms nl no or pa pl pt
  ro ru sk sl sq sr sv ta te th tl tr uk ur vi yo zh`.split(/\s+/),
);

/** Languages too alike to be told apart in a comment, under one name. */
export const KINDRED: ReadonlyMap<string, string> = new Map([
  ['id', 'ms'],
  ['nb', 'no'],
  ['nn', 'no'],
  ['da', 'no'],
  ['bs', 'hr'],
  ['sr', 'hr'],
  ['sl', 'hr'],
]);
