"""Commands as they are typed: Chinese, simplified."""

COMMANDS = """
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
unit: 更改单位, 换单位
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
