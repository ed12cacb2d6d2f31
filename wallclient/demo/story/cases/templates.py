"""What is reported in a district: one template per kind of incident, with the words of its course.

In titles and departments {street}, {place} (a community without 社区), {sub} (a subdistrict), {n} stand for
what is there.
"""

from __future__ import annotations

from dataclasses import dataclass

from wallclient.model.incidents import Source, Urgency


@dataclass(frozen=True, slots=True)
class Template:
    """One kind of incident. Titles, steps, ends and sources are drawn from; the lead is first in `depts`."""

    big_class: str
    small_class: str
    titles: tuple[str, ...]
    depts: tuple[str, ...]
    steps: tuple[str, ...]
    ends: tuple[str, ...]
    sources: tuple[Source, ...] = (Source.GRID, Source.HOTLINE, Source.PUBLIC_ACCOUNT)
    kind: str = "event"
    severity: int = 4
    urgency: Urgency = Urgency.ROUTINE
    people: tuple[int, int] = (0, 0)
    weight: float = 1.0


_BY_GRID = (Source.GRID, Source.GRID, Source.PUBLIC_ACCOUNT)
_BY_CAMERA = (Source.CAMERA, Source.GRID)
_BY_PHONE = (Source.HOTLINE, Source.PUBLIC_ACCOUNT, Source.HOTLINE)
_BY_SENSOR = (Source.SENSOR,)

TEMPLATES: tuple[Template, ...] = (
    Template(
        "市容环境",
        "暴露垃圾",
        ("{street}暴露垃圾", "{place}小区垃圾桶满溢", "{street} {n} 号旁堆放垃圾"),
        ("环卫中心",),
        ("保洁车已到现场，开始清运", "清运约 0.5 吨，正在冲洗地面"),
        ("垃圾已清运，地面已冲洗", "已清运并增设一只垃圾桶"),
        (Source.GRID, Source.CAMERA, Source.PUBLIC_ACCOUNT),
        weight=2.2,
    ),
    Template(
        "市容环境",
        "乱堆物料",
        ("{street}乱堆建筑材料", "{place}小区楼道堆物", "{street}人行道堆放物料"),
        ("{sub}城管中队",),
        ("已联系当事人，责令半小时内清理", "当事人正在搬移"),
        ("物料已清走，通道恢复", "堆物已清理，已劝导当事人"),
        _BY_GRID,
        weight=1.4,
    ),
    Template(
        "市容环境",
        "道路遗撒",
        ("{street}渣土遗撒", "{street}路面油污"),
        ("环卫中心", "交警大队"),
        ("洒水车已出发，预计 10 分钟到", "正在清扫，临时封闭一条车道"),
        ("路面已清洗，恢复通行",),
        _BY_CAMERA,
        severity=3,
        weight=0.7,
    ),
    Template(
        "街面秩序",
        "占道经营",
        ("{street}占道经营", "{street} {n} 号店外经营", "{street}流动摊贩聚集"),
        ("{sub}城管中队",),
        ("执法队员到场劝离", "3 个摊位已劝入疏导点"),
        ("摊贩已劝离，秩序恢复", "已撤回店内经营"),
        (Source.CAMERA, Source.CAMERA, Source.GRID),
        weight=2.4,
    ),
    Template(
        "街面秩序",
        "违章停车",
        ("{street}机动车违停", "{street}路口违停占道", "{place}小区门口违停"),
        ("交警大队",),
        ("已短信通知车主挪车", "民警到场，正在处置"),
        ("车辆已驶离", "车辆已拖移，通道恢复"),
        (Source.CAMERA, Source.CAMERA, Source.PUBLIC_ACCOUNT),
        weight=2.0,
    ),
    Template(
        "街面秩序",
        "共享单车乱停放",
        ("{street}共享单车乱停放", "{street}公交站单车淤积"),
        ("单车运维企业", "{sub}城管中队"),
        ("运维车已派出", "已清运 40 辆"),
        ("单车已规整", "已清运并施划停放区"),
        (Source.CAMERA, Source.GRID),
        weight=1.6,
    ),
    Template(
        "街面秩序",
        "非法小广告",
        ("{street}非法小广告", "{place}小区张贴小广告"),
        ("{sub}城管中队",),
        ("保洁人员正在清除",),
        ("小广告已清除", "已清除，号码已移送"),
        _BY_GRID,
        weight=0.8,
    ),
    Template(
        "噪声扰民",
        "广场舞噪声",
        ("{place}广场舞噪声", "{street}广场音响扰民"),
        ("{sub}派出所", "{sub}街道办", "物业公司"),
        ("民警到场，已要求调低音量", "实测 58 分贝，继续劝导"),
        ("音量已降，约定 21 时前结束", "双方达成一致，已回访"),
        _BY_PHONE,
        severity=3,
        people=(8, 60),
        weight=1.0,
    ),
    Template(
        "噪声扰民",
        "施工噪声",
        ("{street}夜间施工噪声", "{place}改造工地噪声"),
        ("生态环境局", "住建局"),
        ("执法人员到场，正在测噪", "已责令暂停高噪声作业"),
        ("已停工，明日 8 时后复工",),
        _BY_PHONE,
        severity=3,
        people=(5, 30),
        weight=0.9,
    ),
    Template(
        "噪声扰民",
        "商业噪声",
        ("{street}商铺音响扰民", "{street} {n} 号餐饮油烟噪声"),
        ("{sub}派出所", "{sub}市场监管所"),
        ("已到店劝导", "店主已关闭外放音响"),
        ("外放音响已撤除", "已整改，回访满意"),
        _BY_PHONE,
        weight=1.2,
    ),
    Template(
        "矛盾纠纷",
        "邻里纠纷",
        ("{place}小区漏水纠纷", "{place}小区停车位纠纷", "{place}小区养犬纠纷"),
        ("{place}社区居委会", "{sub}司法所"),
        ("调解员上门，双方在场", "已初步达成意见，等待签字"),
        ("双方签订调解协议", "已调解，约定一周内维修"),
        _BY_PHONE,
        people=(2, 6),
        weight=1.3,
    ),
    Template(
        "矛盾纠纷",
        "物业纠纷",
        ("{place}小区物业费纠纷", "{place}小区电梯维修纠纷"),
        ("{sub}街道办", "住建局"),
        ("已约谈物业公司", "业委会与物业正在协商"),
        ("物业承诺三日内整改", "已协商一致，街道跟踪"),
        _BY_PHONE,
        people=(4, 40),
        weight=0.9,
    ),
    Template(
        "安全隐患",
        "消防通道堵塞",
        ("{place}小区消防通道占用", "{street}消防通道堵塞"),
        ("消防救援大队", "物业公司"),
        ("物业已联系车主", "已贴告知单，拖车在途"),
        ("通道已清空，划线加装隔离柱",),
        (Source.GRID, Source.CAMERA),
        severity=3,
        weight=1.0,
    ),
    Template(
        "安全隐患",
        "电动车违规充电",
        ("{place}小区飞线充电", "{place}小区楼道充电"),
        ("消防救援大队", "{place}社区居委会"),
        ("网格员上门劝导", "线路已拆除，正在登记"),
        ("飞线已拆除，已引导至充电棚",),
        _BY_GRID,
        severity=3,
        weight=1.0,
    ),
    Template(
        "安全隐患",
        "高空坠物",
        ("{street} {n} 号外墙脱落", "{place}小区空调外机松动"),
        ("住建局", "物业公司"),
        ("已拉警戒线，疏导行人", "高空作业车到场"),
        ("松动部分已清除，墙面加固",),
        (Source.GRID, Source.HOTLINE),
        severity=2,
        urgency=Urgency.URGENT,
        weight=0.35,
    ),
    Template(
        "水电气热",
        "停水",
        ("{place}小区停水", "{street}水压不足"),
        ("供水公司",),
        ("抢修队到场，正在关阀", "漏点已找到，开挖更换"),
        ("供水恢复，水质检测合格",),
        _BY_PHONE,
        severity=3,
        people=(60, 400),
        weight=0.7,
    ),
    Template(
        "水电气热",
        "停电",
        ("{place}小区局部停电", "{street}配电箱故障"),
        ("供电公司",),
        ("抢修人员在途", "故障开关已隔离，正在送电"),
        ("供电恢复",),
        _BY_PHONE,
        severity=2,
        urgency=Urgency.URGENT,
        people=(40, 260),
        weight=0.3,
    ),
    Template(
        "水电气热",
        "供暖不热",
        ("{place}小区暖气不热", "{place}小区供暖温度低"),
        ("供热公司",),
        ("入户测温 16 度，正在排气", "换热站已提温"),
        ("复测 20 度，居民认可",),
        _BY_PHONE,
        people=(1, 30),
        weight=1.2,
    ),
    Template(
        "公用设施",
        "路灯不亮",
        ("{street}路灯不亮", "{street} {n} 号路灯闪烁"),
        ("市政中心",),
        ("检修车已派出", "更换灯头 2 只"),
        ("路灯已恢复照明",),
        (Source.GRID, Source.PUBLIC_ACCOUNT, Source.SENSOR),
        kind="part",
        weight=1.8,
    ),
    Template(
        "公用设施",
        "井盖缺损",
        ("{street}井盖松动", "{street}雨水篦子破损"),
        ("市政中心",),
        ("已放置警示锥", "新井盖运输途中"),
        ("井盖已更换",),
        (Source.GRID, Source.SENSOR),
        kind="part",
        severity=3,
        weight=1.0,
    ),
    Template(
        "公用设施",
        "步道破损",
        ("{street}人行道地砖松动", "{street}盲道破损", "{street}护栏锈蚀"),
        ("市政中心",),
        ("已现场勘察，安排铺装", "正在修补，设置围挡"),
        ("已修复，验收合格",),
        (Source.GRID, Source.OPINION, Source.PUBLIC_ACCOUNT),
        kind="part",
        weight=1.6,
    ),
    Template(
        "公用设施",
        "健身器材损坏",
        ("{place}小区健身器材损坏", "{place}广场座椅损坏"),
        ("文体中心", "{place}社区居委会"),
        ("已停用并张贴提示", "配件已订购"),
        ("器材已修复", "已更换新器材"),
        (Source.OPINION, Source.GRID),
        kind="part",
        weight=0.9,
    ),
    Template(
        "园林绿化",
        "绿地破坏",
        ("{street}绿化带踩踏", "{place}小区毁绿种菜"),
        ("园林中心",),
        ("养护人员到场", "正在补植"),
        ("绿地已补植",),
        _BY_GRID,
        kind="part",
        weight=0.9,
    ),
    Template(
        "园林绿化",
        "树木倒伏",
        ("{street}树枝折断占道", "{place}小区树木倾斜"),
        ("园林中心", "{sub}城管中队"),
        ("油锯组已出发", "正在锯枝清运"),
        ("树枝已清运，道路恢复",),
        (Source.GRID, Source.CAMERA, Source.HOTLINE),
        kind="part",
        severity=3,
        weight=0.6,
    ),
    Template(
        "突发事件",
        "积水",
        ("{street}路面积水", "{street}下穿通道水位偏高"),
        ("水务中心", "交警大队"),
        ("排水泵车在途", "泵车到场，水位下降 8 厘米"),
        ("积水排净，恢复通行",),
        _BY_SENSOR,
        severity=2,
        urgency=Urgency.URGENT,
        weight=0.25,
    ),
    Template(
        "政务服务",
        "证件办理受阻",
        ("{place}居住证明补办受阻", "{place}老人认证不便"),
        ("政务服务中心", "{place}社区居委会"),
        ("已联系申请人，预约上门", "工作人员上门办理"),
        ("已办结，材料送达",),
        (Source.ONE_WINDOW,),
        weight=0.8,
    ),
)
CALM: tuple[Template, ...] = tuple(
    t for t in TEMPLATES if t.severity == 4 and t.small_class not in ("停水", "供暖不热")
)
