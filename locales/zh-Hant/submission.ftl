# 提交：讀不懂回答時和反問時的話。其餘暫用英文。

period-year = /年
period-quarter = /季
period-month = /月
period-week = /週
period-day = /天
period-shift = /班
period-once = {"（一次）"}
period-none = {""}
benefit-choice = { $about }{ $money }{ $period }
benefit-range = 請只選一個金額，選少的比較穩當，也可以另寫一個。例如：<i>10.000.000 VND/year</i>
benefit-unit = { $number } 是多少錢？請點一個按鈕，或寫清楚一點，例如 <i>15.000.000 VND/year</i>。
benefit-unreadable = 這個金額還沒讀懂。請寫成 <i>15 million/year</i>、<i>500k/month</i> 或 <i>200 USD/month</i>。不能用錢算的，請點下面的按鈕。

date-which-month = { $year }年大概幾月？請點最接近的月份，或寫成 <i>{ $year }年6月</i>。記不得就寫 <b>跳過</b>。
date-unreadable = 這個日期還沒讀懂。請先寫日，再寫月，例如 <i>21/4/2022</i>，或 <i>2022年4月21日</i>。只記得月份就寫 <i>2022年4月</i>。
date-impossible = 日曆上沒有這一天。日在前，月在後，例如 <i>21/4/2022</i> 是4月21日。
date-future = 這一天還沒到。請寫第一次使用或試用的日子，例如 <i>21/4/2022</i>。還沒用就寫 <b>跳過</b>，以後再補。
