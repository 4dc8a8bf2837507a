/**
 * Characters that are read as Latin letters, in the sense of UTS #39 (Unicode security mechanisms), as far as NFKC does not fold
 * them: our own short table of the scripts and blocks that are used to imitate names and to slip past word lists. Each group is
 * written `<character><letters>`, separated by spaces.
 */
const GROUPS = [
  // Cyrillic
  'аa вb ьb сc ԁd еe ҽe єe гr ґr ԍg һh нh іi їi јj кk ӏl Ӏl мm пn оo рp ԛq ѕs тt уy үy ѵv ԝw ѡw хx ӕae',
  // Greek, whichever the case; the letters whose two cases are read differently follow below
  'αa βb εe ζz ηh ιi κk μm νn οo ρp τt υy χx ωw ϲc Ϲc ϳj Ϳj ϱp ϵe ϝf',
  // Armenian
  'օo ոn ռn սu հh յj ցg զq լl',
  // Latin beyond ASCII
  'ɑa ʙb ƀb ɓb ᴄc ƈc ɗd đd ðd ɖd ᴅd ɛe ᴇe ƒf ꜰf ɡg ɢg ɠg ħh ɦh ʜh ıi ɩi ɪi ʝj ᴊj ĸk ƙk ᴋk łl ʟl ɭl ǀl ꞁl ɱm ᴍm',
  'ŋn ɲn ɴn øo ᴏo ɵo ƥp þp ᴘp ʠq ʀr ɾr ɽr ʂs ꜱs ŧt ƭt ʈt ᴛt ʉu ᴜu ʋv ᴠv ᴡw ɯw ʏy ƴy ᴢz ƶz ʐz ᴀa æae œoe ßss',
  // Coptic
  'ⲁa ⲃb ⲉe ⲏh ⲓi ⲕk ⲙm ⲛn ⲟo ⲣp ⲥc ⲧt ⲩy ⲭx',
  // Cherokee
  'Ꭺa Ᏼb Ꮯc Ꭰd Ꭼe Ꮐg Ꮋh Ꭻj Ꮶk Ꮮl Ꮇm Ꮲp Ꭱr Ꮪs Ꭲt Ꮩv Ꮃw Ꮓz Ꮤw',
  // Lisu
  'ꓐb ꓑp ꓒd ꓓd ꓔt ꓖg ꓗk ꓙj ꓚc ꓜz ꓝf ꓟm ꓠn ꓡl ꓢs ꓣr ꓦv ꓧh ꓪw ꓫx ꓬy ꓮa ꓰe ꓲi ꓳo ꓴu',
  // Signs
  '×x ℮e ∣l ⍺a ⍵w ⍳i ⍴p ∂d',
];

/** Letters whose capital and small form are read as different Latin letters; only beside Latin letters is the form a disguise. */
const BESIDE_LATIN = ['Νn νv Ηh ηn Υy υu Μm μu γy σo πn Տs'];

const readAs = parse(GROUPS);
const readAsBesideLatin = parse(BESIDE_LATIN);

/** Blocks of letters in alphabetical order that NFKC leaves alone: regional indicators and the dark circled and squared letters. */
const ALPHABETS = [0x1f1e6, 0x1f150, 0x1f170];
const ALPHABET_LENGTH = 26;
const SMALL_A = 0x61;

function parse(groups: readonly string[]): ReadonlyMap<string, string> {
  const pairs = groups.flatMap((group) => group.split(' '));
  return new Map(
    pairs.map((pair) => {
      const [character = '', ...letters] = Array.from(pair);
      return [character, letters.join('')];
    }),
  );
}

/**
 * The small Latin letters a character is read as, or undefined. Case is given as written, because some capitals are read
 * differently from their small letters.
 */
export function latinLookalike(character: string): string | undefined {
  const point = character.codePointAt(0) ?? 0;
  const alphabet = ALPHABETS.find((first) => point >= first && point < first + ALPHABET_LENGTH);
  if (alphabet !== undefined) return String.fromCodePoint(SMALL_A + point - alphabet);
  return readAs.get(character);
}

/** What a character is read as in a word that also has Latin letters, where that differs from `latinLookalike`. */
export function lookalikeBesideLatin(character: string): string | undefined {
  return readAsBesideLatin.get(character);
}
