# A person's own initiatives, and changing or taking back what was sent.

# `entries` may be empty: drafts only. Each row begins on a line of its own.
mine-list =
    📋 <b>Sáng kiến của anh/chị</b>{ $entries }

    Bấm một nút bên dưới để xem hoặc làm tiếp.
mine-row =
    {""}
    <code>{ $code }</code> { $title }
    { $status }
mine-draft = 📝 Nháp: { $title }
mine-more-drafts = 📝 Các bản nháp khác …
mine-drafts =
    📝 <b>Bản nháp của anh/chị</b>, mới nhất ở trên

    Bấm một bản để làm tiếp. Bản nào không cần nữa thì mở ra rồi nhắn <b>hủy</b>.
mine-empty = Anh/chị chưa gửi sáng kiến nào. Có cách làm nào hay thì kể ở đây, vài phút là xong.
mine-unknown = Không tìm thấy mục này nữa, có thể đã được gửi hoặc đã xóa. Anh/chị xem lại trong danh sách nhé.
mine-one =
    <b>{ $title }</b>
    <code>{ $code }</code>

    <b>Tình trạng:</b> { $status }
    <b>Ngày gửi:</b> { $sent }
    <b>Loại:</b> { $kind }
    <b>Lợi ích:</b> { $benefit }
    <b>Đơn vị:</b> { $unit }{ $open }

status-submitted = ⏳ Đã gửi, chờ tổ hỗ trợ đọc
status-returned = ↩️ Cần anh/chị bổ sung
status-duplicate = 👥 Trùng với một sáng kiến đã có
status-recognised = 🏅 Đã được công nhận
status-refused = Chưa được công nhận
status-withdrawn = Anh/chị đã rút lại

# `open` brings the empty line before it along.
amended = ✅ Đã lưu bản mới của <code>{ $code }</code>.{ $open }
amended-complete =
    {""}

    👏 Đủ thông tin rồi, tổ hỗ trợ sẽ xét tiếp. Cảm ơn anh/chị!
amend-newer = 📝 Sáng kiến này vừa có bản mới hơn lúc anh/chị mở phần sửa này. Trợ lý đã ghép phần anh/chị sửa vào bản mới đó. Anh/chị xem lại rồi bấm gửi giúp nhé.
amend-too-late = Sáng kiến này giờ không sửa được nữa, vì tổ hỗ trợ đã xét hoặc anh/chị đã rút lại. Anh/chị xem tình trạng trong <b>Của tôi</b> nhé.
withdrawn = Đã rút sáng kiến <code>{ $code }</code>, không tính nữa. Đổi ý thì bấm <b>Lấy lại</b>.
withdraw-too-late = Sáng kiến này giờ không rút được nữa, vì đã xét xong hoặc đã rút rồi. Anh/chị xem tình trạng trong <b>Của tôi</b> nhé.
restored = ✅ Đã lấy lại sáng kiến <code>{ $code }</code>, vẫn được tính như trước.

edit-too-late = Sáng kiến này đã gửi rồi, nên sửa tin nhắn không làm nó đổi theo. Anh/chị bấm <b>Của tôi</b>, chọn sáng kiến, rồi bấm <b>Sửa</b>.
edit-parked = Tin này thuộc một bản nháp đang cất nên chưa sửa được. Anh/chị bấm <b>Của tôi</b>, mở bản nháp rồi sửa lại giúp nhé.
