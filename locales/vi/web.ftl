# The chat page's own words. `[name]` is filled in by the page, not by Fluent.

web-skip = Đến ô nhập tin
web-menu = Mở danh mục
web-menu-mine = Sáng kiến của tôi
web-menu-help = Trợ giúp
web-menu-language = Ngôn ngữ

web-demo = Bản chạy thử – xem với vai:
web-demo-wait = Còn tin chưa gửi xong. Anh/chị đợi chút rồi đổi vai nhé.

web-log = Cuộc trò chuyện
web-by-bot = Trợ lý:
web-by-me = Tôi:
web-new = Tin mới
web-down = Xuống dưới

web-start-title = Chào anh/chị!
web-start-text = Anh/chị có cách làm việc nhanh hơn, an toàn hơn, đỡ tốn hơn? Kể ở đây, chỉ mất vài phút. Trợ lý hỏi từng câu, viết không dấu cũng được.
web-start-unit = Anh/chị vừa quét mã của đơn vị [unit]. Có ý gì hay cho công việc, anh/chị kể ở đây, chỉ mất vài phút.
web-start-button = Bắt đầu

web-text = Viết tin…
web-send = Gửi
web-edit = Sửa
web-editing = Đang sửa tin đã gửi
web-edited = đã sửa
web-cancel = Hủy
web-too-long = Tin dài quá [over] chữ cái (một tin tối đa [most]). Anh/chị bớt lại hoặc gửi làm hai tin giúp nhé.

web-attach = Gửi ảnh hoặc tệp
web-attach-camera = Chụp ảnh
web-attach-photo = Chọn ảnh có sẵn
web-attach-document = Chọn tệp
web-remove = Bỏ
web-preparing = Ảnh đang được làm nhỏ lại, anh/chị đợi vài giây rồi bấm Gửi nhé.
web-file-too-big = "[name]" lớn quá. Mỗi tệp tối đa [most] MB.
web-file-empty = "[name]" là tệp rỗng, không gửi được.
web-file-gone = Tệp này không còn trên máy. Anh/chị chọn lại rồi gửi giúp nhé.

web-record = Ghi âm
web-recording = Đang ghi âm
web-record-stop = Dừng
web-record-refused = Chưa ghi âm được. Anh/chị cho phép trang này dùng micrô rồi bấm lại nhé.

web-sending = Đang gửi…
web-waiting = Chưa gửi được, có mạng sẽ tự gửi.
web-retry = Gửi lại ngay
web-refused-size = Tin này lớn quá, không gửi được.
web-copy = Chép
web-copied = Đã chép.
web-discard = Bỏ

web-error-bad = Tin này gửi chưa đúng cách. Anh/chị sửa lại rồi gửi giúp nhé.
web-error-too-long = Tin này dài quá nên chưa nhận được. Anh/chị bớt lại hoặc gửi làm hai ba tin giúp nhé.
web-error-file-too-large = Tệp này nặng quá nên chưa nhận được. Anh/chị gửi ảnh nhỏ hơn, hoặc ghi âm ngắn hơn nhé.
web-error-away = Máy chủ đang bận. Anh/chị đợi một lát, tin sẽ tự gửi lại.

web-lost = Mất kết nối. Đang thử lại… Anh/chị cứ viết, tin không mất.
web-back = Đã kết nối lại.
