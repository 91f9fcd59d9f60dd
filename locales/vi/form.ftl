# Every form: its buttons, and what is said on the way from one question to the next.

form-back = ⬅️ Quay lại
form-skip = Bỏ qua
form-later = Để sau
form-done = ✅ Xong
form-rewrite = 🗑️ Viết lại từ đầu
form-no-files = 🖼️ Bỏ ảnh đã gửi
form-keep = Giữ nguyên
form-cancel = ❌ Hủy
form-undo = ↩️ Lấy lại
form-resume = ▶️ Làm tiếp
form-contact = 📱 Gửi số của tôi
form-no-initiative = Không phải sáng kiến

form-late-press = Nút này cũ rồi. Anh/chị xem tin mới nhất ở dưới nhé.
form-first = Đây là câu đầu tiên rồi. Anh/chị trả lời câu này trước nhé.
form-needed = Câu này cần có câu trả lời, ngắn thôi cũng được. Đang mệt thì nhắn <b>để sau</b>, chỗ đang làm vẫn được giữ.
form-before-sending = Còn { $count } câu nữa là gửi được.
form-choose = Anh/chị bấm một nút bên dưới, hoặc nhắn số thứ tự của nút. Ví dụ: <b>1</b>
form-use-buttons =
    Mấy chữ vừa rồi chưa được ghi vào đâu cả. Muốn thêm hay sửa thì anh/chị bấm nút của phần đó rồi nhắn, ổn rồi thì bấm nút để gửi.

    { $card }
form-kept =
    { $question }

    ✔️ Câu này đã có câu trả lời{ $was }. Anh/chị bấm <b>Giữ nguyên</b>, hoặc trả lời lại.
# Comes behind "đã có câu trả lời", with its own colon.
form-kept-was = : <b>{ $was }</b>
# Comes back to what was gathered already; `was` as on the card.
form-gathered =
    { $question }

    ✔️ Đã có: { $was }

    Nhắn hay gửi thêm thì được ghi nối vào. Muốn bỏ hết{ $files ->
        [0] {""}
       *[other] {", "}cả ảnh và tệp,
    } thì bấm <b>Viết lại từ đầu</b>.
form-remark =
    { $remark }

    { $question }
form-stuck =
    { $problem }

    Câu này hơi khó, không sao cả. Anh/chị nhắn <b>để sau</b> để nghỉ một lát, hoặc <b>trợ giúp</b> để biết hỏi ai.
form-paused = 💤 Đã giữ lại chỗ đang làm. Anh/chị nghỉ đi nhé. Mấy hôm nữa quay lại vẫn còn, chỉ cần bấm <b>Làm tiếp</b>.
form-cancelled = Đã hủy phần đang làm. Lỡ tay thì bấm <b>Lấy lại</b>, vẫn còn nguyên.

# `was` may be empty: a photo that got its words later.
form-edited =
    ✏️ Đã sửa { $name }:
    { $was } → { $now }
form-edit-refused =
    Chưa sửa được { $name }, câu trả lời trước vẫn giữ nguyên.

    { $problem }

# Gathering: several messages, photos and voice notes for one question.

collect-so-far =
    Đã nhận { $parts ->
        [0] { $files } ảnh/tệp
       *[other] { $parts } đoạn{ $files ->
            [0] {""}
           *[other] {" "}và { $files } ảnh/tệp
        }
    }. Còn nữa thì anh/chị gửi tiếp, đủ rồi thì bấm <b>Xong</b>.
collect-added = 📎 Đã thêm vào phần mô tả.
collect-no-files = 🗑️ Ảnh và tệp đã gửi trước đây sẽ bỏ khi anh/chị bấm Gửi. Có ảnh mới thì gửi luôn vào đây.
collect-emptied = 🗑️ Đã bỏ hết phần cũ.
collect-empty =
    Chưa thấy nội dung nào. Anh/chị viết một hai câu, gửi ảnh hoặc ghi âm đều được.

    Ví dụ: <i>Trước: hai người khiêng thùng hàng, rất nặng. Sau: tôi làm xe đẩy, một người làm được.</i>
collect-too-long = Phần kể dài quá { $limit } chữ cái nên tin này chưa được thêm vào. Anh/chị viết gọn lại, hoặc chụp ảnh trang giấy gửi giúp nhé.
collect-too-many-files = Mỗi sáng kiến nhận tối đa { $limit } ảnh/tệp nên tin này chưa được thêm vào. Mấy cái trước vẫn giữ, anh/chị bấm <b>Xong</b> là được.
