"""Commands as they are typed: Japanese."""

COMMANDS = """
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
unit: 所属変更, 所属を変更
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
