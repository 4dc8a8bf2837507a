import { describe, expect, it } from 'vitest';
import { compileRules } from '../compile-rules.js';
import { looksMashed } from '../noise/keyboard-mash.js';
import { defaultRules } from '../rules.js';
import { someFacts } from '../some-facts.fixture.js';
import { noise } from './noise.js';

const rules = compileRules(defaultRules);
const judge = (text: string, name = 'Anna Berg') =>
  noise.judge(someFacts({ comment: { body: text, text }, author: { name } }), rules);

describe('noise', () => {
  it.each([
    ['WAKE UP PEOPLE THIS IS ALL A GREAT LIE', '%'],
    ['ПРОСНИТЕСЬ ЛЮДИ ВСЁ ЭТО БОЛЬШАЯ ЛОЖЬ', '%'],
    ['nooooooooooooooooooooooo way', 'in a row'],
    ['good '.repeat(20), 'in a row'],
    ['🔥'.repeat(8) + '💰🚀'.repeat(4) + ' buy now', 'emoji'],
    ['asdfghjkl', 'struck keys'],
    ['sdfkjhsdfkjhw sdf', 'struck keys'],
    ['фывапролд', 'struck keys'],
  ])('holds %j', (text, says) => {
    expect(judge(text)).toMatchObject({ verdict: 'hold', reason: 'noise' });
    expect(judge(text).explanation).toContain(says);
  });

  it.each([
    'The second paragraph forgets the port of Aktau.',
    'USA! USA! OMG YES',
    'See the NATO and the OSCE on that; the OECD too, and the IAEA said so.',
    'Thank you 🙏🙏🙏',
    'I disagree 😀 with 😀 all 😀 of 😀 you 😀 and 😀 say 😀 so 😀 here 😀 now 😀 again 😀 and 😀 then 😀 once 😀 more 😀.',
    '-----------------------------------',
    '1. one\n2. two\n..............................',
    'Properties and rhythms; Angstschweiß, Rechtsschutzversicherung, strengths.',
    'see typescript_eslint, HTTPSConnectionPool, README, node_modules, qwerty',
    '这是一个完全正常的评论，没有任何噪音。',
    'הפסקה השנייה שוכחת את הנמל של אקטאו',
    'ชื่อของท่าเรือถูกลืมไปในย่อหน้าที่สอง',
    'Haha, hahahaha, very good kkkkkkkkkk ohhhhhhhhh',
    'Rzeczpospolita, Mistrzostwa, przedsiębiorstw, Českobudějovický, smrt',
  ])('lets %j pass', (text) => {
    expect(judge(text)).toEqual({ verdict: 'no-opinion' });
  });

  it('reads the name, and is switched off rule by rule', () => {
    expect(judge('An ordinary remark.', 'dfgjhkljsdf').explanation).toBe('the name looks like struck keys.');
    const off = compileRules({ ...defaultRules, noise: { capitals: 0, repeated: 0, emoji: 0, mash: 'off' } });
    const text = `ASDFGHJKL QWERTYUIOP asdfghjkl ${'🔥'.repeat(50)}`;
    expect(noise.judge(someFacts({ comment: { body: text, text } }), off)).toEqual({ verdict: 'no-opinion' });
  });

  it('takes no word of a dozen languages for struck keys', () => {
    const words =
      'question property powerful assessed tweeter werewolf Geschichtsschreibung Schwerter internationale Wirtschaft poissonnerie desequilibrio wettererreignis reservoir posterior erupting typewriter property repertoire';
    expect(words.split(' ').filter(looksMashed)).toEqual([]);
  });
});
