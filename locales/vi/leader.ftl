# For leaders: figures of a unit and the list behind them.

# `target` is totals-target or totals-no-target. `children` may be empty and brings its empty line along.
totals =
    📊 <b>{ $unit }</b>
    Tính đến { $now }

    { $target }

    <b>Gửi qua trợ lý:</b> { $all_submitted } sáng kiến của { $all_people } người, trong đó { $complete } đã đủ thông tin
    <b>Tuần này:</b> { $week_submitted } sáng kiến, { $week_people } người
    <b>Hôm nay:</b> { $day_submitted } sáng kiến, { $day_people } người{ $children }
totals-target =
    <b>Đạt { $share } chỉ tiêu:</b> { $reached } / { $target } sáng kiến{ $opening ->
        [0] {""}
       *[other] {" "}(có { $opening } từ trước)
    }
    { $left ->
        [0] 🎉 Đã đạt chỉ tiêu
       *[other] Còn { $left } nữa là đạt
    }
totals-no-target = Đơn vị này chưa có chỉ tiêu.
totals-children =
    {""}

    Bấm một đơn vị bên dưới để xem riêng (đã đạt / chỉ tiêu).
totals-child =
    { $unit }: { $submitted }{ $target ->
        [0] {""}
       *[other] {" "}/ { $target }
    }
totals-no-right = Phần này dành cho lãnh đạo công đoàn, xem được đơn vị mình và cấp dưới. Anh/chị cần xem thì nhờ công đoàn cấp trên mở quyền nhé.
# Nothing of this name or code among the units that may be seen; `query` is what was typed.
totals-unknown = Chưa tìm thấy <b>{ $query }</b> trong các đơn vị anh/chị được xem. Anh/chị xem lại mã, thử nhắn tên (<i>tổng số điện tử hoa mai</i>), hoặc bấm nút bên dưới rồi mở dần từng cấp.
totals-which = 📊 Anh/chị muốn xem đơn vị nào?
percent = { $share }{"\u00A0"}%

entries =
    📃 <b>{ $unit }</b>
    Sáng kiến mới nhất ở trên:

    { $entries }
entries-none = 📃 <b>{ $unit }</b> chưa có sáng kiến nào.
entries-row = <code>{ $code }</code> { $title } – <i>{ $unit }</i>
entries-forgotten = (đã xóa theo yêu cầu)
