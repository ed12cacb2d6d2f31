<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>Badge</name>
        <message>
            <source>Since {time}, {span}</source>
            <translation>{time} 起，{span}</translation>
        </message>
        <message>
            <source>Try {number}, in {seconds} s</source>
            <translation>第 {number} 次，{seconds} 秒后</translation>
        </message>
        <message>
            <source>{reason}: {detail}</source>
            <translation>{reason}：{detail}</translation>
        </message>
    </context>
    <context>
        <name>CamerasPane</name>
        <message>
            <source>{count} cameras</source>
            <translation>{count} 路</translation>
        </message>
    </context>
    <context>
        <name>ChartsPane</name>
        <message>
            <source>, </source>
            <translation>、</translation>
        </message>
        <message>
            <source>All suggestions replied to</source>
            <translation>建议全部回复</translation>
        </message>
        <message>
            <source>Classes, {window}</source>
            <translation>事件大类，{window}</translation>
        </message>
        <message>
            <source>Dispatched to solved</source>
            <translation>派遣至解决</translation>
        </message>
        <message>
            <source>Found to reported</source>
            <translation>发现至上报</translation>
        </message>
        <message>
            <source>Fri</source>
            <translation>五</translation>
        </message>
        <message>
            <source>Friday</source>
            <translation>周五</translation>
        </message>
        <message>
            <source>Median, whole district {hours} h, {cases} cases</source>
            <translation>中位数，全区 {hours} 小时；{cases} 件</translation>
        </message>
        <message>
            <source>Mon</source>
            <translation>一</translation>
        </message>
        <message>
            <source>Monday</source>
            <translation>周一</translation>
        </message>
        <message>
            <source>Most on most days at {hour}:00</source>
            <translation>多数日子 {hour} 时最多</translation>
        </message>
        <message>
            <source>Most on {days} at {hour}:00</source>
            <translation>{days} {hour} 时最多</translation>
        </message>
        <message>
            <source>No open incidents</source>
            <translation>没有在办事件</translation>
        </message>
        <message>
            <source>No service has reported today</source>
            <translation>今天还没有受理数据</translation>
        </message>
        <message>
            <source>Not named</source>
            <translation>未分类</translation>
        </message>
        <message>
            <source>Nothing stands out</source>
            <translation>没有需要指出的变化</translation>
        </message>
        <message>
            <source>Nothing was received in this time</source>
            <translation>这段时间没有接报</translation>
        </message>
        <message>
            <source>One window, today</source>
            <translation>一窗受理，今日</translation>
        </message>
        <message>
            <source>Open incidents by subdistrict</source>
            <translation>各街道在办事件</translation>
        </message>
        <message>
            <source>Received and solved, {window}</source>
            <translation>接报与办结，{window}</translation>
        </message>
        <message>
            <source>Reported to dispatched</source>
            <translation>上报至派遣</translation>
        </message>
        <message>
            <source>Reports by hour, last week</source>
            <translation>接报时段，近一周</translation>
        </message>
        <message>
            <source>Reports by hour, last {weeks} weeks</source>
            <translation>接报时段，近 {weeks} 周</translation>
        </message>
        <message>
            <source>Sat</source>
            <translation>六</translation>
        </message>
        <message>
            <source>Saturday</source>
            <translation>周六</translation>
        </message>
        <message>
            <source>Suggestions being replied to</source>
            <translation>建议正在回复</translation>
        </message>
        <message>
            <source>Sun</source>
            <translation>日</translation>
        </message>
        <message>
            <source>Sunday</source>
            <translation>周日</translation>
        </message>
        <message>
            <source>Three firsts by subdistrict, {window}</source>
            <translation>三个第一，各街道{window}用时</translation>
        </message>
        <message>
            <source>Thu</source>
            <translation>四</translation>
        </message>
        <message>
            <source>Thursday</source>
            <translation>周四</translation>
        </message>
        <message>
            <source>Today</source>
            <translation>今天</translation>
        </message>
        <message>
            <source>Too few cases for a median yet</source>
            <translation>事件太少，还没有中位数</translation>
        </message>
        <message>
            <source>Tue</source>
            <translation>二</translation>
        </message>
        <message>
            <source>Tuesday</source>
            <translation>周二</translation>
        </message>
        <message>
            <source>Wed</source>
            <translation>三</translation>
        </message>
        <message>
            <source>Wednesday</source>
            <translation>周三</translation>
        </message>
        <message>
            <source>cases</source>
            <translation>件</translation>
        </message>
        <message>
            <source>d</source>
            <translation>天</translation>
        </message>
        <message>
            <source>dot: median, line: to the 90th percentile</source>
            <translation>点为中位数，线到第 90 百分位</translation>
        </message>
        <message>
            <source>goal {goal}</source>
            <translation>目标 {goal}</translation>
        </message>
        <message>
            <source>h</source>
            <translation>小时</translation>
        </message>
        <message>
            <source>in hand</source>
            <translation>在办</translation>
        </message>
        <message>
            <source>last {days} days</source>
            <translation>近 {days} 天</translation>
        </message>
        <message>
            <source>min</source>
            <translation>分</translation>
        </message>
        <message>
            <source>open, overdue</source>
            <translation>在办，超时</translation>
        </message>
        <message>
            <source>per day</source>
            <translation>件 / 日</translation>
        </message>
        <message>
            <source>per hour</source>
            <translation>件 / 时</translation>
        </message>
        <message>
            <source>received</source>
            <translation>接报</translation>
        </message>
        <message>
            <source>solved</source>
            <translation>办结</translation>
        </message>
        <message>
            <source>stuck</source>
            <translation>卡住</translation>
        </message>
        <message>
            <source>today</source>
            <translation>今日</translation>
        </message>
        <message>
            <source>{count} suggestions, {replied}% replied to, {satisfied}% satisfied</source>
            <translation>{count} 条建议，回复率 {replied}%，满意率 {satisfied}%</translation>
        </message>
        <message>
            <source>{hour}:00</source>
            <translation>{hour} 时</translation>
        </message>
        <message>
            <source>{month}/{day}</source>
            <translation>{month} 月 {day} 日</translation>
        </message>
        <message>
            <source>{name} is rising</source>
            <translation>{name}上升</translation>
        </message>
        <message>
            <source>{now} cases in the {window}, {before} before</source>
            <translation>{window} {now} 件，此前 {before} 件</translation>
        </message>
        <message>
            <source>{open} open there, {overdue} overdue in the district</source>
            <translation>该街道在办 {open} 件，全区超时 {overdue} 件</translation>
        </message>
        <message>
            <source>{place} has most overdue</source>
            <translation>{place}街道超时最多</translation>
        </message>
        <message>
            <source>{place} is slowest to solve</source>
            <translation>{place}街道办结最慢</translation>
        </message>
    </context>
    <context>
        <name>ClockWords</name>
        <message>
            <source>Friday</source>
            <translation>星期五</translation>
        </message>
        <message>
            <source>Monday</source>
            <translation>星期一</translation>
        </message>
        <message>
            <source>Saturday</source>
            <translation>星期六</translation>
        </message>
        <message>
            <source>Sunday</source>
            <translation>星期日</translation>
        </message>
        <message>
            <source>Thursday</source>
            <translation>星期四</translation>
        </message>
        <message>
            <source>Tuesday</source>
            <translation>星期二</translation>
        </message>
        <message>
            <source>Wednesday</source>
            <translation>星期三</translation>
        </message>
        <message>
            <source>{days} d {hours} h</source>
            <translation>{days} 天 {hours} 时</translation>
        </message>
        <message>
            <source>{hours} h {minutes} min</source>
            <translation>{hours} 小时 {minutes} 分</translation>
        </message>
        <message>
            <source>{kilometres} km</source>
            <translation>{kilometres} 公里</translation>
        </message>
        <message>
            <source>{metres} m</source>
            <translation>{metres} 米</translation>
        </message>
        <message>
            <source>{minutes} min</source>
            <translation>{minutes} 分</translation>
        </message>
        <message>
            <source>{month}/{day} {weekday}</source>
            <translation>{month} 月 {day} 日 {weekday}</translation>
        </message>
        <message>
            <source>{seconds} s</source>
            <translation>{seconds} 秒</translation>
        </message>
    </context>
    <context>
        <name>DispatchChooser</name>
        <message>
            <source>Nobody of that name</source>
            <translation>没有匹配的人员或单位</translation>
        </message>
        <message>
            <source>command</source>
            <translation>命令</translation>
        </message>
        <message>
            <source>nearest first</source>
            <translation>最近在上</translation>
        </message>
    </context>
    <context>
        <name>FiguresPane</name>
        <message>
            <source>In progress</source>
            <translation>处理中</translation>
        </message>
        <message>
            <source>Overdue</source>
            <translation>超时</translation>
        </message>
        <message>
            <source>Received today</source>
            <translation>今日接报</translation>
        </message>
        <message>
            <source>Solved on time</source>
            <translation>按时办结</translation>
        </message>
        <message>
            <source>To dispatch</source>
            <translation>待派遣</translation>
        </message>
        <message>
            <source>cases</source>
            <translation>件</translation>
        </message>
    </context>
    <context>
        <name>Header</name>
        <message>
            <source>Analysis</source>
            <translation>分析研判</translation>
        </message>
        <message>
            <source>Command</source>
            <translation>指挥调度</translation>
        </message>
        <message>
            <source>Connecting to the event stream</source>
            <translation>正在连接事件流</translation>
        </message>
        <message>
            <source>Daily office</source>
            <translation>日常办公</translation>
        </message>
        <message>
            <source>Demo data</source>
            <translation>演示数据</translation>
        </message>
        <message>
            <source>Deployment</source>
            <translation>会议部署</translation>
        </message>
        <message>
            <source>Event stream normal</source>
            <translation>事件流正常</translation>
        </message>
        <message>
            <source>Event stream stale {age}</source>
            <translation>事件流停滞 {age}</translation>
        </message>
        <message>
            <source>Exercise</source>
            <translation>演练</translation>
        </message>
        <message>
            <source>Platform not reachable since {time}</source>
            <translation>平台不可达，自 {time}</translation>
        </message>
        <message>
            <source>Queued {count}</source>
            <translation>待发送 {count}</translation>
        </message>
        <message>
            <source>Test</source>
            <translation>测试</translation>
        </message>
        <message>
            <source>The platform refuses access</source>
            <translation>平台拒绝访问</translation>
        </message>
    </context>
    <context>
        <name>IncidentActions</name>
        <message>
            <source>free, {minutes} min on foot, {distance}</source>
            <translation>空闲，步行 {minutes} 分，{distance}</translation>
        </message>
        <message>
            <source>with {names}</source>
            <translation>协办：{names}</translation>
        </message>
        <message>
            <source>{name} to {place}</source>
            <translation>{name} 前往 {place}</translation>
        </message>
    </context>
    <context>
        <name>IncidentDetail</name>
        <message>
            <source>Course</source>
            <translation>经过</translation>
        </message>
        <message>
            <source>Dispatched to solved</source>
            <translation>派遣至解决</translation>
        </message>
        <message>
            <source>Due {time}</source>
            <translation>截止 {time}</translation>
        </message>
        <message>
            <source>Limit {span}</source>
            <translation>目标 {span}</translation>
        </message>
        <message>
            <source>No receipt</source>
            <translation>未回执</translation>
        </message>
        <message>
            <source>Nobody yet</source>
            <translation>尚未指派</translation>
        </message>
        <message>
            <source>Not taken yet</source>
            <translation>待接受</translation>
        </message>
        <message>
            <source>Occurred to reported</source>
            <translation>发现至上报</translation>
        </message>
        <message>
            <source>Reported to dispatched</source>
            <translation>上报至派遣</translation>
        </message>
        <message>
            <source>Units in charge</source>
            <translation>承办单位</translation>
        </message>
        <message>
            <source>assisting</source>
            <translation>协办</translation>
        </message>
        <message>
            <source>concerns {count} people</source>
            <translation>涉及 {count} 人</translation>
        </message>
        <message>
            <source>done</source>
            <translation>已完成</translation>
        </message>
        <message>
            <source>lead</source>
            <translation>牵头</translation>
        </message>
        <message>
            <source>left</source>
            <translation>剩余</translation>
        </message>
        <message>
            <source>newest first</source>
            <translation>最新在上</translation>
        </message>
        <message>
            <source>newest first, {count} of {total}</source>
            <translation>最新在上，{total} 条中的 {count} 条</translation>
        </message>
        <message>
            <source>not begun</source>
            <translation>未开始</translation>
        </message>
        <message>
            <source>over by</source>
            <translation>超</translation>
        </message>
        <message>
            <source>paused</source>
            <translation>已暂停</translation>
        </message>
        <message>
            <source>reported by {name}</source>
            <translation>报告人 {name}</translation>
        </message>
        <message>
            <source>{count} of {total} units</source>
            <translation>{total} 家中的 {count} 家</translation>
        </message>
        <message>
            <source>{count} units, {arrived} arrived</source>
            <translation>{count} 家，{arrived} 家到场</translation>
        </message>
        <message>
            <source>{name} Subdistrict</source>
            <translation>{name}街道</translation>
        </message>
    </context>
    <context>
        <name>IncidentFilter</name>
        <message>
            <source>All</source>
            <translation>全部</translation>
        </message>
        <message>
            <source>In progress</source>
            <translation>处理中</translation>
        </message>
        <message>
            <source>No incidents have arrived yet</source>
            <translation>尚未收到事件</translation>
        </message>
        <message>
            <source>No incidents in progress</source>
            <translation>没有处理中事件</translation>
        </message>
        <message>
            <source>No incidents to accept</source>
            <translation>没有待受理事件</translation>
        </message>
        <message>
            <source>No incidents to check</source>
            <translation>没有待核查事件</translation>
        </message>
        <message>
            <source>No incidents to dispatch</source>
            <translation>没有待派遣事件</translation>
        </message>
        <message>
            <source>No open incidents</source>
            <translation>没有在办事件</translation>
        </message>
        <message>
            <source>To accept</source>
            <translation>待受理</translation>
        </message>
        <message>
            <source>To check</source>
            <translation>待核查</translation>
        </message>
        <message>
            <source>To dispatch</source>
            <translation>待派遣</translation>
        </message>
    </context>
    <context>
        <name>IncidentPane</name>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Keep mine</source>
            <translation>保留我的</translation>
        </message>
        <message>
            <source>Making the situation report</source>
            <translation>正在生成情况报告</translation>
        </message>
        <message>
            <source>No incident chosen</source>
            <translation>未选择事件</translation>
        </message>
        <message>
            <source>Report</source>
            <translation>报告</translation>
        </message>
        <message>
            <source>Situation report: {path}</source>
            <translation>情况报告：{path}</translation>
        </message>
        <message>
            <source>Take theirs</source>
            <translation>采用对方</translation>
        </message>
        <message>
            <source>The report could not be made: {reason}</source>
            <translation>情况报告未能生成：{reason}</translation>
        </message>
        <message>
            <source>somebody</source>
            <translation>他人</translation>
        </message>
        <message>
            <source>{action} is not possible while it is {state}</source>
            <translation>案件{state}，不能{action}</translation>
        </message>
        <message>
            <source>{action} is on its way</source>
            <translation>{action}提交中</translation>
        </message>
        <message>
            <source>{action} waits for the platform</source>
            <translation>{action}待发送，等待平台恢复</translation>
        </message>
        <message>
            <source>{action} was refused: {reason}</source>
            <translation>{action}被拒绝：{reason}</translation>
        </message>
        <message>
            <source>{action}: {name} changed the incident first</source>
            <translation>{action}：{name}已先更改此事件</translation>
        </message>
    </context>
    <context>
        <name>IncidentRow</name>
        <message>
            <source>Mine: {action}</source>
            <translation>我的：{action}</translation>
        </message>
        <message>
            <source>Paused</source>
            <translation>已暂停</translation>
        </message>
        <message>
            <source>Somebody else</source>
            <translation>他人</translation>
        </message>
        <message>
            <source>over</source>
            <translation>超</translation>
        </message>
        <message>
            <source>{count} similar reports merged</source>
            <translation>相似来件 {count} 件已合并</translation>
        </message>
        <message>
            <source>{dept} and others, {count} units</source>
            <translation>{dept}等 {count} 家联办</translation>
        </message>
        <message>
            <source>{name} Subdistrict</source>
            <translation>{name}街道</translation>
        </message>
        <message>
            <source>{name}: {state}</source>
            <translation>{name}：{state}</translation>
        </message>
    </context>
    <context>
        <name>IncidentsPane</name>
        <message>
            <source>Incident queue</source>
            <translation>事件队列</translation>
        </message>
        <message>
            <source>Incidents in hand</source>
            <translation>在办事件</translation>
        </message>
        <message>
            <source>by severity</source>
            <translation>按等级</translation>
        </message>
        <message>
            <source>by time left</source>
            <translation>按剩余时间</translation>
        </message>
        <message>
            <source>newest first</source>
            <translation>最新在上</translation>
        </message>
    </context>
    <context>
        <name>MapPane</name>
        <message>
            <source>Cameras {count}</source>
            <translation>摄像机 {count}</translation>
        </message>
        <message>
            <source>Lost {count}</source>
            <translation>失联 {count}</translation>
        </message>
        <message>
            <source>Nearest worker {name} {distance}</source>
            <translation>最近网格员 {name} {distance}</translation>
        </message>
        <message>
            <source>No free worker near</source>
            <translation>附近没有空闲网格员</translation>
        </message>
        <message>
            <source>Surroundings</source>
            <translation>周边</translation>
        </message>
        <message>
            <source>View locked</source>
            <translation>视图已锁定</translation>
        </message>
        <message>
            <source>Whole district</source>
            <translation>全区</translation>
        </message>
        <message>
            <source>Workers {count}</source>
            <translation>网格员 {count}</translation>
        </message>
        <message>
            <source>{count} communities</source>
            <translation>{count} 社区</translation>
        </message>
        <message>
            <source>{count} grids</source>
            <translation>{count} 网格</translation>
        </message>
        <message>
            <source>{count} households</source>
            <translation>{count} 户</translation>
        </message>
        <message>
            <source>{count} subdistricts</source>
            <translation>{count} 街道</translation>
        </message>
        <message>
            <source>{minutes}-minute walk</source>
            <translation>{minutes} 分钟步行圈</translation>
        </message>
        <message>
            <source>{name} lost</source>
            <translation>{name} 失联</translation>
        </message>
        <message>
            <source>{name} lost {minutes} min</source>
            <translation>{name} 失联 {minutes} 分</translation>
        </message>
        <message>
            <source>{name} on the scene</source>
            <translation>{name} 在现场</translation>
        </message>
        <message>
            <source>{name} {distance} {status}</source>
            <translation>{name} {distance} {status}</translation>
        </message>
        <message>
            <source>{name} {status}</source>
            <translation>{name} {status}</translation>
        </message>
    </context>
    <context>
        <name>MeetingPane</name>
        <message>
            <source>No meeting</source>
            <translation>没有会商</translation>
        </message>
        <message>
            <source>Nobody is there</source>
            <translation>尚无人入会</translation>
        </message>
        <message>
            <source>The meeting has not begun</source>
            <translation>会商尚未开始</translation>
        </message>
        <message>
            <source>speaking {span}</source>
            <translation>发言 {span}</translation>
        </message>
    </context>
    <context>
        <name>MeetingRoll</name>
        <message>
            <source>Roll-call</source>
            <translation>点名</translation>
        </message>
        <message>
            <source>Round {number}</source>
            <translation>第 {number} 轮</translation>
        </message>
        <message>
            <source>begins at {time}</source>
            <translation>{time} 开始</translation>
        </message>
        <message>
            <source>calling</source>
            <translation>呼叫中</translation>
        </message>
        <message>
            <source>ended</source>
            <translation>已结束</translation>
        </message>
        <message>
            <source>no answer</source>
            <translation>未应答</translation>
        </message>
        <message>
            <source>running for {span}</source>
            <translation>已开 {span}</translation>
        </message>
        <message>
            <source>{count} more not shown</source>
            <translation>另有 {count} 人未显示</translation>
        </message>
    </context>
    <context>
        <name>MeetingSurface</name>
        <message>
            <source>No picture</source>
            <translation>无画面</translation>
        </message>
    </context>
    <context>
        <name>Runtime</name>
        <message>
            <source>The layout was saved with {count} mistakes: {first}</source>
            <translation>版式文件有 {count} 处错误：{first}</translation>
        </message>
    </context>
    <context>
        <name>StatusPane</name>
        <message>
            <source>Commands</source>
            <translation>指令</translation>
        </message>
        <message>
            <source>Damaged frames</source>
            <translation>损坏帧</translation>
        </message>
        <message>
            <source>Decoders</source>
            <translation>解码</translation>
        </message>
        <message>
            <source>Event stream</source>
            <translation>事件流</translation>
        </message>
        <message>
            <source>Event to screen</source>
            <translation>事件上屏</translation>
        </message>
        <message>
            <source>Interface pauses</source>
            <translation>界面停顿</translation>
        </message>
        <message>
            <source>Pictures live</source>
            <translation>实时画面</translation>
        </message>
        <message>
            <source>Processes</source>
            <translation>进程</translation>
        </message>
        <message>
            <source>Restarts</source>
            <translation>重启</translation>
        </message>
        <message>
            <source>Stalled</source>
            <translation>停滞</translation>
        </message>
        <message>
            <source>{state} for {age}</source>
            <translation>{state} {age}</translation>
        </message>
    </context>
    <context>
        <name>TickerBar</name>
        <message>
            <source>In progress</source>
            <translation>处理中</translation>
        </message>
        <message>
            <source>No incidents have arrived yet</source>
            <translation>尚未收到事件</translation>
        </message>
        <message>
            <source>No open incidents</source>
            <translation>没有在办事件</translation>
        </message>
        <message>
            <source>Overdue</source>
            <translation>超时</translation>
        </message>
        <message>
            <source>To dispatch</source>
            <translation>待派遣</translation>
        </message>
        <message>
            <source>{dept}, {state}</source>
            <translation>{dept}，{state}</translation>
        </message>
    </context>
    <context>
        <name>Tile</name>
        <message>
            <source>Sensitive picture hidden</source>
            <translation>敏感画面已遮蔽</translation>
        </message>
        <message>
            <source>for</source>
            <translation>历时</translation>
        </message>
    </context>
    <context>
        <name>Words</name>
        <message>
            <source>Accept</source>
            <translation>受理</translation>
        </message>
        <message>
            <source>Accepted</source>
            <translation>已受理</translation>
        </message>
        <message>
            <source>Access not granted</source>
            <translation>未获授权</translation>
        </message>
        <message>
            <source>Acknowledge</source>
            <translation>确认</translation>
        </message>
        <message>
            <source>Arrived</source>
            <translation>已到场</translation>
        </message>
        <message>
            <source>Ask for time</source>
            <translation>延时</translation>
        </message>
        <message>
            <source>Ask to check</source>
            <translation>发核查</translation>
        </message>
        <message>
            <source>Ask to verify</source>
            <translation>发核实</translation>
        </message>
        <message>
            <source>Attention</source>
            <translation>关注</translation>
        </message>
        <message>
            <source>Busy</source>
            <translation>任务中</translation>
        </message>
        <message>
            <source>Camera recognition</source>
            <translation>摄像机识别</translation>
        </message>
        <message>
            <source>Cannot decode</source>
            <translation>无法解码</translation>
        </message>
        <message>
            <source>Check</source>
            <translation>核查结案</translation>
        </message>
        <message>
            <source>Check result</source>
            <translation>核查</translation>
        </message>
        <message>
            <source>Checked</source>
            <translation>已核查</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>结案</translation>
        </message>
        <message>
            <source>Closed</source>
            <translation>已结案</translation>
        </message>
        <message>
            <source>Collect</source>
            <translation>信息收集</translation>
        </message>
        <message>
            <source>Conflict</source>
            <translation>冲突</translation>
        </message>
        <message>
            <source>Connecting</source>
            <translation>正在连接</translation>
        </message>
        <message>
            <source>Critical</source>
            <translation>非常紧急</translation>
        </message>
        <message>
            <source>Delay requested</source>
            <translation>延时申请中</translation>
        </message>
        <message>
            <source>Delivered</source>
            <translation>已送达</translation>
        </message>
        <message>
            <source>Dispatch</source>
            <translation>任务派遣</translation>
        </message>
        <message>
            <source>Dispatched</source>
            <translation>已派遣</translation>
        </message>
        <message>
            <source>Dispatched again</source>
            <translation>重新派遣</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>已完成</translation>
        </message>
        <message>
            <source>Draft</source>
            <translation>草稿</translation>
        </message>
        <message>
            <source>Evaluate</source>
            <translation>综合评价</translation>
        </message>
        <message>
            <source>Feedback</source>
            <translation>处理反馈</translation>
        </message>
        <message>
            <source>Free</source>
            <translation>空闲</translation>
        </message>
        <message>
            <source>Grant</source>
            <translation>同意延时</translation>
        </message>
        <message>
            <source>Grid report</source>
            <translation>网格上报</translation>
        </message>
        <message>
            <source>Handle</source>
            <translation>任务处理</translation>
        </message>
        <message>
            <source>Heartbeats are missing</source>
            <translation>心跳中断</translation>
        </message>
        <message>
            <source>Hotline 12345</source>
            <translation>12345 热线</translation>
        </message>
        <message>
            <source>In progress</source>
            <translation>处理中</translation>
        </message>
        <message>
            <source>Live</source>
            <translation>实时</translation>
        </message>
        <message>
            <source>No answer in time</source>
            <translation>应答超时</translation>
        </message>
        <message>
            <source>No engine here can open it</source>
            <translation>本机没有可用的解码引擎</translation>
        </message>
        <message>
            <source>No new pictures</source>
            <translation>没有新画面</translation>
        </message>
        <message>
            <source>No right</source>
            <translation>无权限</translation>
        </message>
        <message>
            <source>No such stream</source>
            <translation>没有此路视频</translation>
        </message>
        <message>
            <source>Not reachable</source>
            <translation>无法到达</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>备注</translation>
        </message>
        <message>
            <source>Nothing has arrived yet</source>
            <translation>尚无画面到达</translation>
        </message>
        <message>
            <source>Off duty</source>
            <translation>休息</translation>
        </message>
        <message>
            <source>Offline</source>
            <translation>离线</translation>
        </message>
        <message>
            <source>One window</source>
            <translation>一窗受理</translation>
        </message>
        <message>
            <source>Online opinions</source>
            <translation>在线征求意见</translation>
        </message>
        <message>
            <source>Pending</source>
            <translation>提交中</translation>
        </message>
        <message>
            <source>Public account</source>
            <translation>公众号</translation>
        </message>
        <message>
            <source>Queued</source>
            <translation>待发送</translation>
        </message>
        <message>
            <source>Rate</source>
            <translation>评价</translation>
        </message>
        <message>
            <source>Rated</source>
            <translation>已评价</translation>
        </message>
        <message>
            <source>Re-open</source>
            <translation>重开</translation>
        </message>
        <message>
            <source>Read</source>
            <translation>已读</translation>
        </message>
        <message>
            <source>Reconnecting</source>
            <translation>重连中</translation>
        </message>
        <message>
            <source>Refused</source>
            <translation>被拒绝</translation>
        </message>
        <message>
            <source>Register</source>
            <translation>案卷建立</translation>
        </message>
        <message>
            <source>Register case</source>
            <translation>立案</translation>
        </message>
        <message>
            <source>Registered</source>
            <translation>已立案</translation>
        </message>
        <message>
            <source>Reject</source>
            <translation>不予受理</translation>
        </message>
        <message>
            <source>Rejected</source>
            <translation>不予受理</translation>
        </message>
        <message>
            <source>Report</source>
            <translation>上报</translation>
        </message>
        <message>
            <source>Report solved</source>
            <translation>反馈</translation>
        </message>
        <message>
            <source>Reported</source>
            <translation>已上报</translation>
        </message>
        <message>
            <source>Resume</source>
            <translation>恢复</translation>
        </message>
        <message>
            <source>Return</source>
            <translation>回退</translation>
        </message>
        <message>
            <source>Returned</source>
            <translation>已回退</translation>
        </message>
        <message>
            <source>Rework</source>
            <translation>返工</translation>
        </message>
        <message>
            <source>Routine</source>
            <translation>一般</translation>
        </message>
        <message>
            <source>Send again</source>
            <translation>重新派遣</translation>
        </message>
        <message>
            <source>Send back</source>
            <translation>返工</translation>
        </message>
        <message>
            <source>Send out</source>
            <translation>派遣</translation>
        </message>
        <message>
            <source>Sensor</source>
            <translation>传感器</translation>
        </message>
        <message>
            <source>Sent</source>
            <translation>已发送</translation>
        </message>
        <message>
            <source>Solved</source>
            <translation>已反馈</translation>
        </message>
        <message>
            <source>Solved on the spot</source>
            <translation>自处理</translation>
        </message>
        <message>
            <source>Stale</source>
            <translation>画面停滞</translation>
        </message>
        <message>
            <source>Start</source>
            <translation>开始处理</translation>
        </message>
        <message>
            <source>Stopped</source>
            <translation>已停止</translation>
        </message>
        <message>
            <source>Supervise</source>
            <translation>督办</translation>
        </message>
        <message>
            <source>Supervised</source>
            <translation>督办</translation>
        </message>
        <message>
            <source>Suspend</source>
            <translation>挂账</translation>
        </message>
        <message>
            <source>Suspended</source>
            <translation>挂账</translation>
        </message>
        <message>
            <source>Taken</source>
            <translation>已接受</translation>
        </message>
        <message>
            <source>The data is damaged</source>
            <translation>数据损坏</translation>
        </message>
        <message>
            <source>The decoder is being restarted</source>
            <translation>解码进程正在重启</translation>
        </message>
        <message>
            <source>The other end hung up</source>
            <translation>对方已断开</translation>
        </message>
        <message>
            <source>The picture does not change</source>
            <translation>画面没有变化</translation>
        </message>
        <message>
            <source>To be checked</source>
            <translation>待核查</translation>
        </message>
        <message>
            <source>Unknown encoding</source>
            <translation>未知编码</translation>
        </message>
        <message>
            <source>Urgent</source>
            <translation>紧急</translation>
        </message>
        <message>
            <source>User or password refused</source>
            <translation>用户名或口令被拒绝</translation>
        </message>
        <message>
            <source>Verified</source>
            <translation>已核实</translation>
        </message>
        <message>
            <source>Verify</source>
            <translation>核实</translation>
        </message>
        <message>
            <source>Verifying</source>
            <translation>待核实</translation>
        </message>
        <message>
            <source>Void</source>
            <translation>作废</translation>
        </message>
        <message>
            <source>Voided</source>
            <translation>已作废</translation>
        </message>
    </context>
</TS>
