# What belongs to no single part: welcome, help, language, the labels of commands, what goes wrong.

welcome-back =
    Chào anh/chị { $given }! 👋
    Có cách làm nào hay hơn thì nhắn luôn vào đây, hoặc bấm nút bên dưới.

    <i>{ $unit }</i>
welcome-draft =
    Chào anh/chị { $given }! 👋
    Bản nháp <b>{ $title }</b> vẫn đang chờ. Anh/chị làm tiếp, hay viết cái mới?
draft-waits = Bản nháp <b>{ $title }</b> vẫn đang chờ.
new-or-resume = Anh/chị đang viết dở <b>{ $title }</b>. Làm tiếp, hay viết cái mới? Bản nháp này vẫn được giữ.
what-next =
    Chào anh/chị! Có cách làm nào hay thì kể luôn trong một tin: vài câu, ảnh hoặc ghi âm đều được. Hoặc bấm nút bên dưới.

    Ví dụ: <i>Hai người khiêng thùng rất nặng, tôi làm xe đẩy nên giờ một người làm được.</i>
thanked = Không có gì ạ, cảm ơn anh/chị! 🌷 Có cách làm nào hay thì cứ nhắn vào đây nhé.
nothing-open = Hiện không có câu nào đang chờ trả lời. Anh/chị muốn làm gì tiếp?
press-over = Nút này dùng xong rồi. Anh/chị muốn làm gì tiếp?
unknown-command = Lệnh này trợ lý chưa biết. Anh/chị bấm một nút bên dưới, hoặc nhắn <b>trợ giúp</b>.
# A command that is known and not made yet.
not-built = Phần này trợ lý chưa làm được, sau này sẽ có. Cần ngay thì anh/chị hỏi giúp: { $contact }

# `commands` are help-row, one for each command of the person's roles.
help =
    <b>Kể cách làm hay, công đoàn đọc và trả lời</b>
    Nhanh hơn, an toàn hơn, đỡ tốn hơn, nhỏ cũng quý. Cứ nhắn luôn vào đây. Gửi không cần công ty, cơ quan đồng ý. Người đọc là tổ hỗ trợ sáng kiến của công đoàn.

    <b>Nhắn một trong các chữ này</b>, có dấu hay không đều được:
    { $commands }

    Cần người giúp: { $contact }
help-row = <b>{ $word }</b> – { $description }

language-ask =
    🌐 Anh/chị muốn dùng tiếng nào?
    <i>Choose your language</i>
language-set = Từ giờ mình nói chuyện bằng tiếng Việt nhé.
# On a button, to someone who writes this language while being spoken to in another.
language-offer = 🌐 Nói tiếng Việt nhé?

text-too-long = Tin này dài quá { $limit } chữ cái nên chưa nhận được. Anh/chị chia làm hai ba tin giúp nhé.
file-too-large = Tệp này nặng quá { $limit } MB nên chưa nhận được. Anh/chị gửi ảnh nhỏ hơn, hoặc ghi âm ngắn hơn nhé.
# `seconds`: how long to wait.
too-fast = Anh/chị nhắn nhanh quá, trợ lý đọc chưa kịp nên tin này chưa được nhận. Đợi { $seconds } giây rồi nhắn tiếp giúp nhé. Những gì gửi trước đó vẫn còn nguyên.
# `kinds` are file-kind-*; `limit` in MB.
file-kind-refused = Tệp loại này trợ lý chưa nhận được. Trợ lý nhận: { $kinds }. Không tiện đổi thì anh/chị chụp ảnh màn hình gửi lên cũng được.
file-kind-photo = ảnh
file-kind-voice = ghi âm
file-kind-video = video
file-kind-pdf = PDF
file-kind-office = Word, Excel, PowerPoint (không kèm macro)
file-kind-text = văn bản thường (.txt, .csv)
file-day-full = Trong 24 giờ qua anh/chị đã gửi gần { $limit } MB ảnh và tệp, tệp này thì vượt mức một ngày nên chưa nhận được. Mai anh/chị gửi tiếp nhé, còn chữ thì vẫn gửi bình thường.
# `words`: whether a text came with it.
file-not-here = Ảnh, ghi âm hay tệp không gửi kèm được ở chỗ này, trợ lý chỉ lấy chữ{ $words ->
        [0] {". Anh/chị nhắn bằng chữ giúp nhé."}
       *[other] {". Phần chữ vẫn được giữ nguyên."}
    }
file-not-kept =
    Có một tệp gửi kèm sáng kiến <b>{ $code }</b> trợ lý mở ra thấy không đúng loại nên không giữ lại. Trợ lý nhận: { $kinds }.

    Sáng kiến vẫn được ghi nhận. Muốn gửi lại tệp, anh/chị bấm <b>Bổ sung</b> nhé.
# `file` is file-lost-named or file-lost-unnamed; `kind`: photo, voice, audio, video, document; `limit` in MB.
file-lost =
    Trợ lý chưa tải về được { $file } anh/chị gửi kèm sáng kiến <b>{ $code }</b>.

    Sáng kiến vẫn được ghi nhận. Anh/chị bấm <b>Bổ sung</b> rồi gửi lại giúp nhé.
file-lost-large =
    Trợ lý chưa nhận được { $file } anh/chị gửi kèm sáng kiến <b>{ $code }</b> vì nặng quá { $limit } MB.

    Sáng kiến vẫn được ghi nhận. Anh/chị bấm <b>Bổ sung</b> rồi gửi lại ảnh nhỏ hơn, hoặc ghi âm ngắn hơn nhé.
file-lost-named = tệp <b>{ $name }</b>
file-lost-unnamed = { $kind ->
    [photo] một tấm ảnh
    [voice] một đoạn ghi âm
    [audio] một đoạn ghi âm
    [video] một đoạn video
   *[document] một tệp
}
drafts-full = Anh/chị đang có { $count } bản nháp chưa gửi nên chưa mở thêm được. Anh/chị chọn một bản bên dưới để làm tiếp rồi gửi, hoặc mở ra rồi nhắn <b>hủy</b>.
drafts-full-message = Anh/chị đang có { $count } bản nháp chưa gửi nên tin này chưa được ghi lại. Anh/chị chọn một bản bên dưới để làm tiếp rồi gửi, hoặc mở ra rồi nhắn <b>hủy</b>. Sau đó gửi lại tin này giúp nhé.
failed = Xin lỗi anh/chị, máy vừa trục trặc nên tin này chưa được ghi. Những gì trước đó vẫn còn nguyên. Anh/chị gửi lại giúp nhé.

button-start = ▶️ Bắt đầu
button-new = 💡 Gửi sáng kiến
button-another = 💡 Gửi cái nữa
button-fresh = 🆕 Viết cái mới
button-mine = 📋 Của tôi
button-help = ❓ Trợ giúp
button-language = 🌐 Ngôn ngữ
button-mydata = 🔒 Dữ liệu của tôi
button-name = ✏️ Sửa họ tên
button-unit = 🏭 Đổi đơn vị
button-phone = 📱 Số điện thoại
button-amend = ✏️ Bổ sung
button-change = ✏️ Sửa
button-withdraw = Rút lại
button-look = 👀 Xem lại
button-back-to-list = ⬅️ Về danh sách
button-totals = 📊 Tổng số
button-entries = 📃 Xem danh sách
button-up = ⬆️ Cấp trên
button-back-to-totals = ⬅️ Về tổng số

# One line each, for the menus of the channels.
command-new = Gửi một sáng kiến mới
command-mine = Xem sáng kiến của mình
command-totals = Xem con số của đơn vị và cấp dưới
command-back = Quay lại câu trước
command-skip = Bỏ qua câu này
command-done = Báo là đã gửi đủ
command-pause = Để sau, bản nháp vẫn giữ
command-cancel = Hủy bản nháp
command-language = Đổi ngôn ngữ
command-mydata = Xem, sửa, xóa thông tin của mình
command-help = Xem cách dùng và hỏi ai
command-start = Bắt đầu, hoặc về lại từ đầu

persona-worker = Người lao động
persona-support = Tổ hỗ trợ
persona-leader = Lãnh đạo công đoàn

# A word that means a command when it is the whole message; tests/test_catalogs.py tries each.
word-new = nộp
word-mine = của tôi
word-totals = tổng số
word-back = quay lại
word-skip = bỏ qua
word-done = xong
word-pause = để sau
word-cancel = hủy
word-language = ngôn ngữ
word-mydata = dữ liệu
word-help = trợ giúp
word-start = bắt đầu

# In a chat with the bot that is still empty (512 signs at most), and on its page (120).
bot-description =
    Gửi sáng kiến cho công đoàn ngay ở đây.

    Có cách làm nào nhanh hơn, an toàn hơn, đỡ tốn hơn thì bấm nút bên dưới rồi kể: vài câu, ảnh hoặc ghi âm đều được, không dấu cũng được. Nghỉ giữa chừng thì chỗ đang làm vẫn còn.
bot-description-short = Gửi sáng kiến cho công đoàn: vài câu, ảnh hoặc ghi âm đều được.
