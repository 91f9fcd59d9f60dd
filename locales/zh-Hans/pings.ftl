# What is said to workers by the clock: nudges about drafts, and finishing one together.

nudge =
    📝 您的草稿 <b>{ $title }</b> 还保留着。
    { $missing }{ $offer }
nudge-missing = 只差：{ $names }。几分钟就能写完。
nudge-ready = 内容都齐了，看一遍就可以提交。
nudge-offer =
    {""}

    不方便写的话，工会的支援小组可以和您一起完成。他们会看到您的姓名、这份草稿，以及您留下的电话号码（如有）。
nudge-button-rescue = 🤝 请支援小组一起完成
nudge-button-stop = 🔕 不用再提醒
pings-stopped = 🔕 好的，不再提醒。草稿仍会保留。

rescue-asked = 🤝 已经请 <b>{ $unit }</b> 的支援小组帮忙。有人接手就马上告诉您。
rescue-nobody = 您的单位在这里还没有支援小组。草稿会一直保留；需要帮助请联系：{ $contact }
rescue-untaken =
    🙏 支援小组比较忙，还没有人能和您一起完成草稿 <b>{ $title }</b>，请您谅解。
    { $missing }

    请点 <b>继续</b>，写几句话，发语音或照片都可以。想直接问人：{ $contact }
rescued =
    🤝 支援小组的 <b>{ $name }</b> 会和您一起完成草稿 <b>{ $title }</b>。
    见面后请点 <b>继续</b>。
