# Coming in: language, consent, unit, name; and the phone number, which nobody must give.

joining-language-ask =
    <b>{ $place }/{ $length }</b> Chào anh/chị! 👋 Đây là trợ lý nhận sáng kiến của công đoàn. Mình nói chuyện bằng tiếng nào ạ?

    🌐 <i>Choose your language</i>
joining-language-name = ngôn ngữ

# What the law asks a consent to say. Whoever changes its sense raises consent_version in the config.
joining-consent-ask =
    <b>{ $place }/{ $length }</b> Trước khi bắt đầu, anh/chị đọc giúp mấy dòng này:

    1. <b>Lưu gì:</b> họ tên, đơn vị, ngôn ngữ, tài khoản chat này, sáng kiến anh/chị gửi (chữ, ảnh, ghi âm); số điện thoại nếu anh/chị muốn cho. Không hỏi căn cước, không hỏi ngân hàng.
    2. <b>Để làm gì:</b> nhận và xét sáng kiến của chương trình { $campaign }, trả lời anh/chị, đếm số sáng kiến của đơn vị, ghi tên lên giấy chứng nhận nếu được công nhận. Không dùng vào việc khác.
    3. <b>Ai đọc:</b> tổ hỗ trợ sáng kiến và người phụ trách ở công đoàn của anh/chị và công đoàn cấp trên. Người cùng đơn vị có thể thấy tên sáng kiến, để khỏi gửi trùng.
    4. <b>Giữ bao lâu:</b> nhiều nhất { $days } ngày kể từ lần cuối anh/chị nhắn ở đây. Anh/chị bảo xóa thì xóa sớm hơn, chỉ còn con số đếm, không còn tên và nội dung.
    5. <b>Quyền của anh/chị:</b> xem, sửa, lấy bản sao, rút lại đồng ý, bảo xóa, hạn chế, phản đối, khiếu nại. Lúc nào cũng được: nhắn <b>dữ liệu</b>. Phần anh/chị: ghi đúng sự thật, và hỏi trước khi ghi tên người cùng làm.
    6. <b>Ai chịu trách nhiệm:</b> { $controller }. Hỏi ở đâu: { $contact }.

    Đồng ý hay không là tùy anh/chị, không đồng ý cũng không mất gì.

    <b>Anh/chị có đồng ý không?</b>
joining-consent-name = sự đồng ý
consent-agree = ✅ Tôi đồng ý
consent-decline = Tôi không đồng ý
consent-reconsider = Xem lại
consent-needed = Chỗ này cần anh/chị nói rõ. Anh/chị bấm một nút bên dưới, hoặc nhắn <b>đồng ý</b>. Không đồng ý cũng không sao.
consent-declined =
    Không sao ạ. Trợ lý không hỏi và không lưu thêm gì. Đổi ý lúc nào thì bấm <b>Xem lại</b>.

    Muốn gửi sáng kiến bằng giấy hay hỏi trực tiếp: { $contact }.

joining-words-kept = 📎 Trợ lý giữ lại tin này rồi, làm quen xong mình làm tiếp ngay. Giờ anh/chị trả lời câu đang hỏi giúp nhé.

joining-unit-ask =
    <b>{ $place }/{ $length }</b> Anh/chị làm ở đâu? Nhắn tên công ty, trường, bệnh viện, cơ quan, hoặc mã 6 ký tự trên tờ thông báo của công đoàn. Không dấu, viết tắt đều được.

    Ví dụ: <i>cty may hoa sen</i>, <i>truong mam non an phu</i>
joining-unit-name = đơn vị
joining-unit-known = 📍 Anh/chị vào từ mã của <b>{ $unit }</b>.
unit-none =
    Chưa tìm thấy tên này. Anh/chị thử hai ba chữ chính của tên thôi, ví dụ <i>hoa sen</i> hoặc <i>mam non an phu</i>.

    Chưa ra thì hỏi công đoàn chỗ mình mã 6 ký tự của đơn vị nhé.
# `count` is 1 where only one name comes near, 0 at the end of the list.
unit-which =
    { $count ->
        [0] Hết danh sách rồi. Anh/chị nhắn lại tên đơn vị giúp, thêm huyện hay tỉnh cho dễ tìm.
        [1] Có phải đơn vị này không ạ? Đúng thì bấm, chưa đúng thì nhắn lại tên đầy đủ hơn.
       *[other] Có mấy nơi tên gần giống. Anh/chị bấm đúng chỗ mình làm, chưa thấy thì nhắn thêm huyện hay tỉnh.
    }
unit-code-unknown = Chưa tìm thấy mã <code>{ $code }</code>, có thể tờ giấy in đã cũ. Không sao, tìm bằng tên đơn vị cũng được.
unit-other =
    Mã này là của <b>{ $other }</b>.
    Anh/chị đang ở <b>{ $now }</b>.

    Anh/chị có chuyển sang đơn vị mới không?
unit-move = ✅ Chuyển đơn vị
unit-stay = Ở lại đơn vị cũ

joining-name-ask =
    <b>{ $place }/{ $length }</b> Họ và tên của anh/chị là gì? Tên này sẽ ghi trên sáng kiến và giấy chứng nhận.

    Ví dụ: <i>Nguyễn Thị Hoa</i>
joining-name-name = họ tên
name-unreadable = Anh/chị nhắn giúp họ và tên, chỉ chữ thôi. Ví dụ: <i>Nguyễn Thị Hoa</i>
name-no-name = Câu này chưa giống họ tên. Anh/chị nhắn họ và tên thôi, viết hoa chữ đầu giúp nhé. Tên này để ghi trên sáng kiến và giấy chứng nhận. Ví dụ: <i>Nguyễn Thị Hoa</i>
name-too-long = Tên hơi dài, chỗ này ghi được { $limit } chữ cái. Anh/chị nhắn họ và tên thôi, ví dụ: <i>Nguyễn Thị Hoa</i>

joining-done =
    🎉 Xong rồi, cảm ơn anh/chị { $given }!
    Anh/chị thuộc <b>{ $unit }</b>.

    Có cách làm nào nhanh hơn, an toàn hơn, đỡ tốn hơn thì kể ở đây, nhỏ cũng quý. Người đọc là tổ hỗ trợ sáng kiến của công đoàn. Gửi không cần công ty, cơ quan đồng ý.
joining-done-first-words =
    🎉 Xong rồi, cảm ơn anh/chị { $given }!
    Anh/chị thuộc <b>{ $unit }</b>.

    Giờ mình làm tiếp tin anh/chị gửi lúc đầu nhé.
joining-changed =
    ✅ Đã ghi lại:
    Họ tên: <b>{ $name }</b>
    Đơn vị: <b>{ $unit }</b>
joining-first = Còn mấy câu làm quen nữa thôi, xong là dùng được ngay.

phone-phone-ask =
    Anh/chị cho số điện thoại để tổ hỗ trợ gọi khi cần hỏi thêm nhé? Không cho cũng không sao.

    Ví dụ: <i>0912 345 678</i>
phone-phone-name = số điện thoại
phone-kept = ✅ Đã lưu số { $phone }. Muốn xóa thì nhắn <b>dữ liệu</b>.
phone-skipped = Không sao ạ, không cần số điện thoại vẫn gửi được sáng kiến.
# Said where another thing is begun while the number is asked for.
phone-left = 📱 Số điện thoại thì để sau cũng được ạ.
phone-removed = ✅ Đã xóa số điện thoại.
phone-old-format = Số này theo đầu số cũ 11 số, giờ đã đổi thành 10 số (ví dụ 0162… nay là 032…). Anh/chị nhắn số mới giúp nhé.
phone-unreadable = Số này chưa đọc được. Anh/chị nhắn số di động 10 số, ví dụ <i>0912 345 678</i>. Số nước ngoài thì thêm dấu +, ví dụ <i>+82 10 1234 5678</i>.

edit-joined = Họ tên, đơn vị đã ghi lúc đầu không đổi theo tin này. Muốn sửa thì nhắn <b>dữ liệu</b>.
