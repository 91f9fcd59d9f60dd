# 提出：答えが読めないときと聞き返すときの言葉。ほかはまだ英語で出ます。

period-year = /年
period-quarter = /四半期
period-month = /月
period-week = /週
period-day = /日
period-shift = /シフト
period-once = {"（一回）"}
period-none = {""}
benefit-choice = { $about }{ $money }{ $period }
benefit-range = 金額を一つ選んでください。少ないほうが確実です。別の金額を書いてもかまいません。例：<i>10.000.000 VND/year</i>
benefit-unit = { $number } はいくらのことですか？ボタンを押すか、詳しく書いてください。例：<i>15.000.000 VND/year</i>
benefit-unreadable = 金額が読めませんでした。<i>15 million/year</i>、<i>500k/month</i>、<i>200 USD/month</i> のように書いてください。お金で表せないときは下のボタンを押してください。

date-which-month = { $year }年の何月ごろですか？いちばん近い月を押すか、<i>{ $year }年6月</i> のように書いてください。思い出せなければ <b>スキップ</b> と書いてください。
date-unreadable = 日付が読めませんでした。日、月、年の順に <i>21/4/2022</i>、または <i>2022年4月21日</i> のように書いてください。月だけなら <i>2022年4月</i> で大丈夫です。
date-impossible = カレンダーにない日です。日が先、月が後です。例：<i>21/4/2022</i> は4月21日です。
date-future = まだ来ていない日です。初めて使った日か試した日を書いてください。例：<i>21/4/2022</i>。まだなら <b>スキップ</b> と書いて、後で足せます。
