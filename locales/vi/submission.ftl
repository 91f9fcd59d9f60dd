# The submission: its questions, the errors of its readers, the card of all answers, the receipt.
# A block that may be missing (`open`, `similar`) brings the empty line before it along: {""} at its start.

submission-title-ask =
    <b>{ $place }/{ $length }</b> Sáng kiến của anh/chị là gì? Một câu ngắn thôi, không dấu cũng được.

    Ví dụ: <i>{ $sector ->
        [garment] Làm cữ tra khóa kéo, khỏi đo từng cái
        [textile] Tấm chắn để bông không bám con lăn máy sợi
        [footwear] Khuôn bìa quét keo đế giày cho khỏi lem
        [electronics] Khay chia ô đếm vít, không sót con nào
        [mechanics] Đồ gá xoay để khoan 4 lỗ trong một lần kẹp
        [wood] Hộp hút bụi bằng tôn cũ cho máy chà nhám
        [food] Kẻ vạch mức trong thùng để pha nước muối đúng ngay
        [health] Thẻ vàng đầu giường báo bệnh nhân dễ ngã
        [education] Bộ mảnh ghép phân số bằng bìa cũ cho lớp 4
        [construction] Giá treo dây điện trên sàn thi công
        [energy] Gắn gương đầu sào để soi mối nối trên cao
        [transport] Dán màu theo điểm giao để xếp hàng lên xe
        [chemicals] Khay hứng có van ở chỗ sang chiết hóa chất
        [trade] Sơ đồ kệ hàng để người mới tìm là thấy
        [admin] Mẫu đơn điền sẵn ví dụ để bà con khỏi đi lại
        [agriculture] Dây tưới nhỏ giọt từ ống cũ cho vườn ươm
       *[other] Xe đẩy tự làm, một người chuyển được thùng nặng
    }</i>
submission-title-name = tên sáng kiến
title-courtesy = Dạ, cảm ơn anh/chị! 😊 Giờ anh/chị nhắn giúp tên sáng kiến, một câu ngắn thôi. Ví dụ: <i>Xe đẩy tự làm, một người chuyển được thùng nặng</i>
title-too-short = Tên hơi ngắn, anh/chị thêm vài chữ cho người đọc hiểu nhé. Ví dụ: <i>Xe đẩy tự làm, một người chuyển được thùng nặng</i>
title-too-long = Tên đang dài { $length } chữ cái, chỗ này ghi được { $limit }. Anh/chị nhắn một câu ngắn thôi, phần kể chi tiết để câu sau. Ví dụ: <i>Xe đẩy tự làm, một người chuyển được thùng nặng</i>

# The lines stand in the order of the buttons: a typed number answers too.
submission-kind-ask =
    <b>{ $place }/{ $length }</b> Sáng kiến này giống loại nào nhất? Chọn loại gần nhất là được.

    1. <b>Kỹ thuật:</b> máy, dụng cụ, đồ gá
    2. <b>Quản lý:</b> sắp xếp, phân công, kiểm tra
    3. <b>Tác nghiệp:</b> thao tác, cách làm hằng ngày
    4. <b>Tiến bộ kỹ thuật:</b> đưa máy, phần mềm, cách làm mới về dùng
    5. <b>Đề tài nghiên cứu</b>
submission-kind-ask-quick =
    💡 Tin này là sáng kiến anh/chị muốn gửi phải không ạ? Nếu phải, chọn loại gần nhất. Nhắn thêm chữ hay ảnh thì được ghi thêm vào phần mô tả.

    1. <b>Kỹ thuật:</b> máy, dụng cụ, đồ gá
    2. <b>Quản lý:</b> sắp xếp, phân công, kiểm tra
    3. <b>Tác nghiệp:</b> thao tác, cách làm hằng ngày
    4. <b>Tiến bộ kỹ thuật:</b> đưa máy, phần mềm, cách làm mới về dùng
    5. <b>Đề tài nghiên cứu</b>
submission-kind-name = loại
kind-technical = ⚙️ Giải pháp kỹ thuật
kind-managerial = 📋 Giải pháp quản lý
kind-operational = 🛠️ Giải pháp tác nghiệp
kind-progress = 🚀 Ứng dụng tiến bộ kỹ thuật
kind-research = 🔬 Đề tài nghiên cứu

submission-substance-ask =
    <b>{ $place }/{ $length }</b> Trước đây vướng chỗ nào, và anh/chị đã làm gì? Viết, gửi ảnh hay ghi âm đều được, nhiều tin cũng được.

    Ví dụ:
    <i>{ $sector ->
        [garment]
            Trước: cái nào cũng phải đo, vạch phấn, hay lệch.
            Sau: tôi gắn miếng mica làm cữ cạnh chân vịt, mỗi cái nhanh hơn 10 giây.
        [textile]
            Trước: bông bám con lăn, mỗi ca dừng máy 3 lần để gỡ.
            Sau: tôi lắp tấm chắn mỏng, cả ca chỉ dừng 1 lần.
        [footwear]
            Trước: quét keo bằng mắt, hay lem ra mũ giày.
            Sau: tôi cắt khuôn bìa úp lên, keo gọn, khỏi phải lau.
        [electronics]
            Trước: bốc vít bằng tay, hay bắt thiếu.
            Sau: tôi làm khay đúng 6 ô cho 6 con vít, nhìn là biết còn sót.
        [mechanics]
            Trước: mỗi chi tiết phải kẹp lại 4 lần, hay lệch tâm.
            Sau: tôi làm đồ gá xoay, kẹp một lần khoan đủ 4 lỗ.
        [wood]
            Trước: chà nhám là bụi bay khắp xưởng.
            Sau: tôi gò tôn cũ làm hộp, nối vào ống hút, bớt bụi hẳn.
        [food]
            Trước: mẻ nào cũng phải cân muối, lúc mặn lúc nhạt.
            Sau: tôi kẻ vạch mức trong thùng, mẻ nào cũng như nhau.
        [health]
            Trước: giao ca đêm hay quên ai dễ ngã.
            Sau: chúng tôi treo thẻ vàng đầu giường, vào phòng là thấy ngay.
        [education]
            Trước: các em khó hình dung phân số.
            Sau: tôi cắt bìa cũ thành mảnh ghép, các em tự ghép nên hiểu nhanh hơn.
        [construction]
            Trước: dây điện chạy dưới sàn, dễ vấp, dễ hở.
            Sau: tôi hàn giá treo bằng sắt vụn, dây gọn trên cao.
        [energy]
            Trước: muốn xem mối nối phải trèo lên.
            Sau: tôi gắn gương vào đầu sào cách điện, đứng dưới đất vẫn thấy.
        [transport]
            Trước: tới nơi phải bới cả xe mới thấy hàng.
            Sau: tôi dán màu theo điểm giao, mỗi điểm nhanh hơn 10 phút.
        [chemicals]
            Trước: mỗi lần sang can là rơi vãi.
            Sau: tôi đặt khay hứng có van, phần rơi thu lại dùng được.
        [trade]
            Trước: người mới mất cả tuần mới nhớ chỗ để hàng.
            Sau: tôi vẽ sơ đồ dán đầu kệ, tìm món nào cũng nhanh.
        [admin]
            Trước: bà con hay điền thiếu, phải đi lại mấy lần.
            Sau: tôi làm mẫu điền sẵn ví dụ, hầu hết nộp một lần là xong.
        [agriculture]
            Trước: tưới tay mất 2 giờ mỗi sáng.
            Sau: tôi đục lỗ ống cũ làm dây nhỏ giọt, chỉ cần mở van.
       *[other]
            Trước: hai người khiêng thùng, rất nặng.
            Sau: tôi hàn xe đẩy từ sắt cũ, một người làm được.
    }</i>
submission-substance-name = phần mô tả
# `words` may be empty (photos only); `rest` counts the letters that are kept but not shown.
substance-shown =
    { $files ->
        [0] {""}
       *[other] (📎 { $files } ảnh/tệp){" "}
    }{ $words }{ $rest ->
        [0] {""}
       *[other] … <i>(còn { $rest } chữ cái nữa, vẫn lưu đủ)</i>
    }

submission-benefit-ask =
    <b>{ $place }/{ $length }</b> Cách làm này lợi được gì? Tính ra tiền thì nhắn số tiền, ước chừng cũng được. Không ra tiền thì bấm một nút bên dưới.

    Ví dụ: <i>15tr/năm</i>, <i>500k mỗi tháng</i>. Đã đo được thật thì thêm hai chữ: <i>2tr/tháng thực tế</i>
submission-benefit-name = lợi ích
social-safety = 🦺 An toàn
social-environment = 🌱 Môi trường
social-quality = ⭐ Chất lượng
social-time = ⏱️ Thời gian
benefit-not-computable = Không tính ra tiền
benefit-social = { $social } (không tính ra tiền)
benefit-note = { $note } (không tính ra tiền)
benefit-money = { $about }{ $money }{ $period } ({ $basis })
benefit-both = { $money }; { $social }
benefit-estimated = ước tính
benefit-actual = thực tế
period-year = /năm
period-quarter = /quý
period-month = /tháng
period-week = /tuần
period-day = /ngày
period-shift = /ca
period-once = {" "}một lần
period-none = {""}
# A button with one of the amounts that may have been meant.
benefit-choice = { $about }{ $money }{ $period }
benefit-range = Anh/chị chọn giúp một con số thôi, mức thấp cho chắc cũng được, hoặc nhắn số khác. Ví dụ: <i>10 triệu/năm</i>
benefit-each = { $money } là tính cho từng cái, từng người hay từng giờ. Cộng hết lại thì mỗi tháng hay mỗi năm được khoảng bao nhiêu ạ? Ví dụ: <i>15 triệu/năm</i>. Không rõ thì cứ <b>bỏ qua</b>.
benefit-whole = Cộng hết lại là bao nhiêu ạ? Anh/chị bấm con số đúng, hoặc nhắn số khác. Ví dụ: <i>96 triệu/năm</i>
benefit-unit = { $number } là bao nhiêu tiền ạ? Anh/chị bấm một nút, hoặc nhắn rõ hơn, ví dụ <i>15 triệu/năm</i>.
benefit-unreadable = Con số này chưa đọc được. Anh/chị nhắn kiểu <i>15tr/năm</i>, <i>500k mỗi tháng</i>, <i>1,5 tỷ</i>. Không tính ra tiền thì bấm một nút bên dưới.

submission-applied_on-ask =
    <b>{ $place }/{ $length }</b> Cách làm này dùng (hay làm thử) lần đầu khi nào? Nhớ tháng thôi cũng được.

    Ví dụ: <i>21/4/2022</i>, <i>tháng 4/2022</i>, <i>hôm qua</i>
submission-applied_on-name = ngày bắt đầu dùng
date-today = Hôm nay
date-this-month = Tháng này
date-which-month = Năm { $year }, khoảng tháng mấy ạ? Anh/chị bấm tháng gần đúng nhất, hoặc nhắn kiểu <i>tháng 6/{ $year }</i>. Không nhớ thì cứ <b>bỏ qua</b>.
date-unreadable = Ngày này chưa đọc được. Anh/chị nhắn ngày trước, tháng sau, ví dụ <i>21/4/2022</i>. Chỉ nhớ tháng thì nhắn <i>tháng 4/2022</i>.
date-impossible = Trên lịch không có ngày này. Ngày viết trước, tháng viết sau, ví dụ <i>21/4/2022</i> là ngày 21 tháng 4.
date-future = Ngày này chưa tới. Anh/chị nhắn ngày đã dùng hoặc làm thử lần đầu, ví dụ <i>21/4/2022</i>. Chưa làm thì cứ <b>bỏ qua</b>, bổ sung sau.

submission-authors-ask =
    Ai cùng làm với anh/chị? Mỗi người một dòng, kèm phần đóng góp. Ví dụ:

    <i>Trần Văn Bình 30
    Lê Thị Mai 20</i>

    Phần còn lại là của anh/chị. Không ghi số thì chia đều. Anh/chị nhớ hỏi người ta trước nhé.
submission-authors-name = tác giả
authors-alone = Chỉ mình tôi
authors-together =
    tôi { $mine }{"\u00A0"}%, cùng với:
    { $others }
authors-row = • { $name }: { $share }{"\u00A0"}%
# `line` may be empty.
authors-unreadable =
    ❓ { $line }
    Chỗ này cần tên từng người cùng làm, mỗi người một dòng. Ví dụ: <i>Trần Văn Bình 30</i>. Không ghi số thì chia đều. Làm một mình thì bấm <b>Chỉ mình tôi</b>.
authors-too-many = Chỗ này ghi được { $limit } người. Anh/chị ghi những người góp nhiều nhất thôi, những người khác kể trong phần mô tả nhé.
authors-share-missing = Có người chưa có phần đóng góp. Anh/chị ghi số cho tất cả, ví dụ <i>Trần Văn Bình 30, Lê Thị Mai 20</i>, hoặc bỏ hết số để chia đều.
authors-not-100 =
    Các phần cộng lại đang là { $sum }{"\u00A0"}%. Tất cả, kể cả phần của anh/chị, phải vừa đủ 100{"\u00A0"}%, ai cũng có ít nhất 1{"\u00A0"}%.

    Ví dụ: <i>Trần Văn Bình 30, Lê Thị Mai 20</i> thì anh/chị 50.
authors-nothing-left =
    Phần của mọi người đã đủ 100{"\u00A0"}% rồi, chưa còn phần nào cho anh/chị. Anh/chị bớt đi một ít, hoặc ghi cả phần của mình.

    Ví dụ: <i>tôi 50, Trần Văn Bình 50</i>

card =
    <b>{ $length }/{ $length }</b> Anh/chị xem lại lần cuối nhé.

    <b>{ $title }</b>
    <b>Loại:</b> { $kind }
    <b>Mô tả:</b> { $substance }
    <b>Lợi ích:</b> { $benefit }
    <b>Dùng từ:</b> { $applied_on }
    <b>Đơn vị:</b> { $unit }
    <b>Tác giả:</b> { $author } – { $authors }{ $open }{ $similar }

    Tổ hỗ trợ sáng kiến của công đoàn sẽ đọc. Gửi không cần công ty, cơ quan đồng ý.
    Bấm <b>Gửi</b> là anh/chị cam đoan nội dung là đúng sự thật.
card-amend =
    <b>{ $length }/{ $length }</b> Anh/chị xem lại bản đã sửa nhé. Bấm gửi thì bản mới mới thay bản cũ.

    <b>{ $title }</b>
    <b>Loại:</b> { $kind }
    <b>Mô tả:</b> { $substance }
    <b>Lợi ích:</b> { $benefit }
    <b>Dùng từ:</b> { $applied_on }
    <b>Đơn vị:</b> { $unit }
    <b>Tác giả:</b> { $author } – { $authors }{ $open }{ $similar }

    Bấm <b>Gửi bản đã sửa</b> là anh/chị cam đoan nội dung là đúng sự thật.
card-open = <i>chưa có</i>
card-missing =
    {""}

    📝 Còn để trống: { $names }. Gửi luôn cũng được, bổ sung sau để được xét công nhận.
card-similar =
    {""}

    👀 Đơn vị mình đã có sáng kiến gần giống:
    { $titles }
    Nếu đúng là một trong số này thì bấm <b>Đã có rồi</b>.
card-send = 📨 Gửi
card-send-alone = 📨 Gửi – của riêng tôi
card-send-amend = 📨 Gửi bản đã sửa
card-authors = 👥 Có đồng tác giả
card-authors-change = ✏️ Đồng tác giả
card-exists = Đã có rồi, không gửi
card-change-title = ✏️ Tên
card-change-kind = ✏️ Loại
card-change-substance = ✏️ Mô tả
card-change-benefit = ✏️ Lợi ích
card-change-applied_on = ✏️ Ngày dùng

receipt =
    🎉 <b>Đã nhận sáng kiến, cảm ơn anh/chị!</b>
    { $title }

    Mã của anh/chị: <code>{ $code }</code>
    Đã tính cho { $unit }.

    <b>Tiếp theo</b>
    • Tổ hỗ trợ sáng kiến của công đoàn đọc và trả lời lần đầu, chậm nhất { $first_word }.
    • Có kết quả chậm nhất { $decision }.

    Muốn xem lại thì nhắn <b>của tôi</b> hoặc /mine.{ $open }
receipt-open =
    {""}

    📝 Còn thiếu: { $names }. Bổ sung lúc nào cũng được, có đủ mới xét công nhận được.
send-join-first = Còn mấy câu làm quen nữa là gửi được. Bản nháp vẫn giữ nguyên, anh/chị bấm <b>Bắt đầu</b> nhé.
draft-dropped = Đã cất đi, chưa gửi gì cả. Lỡ tay thì bấm <b>Lấy lại</b>.
