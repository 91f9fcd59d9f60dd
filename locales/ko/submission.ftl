# 제출: 답을 읽지 못했을 때와 되물을 때의 말. 나머지는 아직 영어로 나갑니다.

period-year = /년
period-quarter = /분기
period-month = /월
period-week = /주
period-day = /일
period-shift = /근무조
period-once = {" "}(한 번)
period-none = {""}
benefit-choice = { $about }{ $money }{ $period }
benefit-range = 금액을 하나만 골라 주세요. 적은 쪽이 안전합니다. 다른 금액을 쓰셔도 됩니다. 예: <i>10.000.000 VND/year</i>
benefit-unit = { $number }은(는) 얼마인가요? 버튼을 누르거나 더 자세히 써 주세요. 예: <i>15.000.000 VND/year</i>
benefit-unreadable = 금액을 읽지 못했어요. <i>15 million/year</i>, <i>500k/month</i>, <i>200 USD/month</i>처럼 써 주세요. 돈으로 계산할 수 없으면 아래 버튼을 누르세요.

date-which-month = { $year }년 몇 월쯤인가요? 가장 가까운 달을 누르거나 <i>{ $year }년 6월</i>처럼 써 주세요. 기억나지 않으면 <b>건너뛰기</b>라고 쓰세요.
date-unreadable = 날짜를 읽지 못했어요. 일, 월, 연도 순서로 <i>21/4/2022</i>처럼, 또는 <i>2022년 4월 21일</i>처럼 써 주세요. 달만 기억나면 <i>2022년 4월</i>이라고 쓰세요.
date-impossible = 달력에 없는 날이에요. 일이 먼저, 월이 다음입니다. 예: <i>21/4/2022</i>는 4월 21일입니다.
date-future = 아직 오지 않은 날이에요. 처음 쓰거나 시험한 날을 써 주세요. 예: <i>21/4/2022</i>. 아직 안 했으면 <b>건너뛰기</b>라고 쓰고 나중에 채우셔도 됩니다.
