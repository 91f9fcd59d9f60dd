"""What people type for a command, one table a language: the whole message, however it is marked."""

from __future__ import annotations

from collections.abc import Mapping

Table = Mapping[str, tuple[str, ...]]


def _table(lines: str) -> Table:
    """`name: words, words, ...`, a command a line; where a name comes again its words are added."""
    found: dict[str, tuple[str, ...]] = {}
    for line in lines.strip().splitlines():
        name, _, typed = line.strip().partition(":")
        found[name] = (*found.get(name, ()), *(words.strip() for words in typed.split(",")))
    return found


# In Vietnamese the first is the command's own name, as it stands in the menus.
WORDS: Mapping[str, Table] = {
    "vi": _table(
        """
        start: batdau, bắt đầu, bắt đầu lại
        new: nop, nộp sáng kiến, gửi sáng kiến, sáng kiến, sáng kiến mới, viết sáng kiến, đăng sáng kiến
        new: đề xuất, nộp ý tưởng, gửi ý tưởng, ý tưởng mới, mới
        mine: cuatoi, của tôi, của em, của mình, sáng kiến của tôi, sáng kiến của em, sáng kiến của mình
        mine: bài của tôi, bài của em
        language: ngonngu, ngôn ngữ, đổi ngôn ngữ, chọn ngôn ngữ, đổi tiếng
        difficulty: vuongmac, vướng mắc, khó khăn, gặp khó khăn, gặp vướng mắc, báo vướng mắc
        stories: chuyenhay, chuyện hay, câu chuyện hay, câu chuyện, gương tốt, gương điển hình
        mydata: dulieu, dữ liệu, dữ liệu của tôi, dữ liệu của em, thông tin của tôi, thông tin của em
        help: trogiup, trợ giúp, giúp, giúp đỡ, giúp tôi, giúp em, giúp với, hướng dẫn, cách dùng
        back: quaylai, quay lại, trở lại, lùi lại, câu trước
        skip: boqua, bỏ qua, bỏ qua câu này
        done: xong, xong rồi, đã xong, hết, hết rồi, đủ rồi
        pause: desau, để sau, làm sau, lúc khác, tạm dừng, tạm nghỉ
        cancel: huy, hủy, hủy bỏ
        queue: hangdoi, hàng đợi, hàng chờ, chờ duyệt, danh sách chờ
        behalf: nopho, nộp hộ, nộp thay, nộp giúp, gửi hộ, gửi thay
        paper: danhsachgiay, danh sách giấy, bản giấy, nộp bằng giấy
        poster: maqr, mã qr, áp phích, in mã qr
        pings: nhac, nhắc, nhắc nhở, nhắc việc, cài đặt nhắc
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
    ),
    "en": _table(
        """
        start: begin, start over
        new: submit, submit idea, submit an idea, submit an initiative, new idea, new initiative, new suggestion
        new: send an idea, suggest, suggestion, propose
        mine: my ideas, my initiatives, my suggestions, my list
        language: change language, languages
        difficulty: difficulties, problem, report a problem, trouble, obstacle
        stories: story, good stories
        mydata: my data, my information, privacy
        help: help me, menu, guide, instructions
        back: go back, previous
        skip: skip this, pass
        done: finish, finished, that's all, that is all
        pause: later, not now
        cancel: abort, discard
        queue: review queue, to review
        behalf: on behalf, submit on behalf, submit for someone
        paper: paper list, paper lists
        poster: qr, qr code
        pings: reminders, reminder, notifications
        totals: total, figures, statistics
        progress: pace
        ranking: rank, rankings, leaderboard
        silent: silent units, quiet units
        report: reports, weekly report, monthly report
        assign: assign targets, assign target, set target, targets
        peak: peak week, peak month
        announce: announcement
        reward: rewards, award, awards
        invite: invitation
        audit: audit log, log
        """
    ),
    "ko": _table(
        """
        start: 시작, 시작하기
        new: 제안, 제안하기, 제안 제출, 새 제안, 아이디어, 아이디어 제출, 제출
        mine: 내 제안, 나의 제안
        language: 언어, 언어 변경
        difficulty: 어려움, 애로사항, 문제
        stories: 사례, 우수 사례
        mydata: 내 정보, 내 데이터, 개인정보
        help: 도움말, 도움, 도와주세요
        back: 뒤로, 이전, 돌아가기
        skip: 건너뛰기, 넘어가기
        done: 완료, 끝
        pause: 나중에, 일시 중지
        cancel: 취소
        queue: 대기열, 검토 대기
        behalf: 대리 제출, 대신 제출
        paper: 종이 목록
        poster: 포스터, QR 코드
        pings: 알림, 알림 설정
        totals: 총계, 합계, 통계
        progress: 진행, 진행 상황
        ranking: 순위, 랭킹
        silent: 미제출 단위
        report: 보고서, 보고
        assign: 목표 배정, 목표
        peak: 집중 기간
        announce: 공지
        reward: 포상, 시상
        invite: 초대
        audit: 기록, 감사 로그
        """
    ),
    "ja": _table(
        """
        start: 開始, 始める, スタート
        new: 提案, 提案する, 改善提案, 新しい提案, 投稿
        mine: 自分の提案, 私の提案
        language: 言語, 言語変更
        difficulty: 困りごと, 問題
        stories: 事例, 好事例
        mydata: マイデータ, 私のデータ, 個人情報
        help: ヘルプ, 使い方
        back: 戻る, 前へ
        skip: スキップ, 飛ばす
        done: 完了, 終わり
        pause: あとで, 後で
        cancel: キャンセル, 取り消し, 中止
        queue: 審査待ち
        behalf: 代理提出
        paper: 紙の一覧
        poster: ポスター, QRコード
        pings: 通知設定, リマインダー
        totals: 合計, 集計, 総数
        progress: 進捗
        ranking: 順位, ランキング
        silent: 未提出の単位
        report: 報告, 報告書, レポート
        assign: 目標, 目標設定
        peak: 強化週間
        announce: 告知, お知らせ
        reward: 表彰
        invite: 招待
        audit: 履歴, 監査ログ
        """
    ),
    "zh-Hans": _table(
        """
        start: 开始
        new: 提案, 新提案, 提交, 提交提案, 建议, 提建议, 合理化建议
        mine: 我的提案, 我的建议
        language: 语言, 切换语言
        difficulty: 困难, 遇到困难, 问题
        stories: 故事, 好故事
        mydata: 我的数据, 我的信息, 个人信息
        help: 帮助, 使用说明
        back: 返回, 上一步
        skip: 跳过
        done: 完成, 好了
        pause: 稍后, 以后再说, 暂停
        cancel: 取消
        queue: 待审, 待审列表
        behalf: 代交, 代提交
        paper: 纸质名单
        poster: 海报, 二维码
        pings: 提醒, 提醒设置
        totals: 总数, 合计, 统计
        progress: 进度
        ranking: 排名, 排行榜
        silent: 未提交单位
        report: 报告, 报表
        assign: 指标, 分配指标
        peak: 高峰, 冲刺周
        announce: 公告, 通知
        reward: 奖励, 表彰
        invite: 邀请
        audit: 日志, 操作记录
        """
    ),
    "zh-Hant": _table(
        """
        start: 開始
        new: 提案, 新提案, 提交, 提交提案, 建議, 提建議, 合理化建議
        mine: 我的提案, 我的建議
        language: 語言, 切換語言
        difficulty: 困難, 遇到困難, 問題
        stories: 故事, 好故事
        mydata: 我的資料, 個人資料
        help: 幫助, 使用說明
        back: 返回, 上一步
        skip: 跳過, 略過
        done: 完成, 好了
        pause: 稍後, 以後再說, 暫停
        cancel: 取消
        queue: 待審, 待審列表
        behalf: 代交, 代提交
        paper: 紙本名單
        poster: 海報, 二維碼, QR碼
        pings: 提醒, 提醒設定
        totals: 總數, 合計, 統計
        progress: 進度
        ranking: 排名, 排行榜
        silent: 未提交單位
        report: 報告, 報表
        assign: 指標, 分配指標
        peak: 高峰, 衝刺週
        announce: 公告, 通知
        reward: 獎勵, 表揚
        invite: 邀請
        audit: 日誌, 操作記錄
        """
    ),
}
