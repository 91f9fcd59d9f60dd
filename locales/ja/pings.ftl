# What is said to workers by the clock: nudges about drafts, and finishing one together.

nudge =
    📝 書きかけの <b>{ $title }</b> は、そのまま残っています。
    { $missing }{ $offer }
nudge-missing = 残りは { $names } だけです。数分で終わります。
nudge-ready = 内容はそろっています。見直して送るだけです。
nudge-offer =
    {""}

    書くのが大変なら、組合の支援チームが一緒に仕上げます。チームには、お名前とこの下書き、登録されていれば電話番号が見えます。
nudge-button-rescue = 🤝 支援チームと一緒に仕上げる
nudge-button-stop = 🔕 もう知らせないで
pings-stopped = 🔕 わかりました。もうお知らせしません。下書きはそのまま残っています。

rescue-asked = 🤝 <b>{ $unit }</b> の支援チームにお願いしました。担当が決まりしだいお知らせします。
rescue-nobody = あなたの職場にはまだ支援チームがありません。下書きはそのまま残っています。お困りのときはこちらへ: { $contact }
rescue-untaken =
    🙏 支援チームが忙しく、下書き <b>{ $title }</b> を一緒に仕上げられる人がまだ見つかりません。申し訳ありません。
    { $missing }

    <b>続ける</b> を押して、短い文、音声、写真だけでも大丈夫です。直接のお問い合わせ: { $contact }
rescued =
    🤝 支援チームの <b>{ $name }</b> さんが、下書き <b>{ $title }</b> を一緒に仕上げます。
    会ったら <b>続ける</b> を押してください。
