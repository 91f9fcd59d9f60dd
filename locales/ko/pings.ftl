# What is said to workers by the clock: nudges about drafts, and finishing one together.

nudge =
    📝 작성 중이던 <b>{ $title }</b>, 그대로 보관되어 있어요.
    { $missing }{ $offer }
nudge-missing = 남은 것: { $names }. 몇 분이면 끝나요.
nudge-ready = 내용은 다 채워졌어요. 한번 확인하고 보내기만 하면 됩니다.
nudge-offer =
    {""}

    글쓰기가 번거로우시면 노조 지원팀이 함께 마무리해 드려요. 지원팀은 이름, 이 초안, 그리고 알려 주신 경우 전화번호를 보게 됩니다.
nudge-button-rescue = 🤝 지원팀과 함께 마무리
nudge-button-stop = 🔕 그만 알려 주세요
pings-stopped = 🔕 네, 더 이상 알려 드리지 않을게요. 초안은 그대로 보관됩니다.

rescue-asked = 🤝 <b>{ $unit }</b> 지원팀에 부탁했어요. 맡아 줄 분이 정해지면 바로 알려 드릴게요.
rescue-nobody = 소속 단위에는 아직 지원팀이 없어요. 초안은 그대로 있습니다. 도움이 필요하면 여기로 문의하세요: { $contact }
rescue-untaken =
    🙏 지원팀이 바빠서 <b>{ $title }</b> 초안을 함께 마무리할 분을 아직 찾지 못했어요. 죄송합니다.
    { $missing }

    <b>계속하기</b>를 눌러 짧게 쓰거나, 음성이나 사진을 보내셔도 됩니다. 직접 물어보실 곳: { $contact }
rescued =
    🤝 지원팀의 <b>{ $name }</b> 님이 <b>{ $title }</b> 초안을 함께 마무리해 드려요.
    만나시면 <b>계속하기</b> 버튼을 누르세요.
