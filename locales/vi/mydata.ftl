# A person's rights: see, copy, correct, withdraw consent, be forgotten.

mydata =
    🔒 <b>Dữ liệu của anh/chị</b>

    <b>Họ tên:</b> { $name }
    <b>Đơn vị:</b> { $unit }
    <b>Điện thoại:</b> { $phone }
    <b>Ngôn ngữ:</b> { $language }
    <b>Mã tài khoản:</b> <code>{ $address }</code> (cần khi nhờ mở quyền)
    <b>Đồng ý từ:</b> { $consent }
    <b>Đang giữ:</b> { $counts }

    Anh/chị lấy bản sao, sửa, rút đồng ý hay xóa đều được, làm ngay tại đây. Muốn hỏi, hạn chế, phản đối hay khiếu nại: { $contact }.
mydata-none = <i>chưa có</i>
mydata-counts = { $initiatives } sáng kiến, { $drafts } bản nháp
mydata-copy = 📄 Lấy bản sao
mydata-copy-made = 📄 Đây là bản sao dữ liệu của anh/chị. Máy tính nào cũng mở được bằng trình soạn chữ.
mydata-phone-off = Xóa số điện thoại
mydata-no = Thôi, giữ nguyên

mydata-withdraw = Rút đồng ý
mydata-withdraw-sure =
    Anh/chị muốn rút lại đồng ý phải không ạ?

    Từ lúc đó trợ lý không nhận thêm gì của anh/chị. Sáng kiến đã gửi vẫn còn và vẫn được tính; muốn bỏ cả những thứ đó thì chọn <b>Xóa hết</b>. Sau này đồng ý lại lúc nào cũng được.
mydata-withdraw-yes = Rút đồng ý
mydata-withdrawn = ✅ Đã rút đồng ý. Từ giờ trợ lý không nhận thêm gì của anh/chị. Muốn quay lại thì bấm <b>Bắt đầu</b>.

mydata-delete = 🗑️ Xóa hết
mydata-delete-sure =
    Anh/chị muốn xóa hết phải không ạ? <b>Xóa rồi không lấy lại được.</b>

    <b>Sẽ mất:</b> họ tên, số điện thoại, nội dung, ảnh, ghi âm của { $counts }.
    <b>Còn lại:</b> con số đếm của đơn vị và dấu vết là đã từng có một lời đồng ý, cả hai không ghi tên.

    Muốn giữ một bản cho mình thì bấm <b>Thôi</b>, rồi <b>Lấy bản sao</b> trước.
mydata-delete-yes = 🗑️ Xóa hết
mydata-deleted =
    ✅ Đã xóa dữ liệu của anh/chị.
    Mã xác nhận: <code>{ $receipt }</code>

    Anh/chị chụp lại mã này nhé, trợ lý không còn biết anh/chị là ai nữa. Cảm ơn anh/chị đã góp ý.
