"""Commands as they are typed: Vietnamese. The first is the command's own name, as it stands in the menus."""

COMMANDS = """
start: batdau, bắt đầu, bắt đầu lại
new: nop, nộp sáng kiến, gửi sáng kiến, sáng kiến, sáng kiến mới, viết sáng kiến, đăng sáng kiến
new: đề xuất, nộp ý tưởng, gửi ý tưởng, ý tưởng mới, mới
mine: cuatoi, của tôi, của em, của mình, sáng kiến của tôi, sáng kiến của em, sáng kiến của mình
mine: bài của tôi, bài của em, xem lại, xem lại bài, xem bài, xem sáng kiến, xem lại sáng kiến, bài đã gửi
language: ngonngu, ngôn ngữ, đổi ngôn ngữ, chọn ngôn ngữ, đổi tiếng
difficulty: vuongmac, vướng mắc, khó khăn, gặp khó khăn, gặp vướng mắc, báo vướng mắc
stories: chuyenhay, chuyện hay, câu chuyện hay, câu chuyện, gương tốt, gương điển hình
mydata: dulieu, dữ liệu, dữ liệu của tôi, dữ liệu của em, thông tin của tôi, thông tin của em
help: trogiup, trợ giúp, giúp, giúp đỡ, giúp tôi, giúp em, giúp với, hướng dẫn, cách dùng
help: giúp em với, giúp tôi với, giúp mình với
back: quaylai, quay lại, trở lại, lùi lại, câu trước
skip: boqua, bỏ qua, bỏ qua câu này
done: xong, xong rồi, đã xong, hết, hết rồi, đủ rồi
done: xong r, xong hết, xong hết rồi, xong xuôi, hết r, đủ r, vậy thôi, thế thôi, chỉ vậy thôi, chỉ thế thôi
done: thế là xong, vậy là xong, em xong rồi, tôi xong rồi, mình xong rồi
pause: desau, để sau, làm sau, lúc khác, tạm dừng, tạm nghỉ
pause: thôi, thôi để sau, thôi không gửi nữa, không gửi nữa, không muốn gửi nữa, thôi không làm nữa, không làm nữa
pause: dừng lại, dừng ở đây, nghỉ đã, để mai, mai làm tiếp
cancel: huy, hủy, hủy bỏ, thôi hủy
unit: doidonvi, đổi đơn vị, chuyển đơn vị, sửa đơn vị, đổi chỗ làm
queue: hangdoi, hàng đợi, hàng chờ, chờ duyệt, danh sách chờ
behalf: nopho, nộp hộ, nộp thay, nộp giúp, gửi hộ, gửi thay
paper: danhsachgiay, danh sách giấy, bản giấy, nộp bằng giấy
poster: maqr, mã qr, áp phích, in mã qr
pings: nhac, nhắc, nhắc nhở, lời nhắc, nhắc việc, cài đặt nhắc
totals: tongso, tổng số, xem tổng số, thống kê, số liệu
progress: tiendo, tiến độ, xem tiến độ
ranking: xephang, xếp hạng, bảng xếp hạng, thứ hạng
silent: donviim, đơn vị im, đơn vị im lặng, đơn vị chưa nộp
report: baocao, báo cáo, xem báo cáo, xuất báo cáo
assign: giaochitieu, giao chỉ tiêu, chỉ tiêu, phân chỉ tiêu
peak: caodiem, cao điểm, tuần cao điểm, đợt cao điểm
announce: thongbao, thông báo, gửi thông báo
reward: khenthuong, khen thưởng, khen
invite: moi, mời, mời tham gia, thư mời
audit: nhatky, nhật ký, nhật kí
"""
