# What is said by the clock: pings to support teams, nudges about drafts, digests to leaders; and their settings.
# A line whose key ends in -row stands on a line of its own.

# `headline` is one of the next five, `units` are ping-unit-row.
ping =
    { $headline }
    { $units }
ping-weekly = 🔔 <b>Việc tuần này của tổ hỗ trợ</b>
ping-daily = 🔔 <b>Việc hôm nay của tổ hỗ trợ</b>
ping-countdown =
    { $days ->
        [0] ⏳ <b>Hôm nay là ngày cuối của chiến dịch</b>
       *[other] ⏳ <b>Còn { $days } ngày nữa là kết thúc chiến dịch</b>
    }
ping-escalation = 🔔 <b>Cấp dưới đang cần anh/chị để mắt tới</b>
ping-again = ⏰ <b>Anh/chị hẹn nhắc lại việc này</b>
ping-unit-row =
    {""}
    <b>{ $unit }</b>
    { $lines }
ping-more-row =
    {""}
    <i>… và { $count } đơn vị khác</i>
ping-behind-row = • Chậm { $count } so với tiến độ: có { $reached } / { $target }, từ giờ mỗi ngày cần { $needed }
ping-incomplete-row = • { $count } sáng kiến còn thiếu thông tin
ping-drafts-row = • { $count } bản nháp để dở quá { $hours } giờ
ping-lost-row = • { $count } người không còn nhận được tin của trợ lý, nhờ anh/chị hỏi thăm
ping-silent-row = • { $count } người hai lần chưa trả lời lời nhắc: { $names }
ping-help-row = • 🙋 { $count } người cần giúp: { $names }
ping-below-name = { $name } ({ $unit })

ping-button-done = ✅ Xong rồi
ping-button-later = ⏰ Để sau
ping-button-help = 🙋 Cần giúp
ping-button-change = ✏️ Trả lời lại
ping-change = Lời nhắc ngày { $date }: việc thế nào rồi ạ?
ping-done = ✅ Đã ghi lời nhắc ngày { $date } là xong. Cảm ơn anh/chị nhiều!
ping-help = 🙋 Đã báo <b>{ $unit }</b> là anh/chị cần giúp. Cấp trên sẽ liên hệ với anh/chị.
ping-help-nobody = Phía trên đơn vị mình chưa có ai nhận tin ở đây. Anh/chị hỏi thẳng giúp nhé: { $contact }
ping-later = Nhắc lại anh/chị lúc nào ạ?
ping-later-hour = ⏰ Một giờ nữa ({ $time })
ping-later-evening = 🌇 Chiều nay ({ $time })
ping-later-morning = 🌅 Sáng mai ({ $time })
ping-later-tomorrow = 📅 Ngày mai ({ $time })
ping-put-off = ⏰ Được ạ, { $time } ngày { $date } trợ lý nhắc lại.

# To workers. `missing` is nudge-missing or nudge-ready, `offer` may be empty and brings its empty line along.
nudge =
    📝 Bản nháp <b>{ $title }</b> của anh/chị vẫn còn đây.
    { $missing }{ $offer }
nudge-missing = Chỉ còn thiếu: { $names }. Vài phút là xong.
nudge-ready = Mọi thứ đủ rồi, xem lại rồi bấm gửi thôi.
nudge-offer =
    {""}

    Ngại viết thì nhờ tổ hỗ trợ của công đoàn làm cùng. Họ sẽ thấy tên, bản nháp này và số điện thoại (nếu anh/chị đã cho).
nudge-button-rescue = 🤝 Nhờ tổ hỗ trợ làm cùng
nudge-button-stop = 🔕 Đừng nhắc nữa
pings-stopped = 🔕 Vâng, trợ lý không nhắc nữa. Bản nháp vẫn nằm trong <b>Của tôi</b>.

rescue-asked = 🤝 Đã nhờ tổ hỗ trợ của <b>{ $unit }</b>. Có người nhận là trợ lý báo anh/chị ngay.
rescue-nobody = Đơn vị mình chưa có tổ hỗ trợ ở đây. Bản nháp vẫn giữ nguyên; cần người giúp thì anh/chị hỏi: { $contact }
# The card ran out and nobody has taken it; `missing` as of a nudge.
rescue-untaken =
    🙏 Tổ hỗ trợ đang bận, chưa có ai rảnh để làm cùng anh/chị bản nháp <b>{ $title }</b>. Anh/chị thông cảm giúp nhé.
    { $missing }

    Bấm <b>Làm tiếp</b> rồi viết ngắn thôi, hoặc gửi ghi âm, ảnh cũng được. Cần hỏi trực tiếp: { $contact }
rescued =
    🤝 <b>{ $name }</b> ở tổ hỗ trợ sẽ cùng anh/chị làm nốt bản nháp <b>{ $title }</b>.
    Gặp nhau rồi bấm <b>Làm tiếp</b> nhé.

# To the support team. `phone` may be empty.
rescue =
    🤝 <b>{ $name }</b> muốn tổ hỗ trợ giúp làm nốt một bản nháp.

    <b>{ $title }</b>
    { $missing }
    <i>{ $unit }</i>{ $phone }
rescue-phone =
    {""}
    📱 { $phone }
rescue-button-take = 🤝 Tôi giúp
rescue-taken =
    🤝 Cảm ơn anh/chị đã nhận! Trợ lý báo <b>{ $name }</b> ngay.
    Bản nháp: <b>{ $title }</b>{ $phone }

    Anh/chị hẹn gặp, hỏi giúp chỗ còn thiếu, rồi để <b>{ $name }</b> bấm gửi trên máy mình.
rescue-taken-already = Có anh/chị khác trong tổ nhận giúp rồi. Cảm ơn anh/chị!
rescue-over = Bản nháp này đã gửi hoặc đã bỏ rồi, không cần giúp nữa. Cảm ơn anh/chị!

# To leaders. `units` are digest-unit-row; `pace`, `month`, `children` may be empty.
digest =
    📊 <b>Tổng kết tuần { $first } – { $last }</b>
    { $units }
digest-unit-row =
    {""}
    <b>{ $unit }</b>
    { $target }{ $pace }
    <b>Tuần qua:</b> { $submitted } sáng kiến của { $people } người (tuần trước đó: { $before }){ $month }{ $children }
digest-pace =
    {""}
    { $days ->
        [0] Hôm nay là ngày cuối, cần { $needed }
       *[other] Còn { $days } ngày, mỗi ngày cần { $needed }
    }; { $gap ->
        [0] đang đúng tiến độ 👍
       *[other] đang chậm { $gap } so với tiến độ
    }
digest-month =
    {""}
    <b>Cả { $month }:</b> { $count } sáng kiến
digest-children =
    {""}
    <b>Gửi nhiều nhất tuần qua:</b>
    { $list }
digest-child-row = • { $unit }: { $count }

chart-left =
    { $days ->
        [0] Hôm nay là ngày cuối
       *[other] Còn { $days } ngày
    } · { $needed ->
        [0] đã đạt chỉ tiêu
       *[other] mỗi ngày cần { $needed } sáng kiến
    }
chart-over = Chiến dịch đã kết thúc
chart-reached = Đã đăng ký
chart-needed = Cần đạt
chart-today = Hôm nay
chart-number = { $value }

# One's own settings. `rhythm` and `off` may be empty.
pings =
    🔔 <b>Lời nhắc của anh/chị</b>
    { $rhythm }
    <b>Giờ yên lặng:</b> { $quiet }
    <b>Ca làm:</b> { $shift }
    <b>Đang nhận:</b> { $on }{ $off }
pings-rhythm =
    {""}
    <b>Nhịp nhắc:</b> { $rhythm }
pings-rhythm-usual = mỗi tuần, cao điểm thì mỗi ngày
pings-rhythm-weekly = chỉ mỗi tuần
pings-rhythm-daily = mỗi ngày
pings-off =
    {""}
    <b>Đã tắt:</b> { $kinds }
pings-none = không có gì
pings-saved = Đã lưu
pings-span = { $start }–{ $end }
pings-no-quiet = không cần giờ yên lặng
pings-shift = { $name } ({ $start }–{ $end })
pings-no-shift = không theo ca
pings-choice = { $sign } { $label }
pings-kind-weekly = nhắc mỗi tuần
pings-kind-daily = nhắc mỗi ngày
pings-kind-countdown = đếm ngược ngày cuối
pings-kind-escalation = cấp dưới cần giúp
pings-kind-digest_week = tổng kết tuần
pings-kind-digest_month = tổng kết tháng
pings-kind-rescue = nhờ làm cùng bản nháp
pings-kind-nudge = nhắc bản nháp của tôi
pings-button-rhythm = 🗓️ Nhịp nhắc
pings-button-quiet = 🌙 Giờ yên lặng
pings-button-shift = 🏭 Ca làm
pings-button-kinds = 🔔 Nhận những gì
pings-ask-rhythm = Anh/chị muốn được nhắc việc của tổ hỗ trợ theo nhịp nào?
pings-ask-quiet = Giờ nào thì đừng nhắn cho anh/chị?
pings-ask-shift =
    Anh/chị làm ca nào? Trong ca, và lúc ngủ bù sau ca đêm, trợ lý không nhắn.
pings-ask-kinds = Bấm vào từng loại để tắt hay bật. ✅ là đang nhận.

button-pings = 🔔 Lời nhắc
button-pinged = 👥 Ai đã trả lời
command-pings = Xem và chỉnh lời nhắc của mình
word-pings = nhắc

# For leaders. `open` may be empty and brings its line along.
pinged =
    👥 <b>{ $unit }</b>
    Lời nhắc gần nhất của từng người:{ $open }

    { $people }
pinged-nobody = 👥 <b>{ $unit }</b> và cấp dưới chưa có ai trong tổ hỗ trợ.{ $open }{ $people }
pinged-open =
    {""}
    ⚠️ { $count } người đang cần anh/chị để mắt tới
pinged-row = { $name } – <i>{ $unit }</i>: { $state }
pinged-nameless = (chưa có tên)
pinged-never = chưa được nhắc lần nào
pinged-sent = 📨 đã nhắc { $date }, chưa trả lời
pinged-unanswered = 🔕 không trả lời lời nhắc { $date }
pinged-done = ✅ xong ({ $date })
pinged-later = ⏰ hẹn lại ({ $date })
pinged-help = 🙋 cần giúp ({ $date })
pinged-spared = 👍 { $date } không có gì phải nhắc
pinged-opted-out = 🔕 đã tắt lời nhắc
pinged-unreachable = 📵 không nhận được tin
pinged-no-right = Phần này dành cho lãnh đạo công đoàn, xem được đơn vị mình và cấp dưới. Anh/chị cần xem thì nhờ công đoàn cấp trên mở quyền nhé.
