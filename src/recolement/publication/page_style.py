"""The style of the result's page: system fonts, tabular figures, paper and dark, A4, 360 pixels and up."""

STYLE = """
:root{--ground:#fbfaf7;--ink:#1f1d1a;--soft:#5d5850;--line:#d9d4ca;--lead:#1d4f7c;--risk:#a0522d;
--wash:#f1eee7;color-scheme:light dark}
@media (prefers-color-scheme:dark){:root{--ground:#191816;--ink:#ece8e1;--soft:#b3ada3;--line:#3d3a35;
--lead:#7fb2e0;--risk:#dd9c74;--wash:#24221f}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",
Roboto,"Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:break-word}
main,header,footer{max-width:62rem;margin:0 auto;padding:0 1.25rem}
header{padding-top:2.5rem}
h1{font-size:1.75rem;line-height:1.2;margin:0 0 .25rem;font-weight:650}
h2{font-size:1.3rem;line-height:1.3;margin:3rem 0 .25rem;padding-top:1rem;border-top:1px solid var(--line)}
h3{font-size:1rem;margin:1.75rem 0 .5rem;font-weight:650}
table{margin-top:1.75rem}
p{margin:.25rem 0 .75rem}
.soft,.note,.source{color:var(--soft)}
.source{font-size:.875rem}
.status{display:inline-block;border:1px solid var(--line);border-radius:.25rem;padding:.05rem .5rem;
font-size:.875rem;color:var(--soft)}
.verdict{font-size:1.25rem;line-height:1.35;font-weight:600;margin:.75rem 0 .5rem}
.outcome{font-size:1.25rem;font-weight:600;margin:1.25rem 0 .5rem}
.strip{margin:0 0 1rem}
.strip div{display:grid;grid-template-columns:9rem 1fr 7rem;gap:.75rem;align-items:center}
.strip svg{width:100%;height:1rem;display:block}
.strip b{font-weight:600;text-align:left}
.lead{fill:var(--lead)}.risk{stroke:var(--risk)}.hatches{position:absolute}.hatch{stroke:var(--risk);stroke-width:2}
table{border-collapse:collapse;width:100%;font-size:1rem}
caption{text-align:left;font-weight:650;padding:0 0 .5rem}
th,td{text-align:left;vertical-align:baseline;padding:.4rem .8rem .4rem 0;border-bottom:1px solid var(--line)}
th{font-weight:500;color:var(--soft)}
tbody th{color:var(--ink);font-weight:400}
tbody th,td:not(.n){overflow-wrap:anywhere;min-width:6rem}
thead th{overflow-wrap:anywhere;min-width:4.75rem}
.frame{overflow-x:auto}
.frame:focus-visible{outline:3px solid var(--lead);outline-offset:2px}
.votes,.figures{max-width:46rem}
.n{text-align:right;white-space:nowrap}
thead .n{white-space:normal}
.bar{width:30%}
.bar svg{width:100%;height:.75rem;display:block}
section{margin:0 0 1.5rem}
.votes tbody th,.votes td{font-size:1.25rem}
.votes .bar{vertical-align:middle}
ol{padding-left:1.5rem;margin:.25rem 0 1rem}
ul{padding-left:1.25rem;margin:.25rem 0 1rem}
code,.code{font:600 .875rem/1.4 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;background:var(--wash);
padding:.1rem .4rem;border-radius:.25rem}
.do{border-left:3px solid var(--line);padding-left:.75rem;margin:.25rem 0 1rem}
.do p{margin:.1rem 0}
footer{padding:1.5rem 1.25rem 3rem;color:var(--soft);font-size:.875rem;border-top:1px solid var(--line);
margin-top:3rem}
a{color:inherit}
a:focus-visible{outline:3px solid var(--lead);outline-offset:2px}
@media (min-width:100rem){body{font-size:18px}main,header,footer{max-width:72rem}}
@media (max-width:44rem){
.strip div{grid-template-columns:1fr auto;gap:.15rem .75rem;margin-bottom:.4rem}
.strip svg{grid-column:1/-1;grid-row:2}
.bar{display:none}
.votes tbody th,.votes td{font-size:1.2rem}
th,td{padding-right:.5rem}
.wide thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.wide tr,.wide td,.wide tbody,.wide tbody th,.wide caption,.wide{display:block}
.wide tbody tr{padding:.6rem 0;border-bottom:1px solid var(--line)}
.wide td,.wide tbody th{border:0;padding:.05rem 0;white-space:normal}
.wide tbody th{font-weight:600}
.wide td{display:flex;justify-content:space-between;gap:1rem;text-align:right}
.wide td::before{content:attr(data-label);color:var(--soft);text-align:left}
.wide td:empty{display:none}
}
@media print{
@page{size:A4;margin:16mm 15mm 18mm;@bottom-right{content:counter(page) " / " counter(pages);font-size:9pt}}
:root{--ground:#fff;--ink:#000;--soft:#333;--line:#999;--lead:#000;--risk:#000;--wash:#fff}
body{font-size:10.5pt}main,header,footer{max-width:none;padding:0}
h2,h3,caption,thead,.verdict,.outcome{break-after:avoid}tr,.strip,.do{break-inside:avoid}
.frame{overflow:visible}.wide{font-size:8.5pt}.wide th,.wide td{padding-right:.4rem;min-width:0}
.votes tbody th,.votes td,.verdict,.outcome{font-size:12pt}
}
"""
