const DARK = `--c-accent:var(--colloquy-accent-dark,#7fd0d8);--c-on-accent:var(--colloquy-on-accent-dark,#10262a);--c-ink:var(--colloquy-ink-dark,#e8eaec);
--c-soft:var(--colloquy-soft-dark,#a3adb6);--c-line:var(--colloquy-line-dark,#333a40);--c-ground:var(--colloquy-ground-dark,#14171a);
--c-panel:var(--colloquy-panel-dark,#1c2126);--c-wrong:var(--colloquy-wrong-dark,#ffa59b);color-scheme:dark`;

/** The embed's own look. Nothing is inherited from the page but what a publisher sets by custom properties. */
const style = `
:host{all:initial;display:block;color-scheme:light;--c-accent:var(--colloquy-accent,#0b5c66);--c-on-accent:var(--colloquy-on-accent,#fff);
--c-ink:var(--colloquy-ink,#1c2024);--c-soft:var(--colloquy-soft,#5b6570);--c-line:var(--colloquy-line,#dfe3e6);--c-ground:var(--colloquy-ground,#fff);
--c-panel:var(--colloquy-panel,#f5f7f8);--c-wrong:var(--colloquy-wrong,#a3160b);
font:var(--colloquy-font,400 1rem/1.6 system-ui,sans-serif);color:var(--c-ink);background:var(--c-ground)}
@media(prefers-color-scheme:dark){:host(:not([theme=light])){${DARK}}}
:host([theme=dark]){${DARK}}
:host([hidden]),[hidden]{display:none!important}*{box-sizing:border-box}
section{padding-block:1rem;overflow-wrap:anywhere}
header{padding-block-end:.75rem;border-block-end:1px solid var(--c-line)}
h2{font-size:1.35rem;line-height:1.25;margin:0 0 .5rem}h3{font-size:1rem;margin:0}ol,ul{list-style:none;margin:0;padding:0}
p{margin-block:.5rem}p:empty,[role=alert]:empty{display:none}
section>ol>li+li{border-block-start:1px solid var(--c-line)}ol ol{padding-inline-start:clamp(.6rem,3vw,1.5rem);border-inline-start:1px solid var(--c-line)}
article{padding-block:1rem .3rem;scroll-margin-block-start:4rem}article:focus{outline:2px solid var(--c-accent);outline-offset:.3rem}
article.new{border-inline-start:3px solid var(--c-accent);padding-inline-start:.7rem}
.meta,.acts,footer .acts{display:flex;flex-wrap:wrap;gap:.15rem .9rem;align-items:center}.meta,.acts{font-size:.9rem}.meta{color:var(--c-soft)}.meta h3{color:var(--c-ink)}.meta a{display:inline-flex;align-items:center;min-block-size:1.5rem}
.badge{font-size:.78rem;border:1px solid var(--c-line);border-radius:1rem;padding:0 .5rem}.fresh{border-color:var(--c-accent);color:var(--c-accent)}
a,button,summary{color:var(--c-accent);font:inherit;text-underline-offset:.2em}
button,summary{background:none;border:0;padding:.2rem 0;cursor:pointer;min-block-size:1.75rem;text-align:start}
button,summary,a,label{unicode-bidi:plaintext}button:hover,summary:hover{text-decoration:underline}:focus-visible{outline:2px solid var(--c-accent);outline-offset:2px}
button[aria-pressed=true]{font-weight:700;text-decoration:underline}
button.main{background:var(--c-accent);color:var(--c-on-accent);padding:.35rem .9rem;border-radius:.4rem;font-weight:600}
button[aria-disabled=true]{opacity:.7;cursor:progress}.votes{display:inline-flex;gap:.7rem}
.more{padding-block:.6rem}
select,input,textarea{font:inherit;color:inherit;background:var(--c-ground);border:1px solid var(--c-soft);border-radius:.35rem;padding:.35rem .5rem;max-inline-size:100%}
label{display:inline-flex;flex-wrap:wrap;gap:.15rem .5rem;align-items:center}textarea{inline-size:100%;resize:vertical}
.wide{display:block}.wide textarea{margin-block-start:.25rem}.fields{display:flex;flex-wrap:wrap;gap:.5rem 1.2rem;align-items:end;margin-block:.6rem}
.fields label{display:flex;flex-direction:column;align-items:stretch}.fields small{color:var(--c-soft)}
.panel{display:block;background:var(--c-panel);border:1px solid var(--c-line);border-radius:.5rem;padding:.8rem;margin-block:.8rem}.panel label,.panel h3{margin-block-end:.5rem}
.hint{display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 1rem;font-size:.85rem}
.preview{min-block-size:6rem;border-block:1px dashed var(--c-line);margin-block:.5rem}
.body{max-inline-size:42rem}.body p{margin-block:.5rem}.body pre{overflow:auto}
blockquote{margin:.4rem 0;padding-inline-start:.8rem;border-inline-start:3px solid var(--c-accent);color:var(--c-soft)}
.place{font-size:.9rem}.place p{margin-block:.2rem}.note{color:var(--c-soft)}.failure{color:var(--c-wrong)}.own{border-inline-start:3px solid var(--c-soft);padding-inline-start:.7rem;font-size:.9rem}
.news{position:sticky;inset-block-start:.5rem;z-index:1;text-align:center}.news button{box-shadow:0 1px 6px #0004}
details summary{display:inline-block}.reader{display:flex;flex-wrap:wrap;gap:0 1rem;align-items:center;margin-block:.5rem;font-size:.9rem;color:var(--c-soft)}.reader form{inline-size:100%}
.trap{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%)}
footer{margin-block-start:1.5rem;padding-block-start:.5rem;border-block-start:1px solid var(--c-line);font-size:.9rem}
`;

/** Puts the look on a root, once. A sheet made by script is not bound by the page's style-src; browsers without that take an element. */
export function adoptStyle(root: ShadowRoot): void {
  if (root.querySelector('style') !== null || ('adoptedStyleSheets' in root && root.adoptedStyleSheets.length > 0))
    return;
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    root.adoptedStyleSheets = [sheet];
  } catch {
    const element = document.createElement('style');
    element.textContent = style;
    root.append(element);
  }
}
