# For leaders: a message to everybody of their unit and below.

button-announce = 📢 Gửi thông báo
command-announce = Nhắn mọi người ở đơn vị và cấp dưới
word-announce = thông báo

# What each recipient reads: the union that says it, and the leader's own words.
announcement =
    📢 <b>{ $union }</b> nhắn:

    { $words }
announcement-text-ask =
    📢 Anh/chị muốn nhắn gì cho mọi người? Viết trong một tin, như nói chuyện bình thường.

    Ví dụ: <i>Tuần này cao điểm. Ai có cách làm hay, dù nhỏ, cứ nhắn vào đây nhé.</i>
announcement-text-name = lời nhắn
announce-text-too-short = Tin này chưa có chữ nào để gửi. Anh/chị viết một hai câu giúp nhé.
announce-text-too-long = Lời nhắn dài { $length } chữ cái, gửi được tối đa { $limit }. Anh/chị viết gọn lại giúp nhé, tin ngắn mọi người mới đọc hết.
announcement-unit-ask = 🏢 Gửi cho đơn vị nào (và mọi cấp dưới)? Bấm một đơn vị, hoặc nhắn mã đơn vị.
announcement-unit-name = nơi nhận
announce-unit-none = Chưa tìm thấy mã <b>{ $query }</b> trong các đơn vị anh/chị phụ trách. Anh/chị xem lại mã, hoặc bấm một đơn vị bên dưới.
announcement-role-ask = 👥 Gửi cho ai?
announcement-role-name = người nhận
announcement-language-ask = 🌐 Chỉ gửi cho người dùng tiếng nào? Lời nhắn được gửi nguyên văn, không dịch.
announcement-language-name = tiếng
announcement-ownership-ask = 🏭 Chỉ gửi cho loại hình nào?
announcement-ownership-name = loại hình

announce-role-all = Tất cả mọi người
announce-role-worker = Người lao động
announce-role-support = Tổ hỗ trợ
announce-role-leader = Lãnh đạo công đoàn
announce-language-all = Mọi thứ tiếng
announce-ownership-all = Mọi loại hình
announce-ownership-state = Nhà nước
announce-ownership-private = Tư nhân
announce-ownership-foreign = Vốn nước ngoài
announce-ownership-public = Sự nghiệp công
announce-ownership-agency = Cơ quan

# `language` and `ownership` may be empty, and bring their comma along.
announce-segment = { $role }, { $unit } và cấp dưới{ $language }{ $ownership }
announce-in-language = {", "}dùng { $language }
announce-at-ownership = {", "}khối { $ownership }

announce-card =
    Mọi người sẽ thấy đúng như sau:

    { $preview }

    ———
    👥 <b>{ $count } người nhận</b>: { $segment }{ $lost ->
        [0] {""}
       *[other] {"."} Còn { $lost } người đã chặn trợ lý nên không nhận được
    }.
    Bấm gửi rồi vẫn còn một phút để lấy lại.
announce-card-nobody =
    Mọi người sẽ thấy đúng như sau:

    { $preview }

    ———
    👥 <b>Chưa có ai nhận được</b>: { $segment }{ $lost ->
        [0] {""}
       *[other] {"."} Có { $lost } người nhưng đã chặn trợ lý
    }.
    Anh/chị đổi nơi nhận hoặc người nhận giúp nhé.
announce-send = 📢 Gửi cho { $count } người
announce-change-text = ✏️ Sửa lời
announce-change-unit = 🏢 Nơi nhận
announce-change-role = 👥 Ai nhận
announce-change-language = 🌐 Tiếng
announce-change-ownership = 🏭 Loại hình

announce-confirmed =
    ✅ Một phút nữa trợ lý bắt đầu gửi cho <b>{ $count } người</b>.
    Thấy chưa ổn thì bấm <b>Lấy lại</b> ngay bây giờ.
announce-confirmed-later =
    🌙 Giờ này mọi người đang nghỉ. Đến <b>{ $time } ngày { $day }</b> trợ lý mới bắt đầu gửi cho <b>{ $count } người</b>.
    Thấy chưa ổn thì bấm <b>Lấy lại</b>, lúc nào trước giờ đó cũng được.
announce-waiting =
    ⏳ Thông báo sắp được gửi: { $segment }.
    Thấy chưa ổn thì bấm <b>Lấy lại</b>.
announce-undo = ↩️ Lấy lại
announce-undone = ↩️ Đã lấy lại, chưa ai nhận được. Lời nhắn vẫn còn nguyên.
announce-again = ✏️ Sửa rồi gửi
announce-new = 📢 Thông báo khác
announce-progress = 📢 Đang gửi: <b>{ $sent }/{ $total }</b> người.
announce-stop = ⏹ Dừng phần chưa gửi
announce-stopping = ⏹ Đang dừng. Người chưa nhận sẽ không nhận nữa, lát nữa có con số cuối.
announce-done =
    ✅ Đã gửi xong cho <b>{ $sent } người</b>.{ $unreachable ->
        [0] {""}
       *[other] {" "}{ $unreachable } người không liên lạc được (đã chặn trợ lý).
    }{ $failed ->
        [0] {""}
       *[other] {" "}{ $failed } người gửi bị lỗi.
    }{ $stopped ->
        [0] {""}
       *[other] {" "}{ $stopped } người chưa gửi thì đã dừng.
    }
announce-refused = Thông báo chưa được gửi: anh/chị không còn phụ trách <b>{ $unit }</b>.
announce-no-right = Phần này dành cho lãnh đạo công đoàn, nhắn được đơn vị mình và cấp dưới. Anh/chị cần dùng thì nhờ công đoàn cấp trên mở quyền nhé.
