"""The page's style sheet, from the day theme: paper, ink, and colour for the abnormal only. Prints on A4."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wallclient.report.colours import DayColours

_RULES = """
:root{--bg:%(bg)s;--t1:%(t1)s;--t2:%(t2)s;--t3:%(t3)s;--line:%(line)s;--red:%(sev1)s}
*{box-sizing:border-box}
html{background:var(--bg);color:var(--t1);font:16px/1.5 "Noto Sans CJK SC","Noto Sans SC",
"Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif;
-webkit-print-color-adjust:exact;print-color-adjust:exact}
body{max-width:1120px;margin:0 auto;padding:28px 24px 40px}
h1,h2,p,ul,dl,dd{margin:0;padding:0}
.num,td.n,time{font-family:Inter,"Noto Sans CJK SC","Noto Sans SC",sans-serif;font-feature-settings:"tnum"}
.top{display:flex;justify-content:space-between;gap:24px;color:var(--t2);font-size:14px;padding-bottom:14px;
border-bottom:1px solid var(--line)}
.top b{color:var(--t1)}
.title{display:flex;gap:14px;align-items:center;padding-top:20px}
.title svg{flex:none}
h1{font-size:30px;line-height:1.3;font-weight:700;overflow-wrap:anywhere}
.severity{border:1.5px solid;border-radius:2px;padding:0 8px;font-size:14px;white-space:nowrap}
.facts{display:flex;flex-wrap:wrap;gap:2px 26px;padding-top:6px;color:var(--t2);font-size:15px}
.facts b{color:var(--t1)}
.text{padding-top:12px;line-height:1.7;max-width:46em;overflow-wrap:anywhere}
.clocks{display:grid;grid-template-columns:repeat(3,1fr);gap:28px;padding-top:24px}
.clock div{display:flex;justify-content:space-between;align-items:baseline;gap:12px;font-size:14px;
color:var(--t2)}
.clock .big{font-size:38px;line-height:1.25;color:var(--t1);font-weight:500}
.clock .over{color:var(--red);font-weight:700}
.clock.done .big{color:var(--t3)}
.clock svg{display:block;width:100%%;height:16px;margin-top:4px}
section{padding-top:30px;break-inside:avoid}
section.flow{break-inside:auto}
h2{font-size:18px;font-weight:700;display:flex;justify-content:space-between;align-items:baseline;
padding-bottom:8px;border-bottom:1px solid var(--line);break-after:avoid}
h2 small{font-size:14px;font-weight:400;color:var(--t2)}
.none{color:var(--t2);padding-top:10px}
.map{height:560px;margin-top:10px;border:1px solid var(--line);font:inherit}
.legend{display:flex;flex-wrap:wrap;gap:4px 22px;padding-top:8px;color:var(--t2);font-size:14px}
.legend span{display:inline-flex;align-items:center;gap:4px}
.label span{position:absolute;white-space:nowrap;font-size:14px;color:var(--t1);
text-shadow:0 0 3px var(--bg),0 0 3px var(--bg),0 0 3px var(--bg),0 0 4px var(--bg)}
.label.ring span{transform:translate(-50%%,-50%%);color:var(--t2)}
.label.number span{transform:translate(-50%%,-50%%);font:500 14px Inter,sans-serif}
.label.name span{transform:translate(12px,-50%%)}
.leaflet-bar a{color:var(--t1);background:var(--bg)}
.leaflet-control-scale-line{background:none;border-color:var(--t2);color:var(--t2);text-shadow:none}
table{border-collapse:collapse;width:100%%;font-size:15px}
td{padding:7px 14px 7px 0;border-bottom:1px solid var(--line);vertical-align:top;overflow-wrap:anywhere}
td:first-child{color:var(--t2);white-space:nowrap}
td:last-child{padding-right:0}
td.n{text-align:right;white-space:nowrap}
td svg{vertical-align:-6px}
.columns{display:grid;grid-template-columns:1fr 1fr;gap:0 40px}
.course{list-style:none;margin-top:12px}
.course li{display:grid;grid-template-columns:5.6em 16px 9em 1fr;gap:0 10px;position:relative;
padding-bottom:12px;break-inside:avoid;overflow-wrap:anywhere}
.course time,.course .who{color:var(--t2)}
.course i{width:9px;height:9px;border-radius:50%%;background:var(--t3);margin:7px 3px 0}
.course li:first-child i{background:var(--t1)}
.course li:not(:last-child)::before{content:"";position:absolute;left:calc(5.6em + 17px);top:16px;bottom:-7px;
width:1px;background:var(--line)}
footer{margin-top:32px;padding-top:10px;border-top:1px solid var(--line);color:var(--t3);font-size:13px}
@media screen and (max-width:760px){.clocks,.columns{grid-template-columns:1fr}
.course li{grid-template-columns:4.6em 16px 1fr}
.course li>span:last-child{grid-column:3}.map{height:380px}}
@media print{@page{size:A4;margin:14mm}body{max-width:none;padding:0}.leaflet-control-zoom{display:none}
.map{height:104mm}html{font-size:13px;background:#fff}.clock .big{font-size:30px}section{padding-top:20px}
table,.facts,.legend,.text{font-size:13px}td{padding:4px 12px 4px 0}.course li{padding-bottom:7px}}
"""


def style_sheet(colours: DayColours) -> str:
    return _RULES.strip() % {
        name: getattr(colours, name) for name in ("bg", "t1", "t2", "t3", "line", "sev1")
    }
