# What is said to workers by the clock: nudges about drafts, and finishing one together.

nudge =
    📝 您的草稿 <b>{ $title }</b> 還保留著。
    { $missing }{ $offer }
nudge-missing = 只差：{ $names }。幾分鐘就能寫完。
nudge-ready = 內容都齊了，看一遍就可以提交。
nudge-offer =
    {""}

    不方便寫的話，工會的支援小組可以和您一起完成。他們會看到您的姓名、這份草稿，以及您留下的電話號碼（如有）。
nudge-button-rescue = 🤝 請支援小組一起完成
nudge-button-stop = 🔕 不用再提醒
pings-stopped = 🔕 好的，不再提醒。草稿仍會保留。

rescue-asked = 🤝 已經請 <b>{ $unit }</b> 的支援小組幫忙。有人接手就馬上告訴您。
rescue-nobody = 您的單位在這裡還沒有支援小組。草稿會一直保留；需要幫助請聯絡：{ $contact }
rescue-untaken =
    🙏 支援小組比較忙，還沒有人能和您一起完成草稿 <b>{ $title }</b>，請您諒解。
    { $missing }

    請點 <b>繼續</b>，寫幾句話，發語音或照片都可以。想直接問人：{ $contact }
rescued =
    🤝 支援小組的 <b>{ $name }</b> 會和您一起完成草稿 <b>{ $title }</b>。
    見面後請點 <b>繼續</b>。
