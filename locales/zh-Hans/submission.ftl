# 提交：读不懂回答时和反问时的话。其余暂用英文。

period-year = /年
period-quarter = /季度
period-month = /月
period-week = /周
period-day = /天
period-shift = /班
period-once = {"（一次）"}
period-none = {""}
benefit-choice = { $about }{ $money }{ $period }
benefit-range = 请只选一个金额，选少的比较稳妥，也可以另写一个。例如：<i>10.000.000 VND/year</i>
benefit-unit = { $number } 是多少钱？请点一个按钮，或写清楚一点，例如 <i>15.000.000 VND/year</i>。
benefit-unreadable = 这个金额还没读懂。请写成 <i>15 million/year</i>、<i>500k/month</i> 或 <i>200 USD/month</i>。不能用钱算的，请点下面的按钮。

date-which-month = { $year }年大概几月？请点最接近的月份，或写成 <i>{ $year }年6月</i>。记不得就写 <b>跳过</b>。
date-unreadable = 这个日期还没读懂。请先写日，再写月，例如 <i>21/4/2022</i>，或 <i>2022年4月21日</i>。只记得月份就写 <i>2022年4月</i>。
date-impossible = 日历上没有这一天。日在前，月在后，例如 <i>21/4/2022</i> 是4月21日。
date-future = 这一天还没到。请写第一次使用或试用的日子，例如 <i>21/4/2022</i>。还没用就写 <b>跳过</b>，以后再补。
