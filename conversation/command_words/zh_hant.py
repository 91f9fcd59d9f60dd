"""Commands as they are typed: Chinese, traditional."""

COMMANDS = """
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
unit: 更改單位, 換單位
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
