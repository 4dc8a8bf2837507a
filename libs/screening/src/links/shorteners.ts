/**
 * Services that forward to any address, as seen in comment spam: our own short list, so that it can be read. Hosts of one site's own
 * short links (youtu.be, redd.it, wp.me) lead to that site only and are none of them.
 */
export const shorteners: ReadonlySet<string> = new Set(
  `1url.com 2.gp 2.ly 4ms.me adf.ly adfoc.us adshort.co apple.news b.link bc.vc bit.do bit.ly bitly.com bl.ink boxd.it buff.ly
  chilp.it clck.ru cli.gs cutt.ly cutt.us db.tt dlvr.it fb.me geni.us go2l.ink goo.gl goo.su hyperurl.co ift.tt is.gd j.mp
  kutt.it linktr.ee lnkd.in lnk.to mcaf.ee moourl.com n9.cl ouo.io ow.ly p.asia po.st prf.hn qps.ru qr.ae rb.gy rebrand.ly
  rotf.lol s.coop s.id s2r.co sh.st short.gy short.io shorte.st shorturl.at shrtco.de shrturl.app smarturl.it snip.ly snipurl.com
  soo.gd su.pr surl.li t.co t.ly t1p.de t2m.io tiny.cc tiny.one tiny.pl tinyurl.com tny.im tr.im tr.ee u.nu u.to urlz.fr
  urly.it v.gd v.ht vk.cc wa.link x.co x.gd y2u.be youtu.ee yourls.org zpr.io zzb.bz`
    .split(/\s+/)
    .filter((host) => host !== ''),
);
